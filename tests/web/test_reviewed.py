"""What a review found, each as it was found."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.sparql import worker_process
from tsunagari.web.budget import Budgets
from tsunagari.web.codings import coding_for
from tsunagari.web.serving import Serving

Address = tuple[str, int]


def talk(address: Address, *parts: bytes, pause: float = 0.0) -> bytes:
    """Send *parts* one by one; return what comes until the server closes."""
    with socket.create_connection(address, timeout=20) as connection:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)
        received = b""
        while data := connection.recv(65536):
            received += data
        return received


def test_answers_that_come_at_once_stay_in_the_fast_lane(
    address: Address, serving: Serving
) -> None:
    promoted = serving.now.pool.counters.promoted

    def ask(client: int) -> None:
        with socket.create_connection(address, timeout=20) as connection:
            for number in range(150):
                query = quote(f"ASK {{ ?s ?p {client}{number:03} }}")
                head = f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n"
                connection.sendall(head.encode())
                answer = b""
                while not answer.endswith(b"}"):
                    data = connection.recv(65536)
                    assert data
                    answer += data
                assert b" 200 " in answer

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert serving.now.pool.counters.promoted == promoted


def test_a_body_with_an_upgrade_is_read(address: Address) -> None:
    body = b"query=ASK%20%7B%7D"
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, "
        b"close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body)
    )
    assert b" 200 OK" in talk(address, head + body)
    assert b" 200 OK" in talk(address, head, body, pause=0.1)


def test_held_bodies_do_not_hold_places(address: Address, views: Client) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc"
    ask = b"GET /sparql?query=ASK%7B%3Fs+%3Fp+777%7D HTTP/1.0\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(100):
            connection = socket.create_connection(address)
            stack.enter_context(connection).sendall(head)
        time.sleep(0.2)
        assert b" 200 OK" in talk(address, ask)
        assert b" 200 OK" in talk(address, b"GET /health HTTP/1.0\r\n\r\n")


def test_a_deadline_below_the_fast_lane_holds(address: Address) -> None:
    query = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    path = f"GET /sparql?timeout=0.05&query={query} HTTP/1.0\r\n\r\n"
    seconds = []
    for _ in range(4):
        started = time.monotonic()
        assert b" 504 " in talk(address, path.encode())
        seconds.append(time.monotonic() - started)
    # The quickest: other tests run beside this one.
    assert min(seconds) < 0.4


def test_a_long_head_is_not_kept(served: Client, serving: Serving) -> None:
    kept = len(serving.now.front)
    for number in range(3):
        accept = f"text/csv;q=0.{number}, " * 100 + "application/json"
        headers = {"Accept": accept}
        served.get("/sparql", query_string={"query": "ASK {}"}, headers=headers)
    assert len(serving.now.front) == kept


def test_what_is_no_request_never_answers_another(address: Address) -> None:
    query = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    first = f"GET /sparql?timeout=1&query={query} HTTP/1.1\r\nHost: a\r\n\r\n"
    assert b" 400 " not in talk(address, first.encode(), b"GARBAGE\r\n\r\n", pause=0.2)


def test_identity_may_be_preferred() -> None:
    assert coding_for("identity, gzip;q=0.5") is None
    assert coding_for("identity;q=0.2, gzip;q=0.5") == "gzip"


@pytest.mark.parametrize("name", ["application/json", "JSON", "text/xml"])
def test_a_format_has_all_its_names(client: Client, name: str) -> None:
    parameters = {"query": "ASK {}", "format": name}
    assert client.get("/sparql", query_string=parameters).status_code == 200


def test_a_budget_loses_nothing_between_threads() -> None:
    budgets = Budgets(1e5)
    threads = [
        threading.Thread(target=lambda: [budgets.spend("a", 1) for _ in range(1000)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left, _ = budgets._left["a"]
    assert left < 1e5 - 8000 + 100


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Serving]:
    """A service whose next process cannot be started, once."""
    serving = Serving(replace(settings, fast_workers=1, slow_workers=1))
    start = worker_process.subprocess.Popen
    failed: list[bool] = []

    def fails_once(*arguments: object, **options: object) -> object:
        if not failed:
            failed.append(True)
            raise BlockingIOError("no more processes")
        return start(*arguments, **options)

    monkeypatch.setattr(worker_process.subprocess, "Popen", fails_once)
    yield serving
    serving.close(0)


def test_a_process_that_cannot_start_is_tried_again(broken: Serving) -> None:
    pool = broken.now.pool
    pool._restart()
    until = time.monotonic() + 10
    while not pool.counters.restarted:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_rdf_xml_is_xml_or_refused(client: Client) -> None:
    for predicate, status in (("http://b/1", 400), ("http://b/a1", 200)):
        query = f"CONSTRUCT {{ <http://a/> <{predicate}> 1 }} WHERE {{}}"
        parameters = {"query": query, "format": "rdfxml"}
        response = client.get("/sparql", query_string=parameters)
        assert response.status_code == status
        if status == 200:
            ElementTree.fromstring(response.data)
        else:
            assert "choose another format" in response.text
