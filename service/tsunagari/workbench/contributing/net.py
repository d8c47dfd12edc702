"""What is left of all changes together: what came and went since the beginning."""

from __future__ import annotations

from collections import defaultdict

from tsunagari.sparql.engines.oxigraph_difference import Quad, graph_iri
from tsunagari.workbench.changes import Change, History

__all__ = ["Net"]


class Net:
    """All changes up to one, together.

    :ivar added: The statements that were not there at the beginning, by graph.
    :ivar removed: The statements that were there, by graph.
    :ivar changes: The changes that touched a graph, by graph.
    """

    def __init__(self, history: History, last: int, merged: bool) -> None:
        """Read the changes.

        :param last: The number of the last one.
        :param merged: Whether the default graph is a merge, which is left out.
        :raises PatchError: If one is damaged.
        """
        added: set[Quad] = set()
        removed: set[Quad] = set()
        self.changes: dict[str, list[Change]] = defaultdict(list)
        for number in range(1, last + 1):
            change, difference = history.read(number)
            for graph in change.graphs:
                self.changes[graph].append(change)
            # Each is exact: what it adds was not there, what it removes was.
            going, coming = difference.removed, difference.added
            removed |= going - added
            added -= going
            added |= coming - removed
            removed -= coming
        self.added = _by_graph(added, merged)
        self.removed = _by_graph(removed, merged)


def _by_graph(quads: set[Quad], merged: bool) -> dict[str, set[Quad]]:
    found: dict[str, set[Quad]] = defaultdict(set)
    for quad in quads:
        graph = graph_iri(quad.graph_name)
        if graph or not merged:
            found[graph].add(quad)
    return dict(found)
