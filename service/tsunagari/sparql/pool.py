"""The pool: warm worker processes in two lanes, behind a bounded queue.

A query starts in the fast lane. One that is not finished after a moment, or
whose answer is large, moves to the slow lane: its worker goes on at a lower
priority and a fresh one takes its place, so a short query never waits behind
long ones. Where no slow slot is free, the query is stopped and begins again
when one is. At the deadline its process is killed, which nothing in it can
prevent.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Empty
from typing import Any, Final

from tsunagari.errors import QueryError, QueryTimeoutError
from tsunagari.namespaces import BASE, prefixes
from tsunagari.sparql.attempt import Attempt, PooledAnswer, Rest
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.limits import PoolLimits, QueryRequest, RemoteStore
from tsunagari.sparql.processes import Processes
from tsunagari.sparql.worker_process import WorkerProcess, worker_command

__all__ = ["PooledAnswer", "WorkerPool"]

OPEN_SECONDS: Final = 10.0


class WorkerPool(Processes):
    """Answers queries from the store of one release, within limits."""

    def __init__(
        self, store: Path | RemoteStore, limits: PoolLimits, moves: bool = False
    ) -> None:
        """Start the workers and wait until they are warm.

        :param store: The folder of the store, or the server that holds it.
        :param moves: Whether it may be told to answer from another store.
        :raises WorkerLostError: If the store cannot be opened.
        """
        self.limits = limits
        self._store = store
        self._moves = moves
        self._slow = threading.BoundedSemaphore(limits.slow_workers)
        super().__init__(
            lambda: self._start(self._store),
            limits.fast_workers,
            limits.queue,
            limits.queue_seconds,
        )

    def answer(
        self, request: QueryRequest, is_gone: Callable[[], bool] | None = None
    ) -> PooledAnswer:
        """Answer *request*, waiting for a worker and for the answer.

        :param is_gone: Tells whether the client is no longer there.
        :raises ServiceBusyError: If no worker is free in time.
        :raises QueryError: If the query fails, or goes over a limit.
        :raises Gone: If *is_gone* says so.
        """
        with self._counting():
            attempt = Attempt(request, self._deadline(request))
            if not request.reaches_out:
                self._ask(attempt, self._take())
            return self._carry_on(attempt, is_gone)

    def aside(self, request: QueryRequest) -> PooledAnswer:
        """Answer *request* beside the lanes, in a worker of its own that then ends.

        For what the service asks itself now and then: no client waits for it, and
        its answer is small.

        :raises QueryError: If it fails, or goes over a limit.
        """
        attempt = Attempt(request, self._deadline(request))
        worker = self._start_for(request)
        self._running.add(worker)
        try:
            worker.wait_until_ready()
            worker.ask(self._message(attempt))
            if not self._collect(attempt, worker, attempt.deadline, None):
                raise QueryTimeoutError("the query was stopped at its deadline")
            return PooledAnswer(bytes(attempt.head), bool(worker.note.get("cut")))
        finally:
            self._running.discard(worker)
            worker.kill()

    def move_to(self, store: Path) -> None:
        """Answer from *store* from now on, unless a request names another.

        Idle workers open it before this returns, one after the other, so that the
        next query waits for none; the others do so when they are asked.
        """
        self._store = store
        moved: list[WorkerProcess] = []
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                break
            if worker.store == store:
                moved.append(worker)
                continue
            # What has moved is not kept from queries meanwhile.
            for one in moved:
                self._idle.put(one)
            moved = []
            self._running.add(worker)
            with suppress(QueryError), self._settling(worker):
                worker.open(store, time.monotonic() + OPEN_SECONDS)
                self._give_back(worker)
        for one in moved:
            self._give_back(one)

    def begin(self, request: QueryRequest) -> Attempt | None:
        """Let an idle worker begin with *request*; waits for nothing.

        :returns: ``None`` if :meth:`answer` must be asked. Else, whenever its
            worker has written, :meth:`advance`; in the end :meth:`carry_on` or
            :meth:`abandon`, unless the answer has come.
        """
        # Who waits for a worker came first.
        if request.reaches_out or self._waiting:
            return None
        try:
            worker = self._idle.get_nowait()
        except Empty:
            return None
        attempt = Attempt(request, self._deadline(request))
        self._running.add(worker)
        try:
            self._ask(attempt, worker)
        except QueryError:
            return None
        return attempt

    def advance(self, attempt: Attempt) -> PooledAnswer | None:
        """Take what the worker has written; the answer, if that was all.

        :raises QueryError: If the query failed, or went over a limit.
        """
        assert attempt.worker
        with self._counting(), self._settling(attempt.worker):
            ended = attempt.worker.take(attempt.head)
            return self._done(attempt) if ended else None

    def carry_on(
        self, attempt: Attempt, is_gone: Callable[[], bool] | None = None
    ) -> PooledAnswer:
        """Wait for the rest of what :meth:`begin` began; like :meth:`answer`."""
        with self._counting():
            return self._carry_on(attempt, is_gone)

    def abandon(self, attempt: Attempt) -> None:
        """Stop what :meth:`begin` began: nobody waits for it."""
        if attempt.worker in self._running:
            assert attempt.worker
            self._end(attempt.worker)
            self._restart()
        self.counters.abandoned += 1

    def _deadline(self, request: QueryRequest) -> float:
        most = self.limits.deadline
        return time.monotonic() + min(request.timeout or most, most)

    def _ask(self, attempt: Attempt, worker: WorkerProcess) -> None:
        attempt.worker = worker
        fast = time.monotonic() + self.limits.fast_seconds
        attempt.until = min(attempt.deadline, fast)
        with self._settling(worker):
            worker.ask(self._message(attempt))

    def _carry_on(
        self, attempt: Attempt, is_gone: Callable[[], bool] | None
    ) -> PooledAnswer:
        if attempt.worker:
            with self._settling(attempt.worker):
                if self._collect(attempt, attempt.worker, attempt.until, is_gone):
                    return self._done(attempt)
                if time.monotonic() >= attempt.deadline:
                    raise QueryTimeoutError("the query was stopped at its deadline")
        return self._go_slow(attempt, is_gone)

    def _done(self, attempt: Attempt) -> PooledAnswer:
        assert attempt.worker
        cut = bool(attempt.worker.note.get("cut"))
        self._give_back(attempt.worker)
        self.counters.answered += 1
        return PooledAnswer(bytes(attempt.head), cut)

    def _collect(
        self,
        attempt: Attempt,
        worker: WorkerProcess,
        until: float,
        is_gone: Callable[[], bool] | None,
    ) -> bool:
        """Read the head; tell whether the answer ended before time or size."""
        while len(attempt.head) <= self.limits.buffer:
            try:
                data = worker.read(until, is_gone)
            except QueryTimeoutError:
                return False
            if data is None:
                return True
            attempt.head += data
        return False

    def _go_slow(
        self, attempt: Attempt, is_gone: Callable[[], bool] | None
    ) -> PooledAnswer:
        """Go on in the slow lane, or begin (again) there when a slot is free.

        A query that needs a worker of its own comes without one.
        """
        worker, head = attempt.worker, attempt.head
        slot = self._slow.acquire(blocking=False)
        if worker:
            self._restart()
            if not slot:
                self._end(worker)
                worker = None
        if not slot:
            self._queue_for(self._slow.acquire, attempt.deadline)
        again = worker is None
        if worker is None:
            head.clear()
            try:
                worker = self._start_for(attempt.request)
            except BaseException:
                self._slow.release()
                raise
            self._running.add(worker)
        self.counters.promoted += 1
        worker.slow_down()
        try:
            if again:
                worker.wait_until_ready()
                worker.ask(self._message(attempt))
            done = self._collect(attempt, worker, attempt.deadline, is_gone)
            if not done and len(head) <= self.limits.buffer:
                raise QueryTimeoutError("the query was stopped at its deadline")
        except BaseException:
            self._end_slow(worker)
            raise
        self.counters.answered += 1
        cut = bool(worker.note.get("cut"))
        if done:
            self._end_slow(worker)
            return PooledAnswer(bytes(head), cut)
        rest = Rest(worker, attempt.deadline, partial(self._end_slow, worker))
        return PooledAnswer(bytes(head), cut, rest, rest.close)

    def _message(self, attempt: Attempt) -> dict[str, Any]:
        request = attempt.request
        return {
            "query": request.text,
            "format": request.format.name,
            "base": str(BASE),
            "default_graphs": request.default_graphs,
            "named_graphs": request.named_graphs,
            "max_bytes": self.limits.max_bytes,
            "max_rows": self.limits.max_rows,
            "rows": request.rows,
            "probe": request.probe,
            "reaches_out": request.reaches_out,
            "store": request.store,
            # Who asks another server tells it when to stop.
            "seconds": max(0.0, attempt.deadline - time.monotonic()),
            # Formats of tables have no use for them.
            "prefixes": prefixes() if Kind.GRAPH in request.format.kinds else None,
        }

    def _end_slow(self, worker: WorkerProcess) -> None:
        # A priority once lowered cannot be raised again, so it is not reused.
        self._end(worker)
        self._slow.release()

    def _start_for(self, request: QueryRequest) -> WorkerProcess:
        """Start a worker for *request* alone, with the store that it names."""
        store = Path(request.store) if request.store else self._store
        return self._start(store, request.reaches_out)

    def _start(
        self, store: Path | RemoteStore, reaches_out: bool = False
    ) -> WorkerProcess:
        memory, moves = self.limits.memory, self._moves
        worker = WorkerProcess(worker_command(store, memory, reaches_out, moves))
        worker.store = store
        return worker
