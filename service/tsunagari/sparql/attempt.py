"""A query on its way: with which worker, until when, and what has come of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tsunagari.errors import QueryTimeoutError
from tsunagari.sparql.limits import QueryRequest
from tsunagari.sparql.worker_process import WorkerProcess

__all__ = ["Attempt", "PooledAnswer", "Rest"]


@dataclass
class Attempt:
    """A query that has begun, or is about to.

    :param deadline: When it is stopped (monotonic).
    :param until: How long it may stay in the fast lane (monotonic).
    :param head: What the answer has begun with.
    """

    request: QueryRequest
    deadline: float
    worker: WorkerProcess | None = None
    until: float = 0.0
    head: bytearray = field(default_factory=bytearray)


@dataclass
class PooledAnswer:
    """An answer: whole, or its beginning and the rest as it comes.

    Close it if it is not read to its end.

    :param cut: Whether it was cut after the rows that were asked for.
    """

    head: bytes
    cut: bool = False
    rest: Iterator[bytes] | None = None
    close: Callable[[], None] = field(default=lambda: None)

    @property
    def complete(self) -> bool:
        """Whether ``head`` is all."""
        return self.rest is None


class Rest:
    """What is left of an answer; whatever happens, its end is told once."""

    def __init__(
        self, worker: WorkerProcess, deadline: float, at_end: Callable[[], None]
    ) -> None:
        self._worker = worker
        self._deadline = deadline
        self._at_end: Callable[[], None] | None = at_end
        self._finished = False
        self._lock = threading.Lock()
        # A client that does not read must not keep the slot past the deadline.
        self._timer = threading.Timer(deadline - time.monotonic(), self.close)
        self._timer.daemon = True
        self._timer.start()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._finished:
            raise StopIteration
        try:
            if self._at_end is None:
                raise QueryTimeoutError("the answer was not read by its deadline")
            data = self._worker.read(self._deadline)
        except BaseException:
            self.close()
            raise
        if data is None:
            self._finished = True
            self.close()
            raise StopIteration
        return data

    def close(self) -> None:
        """Read no more."""
        with self._lock:
            at_end, self._at_end = self._at_end, None
        self._timer.cancel()
        if at_end:
            at_end()
