"""The query operation of the `SPARQL 1.1 Protocol
<https://www.w3.org/TR/sparql11-protocol/#query-operation>`_ at ``/sparql``.

GET with ``query``, POST of a form, POST of ``application/sparql-query``; the
dataset by ``default-graph-uri`` and ``named-graph-uri``, which win over the
query's own. Unknown parameters are ignored. Without any parameter, the service
describes itself, and sends browsers to the start page.
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from tsunagari.errors import QuerySyntaxError
from tsunagari.sparql.dataset import protocol_dataset, query_dataset
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.guard import inspect_query
from tsunagari.web.answers import response_to
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.description import link_description, service_description
from tsunagari.web.negotiation import accepts_rdf, chosen_format, prefers_page

__all__ = ["METHODS", "blueprint"]

blueprint = Blueprint("protocol", __name__)

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
METHODS = "GET, HEAD, POST, OPTIONS"

Parameters = MultiDict[str, str]


blueprint.after_request(allow_everyone)
blueprint.after_request(link_description)


# The rule next to the view is registered first: links are made without a slash.
@blueprint.route("/sparql/", methods=["GET", "POST"], provide_automatic_options=False)
@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def sparql() -> BaseResponse:
    """Answer the query of this request."""
    if request.method != "POST" and not request.args:
        if prefers_page():
            return _page()
        if accepts_rdf():
            return service_description(chosen_format(Kind.GRAPH, None))
    text, parameters = _query()
    inspection = inspect_query(text)
    if inspection.kind is None:
        raise QuerySyntaxError(
            "the query does not parse: it is no SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    dataset = protocol_dataset(
        parameters.getlist("default-graph-uri"), parameters.getlist("named-graph-uri")
    ) or query_dataset(text)
    return response_to(
        text,
        chosen_format(inspection.kind, parameters.get("format")),
        dataset,
        _timeout(parameters.get("timeout")),
        inspection.repeatable,
    )


@blueprint.route("/sparql", methods=["OPTIONS"])
@blueprint.route("/sparql/", methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def _page() -> BaseResponse:
    response = redirect(url_for("home.home"), 303)
    response.headers["Vary"] = "Accept"
    return response


def _query() -> tuple[str, Parameters]:
    """Return the one query, and the parameters that come with it."""
    if request.method == "POST" and request.mimetype == QUERY_TYPE:
        if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
            abort(415, "a query is sent in UTF-8")
        try:
            return request.get_data().decode("utf-8"), request.args
        except UnicodeDecodeError:
            abort(400, "the body is not UTF-8")
    _refuse_other_encodings()
    parameters: Parameters = request.args
    if request.method == "POST":
        if request.mimetype != FORM_TYPE:
            abort(415, f"send {FORM_TYPE} or {QUERY_TYPE}")
        parameters = request.form
    queries = parameters.getlist("query")
    if len(queries) != 1:
        abort(400, f"send exactly one 'query' parameter, not {len(queries)}")
    return queries[0], parameters


def _refuse_other_encodings() -> None:
    """Refuse parameters that are not UTF-8, instead of answering another text."""
    parts = [request.query_string]
    if request.method == "POST" and request.mimetype == FORM_TYPE:
        parts.append(request.get_data(cache=True))
    for part in parts:
        try:
            unquote_to_bytes(part).decode("utf-8")
        except UnicodeDecodeError:
            abort(400, "the parameters are not UTF-8")


def _timeout(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e9:
        abort(400, "'timeout' is a number of seconds above 0")
    return seconds
