"""Explanations from processes of their own, so many at a time.

The search is in Python and would keep the server's other threads waiting. So it has
processes, which have what others leave of the processor, are ended at the deadline,
and are replaced when they die. They start when the first explanation is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tsunagari.errors import ServiceBusyError
from tsunagari.explanation.explaining_process import ExplainingProcess
from tsunagari.sparql.processes import Processes
from tsunagari.sparql.worker_process import WorkerProcess

__all__ = ["AT_A_TIME", "Explaining"]

MODULE: Final = "tsunagari.explanation.process"
AT_A_TIME: Final = 2
# Who waits keeps a thread from other pages: only a few may.
WAITING: Final = 2
WAIT_SECONDS: Final = 4.0
CLOSE_SECONDS: Final = 2.0


class Explaining:
    """The processes that explain statements of one release."""

    def __init__(self, store: Path | None, memory: int) -> None:
        """Start nothing yet.

        :param store: The folder of the store; without one, processes ask back.
        :param memory: The address space of a process, in bytes.
        """
        self._command = (MODULE, str(memory), *([str(store)] if store else []))
        self._places = threading.BoundedSemaphore(AT_A_TIME + WAITING)
        self._lock = threading.Lock()
        self._processes: Processes | None = None
        self._closed = False

    @property
    def running(self) -> int:
        """How many explanations are made now."""
        return self._processes.running if self._processes else 0

    @contextmanager
    def taking(self) -> Iterator[ExplainingProcess]:
        """Take a process, waiting for it a little.

        :raises ServiceBusyError: If too many wait, or none becomes free.
        :raises WorkerLostError: If the processes cannot be started.
        """
        busy = ServiceBusyError("too many explanations are being made; try again later")
        if not self._places.acquire(blocking=False):
            raise busy
        try:
            if not self._lock.acquire(timeout=WAIT_SECONDS):
                raise busy
            try:
                processes = self._started()
            finally:
                self._lock.release()
            with processes.taking() as worker:
                yield ExplainingProcess(worker)
        finally:
            self._places.release()

    def close(self, grace: float = 0.0) -> None:
        """Let what runs finish for *grace* seconds, then end all processes."""
        self._closed = True
        # Processes that are still starting end with the one that started them.
        if self._lock.acquire(timeout=CLOSE_SECONDS):
            try:
                if self._processes:
                    self._processes.close(grace)
            finally:
                self._lock.release()

    def _started(self) -> Processes:
        if self._closed:
            raise ServiceBusyError("the service is stopping; try again later")
        if self._processes is None:
            self._processes = Processes(
                self._start, AT_A_TIME, WAITING, WAIT_SECONDS, "explanations"
            )
        return self._processes

    def _start(self) -> WorkerProcess:
        worker = WorkerProcess(self._command)
        # From its first step on: what it imports and reads is work, too.
        worker.slow_down()
        return worker
