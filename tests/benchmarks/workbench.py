"""Readers of a workbench, alone and beside writers.

    python -m tests.benchmarks.workbench [SECONDS]      # two minutes

Each reader asks one query after the other that no cache has seen, with a pause between
them, as people and programs do; each writer adds one to a counter in a graph, which it
shares with another writer, under ``If-Match``, again and again. Told are the times of
the readers without writers and with them, how many writes were acknowledged, and
whether anything was lost or torn.
"""

from __future__ import annotations

import http.client
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from tests.workbench.bench import Bench, running

SECONDS = 60.0
READERS = 4
WRITERS = 4
PAUSE = 0.02
# A writer's graph has so many statements, which all say the same number.
COPIES = 20
STATEMENTS = 20_000


class Run:
    """Readers, and writers if there are to be any, for some seconds."""

    def __init__(self, bench: Bench, writers: int, seconds: float) -> None:
        self.times: list[float] = []
        self.torn = 0
        self.written = [0] * writers
        self.refused = 0
        self._bench = bench
        self._until = time.monotonic() + seconds
        tasks: list[Callable[[], None]] = [
            lambda n=n: self._read(n)  # type: ignore[misc]
            for n in range(READERS)
        ]
        tasks += [
            lambda n=n: self._write(n)  # type: ignore[misc]
            for n in range(writers)
        ]
        threads = [threading.Thread(target=task) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def part(self, share: float) -> float:
        """The time that this share of the reads needed at most, in milliseconds."""
        return 1000 * sorted(self.times)[int(len(self.times) * share)]

    def _read(self, reader: int) -> None:
        connection = http.client.HTTPConnection(*self._bench.address, timeout=60)
        number = 0
        while time.monotonic() < self._until:
            number += 1
            graph = f"urn:counter:{(reader + number) % WRITERS}"
            query = (
                f"SELECT ?n {{ GRAPH <{graph}> {{ ?s <urn:is> ?n }} "
                f'FILTER ("{reader}-{number}-{time.time()}" != "") }}'
            )
            began = time.perf_counter()
            connection.request(
                "GET", "/sparql?query=" + quote(query), headers={"Accept": "text/csv"}
            )
            response = connection.getresponse()
            rows = response.read().decode().split("\r\n")[1:-1]
            self.times.append(time.perf_counter() - began)
            assert response.status == 200, rows
            if len(rows) not in (0, COPIES) or len(set(rows)) > 1:
                self.torn += 1
            time.sleep(PAUSE)
        connection.close()

    def _write(self, writer: int) -> None:
        path = f"/graph-store?graph=urn:counter:{writer % 2}"
        while time.monotonic() < self._until:
            found = self._bench.ask(
                "GET", path, None, {"Accept": "text/csv, text/turtle"}
            )
            if found.status == 404:
                number, condition = 0, {"If-None-Match": "*"}
            else:
                text = found.body.decode().rpartition(" <urn:is> ")[2]
                number, condition = (
                    int(text.split()[0]),
                    {"If-Match": found.headers["ETag"]},
                )
            said = " ".join(
                f"<urn:c:{n}> <urn:is> {number + 1} ." for n in range(COPIES)
            )
            answer = self._bench.write("PUT", path, said, headers=condition)
            if answer.status == 412:
                self.refused += 1
                continue
            assert answer.status in (200, 201), answer.body
            self.written[writer] += 1


def main(seconds: float = SECONDS) -> None:
    """Print one table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "bench", "--fast-workers", "4") as bench,
    ):
        data = "\n".join(f"<urn:s:{n}> <urn:p> {n} ." for n in range(STATEMENTS))
        assert bench.write("PUT", "/graph-store?graph=urn:data", data).status == 201
        alone = Run(bench, 0, seconds)
        beside = Run(bench, WRITERS, seconds)
        counted = [
            int(
                bench.rows(
                    f"SELECT DISTINCT ?n {{ GRAPH <urn:counter:{n}> "
                    "{ ?s <urn:is> ?n } }"
                )[0][0]
            )
            for n in range(2)
        ]
    written = sum(beside.written)
    print(f"{'reads':>30} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}")
    for name, run in (("alone", alone), (f"beside {WRITERS} writers", beside)):
        row = (run.part(0.5), run.part(0.99), run.part(0.99999))
        print(f"{name:>18} {len(run.times):>11}", *(f"{one:8.1f}" for one in row))
    print(f"p99 {beside.part(0.99) / alone.part(0.99):.2f} times that without writers")
    print(
        f"{written} writes acknowledged, {written / seconds:.1f} a second; "
        f"{beside.refused} refused by If-Match; {sum(counted)} counted; "
        f"{beside.torn + alone.torn} torn reads"
    )
    if sum(counted) != written or beside.torn:
        raise SystemExit("something was lost or torn")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
