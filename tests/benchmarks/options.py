"""The options of all benchmarks, and how one is run from the command line."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from tests.benchmarks.machine import machine
from tests.benchmarks.report import Report

__all__ = ["Benchmark", "run"]

Benchmark = Callable[[argparse.Namespace, Report], None]


def run(description: str | None, *benchmarks: Benchmark) -> None:
    """Run *benchmarks* with the options of the command line; print the targets."""
    # What is told to end still stops the servers it started.
    signal.signal(signal.SIGTERM, _end)
    options = _parser(description).parse_args()
    report = Report()
    report.say(machine(options.peers))
    for benchmark in benchmarks:
        benchmark(options, report)
    report.close()


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _parser(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add(
        "--organizations",
        type=int,
        default=52_000,
        help="size of the data, about 20 statements each (%(default)s)",
    )
    add("--peers", type=Path, help="folder of the peers' commands, besides the path")
    add("--keep", type=Path, help="folder in which data is kept from run to run")
    add("--releases", type=Path, help="for start, explaining: a folder of releases")
    add("--rounds", type=int, default=15, help="times a query is asked (%(default)s)")
    add(
        "--rate-seconds",
        type=float,
        default=4,
        help="seconds of load for each figure per second (%(default)s)",
    )
    add(
        "--seconds",
        type=float,
        default=60,
        help="seconds of the crowd, and of cheap queries beside runaways (%(default)s)",
    )
    add("--clients", type=int, default=200, help="clients of the crowd (%(default)s)")
    add("--processes", type=int, default=2, help="that they run in (%(default)s)")
    add(
        "--impatient",
        action="store_true",
        help="the crowd asks again at once when told to wait",
    )
    add(
        "--server-python",
        type=Path,
        default=Path(sys.executable),
        help="for servers: the Python whose packages are measured",
    )
    return parser
