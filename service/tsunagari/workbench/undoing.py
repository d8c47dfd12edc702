"""Undoing a change, long after it was done.

What later changes touched stays as they left it: undone is what the dataset would
lack if the change had never been, and no more.
"""

from __future__ import annotations

from tsunagari.errors import ChangeMissingError, PatchError
from tsunagari.sparql.engines.oxigraph_difference import Difference, graph_iri
from tsunagari.workbench.changes import History

__all__ = ["undone"]


def undone(
    history: History, number: int, merged: bool = False
) -> tuple[Difference, int]:
    """Return what undoes a change, and how many statements later changes touched.

    :param merged: Whether the default graph is the merge of the named graphs. It
        follows from them, and is left out of both.
    :raises ChangeMissingError: If there is no such change.
    """
    try:
        _, change = history.read(number)
    except PatchError as error:
        raise ChangeMissingError(f"{error}; see /changes") from error
    touched = frozenset(
        quad
        for quad in change.added | change.removed
        if not (merged and not graph_iri(quad.graph_name))
    )
    graphs = change.created | change.dropped
    kept = frozenset(touched)
    kept_graphs = frozenset(graphs)
    for later in range(number + 1, history.last() + 1):
        _, after = history.read(later)
        kept -= after.added | after.removed
        kept_graphs -= after.created | after.dropped
    found = Difference(
        change.removed & kept,
        change.added & kept,
        change.dropped & kept_graphs,
        change.created & kept_graphs,
    )
    return found, len(touched) - len(kept)
