"""A dataset on disk that can be written to: by one process, one change at a time.

Every change is a difference (:mod:`tsunagari.sparql.engines.oxigraph_difference`).
Readers never open the folder itself, but checkpoints of it: folders of their own that
share its files and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, Self

import pyoxigraph as ox
from rdflib import RDF, Graph, Literal
from rdflib.term import Node

from tsunagari.errors import GraphNameError, WorkbenchError
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.engines.oxigraph_difference import (
    Difference,
    apply,
    effective,
    graph_iri,
)
from tsunagari.sparql.engines.oxigraph_store import GivenGraph
from tsunagari.sparql.engines.oxigraph_terms import node_of

__all__ = ["Dataset", "checkpoint_of", "dump"]

TYPE: Final = ox.NamedNode(str(RDF.type))


class Dataset:
    """A store that is open for writing."""

    def __init__(
        self, store: ox.Store, merged: bool = False, apart: Iterable[str] = ()
    ) -> None:
        """Hold *store*.

        :param merged: Whether the default graph is the merge of the named graphs, and
            not to be written to itself.
        :param apart: The IRIs of named graphs that are not part of that merge.
        """
        self.store = store
        self.merged = merged
        self._apart = frozenset(apart)

    @classmethod
    def open(cls, path: Path, merged: bool = False, apart: Iterable[str] = ()) -> Self:
        """Open the store in *path*, or make an empty one there.

        :raises WorkbenchError: If another process has it, or it is damaged.
        """
        try:
            return cls(ox.Store(str(path)), merged, apart)
        except (OSError, RuntimeError, ValueError) as error:
            raise WorkbenchError(
                "the store of the workbench cannot be opened: it is damaged, or "
                "another process has it"
            ) from error

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, in order."""
        return sorted(graph_iri(name) for name in self.store.named_graphs())

    def has(self, graph: str) -> bool:
        """Tell whether there is such a graph; the default graph always is."""
        return not graph or self.store.contains_named_graph(ox.NamedNode(graph))

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """Yield the statements of a graph; the empty text is the default graph."""
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        return self.store.quads_for_pattern(None, None, None, name)

    def named_quads(self) -> Iterator[ox.Quad]:
        """Yield what was written: not the default graph where it is a merge."""
        for quad in self.store:
            if not (self.merged and isinstance(quad.graph_name, ox.DefaultGraph)):
                yield quad

    def change(
        self,
        added: Iterable[ox.Quad] = (),
        removed: Iterable[ox.Quad] = (),
        created: Iterable[str] = (),
        dropped: Iterable[str] = (),
    ) -> Difference:
        """Return what it would change to remove, and then to add."""
        return effective(self.store, added, removed, created, dropped)

    def whole(self, difference: Difference) -> Difference:
        """Return *difference* with what becomes of the merge.

        :raises GraphNameError: If it writes to the merge itself.
        """
        if not self.merged:
            return difference
        if "" in difference.graphs:
            raise GraphNameError(
                "the default graph is the merge of the named graphs here; name a "
                "graph to write to, with GRAPH, WITH or 'graph'"
            )
        coming = {_merged(quad) for quad in self._parts(difference.added)}
        going = {
            _merged(quad)
            for quad in self._parts(difference.removed)
            if not self._stands_elsewhere(quad, difference)
        }
        return Difference(
            difference.added | {quad for quad in coming if quad not in self.store},
            difference.removed | (going - coming),
            difference.created,
            difference.dropped,
        )

    def uses(self, difference: Difference) -> Iterator[tuple[Node, Node, Node]]:
        """Yield what is added, for who looks at the terms: a literal is left empty."""
        for quad in difference.added:
            if isinstance(quad.subject, ox.Triple):
                continue
            named = isinstance(quad.object, ox.NamedNode)
            value = node_of(quad.object) if named else Literal("")
            yield node_of(quad.subject), node_of(quad.predicate), value

    def describes(self, iri: str) -> bool:
        """Tell whether some graph says what kind of thing *iri* is."""
        kinds = self.store.quads_for_pattern(ox.NamedNode(iri), TYPE, None, None)
        return next(iter(kinds), None) is not None

    def parted(self, difference: Difference) -> tuple[Difference, Difference]:
        """Return what was asked for of *difference*, and what becomes of the merge."""
        if not self.merged:
            return difference, Difference()
        added, removed = (
            frozenset(q for q in quads if isinstance(q.graph_name, ox.DefaultGraph))
            for quads in (difference.added, difference.removed)
        )
        written = Difference(
            difference.added - added,
            difference.removed - removed,
            difference.created,
            difference.dropped,
        )
        return written, Difference(added, removed)

    def merge(self, beside: Graph) -> OxigraphEngine:
        """Return an engine whose default graph is the merge of all graphs.

        :param beside: More statements, which are not in the dataset.
        """
        if self.merged and not beside:
            return OxigraphEngine(self.store)
        more = GivenGraph(beside).quads
        return OxigraphEngine.in_memory(chain(map(_merged, self.named_quads()), more))

    def apply(self, difference: Difference) -> None:
        """Change the store."""
        apply(self.store, difference)

    def checkpoint(self, path: Path) -> None:
        """Make a checkpoint in the new folder *path*."""
        self.store.backup(str(path))

    def close(self) -> None:
        """Let go of the store: another process may have it."""
        del self.store

    def flush(self) -> None:
        """Let all that was written be on the disk."""
        self.store.flush()

    def _parts(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        for quad in quads:
            if graph_iri(quad.graph_name) not in self._apart:
                yield quad

    def _stands_elsewhere(self, quad: ox.Quad, difference: Difference) -> bool:
        others = self.store.quads_for_pattern(
            quad.subject, quad.predicate, quad.object, None
        )
        return any(
            not isinstance(other.graph_name, ox.DefaultGraph)
            for other in self._parts(others)
            if other not in difference.removed
        )


def _merged(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())


def checkpoint_of(store: Path, path: Path) -> None:
    """Make a checkpoint of a store that nobody writes to in the new folder *path*.

    :raises WorkbenchError: If there is none, or it is damaged.
    """
    try:
        ox.Store.read_only(str(store)).backup(str(path))
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkbenchError("the store to begin with cannot be read") from error


def dump(store: Path, merged: bool, out: BinaryIO) -> int:
    """Write the checkpoint *store* as N-Quads; return how many statements it has.

    :param merged: Whether the default graph is a merge, and so left out.
    :raises WorkbenchError: If it cannot be read.
    """
    try:
        dataset = Dataset(ox.Store.read_only(str(store)), merged)
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkbenchError("the checkpoint cannot be read") from error
    count = 0

    def counted() -> Iterator[ox.Quad]:
        nonlocal count
        for quad in dataset.named_quads():
            count += 1
            yield quad

    ox.serialize(counted(), out, format=ox.RdfFormat.N_QUADS)
    return count
