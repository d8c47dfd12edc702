"""Warm processes behind a bounded queue: taken, given back, replaced when they die.

What they are asked is for others to say: queries (pool.py), or why something holds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, LifoQueue
from typing import Any, Final

from tsunagari.errors import (
    QueryError,
    QueryMemoryError,
    QueryTimeoutError,
    ServiceBusyError,
    TsunagariError,
    WorkerLostError,
)
from tsunagari.sparql.worker_process import Gone, WorkerProcess

__all__ = ["Counters", "Processes"]

RESTART_SECONDS: Final = 0.5


@dataclass
class Counters:
    """What happened since the start, for the metrics."""

    answered: int = 0
    failed: int = 0
    timeouts: int = 0
    refused: int = 0
    promoted: int = 0
    restarted: int = 0
    killed: int = 0
    abandoned: int = 0


class Processes:
    """Processes that each answer one request at a time."""

    def __init__(
        self,
        start: Callable[[], WorkerProcess],
        many: int,
        queue: int,
        queue_seconds: float,
        asked: str = "queries",
    ) -> None:
        """Start the processes and wait until they are warm.

        :param start: Starts one of them.
        :param many: How many there are.
        :param queue: How many requests may wait for one.
        :param queue_seconds: How long one waits before it is turned away.
        :param asked: What they are asked, to tell whom there are too many of.
        :raises WorkerLostError: If one ends or takes too long.
        """
        self.counters = Counters()
        self._begin = start
        self._queue = queue
        self._queue_seconds = queue_seconds
        self._asked = asked
        self._closed = False
        self._lock = threading.Lock()
        self._waiting = 0
        self._running: set[WorkerProcess] = set()
        self._starting: set[WorkerProcess] = set()
        self._idle: LifoQueue[WorkerProcess] = LifoQueue()
        started: list[WorkerProcess] = []
        try:
            for _ in range(many):
                started.append(start())
            for worker in started:
                worker.wait_until_ready()
                self._idle.put(worker)
        except WorkerLostError:
            for worker in started:
                worker.kill()
            raise

    @property
    def waiting(self) -> int:
        """How many requests wait for a process."""
        return self._waiting

    @property
    def running(self) -> int:
        """How many requests are answered now."""
        return len(self._running)

    @property
    def healthy(self) -> bool:
        """Whether a process is alive, idle or not."""
        return bool(self._running) or not self._idle.empty()

    def close(self, grace: float = 10.0) -> None:
        """Let what runs finish for *grace* seconds, then end all processes."""
        self._closed = True
        until = time.monotonic() + grace
        while self._running and time.monotonic() < until:
            time.sleep(0.05)
        for worker in [*self._running, *self._starting]:
            worker.kill()
        self._end_idle()

    @contextmanager
    def taking(self) -> Iterator[WorkerProcess]:
        """Take a process for one request, waiting in the queue if none is idle.

        :raises ServiceBusyError: If none is free in time.
        """
        with self._counting():
            worker = self._take()
            with self._settling(worker):
                yield worker
            self._give_back(worker)
            self.counters.answered += 1

    @contextmanager
    def _counting(self) -> Iterator[None]:
        try:
            yield
        except ServiceBusyError:
            self.counters.refused += 1
            raise
        except QueryTimeoutError:
            self.counters.timeouts += 1
            raise
        except QueryError:
            self.counters.failed += 1
            raise
        except Gone:
            self.counters.abandoned += 1
            raise

    @contextmanager
    def _settling(self, worker: WorkerProcess) -> Iterator[None]:
        """Keep a process that only reported an error; replace any other."""
        try:
            yield
        except BaseException as error:
            hurt = not isinstance(error, TsunagariError) or isinstance(
                error, (QueryMemoryError, QueryTimeoutError, WorkerLostError)
            )
            if hurt or not worker.alive:
                self._end(worker)
                self._restart()
            else:
                self._give_back(worker)
            raise

    def _take(self) -> WorkerProcess:
        """Take an idle process, waiting in the queue if there is none."""
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                worker = self._queue_for(self._next_idle, None)
            if worker.alive:
                self._running.add(worker)
                return worker
            # It died while nobody looked; the next one may be alive.
            self._end(worker)
            self._restart()

    def _next_idle(self, timeout: float) -> WorkerProcess | None:
        with suppress(Empty):
            return self._idle.get(timeout=timeout)
        return None

    def _queue_for(self, wait: Callable[..., Any], deadline: float | None) -> Any:
        """Wait for what *wait* gives, within the bounds of the queue."""
        with self._lock:
            if self._closed:
                raise ServiceBusyError("the service is stopping; try again later")
            if self._waiting >= self._queue:
                raise ServiceBusyError(
                    f"too many {self._asked} are waiting; try again later"
                )
            self._waiting += 1
        try:
            seconds = self._queue_seconds
            if deadline is not None:
                seconds = max(0.0, min(seconds, deadline - time.monotonic()))
            if not (found := wait(timeout=seconds)):
                raise ServiceBusyError("no worker became free; try again later")
            return found
        finally:
            with self._lock:
                self._waiting -= 1

    def _give_back(self, worker: WorkerProcess) -> None:
        self._running.discard(worker)
        self._idle.put(worker)
        if self._closed:
            self._end_idle()

    def _end_idle(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().kill()

    def _end(self, worker: WorkerProcess) -> None:
        self._running.discard(worker)
        worker.kill()
        self.counters.killed += 1

    def _restart(self) -> None:
        """Start a process in the background and add it when it is warm."""

        def start() -> None:
            while not self._closed:
                try:
                    worker = self._begin()
                except WorkerLostError:
                    time.sleep(RESTART_SECONDS)
                    continue
                if self._became_ready(worker):
                    self.counters.restarted += 1
                    self._give_back(worker)
                    return
                time.sleep(RESTART_SECONDS)

        threading.Thread(target=start, daemon=True).start()

    def _became_ready(self, worker: WorkerProcess) -> bool:
        """Wait until *worker* is warm; one that closing finds is ended."""
        self._starting.add(worker)
        try:
            if self._closed:
                worker.kill()
                return False
            worker.wait_until_ready()
        except WorkerLostError:
            return False
        finally:
            self._starting.discard(worker)
        return True
