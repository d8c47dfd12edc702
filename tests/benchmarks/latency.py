"""The median time of each query on each server, asked in turn."""

from __future__ import annotations

import gc
import math
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.processes import Server
from tests.benchmarks.wire import Answer, Connection, get

__all__ = ["FLOOR", "Timed", "medians", "percentile"]

FLOOR = "floor"


@dataclass(frozen=True)
class Timed:
    """What one server did with one query: the median in ms, and its last answer.

    ``p50`` is ``None`` where the server did not answer with 200.
    """

    p50: float | None
    answer: Answer


def medians(
    servers: Sequence[Server],
    queries: Mapping[str, str],
    rounds: int,
    floor: tuple[Server, str] | None = None,
) -> dict[str, dict[str, Timed]]:
    """Ask every server every query *rounds* times, after a round that is dropped.

    In each round all servers are asked once, in an order that moves on by one.

    :param floor: The bare server, and the name of the server whose answers its
        own are as long as.
    :returns: By query, then by the server's name.
    """
    connections = {server.name: server.connect() for server in servers}
    if floor:
        connections[FLOOR] = floor[0].connect()
    found = {}
    gc.disable()
    for name, text in queries.items():
        print(f"  {name}", file=sys.stderr)
        requests = {server.name: server.request(text) for server in servers}
        first = {s: _ask(connections[s], asked) for s, asked in requests.items()}
        if floor:
            requests[FLOOR] = get(f"/{len(first[floor[1]].body)}")
            first[FLOOR] = _ask(connections[FLOOR], requests[FLOOR])
        found[name] = _rounds(connections, requests, first, rounds)
        gc.collect()
    gc.enable()
    for connection in connections.values():
        connection.close()
    return found


def _rounds(
    connections: Mapping[str, Connection],
    requests: Mapping[str, bytes],
    first: Mapping[str, Answer],
    rounds: int,
) -> dict[str, Timed]:
    seconds: dict[str, list[float]] = {server: [] for server in first}
    last = dict(first)
    order = [server for server in first if server != FLOOR]
    for number in range(rounds):
        start = number % len(order)
        for turn in order[start:] + order[:start]:
            # The bare server follows each of the others: it meets the same caches
            # as they do, and more figures leave less to chance, for it excuses them.
            for server in (turn, FLOOR):
                # Who failed once is not asked again.
                if server in last and last[server].status == 200:
                    last[server] = _ask(connections[server], requests[server])
                    seconds[server].append(last[server].seconds * 1000)
    return {
        server: Timed(
            statistics.median(seconds[server]) if answer.status == 200 else None, answer
        )
        for server, answer in last.items()
    }


def _ask(connection: Connection, request: bytes) -> Answer:
    """Return the answer; with the status 0 if there is no whole one."""
    try:
        return connection.ask(request)
    except OSError as error:
        connection.close()
        return Answer(0, b"", str(error).encode(), 0)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that *share* of all values do not exceed.

    >>> percentile([4, 1, 3, 2], 0.5), percentile([1, 2, 3], 0.99)
    (2, 3)
    """
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]
