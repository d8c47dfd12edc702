"""Reading what a remote server sends: results in JSON, statements in N-Triples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from tsunagari.errors import RemoteEngineError
from tsunagari.sparql.engines.remote_names import Names

__all__ = ["NOT_READ", "read_graph", "read_solutions"]

NOT_READ: Final = "the remote engine sends what cannot be read"
BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"
DIGITS: Final = re.compile(rb'("datatype": "%s", "value": )"([01])"' % BOOLEAN.encode())
WORDS: Final = {b"0": rb'\1"false"', b"1": rb'\1"true"'}
PIECE: Final = 64 << 10


def read_solutions(
    data: IO[bytes], digits: bool = False
) -> ox.QuerySolutions | ox.QueryBoolean:
    """Read results as they come.

    :param digits: Whether the server writes booleans as 0 and 1.
    :raises RemoteEngineError: If they do not begin as such.
    """
    source = cast(IO[bytes], _Words(data)) if digits else data
    try:
        return ox.parse_query_results(source, format=ox.QueryResultsFormat.JSON)
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


class _Words:
    """A file with booleans in words: the engine here writes no others.

    Virtuoso keeps them as numbers, and writes one solution a line.
    """

    def __init__(self, data: IO[bytes]) -> None:
        self._data = data
        self._ready = b""

    def read(self, size: int = PIECE) -> bytes:
        """Return up to *size* bytes; none at the end."""
        while not self._ready:
            line = self._data.readline()
            if not line:
                return b""
            self._ready = DIGITS.sub(lambda m: m.expand(WORDS[m[2]]), line)
        part, self._ready = self._ready[:size], self._ready[size:]
        return part
