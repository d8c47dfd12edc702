"""The endpoint against its peers, over HTTP, in one run.

Each query's median on each server, all asked in turn on the same statements:
the service when it sees a query for the first time (its cache is off) and when
it was asked before, ``oxigraph serve-read-only`` on the same optimized store,
Virtuoso, and a bare server that only sends as many bytes (the floor). Then
requests per second. rdflib-endpoint needs minutes to load as much, so it is
asked on a tenth, and so is a service of its own beside it.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import ExitStack

from tests.benchmarks import peers, tables, virtuoso
from tests.benchmarks.agreement import disagreements
from tests.benchmarks.data import Data, made
from tests.benchmarks.latency import medians
from tests.benchmarks.options import run
from tests.benchmarks.processes import Server
from tests.benchmarks.queries import MIX
from tests.benchmarks.rates import rates
from tests.benchmarks.report import Report
from tests.benchmarks.tables import AGAIN, FIRST, Found

__all__ = ["endpoint"]

# What is asked must not move to the slow lane, nor use up one client's budget.
NO_LIMITS = ("--fast-seconds", "10", "--client-seconds", "100000")
NO_CACHE = ("--cache-bytes", "1")


def endpoint(options: Namespace, report: Report) -> None:
    """Measure the endpoint."""
    report.heading("The endpoint against its peers")
    with made(options.organizations, options.keep) as data, ExitStack() as held:
        report.say(f"On {data.statements:,} statements:")
        servers = _servers(options, data, held, report)
        bare = held.enter_context(peers.floor())
        found = medians(servers, MIX, options.rounds, (bare, AGAIN))
        tables.first_time(found, report)
        tables.repeated(found, report)
        tables.aggregates(found, report)
        rates(servers, options.rate_seconds, report)
    with made(max(1, options.organizations // 10), options.keep) as data:
        small = _small(options, data, report)
    _agreement(found, small, report)


def _servers(
    options: Namespace, data: Data, held: ExitStack, report: Report
) -> list[Server]:
    """Start the servers that there are; name the others."""
    servers = []
    if command := peers.find("oxigraph", options.peers):
        servers.append(held.enter_context(peers.oxigraph(command, data.store)))
    else:
        report.say("oxigraph is not installed and not measured.")
    for name, more in ((FIRST, NO_CACHE), (AGAIN, ())):
        ours = peers.tsunagari(data.releases, *NO_LIMITS, *more, name=name)
        servers.append(held.enter_context(ours))
    if commands := virtuoso.commands(options.peers):
        print("loading virtuoso", file=sys.stderr)
        theirs = virtuoso.virtuoso(*commands, data.dump)
        servers.append(held.enter_context(theirs))
    else:
        report.say("Virtuoso is not installed and not measured.")
    return servers


def _small(options: Namespace, data: Data, report: Report) -> Found:
    """Compare with rdflib-endpoint, if it is there, on less *data*."""
    found: Found = {}
    if command := peers.find("rdflib-endpoint", options.peers):
        print("loading rdflib-endpoint", file=sys.stderr)
        ours = peers.tsunagari(data.releases, *NO_LIMITS, *NO_CACHE, name=FIRST)
        with ours as one, peers.rdflib_endpoint(command, data.dump) as other:
            found = medians([one, other], MIX, max(3, options.rounds // 2))
        report.say(f"On a tenth, {data.statements:,} statements:")
    else:
        report.say("rdflib-endpoint is not installed and not measured.")
    tables.small(found, report)
    return found


def _agreement(found: Found, small: Found, report: Report) -> None:
    different = [*disagreements(found, MIX, FIRST), *disagreements(small, MIX, FIRST)]
    if different:
        report.say(f"Answers that differ from those of {FIRST}:")
        report.table(["query", "server", "its answer"], different)
    else:
        report.say("All servers gave the same answers.")
    ours = [name for name, server, _ in different if server == AGAIN]
    report.target(
        "the same answers, first and repeated",
        "all",
        f"{len(MIX) - len(ours)} of {len(MIX)}",
        not ours,
        ", ".join(ours),
    )


if __name__ == "__main__":
    run(__doc__, endpoint)
