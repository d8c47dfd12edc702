"""Stored queries as an API: ``/queries``, and one address for each.

``/queries/<name>`` is a page for browsers, with a form for the query's parameters and
the first rows; for everybody else it is the answer, in the format that ``Accept``,
``format`` or the end of the address names (``/queries/cq01-full-forms.csv``). The
query is bound (:mod:`tsunagari.sparql.binding`) and then asked the way ``/sparql``
asks: the same guard, limits, cache, budget, ``maxrows`` and ``timeout``. What a query
has no parameter for is refused: a name with a slip of the pen must not mean "all".
"""

from __future__ import annotations

from typing import Any, Final

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from tsunagari.errors import QueryError, QueryValueError, UnknownFormatError
from tsunagari.sparql.binding import bound
from tsunagari.sparql.formats import Kind, format_named, formats_for
from tsunagari.sparql.library import StoredQuery
from tsunagari.sparql.parameters import parameters
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.description import link_description
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import chosen_format, chosen_media_type, prefers_page
from tsunagari.web.operation import Parameters, read_operation, read_parameters
from tsunagari.web.problems import error_reply
from tsunagari.web.queries.pages import (
    IndexPage,
    QueryPage,
    ending,
    fields,
    query_address,
)
from tsunagari.web.queries.shown import shown
from tsunagari.web.responses import QUERY, as_json, respond, respond_with
from tsunagari.web.state import state
from tsunagari.web.stored import answer_kind, asked_peers, library

__all__ = ["FILE", "FILE_TYPE", "OFFERED", "PROTOCOL", "blueprint"]

blueprint = Blueprint("queries", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"
OFFERED: Final = {"html": "text/html", "json": "application/json"}
# What may stand beside the parameters of a query.
PROTOCOL: Final = ("format", "maxrows", "timeout")
PAGE: Final = "html"
# The end of the address of a query itself.
FILE: Final = "rq"
FILE_TYPE: Final = "application/sparql-query; charset=utf-8"
# From a form: what may take long, or asks other endpoints, is to be asked.
RUN: Final = "run"
# The tag of questions that registers answer.
REGISTER: Final = "register"


@blueprint.get("/queries", provide_automatic_options=False)
def index() -> Response:
    """List the stored queries, as a page or as JSON."""
    chosen = chosen_media_type(OFFERED, request.args.get("format"))
    tag = request.args.get("tag", "")
    found = [query for query in library().values() if not tag or tag in query.tags]
    if not found:
        abort(404, f"no stored query is about '{tag[:40]}'; /queries lists them all")
    if chosen == "json":
        return as_json({"queries": [_told(query) for query in found]})
    language = page_language()
    page = IndexPage(language, state().serving.now.release.id, found, tag)
    response = in_language(render_template("queries.html", page=page), language)
    response.headers["Vary"] = "Accept, Accept-Language"
    # Where programs go on (`RFC 8631 <https://www.rfc-editor.org/rfc/rfc8631>`_).
    address = state().public_url() + url_for("openapi.openapi")
    response.headers["Link"] = (
        f'<{address}>; rel="service-desc"; type="application/json"'
    )
    return response


@blueprint.get("/queries/<name>", provide_automatic_options=False)
@blueprint.get("/queries/<name>.<extension>", provide_automatic_options=False)
def query(name: str, extension: str = "") -> BaseResponse:
    """Answer a stored query, or show its page."""
    given = read_parameters(request.query_string)
    if name not in library():
        return _elsewhere(name, extension, given)
    stored = library()[name]
    if extension == FILE:
        kept = CachedAnswer(stored.text.encode(), FILE_TYPE)
        return respond_with(kept)
    kind = answer_kind(stored)
    format_name = extension or (given.get("format") or [""])[0]
    if extension and not _is_format(extension, kind):
        ends = ", ".join(ending(format) for format in formats_for(kind))
        abort(404, f"this answer ends in {ends}; the query itself in {FILE}")
    if format_name == PAGE or (not format_name and prefers_page(kind)):
        return _page(stored, kind, given)
    text = bound(stored, _values(stored, given))
    request.environ[QUERY] = text
    beside = {key: given[key] for key in map(str, PROTOCOL) if key in given}
    operation = read_operation(text, beside, state().settings)
    return link_description(respond(operation, chosen_format(kind, format_name)))


@blueprint.route("/queries", methods=["OPTIONS"])
@blueprint.route("/queries/<name>", methods=["OPTIONS"])
@blueprint.route("/queries/<name>.<extension>", methods=["OPTIONS"])
def options(name: str = "", extension: str = "") -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def _elsewhere(name: str, extension: str, given: Parameters) -> BaseResponse:
    """Lead from the id of a query to its address."""
    for stored in library().values():
        if name.casefold() in (stored.name, stored.header["id"].casefold()):
            return redirect(query_address(stored, extension, given), 308)
    abort(404, f"no stored query is called '{name[:40]}'; /queries lists them")


def _is_format(extension: str, kind: Kind) -> bool:
    try:
        return format_named(extension, kind) in formats_for(kind)
    except UnknownFormatError:
        return False


def _values(stored: StoredQuery, given: Parameters) -> Parameters:
    """Return what is meant for the query itself."""
    own = {parameter.name for parameter in parameters(stored)}
    # The language of a page, which a query need not know.
    beside = {*PROTOCOL, RUN, "lang"} - own
    return {name: values for name, values in given.items() if name not in beside}


def _page(stored: StoredQuery, kind: Kind, given: Parameters) -> Response:
    language = page_language()
    values = dict(_values(stored, given))
    if any(parameter.name == "lang" for parameter in parameters(stored)):
        values["lang"] = [language]
    here = state()
    asks = asked_peers(stored)
    page = QueryPage(
        language,
        here.serving.now.release.id,
        stored,
        kind,
        fields(stored, values, language),
        values,
        asks,
        asks - {peer.name for peer in here.settings.peers},
        here.peers.askable,
        REGISTER in stored.tags
        and not here.serving.now.release.manifest.get("registers"),
    )
    status = _ask(page, RUN in given)
    body = render_template("query.html", page=page)
    response = in_language(body, language)
    response.status_code = status
    response.headers["Vary"] = "Accept, Accept-Language"
    for format in formats_for(kind):
        address = here.public_url() + page.address(format)
        link = f'<{address}>; rel="alternate"; type="{format.media_type}"'
        response.headers.add("Link", link)
    return response


def _ask(page: QueryPage, run: bool) -> int:
    """Put the answer on *page*, or why there is none; return the status."""
    try:
        page.text = bound(page.stored, page.values)
    except QueryValueError as error:
        if page.lacking and error.parameter in page.lacking:
            return 200
        page.trouble, page.troubled = error.texts[page.language], error.parameter
        return 400
    if page.unknown or (page.asks and not page.askable) or (page.waits and not run):
        return 200
    request.environ[QUERY] = page.text
    try:
        page.answer = shown(page.text, page.kind, page.language)
    except QueryError as error:
        page.trouble = str(error)
        return error_reply(error, "").status
    return 200


def _told(stored: StoredQuery) -> dict[str, Any]:
    """Return what programs are told of *stored*."""
    header = stored.header
    return {
        "name": stored.name,
        "id": header["id"],
        "role": stored.role,
        "tags": stored.tags,
        "summary": {"en": header["summary"], "ja": header["summary-ja"]},
        "description": {
            language: header[key]
            for language, key in (("en", "description"), ("ja", "description-ja"))
            if key in header
        },
        "returns": header["returns"],
        "entailment": header["entailment"],
        "address": state().public_url() + url_for("queries.query", name=stored.name),
        "parameters": [
            {
                "name": parameter.name,
                "label": dict(parameter.labels),
                "kind": parameter.kind.name or "text",
                "needed": parameter.needed,
                "default": list(parameter.defaults) or None,
                "values": list(parameter.values) or None,
                "example": parameter.example,
            }
            for parameter in parameters(stored)
        ],
    }
