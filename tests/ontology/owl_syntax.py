"""OWL as it is written in an RDF graph: what the rules of the profile look up.

The constructs are those of the `mapping of OWL 2 to RDF graphs
<https://www.w3.org/TR/owl2-mapping-to-rdf/>`_. What is allowed of them is the
matter of ``owl_rl_profile.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

__all__ = [
    "KINDS",
    "class_parts",
    "datatype_of",
    "declared_properties",
    "is_reserved",
    "named_property",
    "property_kinds",
    "property_order",
    "reachable",
    "short_name",
]

KINDS: Final = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
QUANTIFIERS: Final = (OWL.someValuesFrom, OWL.allValuesFrom)
RESERVED: Final = (str(RDF), str(RDFS), str(OWL), str(XSD))


def class_parts(graph: Graph) -> Iterator[tuple[Node, str, Node]]:
    """Yield every class or data range with its position and its axiom's subject."""
    todo: list[tuple[Node, str, Node]] = []
    for s, o in graph.subject_objects(RDFS.subClassOf):
        todo += [(s, "subclass", s), (s, "superclass", o)]
    for s, o in graph.subject_objects(OWL.equivalentClass):
        todo += [(s, "equivalent class", s), (s, "equivalent class", o)]
    for s, o in graph.subject_objects(OWL.disjointWith):
        todo += [(s, "subclass", s), (s, "subclass", o)]
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for first in graph.objects(axiom, OWL.members):
            todo += [(axiom, "subclass", node) for node in Collection(graph, first)]
    todo += [(s, "superclass", o) for s, o in graph.subject_objects(RDFS.domain)]
    for s, o in graph.subject_objects(RDFS.range):
        is_data = OWL.DatatypeProperty in property_kinds(graph, s)
        todo.append((s, "data range" if is_data else "superclass", o))
    for s, o in graph.subject_objects(RDF.type):
        if not is_reserved(o) or o == OWL.Thing:
            todo.append((s, "superclass", o))
    seen: set[tuple[str, Node]] = set()
    while todo:
        owner, position, node = todo.pop()
        yield owner, position, node
        if isinstance(node, BNode) and (position, node) not in seen:
            seen.add((position, node))
            todo += [(owner, *part) for part in _nested(graph, position, node)]


def _nested(graph: Graph, position: str, node: Node) -> Iterator[tuple[str, Node]]:
    role = named_property(graph, graph.value(node, OWL.onProperty))
    is_data = OWL.DatatypeProperty in property_kinds(graph, role)
    below = position.replace("filler", "subclass")
    for p, o in graph.predicate_objects(node):
        if p in (OWL.intersectionOf, OWL.unionOf):
            yield from ((below, member) for member in Collection(graph, o))
        elif p == OWL.complementOf:
            yield "subclass", o
        elif p == OWL.onDataRange or (is_data and p in QUANTIFIERS):
            yield "data range", o
        elif p in (OWL.someValuesFrom, OWL.onClass):
            yield "filler", o
        elif p == OWL.allValuesFrom:
            yield "superclass", o


def property_order(graph: Graph, *, strict: bool) -> dict[Node, set[Node]]:
    """From each property to those above it: by chains, or by every axiom."""
    edges: dict[Node, set[Node]] = defaultdict(set)
    for s, first in graph.subject_objects(OWL.propertyChainAxiom):
        for member in Collection(graph, first):
            edges[named_property(graph, member)].add(s)
    if not strict:
        for s, o in graph.subject_objects(RDFS.subPropertyOf):
            edges[named_property(graph, s)].add(named_property(graph, o))
        for predicate in (OWL.equivalentProperty, OWL.inverseOf):
            for s, o in graph.subject_objects(predicate):
                low, up = named_property(graph, s), named_property(graph, o)
                edges[low].add(up)
                edges[up].add(low)
    return edges


def reachable(start: Node, edges: Mapping[Node, Iterable[Node]]) -> set[Node]:
    found: set[Node] = set()
    todo = [start]
    while todo:
        new = set(edges.get(todo.pop(), ())) - found
        found |= new
        todo += new
    return found


def named_property(graph: Graph, node: Node | None) -> Node:
    """The property itself, also where it stands inverted in a blank node."""
    if isinstance(node, BNode):
        return graph.value(node, OWL.inverseOf) or node
    return node or BNode()


def property_kinds(graph: Graph, node: Node) -> set[Node]:
    return {kind for kind in graph.objects(node, RDF.type) if kind in KINDS}


def declared_properties(graph: Graph) -> set[Node]:
    return {term for kind in KINDS for term in graph.subjects(RDF.type, kind)}


def datatype_of(value: Literal) -> URIRef:
    return value.datatype or (RDF.langString if value.language else XSD.string)


def is_reserved(node: Node) -> bool:
    # URIRef.startswith takes no tuple.
    return isinstance(node, URIRef) and str(node).startswith(RESERVED)


def short_name(graph: Graph, node: Node) -> str:
    """The short name of an IRI, or the IRIs from which a blank node is built."""
    if isinstance(node, URIRef):
        return node.n3(graph.namespace_manager)
    if not isinstance(node, BNode):
        return str(node)
    edges: dict[Node, set[Node]] = defaultdict(set)
    for s, p, o in graph:
        if isinstance(s, BNode):
            edges[s] |= {node for node in (p, o) if not is_reserved(node)}
    parts = {n for n in reachable(node, edges) if isinstance(n, URIRef)}
    return "[" + " ".join(sorted(short_name(graph, part) for part in parts)) + "]"
