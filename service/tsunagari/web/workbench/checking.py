"""``/validate``, ``/reason``, ``/check``: what is said of a graph without storing it.

The body is read as by the Graph Store Protocol: one document, or several as files of
a form, which are taken together. Relative IRIs are resolved against ``?graph=``. For
programs, ``/validate`` answers with SHACL's report and ``/reason`` with what follows,
in any format for graphs; ``/check`` is the page for people, which says all of it.
"""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from tsunagari.errors import DocumentError, ParameterError, TsunagariError
from tsunagari.sparql.dataset import ABSOLUTE
from tsunagari.sparql.documents import Document
from tsunagari.sparql.formats import Format, Kind
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import accepts_rdf, chosen_format, prefers_page
from tsunagari.web.problems import error_reply, problem, problem_reply
from tsunagari.web.responses import asker
from tsunagari.web.uploads import documents
from tsunagari.web.workbench.checking_page import CheckPage
from tsunagari.web.workbench.checking_state import Checking, checking
from tsunagari.workbench.checking.checker import EVERYTHING, Checked

__all__ = ["blueprint"]

blueprint = Blueprint("checking", __name__)

NOTHING: Final = (
    "nothing was checked: the graph describes nothing that the shapes speak of; use "
    "classes of ours (https://w3id.org/tsunagari/ontology), or see whether the right "
    "graph was sent"
)
PROBLEM: Final = "application/problem+json"
# Whether the whole dataset took part, or what stands near the posted things alone.
BESIDE: Final = "X-Beside"


@blueprint.post("/validate")
def validate() -> Response:
    """Return the validation report of the posted graph: 200 if it conforms, else 422.

    It conforms if something was checked and no result is a violation.
    """
    if prefers_page():
        return _page(("about", "validation"))
    format = chosen_format(Kind.GRAPH, request.args.get("format"))
    found = _checked(_documents(), ("validation",), format.name).parts["validation"]
    if found["nothing_checked"]:
        return problem(422, NOTHING)
    return _graph(found["report"], format, 200 if found["conforms"] else 422)


@blueprint.post("/reason")
def reason() -> Response:
    """Return what follows newly from the posted graph, or 409 with contradictions."""
    if prefers_page():
        return _page(("about", "reasoning"))
    named = request.args.get("format")
    if not named and not accepts_rdf() and request.accept_mimetypes[PROBLEM]:
        # It wants to hear of contradictions; what follows it takes as it comes.
        named = "turtle"
    format = chosen_format(Kind.GRAPH, named)
    found = _checked(_documents(), ("reasoning",), format.name).parts["reasoning"]
    if found["contradictions"]:
        response = _contradicted(found["contradictions"])
    else:
        response = _graph(found["closure"], format, 200)
    response.headers[BESIDE] = "everything" if found["whole"] else "what is near"
    return response


@blueprint.get("/check")
def check() -> Response:
    """Return the page that a file can be sent from."""
    return _shown(CheckPage.empty(page_language()), 200)


@blueprint.post("/check")
def checked() -> Response:
    """Return the page with all that is said of the files that were sent."""
    return _page(EVERYTHING)


@blueprint.after_request
def keep_nothing(response: Response) -> Response:
    """Let nobody keep an answer, and pages of other sites read what programs get."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _page(parts: tuple[str, ...]) -> Response:
    """Return the page with *parts*, or with what is wrong with the documents."""
    language = page_language()
    graph, sent = "", []
    try:
        graph, sent = _graph_name(), _documents()
        found = _checked(sent, parts, "turtle")
    except TsunagariError as error:
        reply = error_reply(error, PROBLEM)
        detail = json.loads(reply.body)["detail"]
        return _shown(CheckPage.troubled(language, graph, detail), reply.status)
    page = CheckPage.of(language, graph, sent, found, checking())
    return _shown(page, page.status)


def _shown(page: CheckPage, status: int) -> Response:
    body = render_template("workbench/check.html", page=page)
    response = in_language(body, page.language)
    response.status_code = status
    return response


def _documents() -> list[Document]:
    """Return the documents of this request.

    :raises DocumentError: If there is none.
    """
    # Kept, since the fields of a form are read from it too.
    request.get_data()
    most = checking().most_bytes
    found = documents(request, _graph_name() or None, most)
    if not found:
        raise DocumentError(
            "no document came; send one as the body, or choose a file in the form"
        )
    return found


def _graph_name() -> str:
    """Return the graph that the parameter or the field ``graph`` names, if any.

    :raises ParameterError: If it is no absolute IRI.
    """
    given = request.args.get("graph", "")
    if not given and request.mimetype == "multipart/form-data":
        request.get_data()
        given = request.form.get("graph", "")
    given = given.strip()
    if given and not ABSOLUTE.fullmatch(given):
        raise ParameterError("'graph' is an absolute IRI")
    return given


def _checked(sent: list[Document], parts: tuple[str, ...], format: str) -> Checked:
    """Return what is said of *sent*; the first of *parts* is surely there."""
    state, client = checking(), asker().client
    state.budgets.check(client)
    started = time.monotonic()
    try:
        with state.dataset() as dataset:
            return state.checker.check(sent, dataset, parts, format, _without(state))
    finally:
        state.budgets.spend(client, time.monotonic() - started)


def _without(state: Checking) -> list[str]:
    """Return the graph that is named, which what was sent would be instead of.

    So that one that was put in already can be looked at as if it were new.
    """
    graph = _graph_name()
    if not graph:
        return []
    return [graph, ""] if state.merged else [graph]


def _graph(text: str, format: Format, status: int) -> Response:
    return allow_everyone(Response(text, status, content_type=format.content_type))


def _contradicted(found: list[dict[str, Any]]) -> Response:
    """Return the problem that the posted graph cannot be true, each side told."""
    status = HTTPStatus.CONFLICT
    texts = "\n\n".join(one["texts"]["en"] for one in found)
    reply = problem_reply(status, "", request.headers.get("Accept", ""))
    headers = [(n, v) for n, v in reply.headers if n != "Content-Length"]
    if reply.body.startswith(b"{"):
        content = {
            "title": status.phrase,
            "status": int(status),
            "detail": "the graph contradicts itself or what is known",
            "contradictions": found,
        }
        body = json.dumps(content, ensure_ascii=False) + "\n"
    else:
        body = f"{int(status)} {status.phrase}: {texts}\n"
    return Response(body, status, headers)
