"""``tsunagari serve`` as a process, and ways to ask it."""

from __future__ import annotations

import http.client
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from .release import CONTROL, control_query
from .wire import Exchange, exchange

__all__ = ["Answer", "Server", "serve"]

START_SECONDS: Final = 40.0
ANSWER_SECONDS: Final = 30.0
# Small processes, and a budget that the many requests of a test do not use up.
OPTIONS: Final = (
    *("--fast-workers", "2", "--slow-workers", "2"),
    *("--worker-memory", "1200000000", "--client-seconds", "100000"),
)
_numbers: Final = count()

Headers = Mapping[str, str]
NONE: Final[Headers] = {}


@dataclass(frozen=True)
class Answer:
    """What a server answered, and after how long."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage
    seconds: float


class Server:
    """A running server."""

    def __init__(
        self, process: subprocess.Popen[str], address: str, log: Path, temporary: Path
    ) -> None:
        self.process = process
        parts = urlsplit(address)
        self.address = (parts.hostname or "", parts.port or 0)
        self.log = log
        self.temporary = temporary

    def get(self, path: str, headers: Headers = NONE) -> Answer:
        """Ask for *path*."""
        return self._ask("GET", path, None, headers)

    def query(self, text: str, headers: Headers = NONE) -> Answer:
        """Ask the query *text*."""
        fields = {"Content-Type": "application/sparql-query", **headers}
        return self._ask("POST", "/sparql", text.encode(), fields)

    def control(self) -> Answer:
        """Ask the control query, in a text that no cache has seen."""
        return self.query(control_query(next(_numbers)), {"Accept": "text/csv"})

    def send(self, data: bytes, patience: float = 15) -> Exchange:
        """Send *data* as it is."""
        return exchange(self.address, data, patience)

    def check(self) -> None:
        """Assert that the engine works and the data is what it was.

        A server that lost a worker just now may say that it is busy, for a moment.
        """
        until = time.monotonic() + 10
        while (answer := self.control()).status == 503 and time.monotonic() < until:
            time.sleep(0.1)
        assert (answer.status, answer.body) == (200, CONTROL)

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Headers,
    ) -> Answer:
        started = time.monotonic()
        connection = http.client.HTTPConnection(*self.address, timeout=ANSWER_SECONDS)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        seconds = time.monotonic() - started
        return Answer(response.status, data, response.headers, seconds)


@contextmanager
def serve(
    releases: Path, work: Path, *options: str, before: Sequence[str] = ()
) -> Iterator[Server]:
    """Serve the release below *releases*.

    :param work: A folder for the log, and for the temporary files of the server.
    :param before: A command that runs the command that follows it.
    """
    work.mkdir(exist_ok=True)
    (temporary := work / "temporary").mkdir(exist_ok=True)
    log = work / "log"
    command = [sys.executable, "-m", "tsunagari", "serve", "--port", "0"]
    own = {k: v for k, v in os.environ.items() if not k.startswith("TSUNAGARI_")}
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [*before, *command, "--releases", str(releases), *OPTIONS, *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**own, "PYTHONUNBUFFERED": "1", "TMPDIR": str(temporary)},
        ) as process,
    ):
        try:
            yield Server(process, _address(process, log), log, temporary)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(20)


def _address(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], START_SECONDS)[0], "it did not start"
    line = process.stdout.readline()
    assert " at " in line, f"it did not start: {log.read_text()}"
    return line.split(" at ")[1].strip()
