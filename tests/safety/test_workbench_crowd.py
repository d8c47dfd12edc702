"""R19, R20: writers and readers at once: nothing is lost under If-Match, nothing torn.

How long reads take beside writers is told by ``tests.benchmarks.workbench``.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from tests.workbench.bench import Bench, running

pytestmark = pytest.mark.xdist_group("safety-workbench-crowd")

SECONDS = 60.0
COUNTERS = 2
WRITERS = 4
READERS = 3
COPIES = 15


class Crowd:
    """Who reads and writes, and what they saw."""

    def __init__(self, bench: Bench, seconds: float) -> None:
        self.bench = bench
        self.until = time.monotonic() + seconds
        self.written = [0] * COUNTERS
        self.refused = self.read = 0
        self.wrong: list[str] = []
        self._lock = threading.Lock()

    def write(self, counter: int) -> None:
        """Add one to a counter, again and again; what was refused is tried again."""
        path = f"/graph-store?graph=urn:counter:{counter}"
        while time.monotonic() < self.until and not self.wrong:
            found = self.bench.ask(
                "GET", path, None, {"Accept": "application/n-triples"}
            )
            if found.status == 404:
                number, condition = 0, {"If-None-Match": "*"}
            else:
                number = self.number_in(found.body.decode())
                condition = {"If-Match": found.headers["ETag"]}
            said = " ".join(f"<urn:{n}> <urn:is> {number + 1} ." for n in range(COPIES))
            answer = self.bench.write("PUT", path, said, headers=condition)
            with self._lock:
                if answer.status in (200, 201):
                    self.written[counter] += 1
                elif answer.status == 412:
                    self.refused += 1
                elif answer.status != 503:
                    self.wrong.append(f"{answer.status}: {answer.body!r}")

    def number_in(self, triples: str) -> int:
        """Return the one number that all statements of a counter say."""
        lines = [line for line in triples.split("\n") if line]
        numbers = {line.split('"')[1] for line in lines}
        if len(lines) != COPIES or len(numbers) != 1:
            self.wrong.append(f"a torn read: {triples}")
            return 0
        return int(numbers.pop())

    def look(self, reader: int) -> None:
        """Read all counters in one query: each of one state, and none goes back."""
        highest = [0] * COUNTERS
        while time.monotonic() < self.until and not self.wrong:
            self.read += 1
            rows = self.bench.rows(
                "SELECT ?g (COUNT(*) AS ?n) (MIN(?v) AS ?low) (MAX(?v) AS ?high) "
                "{ GRAPH ?g { ?s <urn:is> ?v } "
                f'FILTER ("{reader}-{self.read}" != "") }} GROUP BY ?g'
            )
            for graph, number, low, high in rows:
                counter = int(graph.rpartition(":")[2])
                if int(number) != COPIES or low != high:
                    self.wrong.append(f"a torn read: {number} {low} {high}")
                if int(high) < highest[counter]:
                    self.wrong.append(f"{high} after {highest[counter]}")
                highest[counter] = int(high)


def test_nothing_is_lost_and_nothing_torn(tmp_path: Path) -> None:
    with running(tmp_path / "bench") as bench:
        crowd = Crowd(bench, SECONDS)
        threads = [
            threading.Thread(target=crowd.write, args=(n % COUNTERS,))
            for n in range(WRITERS)
        ]
        threads += [
            threading.Thread(target=crowd.look, args=(n,)) for n in range(READERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert crowd.wrong == []
        assert crowd.refused > 0
        assert crowd.read > 10
        for counter, written in enumerate(crowd.written):
            assert written > 5
            query = (
                f"SELECT DISTINCT ?v {{ GRAPH <urn:counter:{counter}> {{ ?s ?p ?v }} }}"
            )
            assert bench.rows(query) == [[str(written)]]
