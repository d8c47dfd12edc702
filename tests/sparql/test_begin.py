"""Beginning without waiting: what the pool does for who has other things to do."""

import os
import select
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from tsunagari.errors import QueryError, QuerySyntaxError, QueryTimeoutError
from tsunagari.sparql.attempt import Attempt, PooledAnswer
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import PoolLimits, QueryRequest
from tsunagari.sparql.pool import WorkerPool

CSV = format_named("csv")
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[WorkerPool]:
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_extend(
        ox.Quad(ox.NamedNode(f"x:{n}"), ox.NamedNode("x:p"), ox.Literal(n))
        for n in range(500)
    )
    store.flush()
    limits = PoolLimits(fast_workers=1, slow_workers=1, fast_seconds=0.2, deadline=1.0)
    pool = WorkerPool(tmp_path / "store", limits)
    yield pool
    pool.close(0)


def begin(pool: WorkerPool, text: str) -> Attempt:
    attempt = pool.begin(QueryRequest(text, CSV))
    assert attempt
    return attempt


def advance(pool: WorkerPool, attempt: Attempt) -> PooledAnswer:
    assert attempt.worker
    while True:
        assert select.select([attempt.worker.descriptor], [], [], 5)[0]
        if answer := pool.advance(attempt):
            return answer


def test_it_begins_and_the_worker_is_free_again(pool: WorkerPool) -> None:
    for _ in range(3):
        answer = advance(pool, begin(pool, "SELECT (1 AS ?x) {}"))
        assert answer.head == b"x\r\n1\r\n"
    assert pool.running == 0
    assert pool.counters.answered == 3


def test_nobody_waits_where_no_worker_is_idle(pool: WorkerPool) -> None:
    attempt = begin(pool, RUNAWAY)
    assert pool.begin(QueryRequest("ASK {}", CSV)) is None
    pool.abandon(attempt)
    assert pool.running == 0
    assert pool.counters.abandoned == 1


def test_what_asks_others_never_begins_here(pool: WorkerPool) -> None:
    request = QueryRequest("SELECT * {}", CSV, reaches_out=True)
    assert pool.begin(request) is None


def test_an_error_is_told_and_the_worker_stays(pool: WorkerPool) -> None:
    attempt = begin(pool, "SELECT * { ?s ?p ")
    assert attempt.worker
    number = attempt.worker.pid
    with pytest.raises(QuerySyntaxError):
        advance(pool, attempt)
    again = begin(pool, "SELECT (1 AS ?x) {}")
    assert again.worker
    assert again.worker.pid == number
    advance(pool, again)


def test_a_worker_that_dies_is_told_and_replaced(pool: WorkerPool) -> None:
    attempt = begin(pool, RUNAWAY)
    assert attempt.worker
    os.kill(attempt.worker.pid, 9)
    with pytest.raises(QueryError):
        advance(pool, attempt)
    assert pool.answer(QueryRequest("SELECT (1 AS ?x) {}", CSV)).head


def test_it_is_carried_on_with_what_was_read(pool: WorkerPool) -> None:
    text = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
    answer = pool.carry_on(begin(pool, text))
    body = answer.head + b"".join(answer.rest or ())
    assert body.count(b"\n") == 30001


def test_carried_on_it_is_stopped_at_its_deadline(pool: WorkerPool) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError):
        pool.carry_on(begin(pool, RUNAWAY))
    assert time.monotonic() - started < 10
    assert pool.counters.timeouts == 1


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="no such policy here")
def test_in_the_slow_lane_every_thread_has_the_lowest_priority(
    pool: WorkerPool,
) -> None:
    attempt = begin(pool, RUNAWAY)
    assert attempt.worker
    tasks = Path(f"/proc/{attempt.worker.pid}/task")
    carrying = threading.Thread(target=_fails, args=(pool, attempt))
    carrying.start()
    time.sleep(0.5)
    policies = {os.sched_getscheduler(int(task.name)) for task in tasks.iterdir()}
    carrying.join()
    assert policies == {os.SCHED_IDLE}


def _fails(pool: WorkerPool, attempt: Attempt) -> None:
    with pytest.raises(QueryError):
        pool.carry_on(attempt)
