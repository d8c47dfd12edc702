"""What an operation of SPARQL Update is worked out with: the store, and its names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from tsunagari.errors import GraphMissingError, QuerySyntaxError, WriteTooLargeError
from tsunagari.sparql.engines.oxigraph_template import has_blank_node, inserted
from tsunagari.sparql.updates.operations import DEFAULT, Operation

__all__ = ["DEFAULT_GRAPH", "GraphName", "Scope"]

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
DEFAULT_GRAPH: Final = ox.DefaultGraph()
NUMBER: Final = "urn:number"


@dataclass(frozen=True)
class Scope:
    """The store before the operation, and what the operation may take.

    :param base: What relative IRIs are resolved against, until ``BASE`` in the text.
    :param most: Statements that the operation may add and remove.
    """

    store: ox.Store
    operation: Operation
    base: str
    most: int

    @property
    def what(self) -> str:
        """How messages call the operation."""
        return f"the operation at character {self.operation.place} of the update"

    def data(self, block: str) -> set[ox.Quad]:
        """Read *block*, statements without variables in curly brackets."""
        text = f"{self.operation.prologue}INSERT DATA {block}"
        found = set(inserted(text, self.base))
        self.check_size(len(found))
        return found

    def names(self, *texts: str) -> list[ox.NamedNode]:
        """Let the engine read the names of graphs, which have prefixes or a base."""
        block = "".join(f"{text} <{NUMBER}> {n} . " for n, text in enumerate(texts))
        store = inserted(
            f"{self.operation.prologue}INSERT DATA {{ {block} }}", self.base
        )
        found: dict[int, ox.NamedNode] = {}
        for quad in store:
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.Literal)
            found[int(quad.object.value)] = quad.subject
        return [found[n] for n in range(len(texts))]

    def graph(self, text: str) -> GraphName:
        """Return the graph that *text* names, or the default graph."""
        return DEFAULT_GRAPH if text == DEFAULT else self.names(text)[0]

    def exists(self, graph: GraphName) -> bool:
        """Tell whether there is such a graph; it may be empty."""
        if isinstance(graph, ox.DefaultGraph):
            return True
        return self.store.contains_named_graph(graph)

    def all_of(self, graphs: Iterable[GraphName]) -> list[ox.Quad]:
        """Return all statements of *graphs*.

        :raises WriteTooLargeError: If they are too many.
        """
        found: list[ox.Quad] = []
        for graph in graphs:
            for quad in self.store.quads_for_pattern(None, None, None, graph):
                found.append(quad)
                self.check_size(len(found))
        return found

    def check_size(self, size: int) -> None:
        """Refuse to touch more than may be."""
        if size > self.most:
            raise WriteTooLargeError(
                f"{self.what} changes more than {self.most} statements; do it in parts"
            )

    def check_blank_nodes(self, quads: Iterable[ox.Quad], where: str) -> None:
        """Refuse blank nodes in what is removed: they would be none of the data."""
        if any(map(has_blank_node, quads)):
            raise QuerySyntaxError(
                f"{self.what} does not parse: there is a blank node in {where}, and it "
                "can name none of the data; write a variable, and WHERE"
            )

    def missing(self, graph: GraphName) -> GraphMissingError:
        """Return the error for a graph that must be there."""
        word = type(self.operation).__name__.upper()
        return GraphMissingError(
            f"there is no graph {graph}, which {self.what} needs; write {word} SILENT "
            "if it may be missing"
        )
