"""The query operation of the `SPARQL 1.1 Protocol
<https://www.w3.org/TR/sparql11-protocol/#query-operation>`_ at ``/sparql``.

GET with ``query``, POST of a form, POST of ``application/sparql-query``; the
dataset by ``default-graph-uri`` and ``named-graph-uri``, which win over the
query's own. Unknown parameters are ignored. Without any parameter, the service
describes itself, and sends browsers to the editor.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tsunagari.sparql.formats import Kind
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.description import link_description, service_description
from tsunagari.web.negotiation import accepts_rdf, chosen_format, prefers_page
from tsunagari.web.operation import (
    Parameters,
    one_query,
    read_operation,
    read_parameters,
)
from tsunagari.web.responses import QUERY, respond
from tsunagari.web.state import state

__all__ = ["FORM_TYPE", "METHODS", "blueprint", "body_text", "check_coding"]

blueprint = Blueprint("protocol", __name__)

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
METHODS = "GET, HEAD, POST, OPTIONS"


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
    request.environ[QUERY] = text
    operation = read_operation(text, parameters, state().settings)
    return respond(operation, chosen_format(operation.kind, operation.format_name))


@blueprint.route("/sparql", methods=["OPTIONS"])
@blueprint.route("/sparql/", methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def _page() -> BaseResponse:
    response = redirect(url_for("editor.editor"), 303)
    response.headers["Vary"] = "Accept"
    return response


def _query() -> tuple[str, Parameters]:
    """Return the one query, and the parameters that come with it."""
    check_coding()
    if request.method == "POST" and request.mimetype == QUERY_TYPE:
        return body_text("a query"), read_parameters(request.query_string)
    encoded = request.query_string
    if request.method == "POST":
        if request.mimetype != FORM_TYPE:
            abort(415, f"send {FORM_TYPE} or {QUERY_TYPE}")
        encoded = request.get_data()
    parameters = read_parameters(encoded)
    return one_query(parameters), parameters


def check_coding() -> None:
    """Refuse this request if its body comes in a content coding."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        abort(415, "send the body as it is, without a content coding")


def body_text(what: str) -> str:
    """Return the body of this request, *what* it is, which is refused if no UTF-8."""
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        abort(415, f"{what} is sent in UTF-8")
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        abort(400, "the body is not UTF-8")
