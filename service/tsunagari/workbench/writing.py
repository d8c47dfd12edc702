"""Writing, seen from the service: a queue before the one writer, and its end.

Writes that wait together are done one after the other and become visible together:
each is acknowledged when the history has it on the disk and the next query sees it.
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from queue import Empty, Full, Queue
from typing import Any, Final

from tsunagari.errors import (
    QueryError,
    QueryTimeoutError,
    ServiceBusyError,
    TsunagariError,
    WorkbenchError,
    WriterLostError,
    WriteTimeoutError,
)
from tsunagari.sparql.worker_process import WorkerProcess
from tsunagari.workbench.changes import Change, History
from tsunagari.workbench.jobs import Job, Outcome
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.process import raised

__all__ = ["Snapshot", "Writing", "WritingLimits"]

# To open a workbench may mean to do much of its history again.
START_SECONDS: Final = 600.0
CHECKPOINT_SECONDS: Final = 60.0
# A write that runs when the service is told to stop may go on for so long.
STOP_SECONDS: Final = 5.0
STOPPING: Final = "the service is stopping, and the write was not done; try again later"
# So many writes become visible together at most, and none begins after so long: who
# came first waits for the others.
TOGETHER: Final = 32
TOGETHER_SECONDS: Final = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WritingLimits:
    """What a write may use.

    :param seconds: How long one may take.
    :param statements: How many statements it may change.
    :param memory: The address space of the writer, in bytes.
    :param queue: How many may wait.
    """

    seconds: float
    statements: int
    memory: int
    queue: int


@dataclass(frozen=True)
class Snapshot:
    """What readers see: a checkpoint, and the number of its last change."""

    number: int
    store: Path


@dataclass
class _Waiting:
    job: Job
    done: Future[Outcome] = field(default_factory=Future)


class Writing:
    """The one writer of a workbench, and who waits for it."""

    def __init__(self, layout: Layout, limits: WritingLimits) -> None:
        """Start the writer.

        :raises WorkbenchError: If the workbench cannot be opened.
        """
        self._layout = layout
        self._limits = limits
        self._queue: Queue[_Waiting | None] = Queue(limits.queue)
        self._publish: Callable[[Snapshot], None] = lambda _: None
        self._names = count()
        self._lock = threading.Lock()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._ending: threading.Timer | None = None
        # Nobody else serves it from now on, so what is there for readers is nobody's.
        self._held = ExitStack()
        self._held.enter_context(layout.served())
        self._ended = False
        try:
            self._process = self._start()
        except BaseException:
            self._held.close()
            raise
        layout.clear()
        self.snapshot = self._checkpoint()

    def begin(self, publish: Callable[[Snapshot], None]) -> None:
        """Take writes from now on.

        :param publish: Is told of each new snapshot; a write is acknowledged when it
            returns.
        """
        self._publish = publish
        self._thread = threading.Thread(target=self._write_on, daemon=True)
        self._thread.start()

    def do(self, job: Job) -> Outcome:
        """Do a write; when this returns, it is on the disk and seen by queries.

        :raises ServiceBusyError: If too many wait.
        :raises TsunagariError: Whatever the writer says against it.
        """
        waiting = _Waiting(job)
        with self._lock:
            if self._stopping:
                raise ServiceBusyError(STOPPING)
            try:
                self._queue.put_nowait(waiting)
            except Full as error:
                raise ServiceBusyError(
                    "too many writes are waiting; try again later"
                ) from error
        return waiting.done.result()

    @property
    def waiting(self) -> int:
        """How many writes wait."""
        return self._queue.qsize()

    @property
    def alive(self) -> bool:
        """Whether the writer runs."""
        return self._process.alive

    def refuse(self) -> None:
        """Take no more writes, and refuse those that wait; one that runs has a moment.

        What is then not done never will be, and whoever asked for it is told so.
        """
        with self._lock:
            if self._stopping:
                return
            self._stopping = True
            waiting = []
            with suppress(Empty):
                while True:
                    waiting.append(self._queue.get_nowait())
            self._queue.put(None)
        for one in filter(None, waiting):
            one.done.set_exception(ServiceBusyError(STOPPING))
        self._ending = threading.Timer(STOP_SECONDS, self._process.kill)
        self._ending.daemon = True
        self._ending.start()

    def close(self) -> None:
        """End the writer, once the write that runs is done or stopped."""
        self.refuse()
        if self._thread:
            self._thread.join()
        if self._ending:
            self._ending.cancel()
        if not self._ended and self._process.alive:
            try:
                self._ask({"flush": True}, CHECKPOINT_SECONDS)
            except TsunagariError as error:
                log.warning("the store was not brought to the disk: %s", error)
        self._process.kill()
        self._held.close()

    def _write_on(self) -> None:
        while (first := self._queue.get()) is not None:
            began = time.monotonic()
            done = [(first, self._done(first.job))]
            last = False
            while len(done) < TOGETHER and time.monotonic() < began + TOGETHER_SECONDS:
                try:
                    following = self._queue.get_nowait()
                except Empty:
                    break
                if last := following is None:
                    break
                assert following
                done.append((following, self._done(following.job)))
            self._tell(done)
            if last:
                return

    def _done(self, job: Job) -> Outcome | BaseException:
        try:
            return self._one(job)
        except BaseException as error:
            return error

    def _tell(self, done: list[tuple[_Waiting, Outcome | BaseException]]) -> None:
        """Let what was done be seen, and tell who waits."""
        before = self.snapshot.number
        numbers = [found.number for _, found in done if isinstance(found, Outcome)]
        failure: BaseException | None = None
        try:
            if max(numbers, default=0) > before and not self._stopping:
                self.snapshot = self._checkpoint()
                self._publish(self.snapshot)
        except BaseException as error:
            # They are done, but nobody can see it: that is no success to tell.
            log.exception("a change cannot be shown")
            failure = WorkbenchError("the change was made, and cannot be shown yet")
            failure.__cause__ = error
        for waiting, found in done:
            if isinstance(found, BaseException):
                waiting.done.set_exception(found)
            elif failure:
                waiting.done.set_exception(failure)
            else:
                waiting.done.set_result(found)

    def _one(self, job: Job) -> Outcome:
        try:
            return Outcome(**self._ask(job.as_json(), self._limits.seconds))
        except QueryTimeoutError as error:
            failure: TsunagariError = WriteTimeoutError(
                f"the write was stopped after {self._limits.seconds:g} seconds"
            )
            failure.__cause__ = error
        except _Lost as error:
            failure = WriterLostError("the process that was writing died")
            failure.__cause__ = error
        except WorkbenchError:
            # A store that the disk refused once stays so until it is opened again.
            self._end()
            raise
        # Its last step may have been done: then it is done.
        found = self._in_history(job)
        if found is None:
            raise failure
        return Outcome(found.number, found.added, found.removed, job.graph, False, 0)

    def _in_history(self, job: Job) -> Change | None:
        """Return the last change if it is *job*; nobody else writes meanwhile."""
        with self._layout.written():
            history = History(self._layout.changes)
            last = history.last()
            change = history.head(last) if last else None
        return change if change and change.id == job.id else None

    def _checkpoint(self) -> Snapshot:
        count = next(self._names)
        made = self._layout.snapshots / f".{count:09}"
        shutil.rmtree(made, ignore_errors=True)
        told = self._ask({"checkpoint": str(made)}, CHECKPOINT_SECONDS)
        number: int = told["number"]
        path = self._layout.snapshot(number, count)
        shutil.rmtree(path, ignore_errors=True)
        # Other processes see it as a whole, and read from its name what it is.
        made.rename(path)
        return Snapshot(number, path)

    def _start(self) -> WorkerProcess:
        limits = self._limits
        place = str(self._layout.top)
        bounds = (str(limits.statements), str(limits.memory))
        process = WorkerProcess(("tsunagari.workbench.process", place, *bounds))
        try:
            process.wait_until_ready(START_SECONDS)
        except QueryError as error:
            raise WorkbenchError(
                "the workbench cannot be opened: its writer did not start"
            ) from error
        return process

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Return what the writer answers; one that is no more is started again.

        :raises TsunagariError: What it says, or that it took too long.
        :raises _Lost: If it died.
        """
        if self._ended or not self._process.alive:
            self._end()
            if self._stopping:
                raise _Lost(STOPPING)
            self._process = self._start()
            self._ended = False
        until = time.monotonic() + seconds
        answer = bytearray()
        try:
            self._process.ask(request)
            while (data := self._process.read(until)) is not None:
                answer += data
        except QueryTimeoutError:
            # What it may still say would be taken for the answer to something else.
            self._end()
            raise
        except (QueryError, ValueError) as error:
            self._end()
            raise _Lost(str(error)) from error
        told: dict[str, Any] = json.loads(answer)
        if refusal := raised(told):
            raise refusal
        return told

    def _end(self) -> None:
        self._process.kill()
        self._ended = True


class _Lost(TsunagariError):
    """The process of the writer is no more."""
