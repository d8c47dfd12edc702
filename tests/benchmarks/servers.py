"""HTTP servers for Python under one trivial application.

Requests per second, and two properties that count for more: whether an answer
whose application fails half way is visibly incomplete to the client, and
whether the application is told that its client has left, while it sends and
while it still computes. Each server has one process; those that work with
threads have eight.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.load import CLIENTS, WITHOUT_WRK, per_second, wrk
from tests.benchmarks.options import run
from tests.benchmarks.processes import free_port, running
from tests.benchmarks.properties import failing, told
from tests.benchmarks.report import Report
from tests.benchmarks.wire import LOOPBACK

__all__ = ["servers"]

ROOT: Final = Path(__file__).parents[2]
THREADS: Final = "8"
APPLICATIONS: Final = "tests.benchmarks.applications"


@dataclass(frozen=True)
class Kind:
    """A server and its options; ``{port}`` stands for the port.

    :param needs: The modules without which it is not measured.
    """

    name: str
    needs: tuple[str, ...]
    interface: str
    options: tuple[str, ...]

    def command(self, python: Path, port: int) -> list[str]:
        """Return the command line."""
        options = (option.format(port=port) for option in self.options)
        module = f"{APPLICATIONS}:{self.interface}"
        return [str(python), "-m", self.needs[0], *options, module]


def _granian(interface: str, *more: str) -> Kind:
    options = ("--interface", interface, "--host", LOOPBACK, "--port", "{port}")
    quiet = ("--no-ws", "--log-level", "error")
    name = f"granian ({interface.upper()})"
    return Kind(name, ("granian",), interface, (*options, *quiet, *more))


_QUIET: Final = ("--no-access-log", "--log-level", "error")
KINDS: Final = (
    Kind(
        "waitress",
        ("waitress",),
        "wsgi",
        (
            *("--listen", LOOPBACK + ":{port}", "--threads", THREADS),
            *("--channel-request-lookahead", "1"),
        ),
    ),
    Kind(
        "gunicorn, gthread",
        ("gunicorn",),
        "wsgi",
        ("-k", "gthread", "--threads", THREADS, "-b", LOOPBACK + ":{port}"),
    ),
    _granian("wsgi", "--blocking-threads", THREADS),
    _granian("asgi"),
    _granian("rsgi"),
    Kind(
        "uvicorn, uvloop and httptools",
        ("uvicorn", "uvloop", "httptools"),
        "asgi",
        (
            *("--host", LOOPBACK, "--port", "{port}", *_QUIET),
            *("--loop", "uvloop", "--http", "httptools"),
        ),
    ),
)


def servers(options: Namespace, report: Report) -> None:
    """Measure every server that the Python of the options can import."""
    report.heading("HTTP servers for Python")
    there = [kind for kind in KINDS if _importable(options.server_python, kind)]
    for kind in KINDS:
        if kind not in there:
            report.say(f"{kind.name} is not installed and not measured.")
    report.say(
        f"One trivial application, {CLIENTS} connections that are kept. "
        f"{'' if wrk() else WITHOUT_WRK}".rstrip()
    )
    rows = [_row(kind, options) for kind in there]
    heads = ["server", "requests per second", "an answer that fails half way"]
    heads += ["told that the client left: while it sends", "while it computes"]
    report.table(heads, rows)


def _row(kind: Kind, options: Namespace) -> list[str]:
    print(f"  {kind.name}", file=sys.stderr)
    port = free_port()
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    with running(
        kind.name,
        kind.command(options.server_python, port),
        port,
        "/",
        folder=ROOT,
        environment={"PYTHONPATH": path},
    ):
        rate = per_second(port, "/", "*/*", options.rate_seconds)
        return [kind.name, str(rate), failing(port), *told(port)]


def _importable(python: Path, kind: Kind) -> bool:
    tried = [str(python), "-c", f"import {', '.join(kind.needs)}"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    run(__doc__, servers)
