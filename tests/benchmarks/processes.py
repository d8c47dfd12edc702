"""Servers as processes: started, waited for, and stopped whatever happens."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.wire import JSON, LOOPBACK, N_TRIPLES, Connection, get, target

__all__ = ["Server", "free_port", "running"]

START_SECONDS: Final = 600.0
STOP_SECONDS: Final = 20.0


@dataclass(frozen=True)
class Server:
    """A server that answers at a port."""

    name: str
    port: int
    path: str
    pid: int

    def accept(self, query: str) -> str:
        """Return the media type to ask for."""
        graph = "CONSTRUCT" in query or "DESCRIBE" in query
        return N_TRIPLES if graph else JSON

    def request(self, query: str) -> bytes:
        """Return the request that asks *query*."""
        return get(target(self.path, query), self.accept(query))

    def connect(self) -> Connection:
        return Connection(self.port)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running(
    name: str,
    command: Sequence[str],
    port: int,
    path: str,
    *,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
    every: float = 0.1,
) -> Iterator[Server]:
    """Run a server until the block ends; enter it when the server answers.

    :param every: Seconds between two looks whether it answers.
    :raises RuntimeError: If it ends or does not answer; with what it said.
    """
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as process,
    ):
        server = Server(name, port, path, process.pid)
        try:
            until = time.monotonic() + START_SECONDS
            while not _answers(server):
                if process.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    words = said.read().decode(errors="replace")[-1000:]
                    raise RuntimeError(f"{name} does not answer: {words}")
                time.sleep(every)
            yield server
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End *process*, kindly first."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answers(server: Server) -> bool:
    try:
        connection = server.connect()
    except OSError:
        return False
    try:
        return connection.ask(server.request("ASK {}")).status == 200
    except OSError:
        return False
    finally:
        connection.close()
