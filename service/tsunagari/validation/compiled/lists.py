"""RDF lists, which the recommendation wants well-formed."""

from __future__ import annotations

from rdflib import RDF, Graph
from rdflib.term import Node

from tsunagari.errors import ShapesError

__all__ = ["items"]


def items(graph: Graph, head: Node) -> list[Node]:
    """Return the members of a `SHACL list <https://www.w3.org/TR/shacl/#lists>`_.

    :raises ShapesError: If it forks, ends early or runs in a circle.
    """
    found: list[Node] = []
    seen: set[Node] = set()
    while head != RDF.nil:
        first = list(graph.objects(head, RDF.first))
        rest = list(graph.objects(head, RDF.rest))
        if len(first) != 1 or len(rest) != 1 or head in seen:
            raise ShapesError(f"{head.n3()} is no well-formed list; write ( … )")
        seen.add(head)
        found.append(first[0])
        head = rest[0]
    return found
