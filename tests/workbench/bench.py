"""``tsunagari workbench`` as a process, and ways to ask it and to write to it."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from tsunagari.workbench.layout import Layout
from tsunagari.workbench.tokens import Tokens

__all__ = ["Answer", "Bench", "running"]

START_SECONDS: Final = 60.0
ANSWER_SECONDS: Final = 60.0
OPTIONS: Final = (
    *("--fast-workers", "2", "--slow-workers", "1", "--access-log", "no"),
    *("--worker-memory", "1200000000", "--client-seconds", "100000"),
)
NONE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True)
class Answer:
    """What a workbench answered."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage

    def json(self) -> Any:
        return json.loads(self.body)


class Bench:
    """A running workbench.

    :param token: What its writes are allowed by, unless they say otherwise.
    """

    def __init__(
        self, process: subprocess.Popen[str], address: str, token: str
    ) -> None:
        self.process = process
        self.url = address.rstrip("/")
        parts = urlsplit(address)
        self.address = (parts.hostname or "", parts.port or 0)
        self.token = token

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] = NONE,
    ) -> Answer:
        """Send one request."""
        connection = http.client.HTTPConnection(*self.address, timeout=ANSWER_SECONDS)
        data = body.encode() if isinstance(body, str) else body
        try:
            connection.request(method, path, data, dict(headers))
            response = connection.getresponse()
            return Answer(response.status, response.read(), response.headers)
        finally:
            connection.close()

    def write(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        type: str = "text/turtle",
        headers: Mapping[str, str] = NONE,
    ) -> Answer:
        """Send one request with the token."""
        allowed = {"Authorization": f"Bearer {self.token}", "Content-Type": type}
        return self.ask(method, path, body, {**allowed, **headers})

    def update(self, text: str, parameters: str = "") -> Answer:
        """Send an update as it is."""
        type = "application/sparql-update"
        return self.write("POST", "/update" + parameters, text, type)

    def rows(self, query: str) -> list[list[str]]:
        """Return the rows of a SELECT query, without the names of the columns."""
        path = "/sparql?query=" + quote(query)
        answer = self.ask("GET", path, None, {"Accept": "application/json"})
        assert answer.status == 200, answer.body
        told = answer.json()
        names = told["head"]["vars"]
        return [
            [row[name]["value"] if name in row else "" for name in names]
            for row in told["results"]["bindings"]
        ]

    def nquads(self) -> set[str]:
        """Return the whole dataset, a line of N-Quads for each statement."""
        answer = self.ask("GET", "/dataset")
        assert answer.status == 200, answer.body
        return set(answer.body.decode().split("\n")) - {""}


@contextmanager
def running(
    folder: Path, *options: str, token: str = "", log: Path | None = None
) -> Iterator[Bench]:
    """Serve the workbench in *folder*, which is laid out if there is none.

    :param token: The token to write with; one is made if it is empty.
    """
    command = [sys.executable, "-m", "tsunagari", "workbench", "--port", "0"]
    own = {k: v for k, v in os.environ.items() if not k.startswith("TSUNAGARI_")}
    errors = (log or folder.with_suffix(".log")).open("a")
    process = subprocess.Popen(
        [*command, *OPTIONS, *options, str(folder)],
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env=own,
        process_group=0,
    )
    try:
        assert process.stdout
        ready = select.select([process.stdout], [], [], START_SECONDS)[0]
        line = process.stdout.readline() if ready else ""
        assert " at http://" in line, Path(errors.name).read_text()
        if not token:
            tokens = Tokens(Layout(folder).tokens)
            token = tokens.add(f"tests-{time.time_ns()}", None)
        yield Bench(process, line.split(" at ")[1].strip(), token)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.stdout:
            process.stdout.close()
        errors.close()
