"""What a query may use, the query as it goes to a worker, and where that asks."""

from __future__ import annotations

from dataclasses import dataclass

from tsunagari.sparql.formats import Format

__all__ = ["PoolLimits", "QueryRequest", "RemoteStore"]


@dataclass(frozen=True)
class RemoteStore:
    """A release on another server.

    :param address: Where the server answers queries.
    :param kind: What it is; see :mod:`tsunagari.sparql.engines.remote_kinds`.
    :param release: The id of the release.
    """

    address: str
    kind: str
    release: str


@dataclass(frozen=True)
class QueryRequest:
    """One query, with all that decides its answer.

    :param default_graphs: The graphs whose merge is the default graph, or
        ``None`` for the release's own.
    :param named_graphs: The graphs that ``GRAPH`` sees, or ``None`` for all.
    :param timeout: Seconds; less than the service's own, or ``None``.
    :param rows: Rows or statements after which the answer may be cut, or ``None``
        where it must be whole; a text that selects more than that says itself
        where it ends.
    :param probe: A query for the row after the last one wanted.
    :param reaches_out: Whether other endpoints are asked, by ``SERVICE``.
    :param store: The folder of the store to ask; empty for the pool's own.
    """

    text: str
    format: Format
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    timeout: float | None = None
    rows: int | None = None
    probe: str | None = None
    reaches_out: bool = False
    store: str = ""


@dataclass(frozen=True)
class PoolLimits:
    """How many workers there are and what each may use.

    :param fast_workers: Queries that may run in the fast lane at a time.
    :param slow_workers: Queries that may run on past the fast lane's time.
    :param fast_seconds: How long a query may stay in the fast lane.
    :param deadline: Seconds after which a query is stopped.
    :param queue: How many requests may wait for a worker.
    :param queue_seconds: How long one waits before it is turned away.
    :param memory: The address space of a worker, in bytes.
    :param max_bytes: The largest answer, in bytes.
    :param max_rows: The largest answer, in rows or statements.
    :param buffer: Answers up to this many bytes are sent whole.
    """

    fast_workers: int = 4
    slow_workers: int = 2
    fast_seconds: float = 0.5
    deadline: float = 30.0
    queue: int = 64
    queue_seconds: float = 4.0
    memory: int = 2_500_000_000
    max_bytes: int = 50_000_000
    max_rows: int = 200_000
    buffer: int = 1_000_000
