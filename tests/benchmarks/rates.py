"""Requests per second of each server, in turns, and their targets."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Final

from tests.benchmarks.load import CLIENTS, WITHOUT_WRK, Rate, per_second, wrk
from tests.benchmarks.processes import Server
from tests.benchmarks.queries import MIX
from tests.benchmarks.report import Report, times
from tests.benchmarks.tables import AGAIN, OXIGRAPH
from tests.benchmarks.wire import target

__all__ = ["rates"]

# Repeated answers against oxigraph.
LEAST: Final = {"ask one statement": 0.5, "one entity": 0.6, "thousand rows": 20.0}
# Each server is loaded twice, not one after itself; the better turn counts.
TURNS: Final = 2


def rates(servers: Sequence[Server], seconds: float, report: Report) -> None:
    """Load each server with each query of :data:`LEAST`."""
    report.say(
        f"Requests per second of {CLIENTS} connections that are kept, the better of "
        f"{TURNS} turns of {seconds:g} s. {'' if wrk() else WITHOUT_WRK}".rstrip()
    )
    names = [server.name for server in servers]
    rows = []
    for name, least in LEAST.items():
        found = _measured(name, servers, seconds)
        ratio = None
        if OXIGRAPH in found and found[OXIGRAPH].number:
            ratio = found[AGAIN].number / found[OXIGRAPH].number
        rows.append([name, *(str(found[server]) for server in names), times(ratio)])
        failed = found[AGAIN].failed
        report.target(
            f"requests per second, repeated: {name}",
            f"≥ {least:g}x oxigraph",
            times(ratio),
            None if ratio is None else ratio >= least and not failed,
            f"{failed} requests failed" if failed else "",
        )
    report.table(["query", *names, "ratio, repeated to oxigraph"], rows)


def _measured(
    name: str, servers: Sequence[Server], seconds: float
) -> Mapping[str, Rate]:
    found: dict[str, Rate] = {}
    for _ in range(TURNS):
        for server in servers:
            print(f"  load: {name}, {server.name}", file=sys.stderr)
            text = MIX[name]
            asked = target(server.path, text)
            rate = per_second(server.port, asked, server.accept(text), seconds)
            found[server.name] = max(
                rate, found.get(server.name, rate), key=lambda rate: rate.number
            )
    return found
