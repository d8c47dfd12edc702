"""A page to ask a query on: a workbench has no editor, and an answer is to be read."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response, render_template, request

from tsunagari.errors import TsunagariError
from tsunagari.languages import Language
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.web.answers import StreamedAnswer, answer
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.operation import read_operation
from tsunagari.web.problems import error_reply
from tsunagari.web.responses import asker
from tsunagari.web.workbench.pages import AskPage
from tsunagari.web.workbench.state import workbench
from tsunagari.web.workbench.words import EXAMPLE, WORDS

__all__ = ["blueprint"]

blueprint = Blueprint("asking", __name__)

MOST_ROWS: Final = 1000
LONGEST: Final = 500
# A graph longer than this is not for a page.
LONGEST_GRAPH: Final = 200_000


@blueprint.get("/ask")
def ask() -> Response:
    """Return the page, with the answer to the query if there is one."""
    language = page_language()
    text = request.args.get("query", "")
    status = 200
    try:
        page = _answered(language, text) if text.strip() else _empty(language)
    except TsunagariError as error:
        reply = error_reply(error, "text/plain")
        told = reply.body.decode().partition(": ")[2].strip()
        page = AskPage(language, WORDS[language], text, trouble=told)
        status = reply.status
    body = render_template("workbench/ask.html", page=page)
    response = in_language(body, language)
    response.status_code = status
    return response


def _empty(language: Language) -> AskPage:
    return AskPage(language, WORDS[language], EXAMPLE)


def _answered(language: Language, text: str) -> AskPage:
    parameters = {"maxrows": [str(MOST_ROWS)]}
    operation = read_operation(text, parameters, workbench().settings)
    is_graph = operation.kind is Kind.GRAPH
    format = format_named("turtle" if is_graph else "json", operation.kind)
    found = answer(workbench(), operation, format, asker())
    if isinstance(found, StreamedAnswer):
        body = b"".join(found)
        found.close()
    else:
        body = found.body
    words = WORDS[language]
    if is_graph:
        graph = body.decode()[:LONGEST_GRAPH]
        return AskPage(language, words, text, graph=graph)
    told = json.loads(body)
    if operation.kind is Kind.BOOLEAN:
        return AskPage(language, words, text, verdict=bool(told["boolean"]))
    names = told["head"]["vars"]
    rows = [
        [row.get(name, {}).get("value", "")[:LONGEST] for name in names]
        for row in told["results"]["bindings"]
    ]
    return AskPage(language, words, text, names=names, rows=rows)
