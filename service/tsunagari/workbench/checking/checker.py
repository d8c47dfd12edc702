"""Checks in processes that can be killed, so many at a time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from tsunagari import errors
from tsunagari.errors import (
    ServiceBusyError,
    TsunagariError,
    WriterLostError,
    WriteTimeoutError,
    WriteTooLargeError,
)
from tsunagari.sparql.documents import Document
from tsunagari.sparql.frames import DATA, ERROR, REQUEST, pack, read_frame
from tsunagari.workbench.checking.bounds import BOUNDS, Bounds
from tsunagari.workbench.checking.process import NO_MEMORY

__all__ = ["Checked", "Checker"]

MODULE: Final = "tsunagari.workbench.checking.process"
EVERYTHING: Final = ("about", "validation", "reasoning", "counts", "links")
# How long a check waits for another to end, and how many wait at a time.
WAIT_SECONDS: Final = 4.0
WAITING: Final = 8
# An allocation that fails in the engine aborts the process: SIGABRT. Where the whole
# machine has none left, the system ends it: SIGKILL.
OUT_OF_MEMORY: Final = frozenset({NO_MEMORY, -6, -9})
MEMORY: Final = "a check of it needs more memory than there is; send less at a time"


@dataclass(frozen=True)
class Checked:
    """What was said of the documents.

    :param parts: What was done, by name; see
        :mod:`~tsunagari.workbench.checking.parts`.
    :param stopped: Why the rest was not, if anything is missing.
    """

    parts: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    stopped: TsunagariError | None = None


class Checker:
    """Runs checks, each in a process of its own that is killed at its deadline."""

    def __init__(
        self,
        slots: int = 1,
        seconds: float = 60.0,
        memory: int = 2 << 30,
        bounds: Bounds = BOUNDS,
    ) -> None:
        """Bound what checks may take.

        :param slots: How many run at a time.
        :param seconds: How long one may take.
        :param memory: The address space of one, in bytes.
        :param bounds: What a check looks at.
        """
        self.seconds = seconds
        self.memory = memory
        self.bounds = bounds
        self._slots = threading.BoundedSemaphore(slots)
        self._lock = threading.Lock()
        self._waiting = 0

    def check(
        self,
        documents: Sequence[Document],
        dataset: Path | None = None,
        parts: Sequence[str] = EVERYTHING,
        format: str = "turtle",
        without: Sequence[str] = (),
    ) -> Checked:
        """Say of *documents*, taken together, what *parts* name; store nothing.

        :param dataset: The folder of the store that they are held beside.
        :param format: The name of the format for graphs.
        :param without: The IRIs of graphs of the dataset that are taken for not there;
            the empty text is the default graph.
        :raises ServiceBusyError: If too many checks are running.
        :raises DocumentError: If a document cannot be read.
        :raises WriteTooLargeError: If there are too many statements.
        :raises WriteTimeoutError: If the time runs out before the first part.
        :raises WriterLostError: If the process dies before the first part.
        """
        given = self._request(documents, dataset, parts, format, without)
        with self._slot():
            output, code = self._run(given)
        done, error = _read(output)
        if error is None and len(done) < len(parts):
            error = self._death(code)
        if error is not None and not done:
            raise error
        return Checked(done, error)

    def _request(
        self,
        documents: Sequence[Document],
        dataset: Path | None,
        parts: Sequence[str],
        format: str,
        without: Sequence[str],
    ) -> bytes:
        request = {
            "documents": [
                {"syntax": one.syntax.name, "base": one.base, "name": one.name}
                for one in documents
            ],
            "dataset": str(dataset) if dataset else "",
            "without": list(without),
            "parts": list(parts),
            "format": format,
            "bounds": asdict(self.bounds),
        }
        frames = [pack(REQUEST, json.dumps(request).encode())]
        frames += [pack(DATA, one.read()) for one in documents]
        return b"".join(frames)

    def _command(self) -> list[str]:
        limits = (str(self.memory), str(int(self.seconds) + 5))
        return [sys.executable, "-m", MODULE, *limits]

    def _run(self, given: bytes) -> tuple[bytes, int | None]:
        """Return what the process wrote, and how it ended: ``None`` if late."""
        try:
            # The list form: no shell; nothing of a client's is among the arguments.
            process = subprocess.Popen(
                self._command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                process_group=0,
            )
        except OSError as error:
            raise WriterLostError("no check could be started") from error
        try:
            output, _ = process.communicate(given, self.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[0], None
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()
        return output, process.returncode

    def _death(self, code: int | None) -> TsunagariError:
        if code is None:
            return WriteTimeoutError(
                f"the check was stopped after {self.seconds:g} seconds; send less at a "
                "time"
            )
        if code in OUT_OF_MEMORY:
            return WriteTooLargeError(MEMORY)
        return WriterLostError("the process that checked died; try again")

    @contextmanager
    def _slot(self) -> Iterator[None]:
        with self._lock:
            if self._waiting >= WAITING:
                raise ServiceBusyError("too many checks are waiting; try again later")
            self._waiting += 1
        try:
            free = self._slots.acquire(timeout=min(WAIT_SECONDS, self.seconds))
        finally:
            with self._lock:
                self._waiting -= 1
        if not free:
            raise ServiceBusyError("too many checks are running; try again later")
        try:
            yield
        finally:
            self._slots.release()


def _read(output: bytes) -> tuple[dict[str, dict[str, Any]], TsunagariError | None]:
    """Return the parts in what a process wrote, and the error that it told."""
    parts: dict[str, dict[str, Any]] = {}
    stream = BytesIO(output)
    try:
        while (frame := read_frame(stream)) is not None:
            kind, body = frame
            if kind == DATA:
                found = json.loads(body)
                parts[found["name"]] = found["part"]
            elif kind == ERROR:
                found = json.loads(body)
                raised: type[TsunagariError] = getattr(errors, found["kind"])
                return parts, raised(found["text"])
    except EOFError:
        # It was killed while it wrote; what came before is whole.
        pass
    return parts, None
