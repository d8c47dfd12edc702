"""``/explain``: why a statement holds, as a page, a text or JSON-LD.

It is made in a process of its own (explanation/explaining.py), once per release,
language and format, and kept like an answer.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from flask import Blueprint, Response, render_template, request, url_for
from rdflib import URIRef
from rdflib.term import Node

from tsunagari.errors import (
    ParameterError,
    QueryError,
    StatementError,
    TsunagariError,
)
from tsunagari.explanation.captions import CAPTIONS
from tsunagari.explanation.derivation import Triple
from tsunagari.explanation.explaining_process import Question
from tsunagari.explanation.lookup import read_term
from tsunagari.explanation.outline import Outline
from tsunagari.explanation.profile import rule_link
from tsunagari.explanation.text import MARKS
from tsunagari.languages import Language
from tsunagari.namespaces import shorten
from tsunagari.web.asking import looking_up_until
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.languages import page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.problems import problem
from tsunagari.web.responses import asker, respond_with
from tsunagari.web.serving import ServingRelease
from tsunagari.web.state import state
from tsunagari.web.trouble import prefers_trouble_page

__all__ = ["ExplanationPage", "blueprint"]

blueprint = Blueprint("explanation", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"
PLACES: Final = ("subject", "predicate", "object")
# By the name that the parameter "format" has.
MEDIA_TYPES: Final = {
    "html": "text/html",
    "jsonld": "application/ld+json",
    "text": "text/plain",
}
MOST_WAYS: Final = 20
# Words are asked for on the way to a page that is of use without them.
EXAMPLE_SECONDS: Final = 5.0
# What the page offers to begin with.
EXAMPLES: Final = (
    ("jporg:co-op-mirai", "a", "sse:SSEOrganization"),
    ("form:rokin-bank", "a", "sse:FullSSEForm"),
)

_example_words: WeakKeyDictionary[
    ServingRelease, dict[Language, tuple[Example, ...]]
] = WeakKeyDictionary()


@dataclass(frozen=True)
class Example:
    """A statement to begin with, as a question, and where its answer is."""

    question: str
    address: str


@dataclass(frozen=True)
class ExplanationPage:
    """What the template of an explanation is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    captions: dict[str, str] = field(metadata={"help": "the fixed words"})
    given: dict[str, str] = field(metadata={"help": "the statement as it was asked"})
    outline: Outline | None = field(metadata={"help": "the explanation, if asked"})
    trouble: str = field(
        default="", metadata={"help": "what was wrong with what was asked"}
    )
    examples: tuple[Example, ...] = field(
        default=(), metadata={"help": "what can be asked, in words"}
    )


@blueprint.get("/explain", provide_automatic_options=False)
def explain() -> Response:
    """Return why a statement holds, or a page to ask on."""
    given = {place: request.args.get(place, "").strip() for place in PLACES}
    language = page_language()
    kind = chosen_media_type(MEDIA_TYPES, request.args.get("format"))
    with state().use() as serving:
        if not any(given.values()):
            response = _page(serving, language, given, None)
            response.headers["Content-Language"] = language
            response.headers["Vary"] = "Accept-Language"
            return response
        statement = _statement(given)
        public = state().public_url()
        key = ("explain", statement, language, kind, _ways(), public)
        kept = serving.cache.get(key)
        if kept is None:
            kept, whole = _made(serving, statement, language, kind)
            if whole:
                serving.cache.put(key, kept)
    response = respond_with(kept)
    if kind != "jsonld":
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
    return response


@blueprint.errorhandler(ParameterError)
@blueprint.errorhandler(StatementError)
def not_understood(error: TsunagariError) -> Response:
    """Give people the form back, with what they wrote and what is wrong with it."""
    if not prefers_trouble_page():
        return problem(400, str(error))
    given = {place: request.args.get(place, "").strip() for place in PLACES}
    language = page_language()
    with state().use() as serving:
        response = _page(serving, language, given, None, str(error))
    response.status_code = 400
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/explain", methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def _statement(given: dict[str, str]) -> Triple:
    """Return the statement that was asked about.

    :raises ParameterError: If a part of it is missing.
    :raises StatementError: If a part of it is no term.
    """
    if missing := [place for place, text in given.items() if not text]:
        raise ParameterError(
            f"an explanation needs subject, predicate and object; "
            f"'{missing[0]}' is missing"
        )
    s, p, o = (read_term(text, place) for place, text in given.items())
    return s, p, o


def _ways() -> int:
    """Return how many derivations are asked for.

    :raises ParameterError: If it is no number from 1 to the most there may be.
    """
    text = request.args.get("ways", "1")
    if not (re.fullmatch(r"[0-9]{1,2}", text) and 1 <= int(text) <= MOST_WAYS):
        raise ParameterError(f"'ways' is a number from 1 to {MOST_WAYS}")
    return int(text)


def _made(
    serving: ServingRelease,
    statement: Triple,
    language: Language,
    kind: str,
) -> tuple[CachedAnswer, bool]:
    """Return the explanation, and whether all was looked at for it.

    It is made at the client's expense.

    :raises OverBudgetError: If the client has caused too much work.
    :raises ServiceBusyError: If no process becomes free.
    """
    question = Question(statement, language, kind, _ways())
    budgets, asked_by = state().budgets, asker()
    budgets.check(asked_by.client)
    seconds = state().settings.explain_seconds
    with serving.explaining.taking() as process:
        started = time.monotonic()
        look_up = looking_up_until(serving, started + seconds, asked_by.is_gone)
        try:
            found = process.explain(question, seconds, look_up, asked_by.is_gone)
        finally:
            budgets.spend(asked_by.client, time.monotonic() - started)
    body = found.body
    if found.outline:
        given = dict(zip(PLACES, map(_short, statement), strict=True))
        body = _page(serving, language, given, found.outline).get_data()
    media_type = MEDIA_TYPES[kind]
    charset = "" if kind == "jsonld" else "; charset=utf-8"
    return CachedAnswer(body, media_type + charset), found.complete


def _examples(serving: ServingRelease, language: Language) -> tuple[Example, ...]:
    """Return the examples in words; none where the release cannot be asked now."""
    kept = _example_words.setdefault(serving, {})
    if language in kept:
        return kept[language]
    is_gone = asker().is_gone
    look_up = looking_up_until(serving, time.monotonic() + EXAMPLE_SECONDS, is_gone)
    statements = [
        _statement(dict(zip(PLACES, example, strict=True))) for example in EXAMPLES
    ]
    try:
        with serving.explaining.taking() as process:
            questions = process.questions(
                statements, language, EXAMPLE_SECONDS, look_up, is_gone
            )
    except QueryError:
        return ()
    kept[language] = tuple(
        Example(
            question,
            url_for(
                "explanation.explain", lang=language, subject=s, predicate=p, object=o
            ),
        )
        for question, (s, p, o) in zip(questions, EXAMPLES, strict=True)
    )
    return kept[language]


def _short(node: Node) -> str:
    """Return a term as a person would write it in the form."""
    if isinstance(node, URIRef):
        short = shorten(str(node))
        return str(node) if short.startswith("<") else short
    return node.n3()


def _page(
    serving: ServingRelease,
    language: Language,
    given: dict[str, str],
    outline: Outline | None,
    trouble: str = "",
) -> Response:
    page = ExplanationPage(
        language,
        serving.release.id,
        CAPTIONS[language],
        given,
        outline,
        trouble,
        () if outline else _examples(serving, language),
    )
    return Response(
        render_template(
            "explanation.html",
            page=page,
            marks=MARKS,
            rule_link=rule_link,
        )
    )
