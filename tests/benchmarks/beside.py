"""Cheap queries one after another: alone, and beside clients with heavy work."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from tests.benchmarks.latency import percentile
from tests.benchmarks.processes import Server
from tests.benchmarks.report import Report, ms, times

__all__ = ["CLIENTS", "Asked", "ask_cheap", "print_beside", "sending"]

# How many send heavy work.
CLIENTS: Final = 4
MOST_RATIO: Final = 5.0
# Of the survival targets: this share is answered, and 99 % within this time.
LEAST_SHARE: Final = 0.999
MOST_MS: Final = 500.0
WARM_UP: Final = 200


@dataclass
class Asked:
    """What became of queries: milliseconds of those answered with 200, and all."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """How many of all were answered with 200."""
        return self.statuses[200] / max(1, self.statuses.total())


def ask_cheap(
    server: Server, queries: Iterator[str], seconds: float, asked: Asked
) -> None:
    """Ask *queries* one after another for *seconds*; add to *asked*."""
    connection = server.connect()
    for text in islice(queries, WARM_UP):
        connection.ask(server.request(text))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = connection.ask(server.request(next(queries)))
        asked.statuses[answer.status] += 1
        if answer.status == 200:
            asked.times.append(answer.seconds * 1000)
    connection.close()


@contextmanager
def sending(
    server: Server, clients: Sequence[Iterator[bytes]], asked: Asked
) -> Iterator[None]:
    """Let each client send its requests without pause; add to *asked*."""
    end = threading.Event()

    def client(requests: Iterator[bytes]) -> None:
        connection = server.connect()
        for request in requests:
            if end.is_set():
                break
            answer = connection.ask(request)
            asked.statuses[answer.status] += 1
            asked.times.append(answer.seconds * 1000)
        connection.close()

    threads = [threading.Thread(target=client, args=(one,)) for one in clients]
    for thread in threads:
        thread.start()
    try:
        time.sleep(1)
        yield
    finally:
        end.set()
        for thread in threads:
            thread.join()


def print_beside(
    idle: Asked, beside: Asked, others: Asked, what: str, report: Report
) -> None:
    """Print the times of cheap queries, and their targets.

    :param others: What became of the heavy work.
    :param what: What that was.
    """
    report.say(
        "Cheap queries one after another, seldom the same, in ms: with nothing "
        f"beside them, and beside {CLIENTS} clients that send {what} without pause "
        f"(answered: {_counts(others.statuses)})."
    )
    rows = [
        [name, str(asked.statuses.total()), f"{asked.share:.2%}"]
        + [ms(percentile(asked.times, share)) for share in (0.5, 0.99, 0.999, 1)]
        for name, asked in (("idle", idle), (f"beside {what}", beside))
    ]
    heads = ["cheap queries", "asked", "answered", "p50", "p99", "p99.9", "most"]
    report.table(heads, rows)
    p99, most = percentile(idle.times, 0.99), percentile(beside.times, 0.99)
    report.target(
        f"p99 of cheap queries beside {what}",
        f"≤ {MOST_RATIO:g}x idle",
        f"{times(most / p99)} ({ms(most)} ms against {ms(p99)} ms)",
        most <= p99 * MOST_RATIO,
    )
    report.target(
        f"cheap queries beside {what}",
        f"≥ {LEAST_SHARE:.1%} answered, p99 ≤ {MOST_MS:g} ms",
        f"{beside.share:.2%}, {ms(most)} ms",
        beside.share >= LEAST_SHARE and most <= MOST_MS,
    )


def _counts(statuses: Counter[int]) -> str:
    return ", ".join(f"{n} with {status}" for status, n in sorted(statuses.items()))
