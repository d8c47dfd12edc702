"""Queries that would run for ever: how soon they end, and what others notice.

First each runaway alone: how long after its deadline it was answered, how long
after it a process of the server still computed it, and how soon the next query
is answered. Then cheap queries one after another, at times with nothing beside
them and at times beside four clients that send runaways without pause.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from itertools import cycle, islice

from tests.benchmarks import peers
from tests.benchmarks.beside import CLIENTS, Asked, ask_cheap, print_beside, sending
from tests.benchmarks.data import made
from tests.benchmarks.mixed import cheap
from tests.benchmarks.options import run
from tests.benchmarks.processes import Server
from tests.benchmarks.report import Report
from tests.benchmarks.shapes import RUNAWAYS
from tests.benchmarks.stopping import DEADLINE, print_stopped, stop_each

__all__ = ["runaways"]

LIMITS = ("--deadline", str(DEADLINE), "--client-seconds", "100000")
# Idle and beside runaways in turns: the machine's own noise meets both.
TURNS = 3


def runaways(options: Namespace, report: Report) -> None:
    """Measure what runaways do."""
    report.heading("Queries that would run for ever")
    with (
        made(options.organizations, options.keep) as data,
        peers.tsunagari(data.releases, *LIMITS) as server,
    ):
        report.say(f"On {data.statements:,} statements.")
        stopped = stop_each(server)
        print_stopped(stopped, report)
        idle, beside, others = Asked(), Asked(), Asked()
        for turn in range(TURNS):
            print(f"  cheap queries, turn {turn + 1}", file=sys.stderr)
            seconds = options.seconds / TURNS
            alone, busy = (cheap(data.organizations, 2 * turn + n) for n in (0, 1))
            ask_cheap(server, alone, seconds / 2, idle)
            with sending(server, _clients(server), others):
                ask_cheap(server, busy, seconds, beside)
    print_beside(idle, beside, others, "runaways", report)


def _clients(server: Server) -> list[Iterator[bytes]]:
    """Return what each client sends: all shapes in turn, each from another one on."""
    shapes = [server.request(text) for text in RUNAWAYS.values()]
    return [islice(cycle(shapes), number, None) for number in range(CLIENTS)]


if __name__ == "__main__":
    run(__doc__, runaways)
