"""The pool: limits that really stop work, lanes, and what is left afterwards."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from tsunagari.errors import (
    AnswerTooLargeError,
    QueryError,
    QueryMemoryError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServiceBusyError,
    WorkerLostError,
)
from tsunagari.sparql.formats import FORMATS, Kind, format_named
from tsunagari.sparql.limits import PoolLimits, QueryRequest
from tsunagari.sparql.pool import WorkerPool
from tsunagari.sparql.worker_process import Gone

pytestmark = pytest.mark.xdist_group("pool")

# Shapes that run for ever, or eat memory, on a thousand statements.
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
RUNAWAYS = {
    "a product counted": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "a product sorted": f"SELECT * {{ {PRODUCT} }} ORDER BY ?a ?l LIMIT 1",
    "a product grouped": f"SELECT ?a (COUNT(*) AS ?n) {{ {PRODUCT} }} GROUP BY ?a ?l",
    "a product without data": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(60)))} }}" for n in range(6))
    + " }",
    "paths that meet": "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . "
    "?b (<x:p>|!<x:p>)* ?c . ?c (<x:p>|!<x:p>)* ?d . ?d (<x:p>|!<x:p>)* ?e }",
    "a regular expression for each pair": "SELECT (COUNT(*) AS ?n) { "
    f"{PRODUCT} FILTER (REGEX(STR(?c), STR(?f))) }}",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pool") / "store"
    made = ox.Store(str(path))
    made.bulk_extend(
        ox.Quad(
            ox.NamedNode(f"x:{n % 50}"),
            ox.NamedNode(f"x:p{n % 7}"),
            ox.NamedNode(f"x:{n * 7 % 97}"),
            ox.NamedNode("x:g1") if n % 2 else ox.DefaultGraph(),
        )
        for n in range(1000)
    )
    made.flush()
    return path


Make = Callable[..., WorkerPool]


@pytest.fixture
def make(store: Path) -> Iterator[Make]:
    """Make pools that are closed at the end, with limits for tests."""
    pools = []

    def make(**limits: float) -> WorkerPool:
        chosen = {"fast_workers": 2, "slow_workers": 1, "deadline": 1.5, **limits}
        pools.append(WorkerPool(store, PoolLimits(**chosen)))  # type: ignore[arg-type]
        return pools[-1]

    yield make
    for pool in pools:
        pool.close(0)


def ask(
    pool: WorkerPool, text: str, name: str = "json", timeout: float | None = None
) -> bytes:
    answer = pool.answer(QueryRequest(text, format_named(name), timeout=timeout))
    return answer.head + b"".join(answer.rest or ())


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_is_written(make: Make, format: object) -> None:
    name = getattr(format, "name", "")
    kinds = getattr(format, "kinds", frozenset())
    text = "CONSTRUCT WHERE { ?s ?p ?o }" if Kind.GRAPH in kinds else "ASK {}"
    if Kind.SOLUTIONS in kinds:
        text = "SELECT ?s { ?s ?p ?o }"
    assert b"x:" in ask(make(fast_workers=1), text, name)


@pytest.mark.parametrize("shape", RUNAWAYS)
def test_what_runs_for_ever_is_stopped_on_time(make: Make, shape: str) -> None:
    pool = make()
    started = time.monotonic()
    with pytest.raises((QueryTimeoutError, QueryMemoryError)):
        ask(pool, RUNAWAYS[shape])
    assert time.monotonic() - started < 1.5 + 8
    assert ask(pool, "ASK { ?s ?p ?o }") == b'{"head":{},"boolean":true}'


def test_the_client_may_ask_for_less_time_and_not_for_more(make: Make) -> None:
    pool = make()
    for timeout, most in ((0.2, 1.0), (100.0, 10.0)):
        seconds = []
        for _ in range(4):
            started = time.monotonic()
            with pytest.raises(QueryTimeoutError):
                ask(pool, RUNAWAYS["a product counted"], timeout=timeout)
            seconds.append(time.monotonic() - started)
        # The quickest: other tests run beside this one.
        assert min(seconds) < most


def test_memory_is_bounded(make: Make) -> None:
    pool = make(memory=1_500_000_000, deadline=60)
    doubled = "BIND (CONCAT(?v{0}, ?v{0}) AS ?v{1})"
    steps = " ".join(doubled.format(n, n + 1) for n in range(40))
    with pytest.raises(QueryMemoryError, match="memory"):
        ask(pool, f"SELECT (STRLEN(?v40) AS ?n) {{ BIND ('xxxx' AS ?v0) {steps} }}")
    assert ask(pool, "ASK {}")


def test_rows_and_bytes_are_bounded(make: Make) -> None:
    pool = make(max_rows=100)
    assert ask(pool, "SELECT * { ?s ?p ?o } LIMIT 100", "csv").count(b"\n") == 101
    for name in ("json", "xml", "csv", "tsv"):
        with pytest.raises(AnswerTooLargeError, match="more than 100 rows"):
            ask(pool, "SELECT * { ?s ?p ?o } LIMIT 101", name)
    with pytest.raises(AnswerTooLargeError, match="statements"):
        ask(pool, "CONSTRUCT WHERE { ?s ?p ?o }", "turtle")
    with pytest.raises(AnswerTooLargeError, match="bytes"):
        ask(make(max_bytes=10_000), "SELECT * { ?s ?p ?o }")


def test_a_large_answer_streams_and_is_cut_visibly_past_the_cap(make: Make) -> None:
    pool = make(buffer=50_000, deadline=30, max_rows=10**9)
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    answer = pool.answer(QueryRequest(text, format_named("csv")))
    assert not answer.complete
    assert answer.rest is not None
    whole = answer.head + b"".join(answer.rest)
    assert whole.count(b"\n") == 20_001
    small = make(buffer=50_000, deadline=30, max_bytes=300_000)
    answer = small.answer(QueryRequest(text, format_named("csv")))
    assert answer.rest is not None
    with pytest.raises(AnswerTooLargeError):
        b"".join(answer.rest)


def test_an_answer_that_is_not_read_frees_its_slot(make: Make) -> None:
    pool = make(buffer=50_000, deadline=30, max_rows=10**9)
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    for _ in range(4):
        answer = pool.answer(QueryRequest(text, format_named("csv")))
        answer.close()
    wait_for(lambda: pool.running == 0)


def test_short_queries_do_not_wait_behind_long_ones(make: Make) -> None:
    pool = make(deadline=4, fast_seconds=0.2)
    threads = [
        threading.Thread(target=swallow, args=(pool, RUNAWAYS["a product counted"]))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    for _ in range(20):
        assert ask(pool, "ASK {}")
    for thread in threads:
        thread.join()
    assert pool.counters.promoted >= 1


def swallow(pool: WorkerPool, text: str) -> None:
    with suppress(QueryError):
        ask(pool, text)


def test_the_queue_is_bounded(make: Make) -> None:
    pool = make(fast_workers=1, queue=1, queue_seconds=0.3, fast_seconds=5, deadline=5)
    runaway = threading.Thread(
        target=swallow, args=(pool, RUNAWAYS["a product counted"])
    )
    runaway.start()
    wait_for(lambda: pool.running == 1)
    waiting = threading.Thread(target=swallow, args=(pool, "ASK {}"))
    waiting.start()
    wait_for(lambda: pool.waiting == 1)
    with pytest.raises(ServiceBusyError, match="too many queries are waiting"):
        ask(pool, "ASK {}")
    waiting.join()
    with pytest.raises(ServiceBusyError, match="no worker became free"):
        ask(pool, "ASK {}")
    runaway.join()


def test_a_killed_worker_is_replaced(make: Make) -> None:
    pool = make(fast_workers=1, fast_seconds=5, deadline=5)
    failures: list[QueryError] = []

    def run() -> None:
        try:
            ask(pool, RUNAWAYS["a product counted"])
        except QueryError as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    wait_for(lambda: pool.running == 1)
    (worker,) = pool._running
    os.kill(worker.pid, signal.SIGKILL)
    thread.join()
    assert isinstance(failures[0], WorkerLostError)
    assert ask(pool, "ASK {}")


def test_an_idle_worker_that_died_does_not_fail_the_next_query(make: Make) -> None:
    pool = make(fast_workers=1)
    worker = pool._idle.queue[0]
    os.kill(worker.pid, signal.SIGKILL)
    wait_for(lambda: not worker.alive)
    assert ask(pool, "ASK {}")


def test_a_client_that_left_stops_the_query(make: Make) -> None:
    pool = make(deadline=20)
    request = QueryRequest(RUNAWAYS["a product counted"], format_named("json"))
    started = time.monotonic()
    with pytest.raises(Gone):
        pool.answer(request, lambda: time.monotonic() - started > 1)
    assert time.monotonic() - started < 12
    wait_for(lambda: pool.running == 0)


def test_a_worker_reaches_no_other_host(make: Make) -> None:
    pool = make()
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(1)
        port = canary.getsockname()[1]
        text = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(QueryError):
            ask(pool, text)
        silent = text.replace("SERVICE", "SERVICE SILENT")
        ask(pool, silent)
        with pytest.raises(TimeoutError):
            canary.accept()


def test_errors_say_what_and_hide_paths(make: Make, store: Path) -> None:
    pool = make()
    with pytest.raises(QuerySyntaxError, match="does not parse"):
        ask(pool, "SELEC")
    with pytest.raises(QuerySyntaxError):
        ask(pool, 'ASK { ?s ?p "\ud800" }')
    with pytest.raises(WorkerLostError) as lost:
        WorkerPool(store / "missing", PoolLimits(fast_workers=1))
    assert str(store) not in str(lost.value)


def test_nothing_is_left_after_closing(store: Path) -> None:
    pool = WorkerPool(store, PoolLimits(fast_workers=2))
    workers = list(pool._idle.queue)
    assert all(worker.alive for worker in workers)
    pool.close()
    assert not any(worker.alive for worker in workers)
    with pytest.raises(ServiceBusyError, match="stopping"):
        ask(pool, "ASK {}")


def test_deep_and_long_texts_do_not_kill_a_worker(make: Make) -> None:
    pool = make(deadline=10)
    for text in (
        "ASK { FILTER (" + "STR(" * 60 + "1" + ")" * 60 + " = '1') }",
        "ASK { " + "{" * 60 + "}" * 60 + " }",
        "SELECT * { " + "FILTER NOT EXISTS { ?s ?p ?o " * 30 + "}" * 31,
    ):
        ask(pool, text)
    assert pool.counters.restarted == 0
