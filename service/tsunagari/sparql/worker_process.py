"""One worker process, seen from the service: started, asked, killed."""

from __future__ import annotations

import fcntl
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import (
    AnswerTooLargeError,
    QueryError,
    QueryMemoryError,
    QuerySyntaxError,
    QueryTimeoutError,
    RemoteEndpointError,
    RemoteEngineError,
    ServiceBusyError,
    StatementError,
    TsunagariError,
    WorkerLostError,
)
from tsunagari.sparql.frames import (
    ASK,
    DATA,
    END,
    ERROR,
    NOTE,
    READY,
    REQUEST,
    FrameReader,
    pack,
)
from tsunagari.sparql.limits import RemoteStore

__all__ = ["Gone", "LookUp", "WorkerProcess", "worker_command"]

START_SECONDS: Final = 30.0
# The C library sets 128 MiB of address space apart for each thread that allocates
# while others do (`mallopt <https://man7.org/linux/man-pages/man3/mallopt.3.html>`_).
# The limit of a process is on its address space: a busy machine would decide
# whether the store can be opened within it.
FEW_ARENAS: Final = {"MALLOC_ARENA_MAX": "2"}
# How long to wait for a process that was killed before going on without.
KILL_SECONDS: Final = 0.1
# How long a process whose pipe closed may take to end.
DEATH_SECONDS: Final = 1.0
# How often a waiting request looks whether its client is still there.
GONE_POLL_SECONDS: Final = 0.5
NICE: Final = 10
# A larger pipe lets an answer through in fewer pieces, where the system allows it.
PIPE_BYTES: Final = 1 << 20
ERRORS: Final[dict[str, type[TsunagariError]]] = {
    "busy": ServiceBusyError,
    "engine": WorkerLostError,
    "memory": QueryMemoryError,
    "remote": RemoteEndpointError,
    "remote-engine": RemoteEngineError,
    "statement": StatementError,
    "syntax": QuerySyntaxError,
    "timeout": QueryTimeoutError,
    "too-large": AnswerTooLargeError,
}
# Takes a query that a process asks in its turn; gives the answer.
LookUp = Callable[[str], bytes]


class Gone(Exception):
    """The client that asked is no longer there."""


def worker_command(
    store: Path | RemoteStore,
    memory: int,
    reaches_out: bool = False,
    moves: bool = False,
) -> tuple[str, ...]:
    """Return the module of a worker and its arguments; no secret is among them.

    :param store: The folder of the store, or the server that holds it.
    :param memory: Its address space, in bytes.
    :param reaches_out: Whether it may ask other endpoints.
    :param moves: Whether it may be told to answer from another store.
    """
    if isinstance(store, RemoteStore):
        place = (store.address, store.kind, store.release)
        return ("tsunagari.sparql.engines.remote_worker", *place, str(memory))
    more = ("reaches-out",) * reaches_out + ("moves",) * moves
    return ("tsunagari.sparql.engines.worker", str(store), str(memory), *more)


class WorkerProcess:
    """A process that answers one request at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start a process; it is ready a little later.

        :param command: A module of ours, and its arguments.
        """
        try:
            # The list form: no shell; all of it is the operator's, never a client's.
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={**os.environ, **FEW_ARENAS},
                # Of its own, so that an interrupt at a terminal is not for it. Not a
                # session of its own: the system would give each session an equal part
                # of the processor, whatever their priorities.
                process_group=0,
            )
        except OSError as error:
            raise WorkerLostError("no worker could be started") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in = self._process.stdin
        self._out = self._process.stdout
        # Where it answers from, for who moves it.
        self.store: Path | RemoteStore | None = None
        # What the worker says of the answer, once the first bytes are there.
        self.note: dict[str, Any] = {}
        self._look_up: LookUp | None = None
        with suppress(OSError, AttributeError):
            fcntl.fcntl(self._out, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._frames = FrameReader(self._out.fileno())
        # A pipe is never closed under a reader: its number may be another's then.
        self._pipes = threading.Lock()
        self._closed = False
        self._poll = select.poll()
        self._poll.register(self._out, select.POLLIN)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def descriptor(self) -> int:
        """What can be read when the process has written."""
        return self._out.fileno()

    def has_written(self, milliseconds: int) -> bool:
        """Tell whether there is something to take, waiting for it a little."""
        return bool(self._poll.poll(milliseconds))

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def wait_until_ready(self, seconds: float = START_SECONDS) -> None:
        """Wait until the store is open.

        :raises WorkerLostError: If the process ends or takes too long.
        """
        try:
            kind, _ = self._next(time.monotonic() + seconds, None)
        except QueryError as error:
            self.kill()
            raise WorkerLostError("a worker could not open the store") from error
        assert kind == READY

    def ask(self, request: dict[str, Any], look_up: LookUp | None = None) -> None:
        """Send *request*; the answer is read with :meth:`read`.

        :param look_up: Answers what the process asks in its turn.
        """
        self.note = {}
        self._look_up = look_up
        try:
            self._in.write(pack(REQUEST, json.dumps(request).encode()))
        except OSError as error:
            raise WorkerLostError("the worker died before it was asked") from error

    def open(self, store: Path, until: float) -> None:
        """Let the process open another store, beside the one that it has.

        :raises QueryError: If it cannot, or not before *until* (monotonic).
        """
        self.ask({"open": str(store)})
        while self.read(until) is not None:
            pass
        self.store = store

    def read(
        self, until: float, is_gone: Callable[[], bool] | None = None
    ) -> bytes | None:
        """Return the next bytes of the answer, maybe none, or ``None`` at its end.

        :param until: The time (monotonic) to wait for at most.
        :raises QueryTimeoutError: If *until* passes; the worker still runs.
        :raises Gone: If *is_gone* says so.
        :raises QueryError: What the worker reports, or that it died.
        """
        kind, body = self._next(until, is_gone)
        if kind == ASK:
            self._reply(body.decode(), until)
            return b""
        return self._told(kind, body)

    def take(self, head: bytearray) -> bool:
        """Add to *head* what the process has written; tell whether it ended.

        To be called when :attr:`descriptor` can be read.

        :raises QueryError: As :meth:`read` does.
        """
        self._fill()
        while (frame := self._frames.next()) is not None:
            data = self._told(*frame)
            if data is None:
                return True
            head += data
        return False

    def slow_down(self) -> None:
        """Let the process have what others leave of the processor, for good."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, NICE)
            # On Linux that was the first thread's only: each has its own.
            for thread in os.listdir(f"/proc/{self.pid}/task"):
                with suppress(OSError):
                    policy = os.SCHED_IDLE
                    os.sched_setscheduler(int(thread), policy, os.sched_param(0))

    def kill(self) -> None:
        """End the process at once and let nothing of it remain."""
        self._process.kill()
        try:
            self._process.wait(KILL_SECONDS)
        except subprocess.TimeoutExpired:
            # To give back much memory takes a while, at a priority like its own.
            threading.Thread(target=self._process.wait, daemon=True).start()
        with self._pipes:
            self._closed = True
            for pipe in (self._in, self._out):
                with suppress(OSError):
                    pipe.close()

    def _next(
        self, until: float, is_gone: Callable[[], bool] | None
    ) -> tuple[bytes, bytes]:
        while (frame := self._frames.next()) is None:
            left = max(0.0, until - time.monotonic())
            step = min(left, GONE_POLL_SECONDS) if is_gone else left
            # What is there is taken, even when the time is up.
            if self._poll.poll(step * 1000):
                self._fill()
            elif left <= 0:
                raise QueryTimeoutError("the query was stopped at its deadline")
            elif is_gone and is_gone():
                raise Gone
        return frame

    def _reply(self, query: str, until: float) -> None:
        """Answer a query of the process, or tell it why there is no answer."""
        assert self._look_up
        try:
            reply = pack(DATA, self._look_up(query))
        except QueryError as error:
            kinds = (kind for kind, each in ERRORS.items() if type(error) is each)
            told = {"kind": next(kinds, "query"), "text": str(error)}
            reply = pack(ERROR, json.dumps(told).encode())
        self._write(reply, until)

    def _write(self, data: bytes, until: float) -> None:
        """Write *data*, never waiting past *until* for a process that does not read."""
        poll = select.poll()
        poll.register(self._in, select.POLLOUT)
        for start in range(0, len(data), select.PIPE_BUF):
            left = max(0.0, until - time.monotonic())
            if not poll.poll(left * 1000):
                raise QueryTimeoutError("the query was stopped at its deadline")
            try:
                # So much fits where anything does.
                self._in.write(data[start : start + select.PIPE_BUF])
            except OSError as error:
                raise WorkerLostError("the process that asked died") from error

    def _fill(self) -> None:
        """Read what was written; to be called when there is something."""
        with self._pipes:
            if self._closed:
                raise WorkerLostError("the process that answered was ended")
            is_open = self._frames.fill()
        if not is_open:
            raise self._death()

    def _told(self, kind: bytes, body: bytes) -> bytes | None:
        """Return the data of a frame; ``None`` if it ends the answer."""
        if kind == DATA:
            return body
        if kind == END:
            return None
        told = json.loads(body)
        if kind == NOTE:
            self.note = told
            return b""
        raise ERRORS.get(told["kind"], QueryError)(told["text"])

    def _death(self) -> QueryError:
        try:
            code = self._process.wait(DEATH_SECONDS)
        except subprocess.TimeoutExpired:
            return WorkerLostError("the process that answered the query went silent")
        # An allocation that fails aborts the process (SIGABRT is 6).
        if code == -6:
            return QueryMemoryError("the query needs more memory than it may have")
        return WorkerLostError("the process that answered the query died")
