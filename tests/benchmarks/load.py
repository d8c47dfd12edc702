"""Requests per second of some clients that keep their connections.

``wrk`` is asked where it is installed: it takes far less of the machine than a
client in Python, which is slower than a fast server and so hides what that can
do.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.wire import LOOPBACK, Connection, get

__all__ = ["CLIENTS", "WITHOUT_WRK", "Rate", "per_second", "wrk"]

CLIENTS: Final = 8
WITHOUT_WRK: Final = (
    "`wrk` is not installed: the clients are threads of Python, and rates above "
    "some thousand a second are theirs, not the server's."
)


@dataclass(frozen=True)
class Rate:
    """Requests per second, and how many of all were not answered with 200."""

    number: float
    failed: int

    def __str__(self) -> str:
        failed = f" ({self.failed} failed)" if self.failed else ""
        return f"{self.number:,.0f}{failed}"


def wrk() -> str | None:
    """Return where ``wrk`` is, if it is installed."""
    return shutil.which("wrk")


def per_second(port: int, target: str, accept: str, seconds: float) -> Rate:
    """Ask the same from :data:`CLIENTS` connections for about *seconds*."""
    if command := wrk():
        return _with_wrk(command, port, target, accept, max(1, round(seconds)))
    return _with_threads(port, get(target, accept), seconds)


def _with_wrk(command: str, port: int, target: str, accept: str, seconds: int) -> Rate:
    line = [command, "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "30s"]
    line += ["-H", f"Accept: {accept}", f"http://{LOOPBACK}:{port}{target}"]
    done = subprocess.run(
        line,
        capture_output=True,
        text=True,
        timeout=seconds + 60,
        check=True,
    )
    (number,) = re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)
    failed = re.findall(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    for line in re.findall(r"Socket errors: (.*)", done.stdout):
        failed += re.findall(r"\d+", line)
    return Rate(float(number), sum(map(int, failed)))


def _with_threads(port: int, request: bytes, seconds: float) -> Rate:
    until = time.monotonic() + seconds
    statuses: list[list[int]] = [[] for _ in range(CLIENTS)]

    def client(mine: list[int]) -> None:
        connection = Connection(port)
        while time.monotonic() < until:
            mine.append(connection.ask(request).status)
        connection.close()

    threads = [threading.Thread(target=client, args=(mine,)) for mine in statuses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = [status for mine in statuses for status in mine]
    return Rate(len(every) / seconds, len(every) - every.count(200))
