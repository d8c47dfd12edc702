"""Queries that would run for ever: how soon they end, and what others notice.

First each runaway alone: how long after its deadline it was answered, how long
after it a process of the server still computed it, and how soon the next query
is answered. Then cheap queries one after another, at times with nothing beside
them and at times beside four clients that send runaways without pause.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter

from tests.benchmarks import peers
from tests.benchmarks.beside import Asked, ask_cheap, print_beside, sending_runaways
from tests.benchmarks.data import made
from tests.benchmarks.options import run
from tests.benchmarks.report import Report
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
        idle, beside, runaways = Asked(), Asked(), Counter[int]()
        for turn in range(TURNS):
            print(f"  cheap queries, turn {turn + 1}", file=sys.stderr)
            seconds = options.seconds / TURNS
            ask_cheap(server, data.organizations, seconds / 2, 2 * turn, idle)
            with sending_runaways(server, runaways):
                ask_cheap(server, data.organizations, seconds, 2 * turn + 1, beside)
    print_beside(idle, beside, runaways, report)


if __name__ == "__main__":
    run(__doc__, runaways)
