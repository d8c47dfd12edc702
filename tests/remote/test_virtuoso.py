"""What is particular about Virtuoso: what it cuts, how it stops, who may write."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tsunagari.errors import AnswerTooLargeError, QueryTimeoutError, RemoteEngineError
from tsunagari.release.publishing import publish
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.remote_graph_store import GraphStore
from tsunagari.sparql.engines.remote_http import PASSWORD, USER
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import PoolLimits, QueryRequest
from tsunagari.sparql.pool import WorkerPool

from .conftest import NO_VIRTUOSO, Published, publishing
from .servers import virtuoso, virtuoso_command

pytestmark = pytest.mark.skipif(virtuoso_command() is None, reason=NO_VIRTUOSO)

ROWS = 700
LIMITS = PoolLimits(fast_workers=1, slow_workers=1, deadline=3.0)


@pytest.fixture(scope="module")
def cutting(
    release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Published]:
    """A server that gives few rows, as one with its usual settings does."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), ROWS) as server:
        publish(release, publishing(server))
        yield Published(server, release, 0)


@pytest.fixture(scope="module")
def pool(cutting: Published) -> Iterator[WorkerPool]:
    pool = cutting.pool(LIMITS)
    yield pool
    pool.close(0)


def request(text: str) -> QueryRequest:
    return QueryRequest(text, format_named("csv"))


def test_an_answer_that_is_cut_is_not_passed_on(pool: WorkerPool) -> None:
    with pytest.raises(AnswerTooLargeError, match="ResultSetMaxRows"):
        pool.answer(request("SELECT * { ?s ?p ?o }"))
    whole = pool.answer(request(f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS - 1}"))
    assert whole.head.count(b"\n") >= ROWS


def test_an_endless_query_ends_on_both_sides(
    cutting: Published, pool: WorkerPool
) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a < ?i) }"
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError):
        pool.answer(request(text))
    assert time.monotonic() - started < 10
    until = time.monotonic() + 15
    while True:
        before = cutting.server.processor_seconds()
        time.sleep(1)
        if cutting.server.processor_seconds() - before < 0.3:
            break
        assert time.monotonic() < until, "the server still computes"


def test_strangers_do_not_write(
    cutting: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "wrong")
    with pytest.raises(RemoteEngineError, match=PASSWORD) as caught:
        GraphStore(cutting.server.graph_store).put("https://x.example/g", b"")
    assert "wrong" not in str(caught.value)
