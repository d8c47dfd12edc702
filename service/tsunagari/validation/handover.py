"""What the reference is given: the same shapes with fewer targets.

A shape that is not compiled may refer to others, and those to more. So the
whole shapes graph is handed over, and only the targets of the shapes that are
meant stay in it; the others are shapes to refer to, and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import RDF, SH, Graph
from rdflib.term import Node

from tsunagari.validation.compiled.reading import TARGETS, metaclasses

__all__ = ["aimed_at", "only"]


def only(shapes: Graph, kept: Iterable[Node]) -> Graph:
    """Return *shapes* without the targets of all but the shapes *kept*."""
    return _without_targets(shapes, set(kept))


def aimed_at(shapes: Graph, nodes: Mapping[Node, Iterable[Node]]) -> Graph:
    """Return *shapes* with no targets but, for each shape in *nodes*, these nodes.

    pyshacl's own ``focus_nodes`` is no help: it lets all other nodes conform,
    those too that a nested shape looks at.
    """
    copy = _without_targets(shapes, set())
    for shape, found in nodes.items():
        for node in found:
            copy.add((shape, SH.targetNode, node))
    return copy


def _without_targets(shapes: Graph, kept: set[Node]) -> Graph:
    classes = metaclasses(shapes)
    copy = Graph(namespace_manager=shapes.namespace_manager)
    for subject, predicate, value in shapes:
        implicit = predicate == RDF.type and value in classes
        if subject in kept or not (implicit or predicate in TARGETS):
            copy.add((subject, predicate, value))
    return copy
