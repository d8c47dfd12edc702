"""R39: killed at any moment of a stream of writes, a workbench loses nothing that it
has acknowledged, shows no half of a write, and is there again within seconds."""

from __future__ import annotations

import http.client
import os
import random
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.safety.processes import descendants
from tests.workbench.bench import Bench, running

pytestmark = pytest.mark.xdist_group("safety-workbench-kills")

KILLS = 50
START_SECONDS = 5.0
LONGEST_LIFE = 0.5
# Each write says so many things, all of which are there or none.
PARTS = 12
GRAPH = "https://example.org/stream"
COUNTS = (
    f"SELECT ?w (COUNT(?o) AS ?n) {{ GRAPH <{GRAPH}> {{ ?w <urn:part> ?o }} }} "
    "GROUP BY ?w"
)
ONES = ("--fast-workers", "1")


class Stream:
    """Writes one after the other until the workbench is gone."""

    def __init__(self, bench: Bench, first: int) -> None:
        self.bench = bench
        self.next = first
        self.acknowledged: set[int] = set()
        self.thread = threading.Thread(target=self._write)
        self.thread.start()

    def _write(self) -> None:
        with suppress(OSError, http.client.HTTPException):
            while True:
                number = self.next
                self.next += 1
                if (answer := self._one(number)) not in (200, 201):
                    # What was not done may be tried again; here it is left out.
                    assert answer in (503, 504)
                    continue
                self.acknowledged.add(number)

    def _one(self, number: int) -> int:
        """Write in one of several ways: each replaces a sign left by the one before."""
        said = " ".join(f"<urn:w:{number}> <urn:part> {n} ." for n in range(PARTS))
        if number % 3:
            return self.bench.update(
                f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {said} }} }} ; "
                f"DELETE {{ GRAPH <{GRAPH}> {{ <urn:last> <urn:is> ?n }} }} "
                f"INSERT {{ GRAPH <{GRAPH}> {{ <urn:last> <urn:is> {number} }} }} "
                f"WHERE {{ OPTIONAL {{ GRAPH <{GRAPH}> "
                "{ <urn:last> <urn:is> ?n } } }"
            ).status
        path = f"/graph-store?graph={GRAPH}"
        return self.bench.write("POST", path, said).status


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    chosen = random.Random(39)
    token = ""
    number = 0
    acknowledged: set[int] = set()
    starts: list[float] = []
    for _ in range(KILLS + 1):
        began = time.monotonic()
        with running(folder, *ONES, token=token) as bench:
            starts.append(time.monotonic() - began)
            token = bench.token
            check(bench, acknowledged, number)
            if len(starts) > KILLS:
                break
            stream = Stream(bench, number)
            time.sleep(chosen.uniform(0, LONGEST_LIFE))
            kill(bench, chosen)
            stream.thread.join(30)
            assert not stream.thread.is_alive()
            number = stream.next
            acknowledged |= stream.acknowledged
    assert len(acknowledged) > KILLS
    assert max(starts) < START_SECONDS, starts


def kill(bench: Bench, chosen: random.Random) -> None:
    """Kill all its processes, or one of them and then the service."""
    pid = bench.process.pid
    others = descendants(pid)
    if chosen.random() < 0.5 and others:
        with suppress(ProcessLookupError):
            os.kill(chosen.choice(others), signal.SIGKILL)
        time.sleep(chosen.uniform(0, LONGEST_LIFE))
    bench.process.kill()
    if chosen.random() < 0.5:
        for one in others:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
    bench.process.wait(30)


def check(bench: Bench, acknowledged: set[int], most: int) -> None:
    """Assert that every acknowledged write is there, and of each all or nothing."""
    counts = {
        int(name.rpartition(":")[2]): int(count) for name, count in bench.rows(COUNTS)
    }
    assert set(counts.values()) <= {PARTS}
    assert acknowledged <= set(counts)
    assert all(number < most for number in counts)
    changes = bench.ask("GET", "/changes", None, {"Accept": "application/json"}).json()
    numbers = [change["number"] for change in changes["changes"]]
    assert numbers == sorted(numbers, reverse=True)
    last = bench.rows(f"SELECT ?n {{ GRAPH <{GRAPH}> {{ <urn:last> <urn:is> ?n }} }}")
    by_update = [number for number in counts if number % 3]
    assert len(last) == bool(by_update)
    if by_update:
        assert int(last[0][0]) == max(by_update)
