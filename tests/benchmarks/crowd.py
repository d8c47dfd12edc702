"""A crowd: many clients at once for a minute, and what each of them got.

Every client keeps a connection and asks one query after another: mostly cheap
ones, some that take longer, a few that read everything. Each request must be
answered completely: with 200 and a whole body, with 504, or with 503 or 429 and
a time to wait, which the client does. A connection that
is reset, a body that is cut, or any other status is a flaw.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from tests.benchmarks import peers
from tests.benchmarks.client import Crowd, Outcome, visit
from tests.benchmarks.data import made
from tests.benchmarks.latency import percentile
from tests.benchmarks.mixed import KINDS
from tests.benchmarks.options import run
from tests.benchmarks.report import Report, ms

__all__ = ["crowd"]

# All clients are one address, so the budget of one must be everybody's.
LIMITS = ("--client-seconds", "999999")


def crowd(options: Namespace, report: Report) -> None:
    """Let the crowd ask."""
    report.heading("A crowd")
    with (
        made(options.organizations, options.keep) as data,
        peers.tsunagari(data.releases, *LIMITS) as server,
    ):
        print(f"  {options.clients} clients", file=sys.stderr)
        report.say(
            f"{options.clients} clients for {options.seconds:g} s, from "
            f"{options.processes} processes of Python on the same machine, on "
            f"{data.statements:,} statements; told to wait, they {_manner(options)}. "
            "Times in ms."
        )
        outcomes = _outcomes(server.port, data.organizations, options)
    _print_outcomes(outcomes, report)
    _print_flaws(outcomes, report)


def _manner(options: Namespace) -> str:
    return "ask again at once" if options.impatient else "wait"


def _outcomes(port: int, organizations: int, options: Namespace) -> list[Outcome]:
    """Share the clients among processes; gather what became of their requests."""
    processes = min(options.processes, options.clients)
    shares = [
        Crowd(
            port,
            organizations,
            range(number, options.clients, processes),
            options.seconds,
            not options.impatient,
        )
        for number in range(processes)
    ]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        return [outcome for found in pool.map(_visit, shares) for outcome in found]


def _visit(crowd: Crowd) -> list[Outcome]:
    return asyncio.run(visit(crowd))


def _print_outcomes(outcomes: Iterable[Outcome], report: Report) -> None:
    times: dict[tuple[str, str], list[float]] = {}
    for outcome in outcomes:
        key = (outcome.kind, outcome.flaw or str(outcome.status))
        times.setdefault(key, []).append(outcome.seconds * 1000)
    order = {kind: number for number, kind in enumerate(KINDS)}
    rows = [
        [kind, what, f"{len(found):,}"]
        + [ms(percentile(found, share)) for share in (0.5, 0.99, 1)]
        for (kind, what), found in sorted(
            times.items(), key=lambda item: (order[item[0][0]], item[0][1])
        )
    ]
    report.table(["query", "answer", "how many", "p50", "p99", "most"], rows)


def _print_flaws(outcomes: list[Outcome], report: Report) -> None:
    statuses = Counter(o.status for o in outcomes if not o.flaw)
    flaws = Counter(o.flaw for o in outcomes if o.flaw)
    report.say(
        f"{len(outcomes):,} requests: "
        + ", ".join(f"{n:,} with {status}" for status, n in sorted(statuses.items()))
        + "."
    )
    cheap = [o.status == 200 and not o.flaw for o in outcomes if o.kind == "cheap"]
    share = sum(cheap) / max(1, len(cheap))
    report.say(f"Of the cheap ones {share:.2%} were answered with 200.")
    report.target(
        "a crowd: every request is answered completely",
        "no flaw",
        f"{sum(flaws.values()):,} flaws in {len(outcomes):,} requests",
        bool(outcomes) and not flaws,
        ", ".join(f"{flaw} ({n})" for flaw, n in flaws.items()),
    )


if __name__ == "__main__":
    run(__doc__, crowd)
