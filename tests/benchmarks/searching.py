"""The search index of releases, matching and searching with it: time, size, memory.

    python -m tests.benchmarks.searching releases/current …    # a minute each

Each release was built before; its index is written once more, elsewhere, in a process
of its own. Then names drawn from it are asked for by one thread: as they are, misspelt,
in parts, with a place, ten in a batch, and while they are typed. The search page and
its suggestions are asked for as the server asks for them, whole answers, none twice.
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

from flask.testing import FlaskClient
from tests.benchmarks.machine import machine
from tests.benchmarks.memory import peak
from tests.benchmarks.report import Report, ms

from tsunagari.config import Settings
from tsunagari.namespaces import expand
from tsunagari.reconciliation.matching import Matcher
from tsunagari.reconciliation.queries import Condition, Query
from tsunagari.reconciliation.suggesting import Suggester
from tsunagari.release.search_index import write_search_index
from tsunagari.search.index import SearchIndex
from tsunagari.search.layout import FILE
from tsunagari.validation.shapes import read_shapes
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

__all__ = ["main"]

ASKED: Final = 300
BATCH: Final = 10
MIB: Final = 1 << 20
ORGANIZATION: Final = str(expand("org:Organization"))
BASED: Final = str(expand("sse:basedIn"))
# What an answer may take, with as many bodies as the tax agency's register shows.
TARGET_MS: Final = 50
# The last tells what a busy machine hides: the work of the thread itself.
HEADS: Final = ("asked", "median, ms", "95 %, ms", "longest, ms", "95 %, CPU ms")
# Texts that very many names hold, as people would narrow them.
COMMON: Final = (
    "法人",
    "会",
    "社会",
    "協会",
    "a",
    "co",
    "センター",
    "日本",
    "福祉",
    "組合",
)


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
    report.close()


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
        _report_pages(report, release, Path(to))


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
        HEADS,
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


def _report_pages(report: Report, release: Path, folder: Path) -> None:
    """Ask for the search page and for suggestions; the index is that in *folder*."""
    settings = Settings(
        releases=release.parent, fast_workers=1, slow_workers=1, client_seconds=1e6
    )
    serving = Serving(settings)
    serving.now._search = index = SearchIndex.open(folder)
    client = create_app(State.of(settings, serving)).test_client()
    names = [*dict.fromkeys(_names(folder / FILE))]
    signs = [*dict.fromkeys(sign for name in names for sign in name)][:ASKED]
    areas = [iri for name, iri in index.facets.numbers if name == "area"]
    rows = [
        _timed(what, _asking(client, path), asked)
        for what, path, asked in (
            ("page: a name", "/search", [{"q": name} for name in names]),
            ("page: one character", "/search", [{"q": sign} for sign in signs]),
            *(
                (
                    f"page: {size} characters",
                    "/search",
                    [{"q": text} for text in _parts(names, size)],
                )
                for size in (2, 3, 4)
            ),
            ("page: a text of many names", "/search", [{"q": text} for text in COMMON]),
            (
                "page: such a text, in an area",
                "/search",
                [{"q": text, "area": area} for text in COMMON for area in areas],
            ),
            ("page: all of an area", "/search", [{"area": area} for area in areas]),
            (
                "page: a slip of the pen, nothing found",
                "/search",
                [{"q": f"{name[:-2]}々{name[-1:]}ゞ"} for name in names],
            ),
            *(
                (
                    f"suggestions: {size} typed",
                    "/search/suggestions",
                    [{"q": text} for text in dict.fromkeys(n[:size] for n in names)],
                )
                for size in (1, 2, 4, 8)
            ),
        )
        if asked
    ]
    report.heading("Search")
    report.table(HEADS, rows)
    things = sum(index.facets.together.values())
    for what, _, late, *_ in rows:
        met = float(late.replace(",", "")) <= TARGET_MS
        goal = f"95 % ≤ {TARGET_MS} ms"
        report.target(f"{things:,} things: {what}", goal, f"{late} ms", met)
    index.close()
    serving.now._search = None
    serving.close(0)


def _asking(client: FlaskClient, path: str) -> Callable[[dict[str, str]], None]:
    def ask(parameters: dict[str, str]) -> None:
        accept = {"Accept": "text/html" if path == "/search" else "application/json"}
        given = {**parameters, "lang": "ja"}
        response = client.get(path, query_string=given, headers=accept)
        assert response.status_code == 200, (response.status_code, parameters)

    return ask


def _parts(names: Iterable[str], size: int) -> list[str]:
    """Return a part of each name, from its middle, no part twice."""
    found = (name[len(name) // 2 :][:size] for name in names)
    return [*dict.fromkeys(part for part in found if len(part) == size)]


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
    took, worked = [], []
    for one in asked:
        started, begun = time.perf_counter(), time.thread_time()
        ask(one)
        took.append((time.perf_counter() - started) * 1000)
        worked.append((time.thread_time() - begun) * 1000)
    took.sort()
    worked.sort()
    late = int(len(took) * 0.95)
    median = ms(statistics.median(took))
    return [what, median, ms(took[late]), ms(took[-1]), ms(worked[late])]


if __name__ == "__main__":
    main()
