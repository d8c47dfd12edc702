"""From sources to the whole graph: constructs, then the closure.

The queries in ``queries/construct`` add the shortcuts that no OWL axiom can
draw (the legal form an organisation has now, of all it had). They run on the
merge until they find nothing new; the closure runs once on the result. What
both add stands in the graph ``inferred``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rdflib import Graph, URIRef
from rdflib.term import Node

from tsunagari.entailment.closure import Closure
from tsunagari.graph.sources import Sources
from tsunagari.namespaces import CATALOG_GRAPHS, INFERRED
from tsunagari.release.contradiction import explained
from tsunagari.release.shortcuts import shortcuts
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset

__all__ = ["Assembly", "assemble", "premises"]


@dataclass(frozen=True)
class Assembly:
    """The sources, all that follows from them, and what is said about them.

    :param drawn: What the constructs added to the sources.
    """

    sources: Sources
    inferred: Graph
    merged: Graph
    closure: Closure
    drawn: Graph
    made: Mapping[URIRef, Graph] = field(default_factory=dict)

    def with_graph(self, name: URIRef, graph: Graph) -> Assembly:
        """Return the same with one more named graph."""
        merged = self.merged if name in CATALOG_GRAPHS else self.merged + graph
        return replace(self, merged=merged, made={**self.made, name: graph})

    def with_inferred(self, graph: Graph) -> Assembly:
        """Return the same with more inferred statements."""
        return replace(self, merged=self.merged + graph, inferred=self.inferred + graph)

    def quads(self) -> Iterator[tuple[Node, Node, Node, URIRef]]:
        """Yield every statement with its graph."""
        yield from self.sources.quads()
        for name, graph in ((INFERRED, self.inferred), *self.made.items()):
            for s, p, o in graph:
                yield s, p, o, name

    def canonical(self) -> CanonicalDataset:
        """Return the dataset as it is published."""
        return CanonicalDataset(self.quads(), apart=CATALOG_GRAPHS)


def assemble(sources: Sources, cliques: bool = False) -> Assembly:
    """Draw the shortcuts and the closure of *sources*.

    :param cliques: Say of each of several equal names what holds of one.
    :raises ContradictionError: If the data is inconsistent; the text names the
        nodes that clash and the files that speak of them.
    """
    merged, added = premises(sources)
    closed = Closure()
    closed.add(merged)
    if closed.clashes:
        raise explained(closed, sources, added)
    closure = Graph()
    for triple in closed.inferred(cliques):
        closure.add(triple)
    return Assembly(sources, added + closure, merged + closure, closed, added)


def premises(sources: Sources) -> tuple[Graph, Graph]:
    """Return what the closure is drawn from, and the shortcuts in it.

    :raises SourceError: If the constructs never come to an end.
    """
    merged = sources.merged()
    added = shortcuts(merged)
    merged += added
    return merged, added
