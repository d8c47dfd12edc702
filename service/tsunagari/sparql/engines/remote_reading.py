"""Reading what a remote server sends: results in JSON, statements in N-Triples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, cast

import pyoxigraph as ox

from tsunagari.errors import RemoteEngineError
from tsunagari.sparql.engines.remote_names import Names

__all__ = ["read_graph", "read_solutions"]

NOT_READ = "the remote engine sends what cannot be read"


def read_solutions(data: IO[bytes]) -> ox.QuerySolutions | ox.QueryBoolean:
    """Read results as they come.

    :raises RemoteEngineError: If they do not begin as such.
    """
    try:
        return ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise RemoteEngineError(NOT_READ) from error


def read_graph(data: IO[bytes], names: Names) -> Iterator[ox.Triple]:
    """Yield the statements as they come, in the names of the release.

    :raises RemoteEngineError: If they cannot be read.
    """
    read = names.read
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Triple(
                cast(Any, read(quad.subject)),
                cast(Any, read(quad.predicate)),
                cast(Any, read(quad.object)),
            )
    except SyntaxError as error:
        raise RemoteEngineError(NOT_READ) from error
