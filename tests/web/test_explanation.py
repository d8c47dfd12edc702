"""``/explain``: a page, a text and JSON-LD of one explanation, kept per release."""

import html
import json
import os
import re
import time
from contextlib import ExitStack
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from tests.safety.processes import alive, descendants
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.explanation import explaining
from tsunagari.sparql.pool import WorkerPool
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving, ServingRelease, pool_limits
from tsunagari.web.state import State

CO_OP = {
    "subject": "jporg:co-op-mirai",
    "predicate": "a",
    "object": "sse:SSEOrganization",
}
ROKIN = {"subject": "form:rokin-bank", "predicate": "a", "object": "sse:FullSSEForm"}
PAGE = {"Accept": "text/html"}


def ask(client: Client, headers: dict[str, str] | None = None, **query: str) -> Any:
    return client.get("/explain", query_string=query, headers=headers or PAGE)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("statement", [CO_OP, ROKIN, {}], ids=["is", "is not", "form"])
def test_a_page_in_each_language(
    served: Client, language: str, statement: dict[str, str]
) -> None:
    answer = ask(served, lang=language, **statement)
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    text = answer.get_data(as_text=True)
    assert f'<html lang="{language}">' in text
    parser = HTMLParser()
    parser.feed(text)
    parser.close()
    for name in ("subject", "predicate", "object"):
        assert f'name="{name}"' in text
    if statement:
        assert answer.headers["Content-Language"] == language
        assert "<blockquote" in text
        assert "https://www.w3.org/TR/owl2-profiles/#tab-rules-" in text


@pytest.mark.parametrize(
    ("language", "questions", "heading"),
    [
        (
            "en",
            ["Is Co-op Mirai an SSE organization?", "Is Rokin bank a full SSE form?"],
            "Ask about another statement",
        ),
        (
            "ja",
            [
                "生活協同組合コープみらいは社会的連帯経済の組織か",
                "労働金庫は完全な社会的連帯経済組織の形態か",
            ],
            "ほかの言明について尋ねる",
        ),
    ],
)
def test_examples_are_questions_in_words(
    served: Client, language: str, questions: list[str], heading: str
) -> None:
    text = ask(served, lang=language).get_data(as_text=True)
    for question in questions:
        found = re.search(f'<a href="([^"]+)">{re.escape(question)}</a>', text)
        assert found, question
        answer = served.get(html.unescape(found[1]), headers=PAGE)
        assert answer.status_code == 200
        explained = answer.get_data(as_text=True)
        # The form below an explanation says what it is for.
        assert explained.index(heading) < explained.index('name="subject"')


def test_the_language_of_the_browser_is_taken(served: Client) -> None:
    headers = {**PAGE, "Accept-Language": "ja,en;q=0.5"}
    assert '<html lang="ja">' in ask(served, headers, **CO_OP).get_data(as_text=True)


@pytest.mark.parametrize(
    ("accept", "name", "content_type"),
    [
        ("application/ld+json", "", "application/ld+json"),
        ("text/plain", "", "text/plain; charset=utf-8"),
        ("*/*", "", "text/html; charset=utf-8"),
        ("text/html", "jsonld", "application/ld+json"),
        ("text/html", "text", "text/plain; charset=utf-8"),
    ],
)
def test_the_format_is_negotiated(
    served: Client, accept: str, name: str, content_type: str
) -> None:
    more = {"format": name} if name else {}
    answer = ask(served, {"Accept": accept}, **CO_OP, **more)
    assert answer.status_code == 200
    assert answer.content_type == content_type
    assert "Accept" in answer.headers["Vary"]


def test_the_document_has_the_tree(served: Client) -> None:
    document = json.loads(ask(served, format="jsonld", **CO_OP).data)
    (derivation,) = document["derivations"]
    assert derivation["rule"] == "cax-sco"
    document = json.loads(ask(served, format="jsonld", ways="3", **CO_OP).data)
    assert 1 < len(document["derivations"]) <= 3


def test_it_is_kept_and_has_a_validator(served: Client) -> None:
    first = ask(served, lang="en", **CO_OP)
    again = ask(served, {**PAGE, "If-None-Match": first.headers["ETag"]}, **CO_OP)
    assert again.status_code == 304
    head = served.head("/explain", query_string=CO_OP, headers=PAGE)
    assert head.status_code == 200
    assert head.data == b""


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"subject": "sse:x", "predicate": "a"}, 400, "'object' is missing"),
        ({**CO_OP, "subject": "nope"}, 400, "the subject is no term"),
        ({**CO_OP, "subject": '"x"'}, 400, "subject and predicate"),
        ({**CO_OP, "object": "<http://a b>"}, 400, "the object is no IRI"),
        ({**CO_OP, "object": '"a" . <urn:x> <urn:y> "b"'}, 400, "no literal"),
        ({**CO_OP, "ways": "0"}, 400, "'ways' is a number"),
        ({**CO_OP, "ways": "x"}, 400, "'ways' is a number"),
        ({**CO_OP, "ways": "0015999"}, 400, "'ways' is a number"),
        ({**CO_OP, "ways": "1" * 5000}, 400, "'ways' is a number"),
        ({**CO_OP, "format": "rdfxml"}, 406, "html, jsonld, text"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    served: Client, query: dict[str, str], status: int, said: str
) -> None:
    answer = ask(served, **query)
    assert answer.status_code == status
    assert said in html.unescape(answer.get_data(as_text=True))


def test_nothing_given_is_markup(served: Client) -> None:
    answer = ask(served, **{**CO_OP, "object": '"<script>alert(1)</script>"'})
    assert answer.status_code == 200
    assert b"<script>" not in answer.data


def test_too_many_at_a_time_are_turned_away(
    views: Client, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = {**CO_OP, "object": "sse:FullSSEForm"}
    with ExitStack() as held:
        for _ in range(explaining.AT_A_TIME):
            held.enter_context(serving.now.explaining.taking())
        # Who waits does so for a moment only, and too many do not wait at all.
        with monkeypatch.context() as patch:
            patch.setattr(serving.now.explaining._processes, "_queue_seconds", 0.1)
            turned_away = [ask(views, **statement)]
        with monkeypatch.context() as patch:
            patch.setattr(serving.now.explaining._processes, "_waiting", 99)
            turned_away.append(ask(views, **statement))
    for answer in turned_away:
        assert answer.status_code == 503
        assert "Retry-After" in answer.headers
    assert ask(views, **statement).status_code == 200


def test_what_was_cut_short_is_not_kept(
    views: Client, settings: Settings, serving: Serving
) -> None:
    statement = {**ROKIN, "subject": "form:shinkin-bank"}
    hurried = create_app(State.of(replace(settings, explain_seconds=0.0), serving))
    cut = ask(hurried.test_client(), format="jsonld", **statement)
    assert json.loads(cut.data)["complete"] is False
    assert json.loads(ask(views, format="jsonld", **statement).data)["complete"]


def test_its_processes_end_with_the_release(settings: Settings) -> None:
    serving = Serving(settings)
    try:
        client = create_app(State.of(settings, serving)).test_client()
        before = {*descendants(os.getpid())}
        assert ask(client, **CO_OP).status_code == 200
        started = {*descendants(os.getpid())} - before
        assert len(started) == explaining.AT_A_TIME
        old = serving.now
        pool = WorkerPool(old.release.path / "store", pool_limits(settings))
        with serving.use():
            serving.move_to(ServingRelease(old.release, pool, settings))
            # Who began with the old one may still ask it.
            with old.explaining.taking():
                assert all(map(alive, started))
        until = time.monotonic() + 20
        while any(map(alive, started)):
            assert time.monotonic() < until
            time.sleep(0.05)
        assert ask(client, **CO_OP).status_code == 200
    finally:
        serving.close(0)


def test_other_pages_may_read_it(served: Client) -> None:
    answer = served.options("/explain")
    assert answer.headers["Access-Control-Allow-Methods"]
    assert ask(served, **CO_OP).headers["Access-Control-Allow-Origin"] == "*"
