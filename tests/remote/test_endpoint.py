"""What is asked of a remote server, and what is believed of its answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest

from tsunagari.config.texts import ENGINE_KINDS
from tsunagari.errors import (
    AnswerTooLargeError,
    QueryError,
    QueryTimeoutError,
    RemoteEngineError,
)
from tsunagari.sparql.engines.remote import RemoteEndpoint
from tsunagari.sparql.engines.remote_graph_store import GraphStore
from tsunagari.sparql.engines.remote_http import PASSWORD, USER
from tsunagari.sparql.engines.remote_kinds import SERVER_KINDS, server_kind
from tsunagari.sparql.engines.remote_names import POINTER
from tsunagari.sparql.engines.remote_releases import released
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import PoolLimits, QueryRequest, RemoteStore
from tsunagari.sparql.pool import WorkerPool

from .double import Asked, Double, Reply, double

SECRET = "correct horse"
ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[%s]}}'
ROW = b'{"x":{"type":"literal","value":"%d"}}'


@pytest.fixture
def server() -> Iterator[Double]:
    with double() as found:
        found.answer = lambda _: Reply(body=ROWS % (ROW % 1))
        yield found


def endpoint(server: Double, kind: str = "other") -> RemoteEndpoint:
    return RemoteEndpoint(server.address, server_kind(kind))


def test_the_table_of_kinds_is_that_of_the_settings() -> None:
    assert sorted(kind.name for kind in SERVER_KINDS) == sorted(ENGINE_KINDS)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("other", None),
        ("oxigraph", None),
        ("graphdb", "3"),
        ("stardog", "2500"),
        ("virtuoso", "2500"),
    ],
)
def test_the_server_is_told_when_to_stop(
    server: Double, kind: str, expected: str | None
) -> None:
    endpoint(server, kind).rows("SELECT * {}", 2.5)
    parameters = parse_qs(server.asked[0].body.decode())
    assert parameters.get("timeout", [None]) == [expected]
    assert parameters["query"] == ["SELECT * {}"]


def test_the_form_is_ours_to_say(server: Double) -> None:
    # SPARQLWrapper would send what looks like an update to it as one.
    endpoint(server).rows("SELECT * { <x:insert> ?p 'DELETE' }", 1)
    endpoint(server).ask("SELECT", "DELETE WHERE { ?s ?p ?o }", 1).close()
    assert all(b"update=" not in asked.body for asked in server.asked)


def test_redirects_are_not_followed(server: Double) -> None:
    with double() as elsewhere:
        to = {"Location": elsewhere.address}
        for status in (301, 302, 303, 307, 308):
            server.answer = lambda _, s=status: Reply(s, headers=to)  # type: ignore[misc]
            with pytest.raises(RemoteEngineError, match="not at its address"):
                endpoint(server).rows("SELECT * {}", 1)
        with pytest.raises(RemoteEngineError, match="refuses"):
            GraphStore(server.address).put("x:g", b"")
        assert not elsewhere.asked


def test_no_proxy_is_asked(server: Double, monkeypatch: pytest.MonkeyPatch) -> None:
    with double() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        endpoint(server).rows("SELECT * {}", 1)
        assert server.asked
        assert not proxy.asked


@pytest.mark.parametrize(
    "challenge", ['Basic realm="x"', 'Digest realm="SPARQL", nonce="n", qop="auth"']
)
def test_a_challenge_is_answered_and_then_beforehand(
    server: Double, challenge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "someone")
    monkeypatch.setenv(PASSWORD, SECRET)

    def answer(asked: Asked) -> Reply:
        if not asked.authorization.startswith(challenge.split()[0]):
            return Reply(401, headers={"WWW-Authenticate": challenge})
        return Reply(body=ROWS % b"")

    server.answer = answer
    asking = endpoint(server)
    asking.rows("SELECT * {}", 1)
    asking.rows("SELECT * {}", 1)
    assert [bool(asked.authorization) for asked in server.asked] == [False, True, True]


def test_wrong_credentials_are_told_without_them(
    server: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "someone")
    monkeypatch.setenv(PASSWORD, SECRET)
    server.answer = lambda _: Reply(401, headers={"WWW-Authenticate": 'Basic realm=""'})
    with pytest.raises(RemoteEngineError, match="does not accept who asks") as caught:
        endpoint(server).rows("SELECT * {}", 1)
    assert SECRET not in str(caught.value)
    assert len(server.asked) == 2
    with pytest.raises(RemoteEngineError, match=PASSWORD) as caught:
        GraphStore(server.address).put("x:g", b"")
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(400, b"SP030: no such thing\nSPARQL query:\nASK {}"), QueryError),
        (Reply(404), RemoteEngineError),
        (Reply(403), RemoteEngineError),
        (Reply(500, b"Query timeout"), QueryTimeoutError),
        (Reply(500, b"something"), RemoteEngineError),
        (Reply(503), RemoteEngineError),
        (Reply(504), QueryTimeoutError),
        # Virtuoso's ways to send a part of an answer as a success.
        (Reply(200, ROWS % b"", {"X-SQL-State": "S1TAT"}), QueryTimeoutError),
        (Reply(200, ROWS % b"", {"X-SPARQL-MaxRows": "10000"}), AnswerTooLargeError),
    ],
)
def test_errors_are_told(server: Double, reply: Reply, error: type[QueryError]) -> None:
    server.answer = lambda _: reply
    with pytest.raises(QueryError) as caught:
        endpoint(server).ask("SELECT", "SELECT * {}", 1)
    assert type(caught.value) is error
    assert server.address not in str(caught.value)
    assert "SPARQL query:" not in str(caught.value)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b'{"results":1}', b"\xff", ROWS % b"1"]
)
def test_what_is_no_answer_is_an_error(server: Double, body: bytes) -> None:
    server.answer = lambda _: Reply(body=body)
    with pytest.raises(RemoteEngineError):
        released(endpoint(server))


def test_two_pointers_are_an_error(server: Double) -> None:
    names = [f"https://w3id.org/tsunagari/release/{n}".encode() for n in range(2)]
    rows = b",".join(b'{"release":{"type":"uri","value":"%s"}}' % n for n in names)
    server.answer = lambda _: Reply(body=ROWS % rows)
    with pytest.raises(RemoteEngineError, match="two releases"):
        released(endpoint(server))
    assert POINTER.encode() in server.asked[0].body.replace(b"%3A", b":")


@pytest.mark.parametrize("id", ["../../etc", "a b", "", "x" * 65])
def test_a_pointer_to_no_release_is_an_error(server: Double, id: str) -> None:
    name = f"https://w3id.org/tsunagari/release/{id}".encode()
    row = b'{"release":{"type":"uri","value":"%s"}}' % name
    server.answer = lambda _: Reply(body=ROWS % row)
    with pytest.raises(RemoteEngineError, match="that is none"):
        released(endpoint(server))


def test_what_did_not_arrive_is_sent_again(server: Double) -> None:
    replies = iter([Reply(204), Reply(500), Reply(503), Reply(204), Reply(201)])
    server.answer = lambda _: next(replies)
    GraphStore(server.address).put("x:g", b"<x:s> <x:p> <x:o> .\n")
    methods = [asked.method for asked in server.asked]
    assert methods == ["DELETE", "PUT", "DELETE", "DELETE", "PUT"]


@pytest.fixture
def pool(server: Double) -> Iterator[WorkerPool]:
    limits = PoolLimits(
        fast_workers=1, slow_workers=1, deadline=2.0, max_rows=1000, max_bytes=100_000
    )
    pool = WorkerPool(RemoteStore(server.address, "other", "67bb"), limits)
    yield pool
    pool.close(0)


def request(text: str = "SELECT ?x { ?s ?p ?x }", format: str = "json") -> QueryRequest:
    return QueryRequest(text, format_named(format))


def test_a_server_that_never_answers_is_left_at_the_deadline(
    server: Double, pool: WorkerPool
) -> None:
    def late(_: Asked) -> Reply:
        time.sleep(6)
        return Reply()

    server.answer = late
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError):
        pool.answer(request())
    assert time.monotonic() - started < 5
    server.answer = lambda _: Reply(body=ROWS % (ROW % 7))
    assert b'"7"' in pool.answer(request()).head


def test_the_answer_of_a_server_is_bounded(server: Double, pool: WorkerPool) -> None:
    rows = b",".join(ROW % n for n in range(1001))
    server.answer = lambda _: Reply(body=ROWS % rows)
    with pytest.raises(AnswerTooLargeError, match="rows"):
        pool.answer(request())
    server.answer = lambda _: Reply(body=ROWS % (ROW % 1).replace(b"1", b"1" * 200_000))
    with pytest.raises(AnswerTooLargeError, match="bytes"):
        pool.answer(request())


def test_an_answer_that_is_cut_is_no_answer(server: Double, pool: WorkerPool) -> None:
    whole = ROWS % (ROW % 1)
    for body in (whole[:-3], whole[:30], b"<html>"):
        server.answer = lambda _, b=body: Reply(body=b, length=500)  # type: ignore[misc]
        with pytest.raises(RemoteEngineError):
            pool.answer(request())
    server.answer = lambda _: Reply(body=b"<x:s> <x:p> ", length=500)
    with pytest.raises(RemoteEngineError):
        pool.answer(request("CONSTRUCT WHERE { ?s ?p ?o }", "turtle"))
    server.answer = lambda _: Reply(body=whole)
    assert b'"1"' in pool.answer(request()).head


def test_syntax_is_judged_here(server: Double, pool: WorkerPool) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        pool.answer(request("SELECT * { ?s ?p }"))
    assert not server.asked


def test_no_secret_is_on_a_command_line(
    server: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "someone")
    monkeypatch.setenv(PASSWORD, SECRET)
    place = RemoteStore(server.address, "other", "67bb")
    pool = WorkerPool(place, PoolLimits(fast_workers=1, slow_workers=1))
    try:
        worker = pool._idle.queue[0]
        with open(f"/proc/{worker.pid}/cmdline", "rb") as file:
            line = file.read()
        assert server.address.encode() in line
        assert SECRET.encode() not in line
        assert b"someone" not in line
    finally:
        pool.close(0)
