"""An answer that can be compared: rows or statements as a sorted list."""

from __future__ import annotations

import json

from tsunagari.errors import QueryError
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.limits import QueryRequest
from tsunagari.sparql.pool import WorkerPool

__all__ = ["Comparable", "comparable"]

# An answer, or the name of the error there was instead.
Comparable = list[str] | bool | str


def comparable(pool: WorkerPool, text: str) -> Comparable:
    """Ask *pool* as the service does; the order of rows is free."""
    inspection = inspect_query(text)
    dataset = inspection.dataset
    graph = inspection.kind is Kind.GRAPH
    request = QueryRequest(
        text,
        format_named("ntriples" if graph else "json"),
        dataset.default if dataset else None,
        dataset.named if dataset else None,
    )
    try:
        data = pool.answer(request).head
    except QueryError as error:
        return type(error).__name__
    if graph:
        return sorted(data.decode().splitlines())
    content = json.loads(data)
    if "boolean" in content:
        return bool(content["boolean"])
    rows = content["results"]["bindings"]
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
