"""The pages: how long until the first byte comes, and how many bytes come.

    python -m tests.benchmarks.pages [--releases FOLDER]      # half a minute

A page of each kind, in English, from a service in a process of its own: once when
nothing is kept, then again, one request after the other over one connection.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.benchmarks.machine import machine
from tests.benchmarks.report import Report, ms
from tests.browser.kinds import KINDS, TROUBLED, address

from tsunagari.release.releases import Releases

__all__ = ["main"]

ASKED: Final = 30
TARGET_MS: Final = 30.0
LARGEST: Final = 100_000
# The editor is a program, which is no page for readers.
WITHOUT: Final = frozenset({"editor"})
TROUBLED_PATH: Final = KINDS[TROUBLED]
START_SECONDS: Final = 60.0


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=Path, default=Path("releases"))
    options = parser.parse_args()
    release = Releases(options.releases).current().id
    report = Report()
    report.say(machine(None))
    rows, slowest, largest = [], 0.0, 0
    with _service(options.releases) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for kind in KINDS:
            path = address(kind, "en", release)
            cold, _ = _first_byte(connection, path)
            found = [_first_byte(connection, path) for _ in range(ASKED)]
            waits = sorted(wait for wait, _ in found)
            middle, late = statistics.median(waits), waits[int(0.95 * ASKED)]
            size = found[0][1]
            rows.append([kind, ms(cold), ms(middle), ms(late), f"{size:,}"])
            if kind not in WITHOUT:
                slowest, largest = max(slowest, middle), max(largest, size)
        connection.close()
    report.heading("Pages")
    report.table(["page", "first", "again", "95 %", "bytes"], rows)
    report.target(
        "first byte of a page that was asked for before",
        f"< {TARGET_MS:.0f} ms",
        f"{ms(slowest)} ms (the slowest kind, median)",
        slowest < TARGET_MS,
    )
    report.target(
        "a page without the editor",
        f"≤ {LARGEST:,} bytes",
        f"{largest:,} bytes (the largest kind)",
        largest <= LARGEST,
    )
    report.close()


def _first_byte(connection: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """Return the milliseconds until the answer began, and its size in bytes."""
    started = time.perf_counter()
    connection.request("GET", path, headers={"Accept": "text/html"})
    response = connection.getresponse()
    wait = 1000 * (time.perf_counter() - started)
    if response.status != (400 if path.startswith(TROUBLED_PATH) else 200):
        raise SystemExit(f"{path}: {response.status}; there is nothing to measure")
    return wait, len(response.read())


@contextmanager
def _service(releases: Path) -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    command = [sys.executable, "-m", "tsunagari", "serve", "--access-log", "no"]
    command += ["--releases", str(releases), "--port", str(port)]
    command += ["--client-seconds", "100000"]
    service = subprocess.Popen(command)
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield port
    finally:
        service.terminate()
        service.wait()


if __name__ == "__main__":
    main()
