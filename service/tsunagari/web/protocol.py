"""The query operation of the `SPARQL 1.1 Protocol
<https://www.w3.org/TR/sparql11-protocol/#query-operation>`_ at ``/sparql``.

GET with ``query``, POST of a form, POST of ``application/sparql-query``. The
dataset is the release's: a client may not choose another.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.datastructures import MIMEAccept
from werkzeug.wrappers import Response as BaseResponse

from tsunagari.sparql.formats import Format, Kind, format_named, formats_for
from tsunagari.sparql.guard import check_query
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("protocol", __name__)

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
DATASET_PARAMETERS = ("default-graph-uri", "named-graph-uri")
METHODS = "GET, HEAD, POST, OPTIONS"


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
@blueprint.route("/sparql/", methods=["GET", "POST"], provide_automatic_options=False)
def sparql() -> BaseResponse:
    """Answer the query of this request."""
    text = _query_text()
    if text is None:
        return redirect(url_for("home.home"), 303)
    check_query(text)
    answer = state().engine.query(text)
    chosen = _chosen_format(answer.kind)
    response = Response(answer.serialize(chosen), content_type=chosen.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Vary"] = "Accept"
    return response


@blueprint.route("/sparql", methods=["OPTIONS"])
@blueprint.route("/sparql/", methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed, to browsers on other sites too."""
    response = Response(status=204)
    response.headers["Allow"] = METHODS
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    return response


def _query_text() -> str | None:
    """Return the one query of the request, or ``None`` if a page asks for none."""
    if any(request.values.getlist(name) for name in DATASET_PARAMETERS):
        abort(400, "the dataset is fixed; name graphs with GRAPH in the query")
    if request.method == "POST" and request.mimetype == QUERY_TYPE:
        try:
            return request.get_data().decode("utf-8")
        except UnicodeDecodeError:
            abort(400, "the body is not UTF-8")
    if request.method == "POST":
        if request.mimetype != FORM_TYPE:
            abort(415, f"send {FORM_TYPE} or {QUERY_TYPE}")
        queries = request.form.getlist("query")
    else:
        queries = request.args.getlist("query")
        if not queries and request.accept_mimetypes.accept_html:
            return None
    if len(queries) != 1:
        abort(400, f"send exactly one 'query' parameter, not {len(queries)}")
    return queries[0]


def _chosen_format(kind: Kind) -> Format:
    """Return the format for an answer of *kind* that the client prefers.

    The parameter ``format`` wins over ``Accept``. A browser, which takes
    anything, gets the first format.
    """
    offered = formats_for(kind)
    if name := request.values.get("format"):
        wanted = format_named(name)
        if wanted not in offered:
            names = ", ".join(format.name for format in offered)
            abort(406, f"this answer comes as {names}")
        return wanted
    accept: MIMEAccept = request.accept_mimetypes
    if not accept:
        return offered[0]
    by_type = {
        media_type: format
        for format in reversed(offered)
        for media_type in (format.media_type, *format.aliases)
    }
    order = [f.media_type for f in offered] + [a for f in offered for a in f.aliases]
    best = accept.best_match(order)
    if best is None:
        types = ", ".join(format.media_type for format in offered)
        abort(406, f"this answer comes as {types}")
    return by_type[best]
