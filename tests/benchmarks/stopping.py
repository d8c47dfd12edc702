"""One runaway at a time: when it is answered, when it ends, what comes next."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.processes import Server
from tests.benchmarks.report import Report
from tests.benchmarks.shapes import RUNAWAYS
from tests.benchmarks.watch import busy, last_computing

__all__ = ["DEADLINE", "Stopped", "print_stopped", "stop_each"]

DEADLINE: Final = 2.0
MOST_STOP: Final = 0.25
MOST_NEXT: Final = 0.3
TIMES: Final = 3


@dataclass(frozen=True)
class Stopped:
    """How a runaway ended, in seconds.

    :param answered: From its deadline to the end of its answer.
    :param computed: From its deadline until no process computed it any more.
    :param following: From the question to the answer of the next query.
    """

    status: int
    answered: float
    computed: float
    following: float


def stop_each(server: Server) -> dict[str, list[Stopped]]:
    """Send each shape some times, nothing else beside it."""
    return {name: [_stop(server, name) for _ in range(TIMES)] for name in RUNAWAYS}


def _stop(server: Server, name: str) -> Stopped:
    print(f"  {name}", file=sys.stderr)
    connection, other = server.connect(), server.connect()
    found: list[tuple[int, float, float]] = []

    def ask() -> None:
        answer = connection.ask(server.request(RUNAWAYS[name]))
        following = other.ask(server.request(f"ASK {{ <x:{time.time()}> ?p ?o }}"))
        late = answer.seconds - DEADLINE
        found.append((answer.status, late, following.seconds))

    thread = threading.Thread(target=ask)
    deadline = time.perf_counter() + DEADLINE
    thread.start()
    time.sleep(DEADLINE - 0.3)
    last = last_computing(busy(server.pid, 0.2), lambda: not thread.is_alive())
    thread.join()
    connection.close()
    other.close()
    status, late, following = found[0]
    return Stopped(status, late, last - deadline, following)


def print_stopped(found: Mapping[str, list[Stopped]], report: Report) -> None:
    """Print the worst of each shape."""
    report.say(
        f"Each runaway alone, {TIMES} times, the worst, in seconds. The deadline is "
        f"{DEADLINE:g} s; less than 0 is before it (out of memory)."
    )
    rows = []
    for name, each in found.items():
        statuses = sorted({str(one.status) for one in each})
        worst = _worst(each)
        rows.append([name, " ".join(statuses), *(f"{value:.3f}" for value in worst)])
    heads = ["shape", "status", "answered after", "computed until", "next query took"]
    report.table(heads, rows)
    every = [one for each in found.values() for one in each]
    answered, computed, following = _worst(every)
    stopped = max(answered, computed)
    odd = sorted({one.status for one in every} - {503, 504})
    report.target(
        "a runaway ends after its deadline",
        f"≤ {MOST_STOP:g} s",
        f"{stopped:.3f} s",
        stopped <= MOST_STOP and not odd,
        f"it was answered with {odd}" if odd else "",
    )
    report.target(
        "the next query, after one was stopped",
        f"≤ {MOST_NEXT:g} s",
        f"{following:.3f} s",
        following <= MOST_NEXT,
    )


def _worst(each: list[Stopped]) -> tuple[float, float, float]:
    return (
        max(one.answered for one in each),
        max(one.computed for one in each),
        max(one.following for one in each),
    )
