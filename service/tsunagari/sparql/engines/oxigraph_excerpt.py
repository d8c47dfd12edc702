"""Statements of a store as a graph of rdflib: all of them, or those about some things.

A store may be too large for memory. Then what is said near some things is read: of
each the statements that it is subject or object of, so many steps far.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ReleaseError
from tsunagari.sparql.engines.oxigraph_terms import (
    name_of,
    node_of,
    resource_of,
    term_of,
)

__all__ = ["StoredDataset", "graph_of", "graphs_of"]

Triple = tuple[Node, Node, Node]
Pattern = tuple[Node | None, Node | None, Node | None]

# Of what more is said than this, only so much is read: a class, a place.
MOST: Final = 500
# What the names of the blank nodes of a store begin with.
STORED: Final = "stored"


def graph_of(quads: Iterable[ox.Quad | ox.Triple], blank: str = "") -> Graph:
    """Return the statements of *quads* as one graph.

    :param blank: What the names of blank nodes begin with, to keep them apart.
    :raises DocumentError: If one is about a statement: rdflib has no such terms.
    """
    graph = Graph()
    for quad in quads:
        terms = (quad.subject, quad.predicate, quad.object)
        s, p, o = (node_of(term, blank) for term in terms)
        graph.add((s, p, o))
    return graph


def graphs_of(quads: Iterable[ox.Quad], otherwise: URIRef) -> dict[URIRef, Graph]:
    """Return the statements of *quads* by graph.

    :param otherwise: The graph of those that are in the default graph, and in graphs
        that have no name but a blank node.
    :raises DocumentError: If one is about a statement.
    """
    found: dict[URIRef, list[ox.Quad]] = {}
    for quad in quads:
        place = quad.graph_name
        name = URIRef(place.value) if isinstance(place, ox.NamedNode) else otherwise
        found.setdefault(name, []).append(quad)
    return {name: graph_of(given) for name, given in found.items()}


class StoredDataset:
    """The graphs of a store on disk, all together, but for those that are left out."""

    def __init__(
        self, store: ox.Store, apart: Collection[str] = (), merged: bool = False
    ) -> None:
        self._store = store
        self._apart = frozenset(
            ox.NamedNode(iri) if iri else ox.DefaultGraph() for iri in apart
        )
        # Nothing stands for all graphs.
        self._place = ox.DefaultGraph() if merged else None

    @classmethod
    def open(
        cls, path: Path, apart: Collection[str] = (), merged: bool = False
    ) -> Self:
        """Open the store in the folder *path*, read-only.

        :param apart: The IRIs of graphs that are not read; the empty text is the
            default graph.
        :param merged: Whether the default graph is the merge of the others, as it is
            in a release: then it is read for all of them.
        :raises ReleaseError: If there is none, or it is damaged.
        """
        try:
            return cls(ox.Store.read_only(str(path)), apart, merged)
        except (OSError, RuntimeError) as error:
            # What the engine says of it has the path.
            raise ReleaseError("the dataset cannot be opened") from error

    def describes(self, iri: str) -> bool:
        """Tell whether it is said what kind of thing *iri* is."""
        kind = ox.NamedNode(str(RDF.type))
        found = self._store.quads_for_pattern(ox.NamedNode(iri), kind, None, None)
        return any(quad.graph_name not in self._apart for quad in found)

    def whole(self, most: int) -> Graph | None:
        """Return all statements; nothing if there are more than *most*."""
        graph = Graph()
        for triple in self._read(None, None, None):
            graph.add(triple)
            if len(graph) > most:
                return None
        return graph

    def near(self, graph: Graph, steps: int) -> Graph:
        """Return what is said of the things of *graph*, *steps* far.

        Also of which things a property gives the same literal as *graph* does: an
        identifier that two things have is found so.
        """
        found = Graph()
        for _, p, o in graph:
            if isinstance(o, Literal):
                self._add(found, None, p, o)
        # Its blank nodes are not those of the store.
        named = {node for node in _things(graph) if isinstance(node, URIRef)}
        self._go_around(named | set(found.subjects()), steps, found)
        return found

    def described(self, graph: Graph) -> Graph:
        """Return *graph* with all that is said of its subjects: nothing is cut off."""
        found = Graph()
        for s in set(graph.subjects()):
            for triple in self._read(s, None, None):
                found.add(triple)
        return graph + found

    def graphs_near(self, graph: Graph, steps: int) -> dict[URIRef, Graph]:
        """Return :meth:`near` *graph* by the named graphs that say it.

        With what is said of these graphs themselves, *steps* far: where they are from.
        """
        found = self._by_graph(self.near(graph, steps))
        about = Graph()
        self._go_around(set(found), steps, about)
        for name, more in self._by_graph(about).items():
            found[name] = found.get(name, Graph()) + more
        return found

    def named(self, name: URIRef) -> Graph:
        """Return the graph *name*."""
        place = ox.NamedNode(str(name))
        return graph_of(self._store.quads_for_pattern(None, None, None, place), STORED)

    def triples(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield the statements with these terms; nothing stands for any term."""
        s, p, o = pattern
        if not isinstance(s, Literal) and not isinstance(p, Literal | BNode):
            yield from self._read(s, p, o)

    def __contains__(self, triple: Triple) -> bool:
        """Tell whether a statement stands there."""
        return any(True for _ in self.triples(triple))

    def counts(self) -> dict[str, int]:
        """Return how many instances each class is said to have, by its IRI."""
        named = (name for name in self._apart if isinstance(name, ox.NamedNode))
        apart = " ".join(sorted(map(str, named)))
        rows = self._store.query(
            "SELECT ?class (COUNT(DISTINCT ?one) AS ?count) { { ?one a ?class } UNION "
            f"{{ GRAPH ?g {{ ?one a ?class }} MINUS {{ VALUES ?g {{ {apart} }} }} }} "
            "FILTER (isIRI(?class)) } GROUP BY ?class"
        )
        assert isinstance(rows, ox.QuerySolutions)
        found = {}
        for row in rows:
            kind, count = row["class"], row["count"]
            assert isinstance(kind, ox.NamedNode)
            assert isinstance(count, ox.Literal)
            found[kind.value] = int(count.value)
        return found

    def says(self, s: Node, p: Node, o: Node) -> bool:
        """Tell whether a statement stands there."""
        return (s, p, o) in self

    def _go_around(self, waiting: Collection[Node], steps: int, found: Graph) -> None:
        """Add to *found* what is said of the things *waiting*, *steps* far."""
        done: set[Node] = set()
        for _ in range(steps):
            for node in set(waiting) - done:
                self._add(found, node, None, None)
                self._add(found, None, None, node)
            done |= set(waiting)
            waiting = _things(found)

    def _by_graph(self, graph: Graph) -> dict[URIRef, Graph]:
        found: dict[URIRef, Graph] = {}
        for s, p, o in graph:
            for quad in self._store.quads_for_pattern(*_in_words(s, p, o), None):
                name = quad.graph_name
                if isinstance(name, ox.NamedNode) and name not in self._apart:
                    found.setdefault(URIRef(name.value), Graph()).add((s, p, o))
        return found

    def _add(
        self, found: Graph, s: Node | None, p: Node | None, o: Node | None
    ) -> None:
        for triple in islice(self._read(s, p, o), MOST):
            found.add(triple)

    def _read(self, s: Node | None, p: Node | None, o: Node | None) -> Iterator[Triple]:
        terms = _in_words(s, p, o)
        for quad in self._store.quads_for_pattern(*terms, self._place):
            if quad.graph_name in self._apart or isinstance(quad.object, ox.Triple):
                continue
            found = (quad.subject, quad.predicate, quad.object)
            subject, predicate, value = (node_of(term, STORED) for term in found)
            yield subject, predicate, value


def _things(graph: Graph) -> set[Node]:
    """Return what *graph* speaks of: what else is of a class is not near to it."""
    return {
        node
        for s, p, o in graph
        for node in ((s,) if p == RDF.type else (s, o))
        if not isinstance(node, Literal)
    }


def _in_words(s: Node | None, p: Node | None, o: Node | None) -> tuple[Any, Any, Any]:
    """Return a pattern in the engine's words."""
    return (
        None if s is None else resource_of(_in_store(s)),
        None if p is None else name_of(p),
        None if o is None else term_of(_in_store(o)),
    )


def _in_store(node: Node) -> Node:
    """Return a blank node under the name that it has in the store."""
    if isinstance(node, BNode) and node.startswith(STORED):
        return BNode(node.removeprefix(STORED))
    return node
