"""The search index of releases, and matching with it: time, size and memory.

    python -m tests.benchmarks.searching releases/current …    # a minute each

Each release was built before; its index is written once more, elsewhere, in a process
of its own. Then names drawn from it are asked for by one thread: as they are, misspelt,
in parts, with a place, ten in a batch, and while they are typed.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.benchmarks.machine import machine
from tests.benchmarks.memory import peak
from tests.benchmarks.report import Report, ms

from tsunagari.namespaces import expand
from tsunagari.reconciliation.matching import Matcher
from tsunagari.reconciliation.queries import Condition, Query
from tsunagari.reconciliation.suggesting import Suggester
from tsunagari.release.search_index import write_search_index
from tsunagari.search.index import SearchIndex
from tsunagari.search.layout import FILE
from tsunagari.validation.shapes import read_shapes

__all__ = ["main"]

ASKED: Final = 300
BATCH: Final = 10
MIB: Final = 1 << 20
ORGANIZATION: Final = str(expand("org:Organization"))
BASED: Final = str(expand("sse:basedIn"))


def main() -> None:
    """Measure what was asked for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("releases", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        print(json.dumps(write(*options.releases)))
        return
    report = Report()
    report.say(machine(None))
    for release in options.releases:
        _report(report, release.resolve())


def write(release: Path, to: Path) -> dict[str, Any]:
    """Write the index of *release* to the folder *to*."""
    (to / "store").symlink_to(release / "store")
    shapes = read_shapes()
    started = time.perf_counter()
    things = write_search_index(to, shapes)
    seconds = time.perf_counter() - started
    size = (to / FILE).stat().st_size
    return {"things": things, "seconds": seconds, "size": size, "peak": peak()}


def _report(report: Report, release: Path) -> None:
    report.heading(release.name)
    with tempfile.TemporaryDirectory(prefix="tsunagari-") as to:
        module = [sys.executable, "-m", "tests.benchmarks.searching", "--write"]
        done = subprocess.run(
            [*module, str(release), to], capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
        _report_questions(report, Path(to), found)


def _report_questions(report: Report, folder: Path, found: dict[str, Any]) -> None:
    report.table(
        ["things", "seconds", "MiB", "peak memory, MiB"],
        [
            [
                f"{found['things']:,}",
                f"{found['seconds']:.1f}",
                f"{found['size'] / MIB:,.1f}",
                f"{found['peak'] / MIB:,.0f}",
            ]
        ],
    )
    index = SearchIndex.open(folder)
    names = _names(folder / FILE)
    matcher, suggester = Matcher(index, "ja"), Suggester(index, "ja")

    def match(name: str) -> None:
        matcher.candidates(Query(name, (ORGANIZATION,)))

    def match_there(name: str) -> None:
        there = Condition(BASED, ("東京都",))
        matcher.candidates(Query(name, (ORGANIZATION,), conditions=(there,)))

    def match_batch(batch: list[str]) -> None:
        matcher.answer({name: Query(name, (ORGANIZATION,)) for name in batch})

    batches = [names[start : start + BATCH] for start in range(0, ASKED, BATCH)]
    report.table(
        ["question", "median, ms", "95 %, ms", "longest, ms"],
        [
            _timed("a name", match, names),
            _timed("a name, misspelt", match, [n[:-2] + "々" + n[-1:] for n in names]),
            _timed("its last three characters", match, [n[-3:] for n in names]),
            _timed("two characters of it", match, [n[-4:-2] for n in names]),
            _timed("a name and a prefecture", match_there, names),
            _timed(f"a batch of {BATCH} names, answered", match_batch, batches),
            _timed(
                "typed: four characters", suggester.entities, [n[:4] for n in names]
            ),
        ],
    )
    right = sum(_is_first(matcher, name) for name in names)
    report.say(f"First candidate has the name: {right} of {len(names)}.")
    index.close()


def _names(file: Path) -> list[str]:
    """Return names of organizations, drawn by a seed."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    rows = connection.execute(
        "SELECT labels FROM entry WHERE kinds LIKE ? ORDER BY number",
        (f"%{ORGANIZATION}%",),
    ).fetchall()
    connection.close()
    labels = [json.loads(row[0]) for row in rows]
    names = [text for found in labels for text, tag in found[:2] if tag == "ja"]
    return Random(1).choices(names, k=ASKED)


def _is_first(matcher: Matcher, name: str) -> bool:
    (first, *_) = matcher.candidates(Query(name, (ORGANIZATION,)))
    return name in {label.text for label in first.thing.labels}


def _timed(what: str, ask: Callable[[Any], Any], asked: Iterable[Any]) -> list[str]:
    took = []
    for one in asked:
        started = time.perf_counter()
        ask(one)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    late = took[int(len(took) * 0.95)]
    return [what, ms(statistics.median(took)), ms(late), ms(took[-1])]


if __name__ == "__main__":
    main()
