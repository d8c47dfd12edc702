"""Contradictions in words: what about a thing cannot be true together.

owlrl reports that a thing is of the type ``owl:Nothing`` and then every other
disjointness that follows from it, since what is nothing is also everything.
Here the impossible class the thing fell into is read out instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import OWL, RDF, RDFS, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node

__all__ = ["explain_clashes"]


def explain_clashes(closure: Graph, messages: Iterable[str]) -> set[str]:
    """Return one line per clash, each with the IRIs of what clashes.

    :param closure: The closed graph, class expressions included.
    :param messages: What the reasoner reported.
    """
    impossible = {
        node
        for node in closure.subjects(RDF.type, OWL.Nothing)
        if not isinstance(node, BNode)
    }
    lines = {line for node in impossible for line in _reasons(closure, node)}
    explained = {node for node in impossible if any(_reasons(closure, node))}
    for message in messages:
        if not any(str(node) in message for node in explained):
            lines.add(message)
    return lines


def _reasons(closure: Graph, node: Node) -> Iterator[str]:
    for kind in closure.objects(node, RDF.type):
        if not isinstance(kind, BNode):
            continue
        parts = closure.value(kind, OWL.intersectionOf)
        if parts is None or (kind, RDFS.subClassOf, OWL.Nothing) not in closure:
            continue
        said = sorted(_part(closure, part) for part in Collection(closure, parts))
        yield f"{node} cannot at the same time have {' and '.join(said)}"


def _part(closure: Graph, part: Node) -> str:
    prop = closure.value(part, OWL.onProperty)
    value = closure.value(part, OWL.hasValue)
    if prop is None or value is None:
        return f"the type {part}"
    return f"{prop} {value}"
