"""From ``tsunagari serve`` on an existing release to the first answered query."""

from __future__ import annotations

import statistics
import sys
import time
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tests.benchmarks import peers
from tests.benchmarks.data import made
from tests.benchmarks.options import run
from tests.benchmarks.report import Report

__all__ = ["start"]

TIMES: Final = 7
MOST_SECONDS: Final = 2.0
# How often it is tried whether the service answers; the error of a figure.
EVERY: Final = 0.005


def start(options: Namespace, report: Report) -> None:
    """Start the service some times."""
    report.heading("The start")
    with ExitStack() as held:
        if options.releases:
            releases = options.releases
            what = "the release in force"
        else:
            data = held.enter_context(made(options.organizations, options.keep))
            releases, what = data.releases, f"{data.statements:,} statements"
        found = [_seconds(releases) for _ in range(TIMES)]
    report.say(
        f"From the start of `tsunagari serve` on {what} to the first answer of its "
        "endpoint, in seconds; the first start may read from the disk what the others "
        "find in memory."
    )
    rows = [[f"{found[0]:.2f}", f"{statistics.median(found):.2f}", f"{max(found):.2f}"]]
    report.table(["first", f"median of {TIMES}", "longest"], rows)
    report.target(
        "`serve` on an existing release answers",
        f"≤ {MOST_SECONDS:g} s after its start",
        f"{max(found):.2f} s, the longest of {TIMES}",
        max(found) <= MOST_SECONDS,
    )


def _seconds(releases: Path) -> float:
    print("  start", file=sys.stderr)
    began = time.perf_counter()
    with peers.tsunagari(releases, every=EVERY):
        return time.perf_counter() - began


if __name__ == "__main__":
    run(__doc__, start)
