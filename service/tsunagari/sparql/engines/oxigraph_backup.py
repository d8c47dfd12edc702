"""A dataset on disk made anew from its N-Quads, and what N-Quads do not tell of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from tsunagari.errors import BackupError, WorkbenchError
from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import graph_iri

__all__ = ["graphs_of", "load_store"]


def graphs_of(store: Path) -> tuple[int, list[str]]:
    """Return how many named graphs a checkpoint has, and the IRIs of empty ones.

    :raises WorkbenchError: If it cannot be read.
    """
    try:
        dataset = Dataset(ox.Store.read_only(str(store)))
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkbenchError("the checkpoint cannot be read") from error
    graphs = dataset.graphs()
    return len(graphs), [
        graph for graph in graphs if next(dataset.quads(graph), None) is None
    ]


def load_store(
    path: Path, nquads: Path, merged: bool, apart: Iterable[str], empty: Iterable[str]
) -> tuple[int, int]:
    """Make a store in the new folder *path*; blank nodes keep their names.

    :param nquads: The file of what is to be in it.
    :param merged: Whether its default graph is to be the merge of the named graphs.
    :param apart: The IRIs of named graphs that are not part of that merge.
    :param empty: The IRIs of named graphs without statements.
    :returns: How many statements the file has, each once, and named graphs there are.
    :raises BackupError: If the file does not parse, or has what it cannot.
    """
    out = frozenset(apart)

    def read() -> Iterator[ox.Quad]:
        for quad in ox.parse(path=str(nquads), format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.graph_name, ox.BlankNode):
                raise BackupError("a blank node names a graph in its dataset")
            if merged and isinstance(quad.graph_name, ox.DefaultGraph):
                raise BackupError("its dataset has a default graph, which is a merge")
            yield quad

    def merge() -> Iterator[ox.Quad]:
        for quad in read():
            if graph_iri(quad.graph_name) not in out:
                default = ox.DefaultGraph()
                yield ox.Quad(quad.subject, quad.predicate, quad.object, default)

    try:
        store = ox.Store(str(path))
        store.bulk_extend(read())
        statements = len(store)
        for iri in empty:
            store.add_graph(ox.NamedNode(iri))
        if merged:
            store.bulk_extend(merge())
    except (SyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise BackupError(f"its dataset does not parse: {reason}") from error
    store.optimize()
    store.flush()
    return statements, len(Dataset(store).graphs())
