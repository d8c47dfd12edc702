"""``/explain``: why a statement holds, as a page, a text or JSON-LD.

What is looked up goes through the pool like any query. An explanation is made
once per release, language and format, and kept like an answer.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from flask import Blueprint, Response, render_template, request, url_for
from rdflib import URIRef
from rdflib.term import Node

from tsunagari.errors import (
    ParameterError,
    QueryError,
    ServiceBusyError,
    StatementError,
    TsunagariError,
)
from tsunagari.explanation.captions import CAPTIONS
from tsunagari.explanation.derivation import Triple
from tsunagari.explanation.document import to_jsonld
from tsunagari.explanation.explain import Explainer
from tsunagari.explanation.lookup import Ask, read_term
from tsunagari.explanation.outline import Outline, Outliner
from tsunagari.explanation.profile import rule_link
from tsunagari.explanation.sentences import Sentences
from tsunagari.explanation.text import MARKS, to_text
from tsunagari.explanation.words import Words
from tsunagari.languages import Language
from tsunagari.namespaces import shorten
from tsunagari.web.asking import asking_until
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
# A search keeps a thread of ours busy, unlike a query.
AT_A_TIME: Final = 2
WAITING: Final = 2
WAIT_SECONDS: Final = 4.0
# Words are asked for on the way to a page that is of use without them.
EXAMPLE_SECONDS: Final = 5.0
# What the page offers to begin with.
EXAMPLES: Final = (
    ("jporg:co-op-mirai", "a", "sse:SSEOrganization"),
    ("form:rokin-bank", "a", "sse:FullSSEForm"),
)

_places = threading.BoundedSemaphore(AT_A_TIME)
_queue = threading.BoundedSemaphore(AT_A_TIME + WAITING)
_explainers: WeakKeyDictionary[ServingRelease, Explainer] = WeakKeyDictionary()
_example_words: WeakKeyDictionary[
    ServingRelease, dict[Language, tuple[Example, ...]]
] = WeakKeyDictionary()
_lock = threading.Lock()


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
    """Return the explanation, and whether all was looked at for it."""
    with _taking_part():
        ends = time.monotonic() + state().settings.explain_seconds
        ask = asking_until(serving, ends, asker().is_gone)
        explainer = _explainer(serving, ask)
        seconds = max(0.1, ends - time.monotonic())
        found = explainer.explain(statement, ask, seconds, _ways())
        if kind == "jsonld":
            body = to_jsonld(found)
        else:
            words = Words(ask, language)
            outliner = Outliner(explainer.axioms, explainer.constructs, words)
            outline = outliner.outline(found)
            if kind == "text":
                body = to_text(outline).encode()
            else:
                given = dict(zip(PLACES, map(_short, statement), strict=True))
                body = _page(serving, language, given, outline).get_data()
    media_type = MEDIA_TYPES[kind]
    charset = "" if kind == "jsonld" else "; charset=utf-8"
    return CachedAnswer(body, media_type + charset), found.complete


@contextmanager
def _taking_part() -> Iterator[None]:
    """Hold one of the few places, at the client's expense.

    :raises OverBudgetError: If the client has caused too much work.
    :raises ServiceBusyError: If no place becomes free.
    """
    budgets, client = state().budgets, asker().client
    budgets.check(client)
    busy = ServiceBusyError("too many explanations are being made; try again later")
    # Who waits keeps a thread from other pages: only a few may.
    if not _queue.acquire(blocking=False):
        raise busy
    try:
        if not _places.acquire(timeout=WAIT_SECONDS):
            raise busy
        started = time.monotonic()
        try:
            yield
        finally:
            _places.release()
            budgets.spend(client, time.monotonic() - started)
    finally:
        _queue.release()


def _explainer(serving: ServingRelease, ask: Ask) -> Explainer:
    with _lock:
        found = _explainers.get(serving)
        if found is None:
            found = _explainers[serving] = Explainer(ask)
        return found


def _examples(serving: ServingRelease, language: Language) -> tuple[Example, ...]:
    """Return the examples in words; none where the release cannot be asked now."""
    kept = _example_words.setdefault(serving, {})
    if language in kept:
        return kept[language]
    ask = asking_until(serving, time.monotonic() + EXAMPLE_SECONDS, asker().is_gone)
    try:
        sentences = Sentences(_explainer(serving, ask).axioms, Words(ask, language))
        kept[language] = tuple(
            Example(
                sentences.question(
                    _statement({"subject": s, "predicate": p, "object": o})
                ),
                url_for(
                    "explanation.explain",
                    lang=language,
                    subject=s,
                    predicate=p,
                    object=o,
                ),
            )
            for s, p, o in EXAMPLES
        )
    except QueryError:
        return ()
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
