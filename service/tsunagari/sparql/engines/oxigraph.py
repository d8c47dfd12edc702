"""The Oxigraph engine: a store on disk opened read-only, or one in memory.

Only this folder knows pyoxigraph. The engine works inside the process that
holds it and has no deadline of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from tsunagari.errors import (
    QueryError,
    QuerySyntaxError,
    ReleaseError,
    UnknownFormatError,
)
from tsunagari.namespaces import BASE, prefixes
from tsunagari.sparql.engines.oxigraph_formats import (
    RDF_FORMATS,
    RESULT_FORMATS,
    WITH_PREFIXES,
)
from tsunagari.sparql.formats import Format, Kind

__all__ = ["OxigraphAnswer", "OxigraphEngine"]

_Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True)
class OxigraphAnswer:
    """What Oxigraph gave, with its kind."""

    result: _Result

    @property
    def kind(self) -> Kind:
        """Solutions, a boolean or a graph."""
        if isinstance(self.result, ox.QueryBoolean):
            return Kind.BOOLEAN
        if isinstance(self.result, ox.QueryTriples):
            return Kind.GRAPH
        return Kind.SOLUTIONS

    def serialize(self, format: Format) -> bytes:
        """Return the answer in *format*; the interface says more."""
        if self.kind not in format.kinds:
            raise UnknownFormatError(
                f"an answer of the kind '{self.kind.value}' cannot be written as "
                f"{format.name}"
            )
        try:
            if isinstance(self.result, ox.QueryTriples):
                # CONSTRUCT gives a graph: a set, each statement once.
                return _write_graph(set(self.result), format)
            data = self.result.serialize(format=RESULT_FORMATS[format.name])
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed while it ran: {error}") from error
        return bytes(data or b"")


class OxigraphEngine:
    """Answers queries from an Oxigraph store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store in the folder *path*, read-only.

        :raises ReleaseError: If there is no store, or it is damaged.
        """
        if not path.is_dir():
            raise ReleaseError(f"there is no store in {path}; build the release again")
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as error:
            raise ReleaseError(
                f"the store in {path} cannot be opened; build the release again"
            ) from error

    @classmethod
    def in_memory(cls, quads: Iterable[ox.Quad]) -> Self:
        """Hold *quads* in memory, for builds and tests."""
        store = ox.Store()
        store.bulk_extend(quads)
        return cls(store)

    @classmethod
    def of_turtle(cls, *texts: bytes) -> Self:
        """Hold what the Turtle documents *texts* say, together, in memory."""
        store = ox.Store()
        for text in texts:
            store.bulk_load(text, format=ox.RdfFormat.TURTLE)
        return cls(store)

    def query(self, text: str) -> OxigraphAnswer:
        """Answer *text*; the interface says more."""
        try:
            result = self._store.query(text, base_iri=str(BASE))
        except (SyntaxError, UnicodeEncodeError) as error:
            raise QuerySyntaxError(f"the query does not parse: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error
        return OxigraphAnswer(result)


def _write_graph(triples: set[ox.Triple], format: Format) -> bytes:
    data = ox.serialize(
        sorted(triples, key=str),
        format=RDF_FORMATS[format.name],
        prefixes=prefixes() if format.name in WITH_PREFIXES else None,
    )
    return bytes(data or b"")
