"""The query operation of the `SPARQL 1.1 Protocol
<https://www.w3.org/TR/sparql11-protocol/#query-operation>`_ at ``/sparql``.

GET with ``query``, POST of a form, POST of ``application/sparql-query``; the
dataset by ``default-graph-uri`` and ``named-graph-uri``, which win over the
query's own. Unknown parameters are ignored.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from tsunagari.errors import QuerySyntaxError
from tsunagari.sparql.dataset import protocol_dataset, query_dataset
from tsunagari.sparql.guard import inspect_query
from tsunagari.web.answers import response_to
from tsunagari.web.negotiation import chosen_format

__all__ = ["METHODS", "allow_everyone", "blueprint"]

blueprint = Blueprint("protocol", __name__)

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
METHODS = "GET, HEAD, POST, OPTIONS"
EXPOSED = "ETag, Link, Retry-After, X-Request-Id"

Parameters = MultiDict[str, str]


def allow_everyone(response: Response) -> Response:
    """Let pages of other sites read *response*."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response


blueprint.after_request(allow_everyone)


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
@blueprint.route("/sparql/", methods=["GET", "POST"], provide_automatic_options=False)
def sparql() -> BaseResponse:
    """Answer the query of this request."""
    text, parameters = _query()
    if text is None:
        return redirect(url_for("home.home"), 303)
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
    """Say what is allowed, to browsers on other sites too."""
    response = Response(status=204)
    response.headers["Allow"] = METHODS
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _query() -> tuple[str | None, Parameters]:
    """Return the one query, and the parameters that come with it.

    The query is ``None`` if a browser asks for none.
    """
    if request.method == "POST" and request.mimetype == QUERY_TYPE:
        if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
            abort(415, "a query is sent in UTF-8")
        try:
            return request.get_data().decode("utf-8"), request.args
        except UnicodeDecodeError:
            abort(400, "the body is not UTF-8")
    parameters: Parameters = request.args
    if request.method == "POST":
        if request.mimetype != FORM_TYPE:
            abort(415, f"send {FORM_TYPE} or {QUERY_TYPE}")
        parameters = request.form
    queries = parameters.getlist("query")
    asks_for_page = request.method != "POST" and request.accept_mimetypes.accept_html
    if not queries and asks_for_page:
        return None, parameters
    if len(queries) != 1:
        abort(400, f"send exactly one 'query' parameter, not {len(queries)}")
    return queries[0], parameters


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
