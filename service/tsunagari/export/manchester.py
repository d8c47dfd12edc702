"""Axioms as people read them: the `Manchester syntax
<https://www.w3.org/TR/owl2-manchester-syntax/>`_ of OWL 2.

A text comes in pieces, so that whoever shows it can make links of the names::

    SubClassOf      sse:OrganizationType
    EquivalentTo    sse:OrganizationType and (sse:meets value concept:economic)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import shorten

__all__ = ["Axiom", "Piece", "axioms", "expression", "text_of"]


@dataclass(frozen=True)
class Piece:
    """A part of an expression: words of the syntax, or the name of *iri*."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Axiom:
    """What a frame of a class or property has under one keyword.

    :param node: What stands there: a class, a property, the list of a chain, or
        the kind that a characteristic is.
    """

    keyword: str
    pieces: tuple[Piece, ...]
    node: Node

    @property
    def text(self) -> str:
        """The axiom on a line of its own."""
        return f"{self.keyword}: {text_of(self.pieces)}"


# The order of frames in the syntax; SuperClassOf is what tools show for a class
# expression that is placed under a named class.
RELATIONS: Final = (
    ("SubClassOf", RDFS.subClassOf),
    ("EquivalentTo", OWL.equivalentClass),
    ("DisjointWith", OWL.disjointWith),
    ("SubPropertyOf", RDFS.subPropertyOf),
    ("EquivalentTo", OWL.equivalentProperty),
    ("DisjointWith", OWL.propertyDisjointWith),
    ("InverseOf", OWL.inverseOf),
    ("Domain", RDFS.domain),
    ("Range", RDFS.range),
)
CHARACTERISTICS: Final = {
    OWL.FunctionalProperty: "Functional",
    OWL.InverseFunctionalProperty: "InverseFunctional",
    OWL.ReflexiveProperty: "Reflexive",
    OWL.IrreflexiveProperty: "Irreflexive",
    OWL.SymmetricProperty: "Symmetric",
    OWL.AsymmetricProperty: "Asymmetric",
    OWL.TransitiveProperty: "Transitive",
}
QUANTIFIERS: Final = (
    (OWL.someValuesFrom, "some"),
    (OWL.allValuesFrom, "only"),
    (OWL.hasValue, "value"),
)
CARDINALITIES: Final = (
    (OWL.minCardinality, "min"),
    (OWL.maxCardinality, "max"),
    (OWL.cardinality, "exactly"),
    (OWL.minQualifiedCardinality, "min"),
    (OWL.maxQualifiedCardinality, "max"),
    (OWL.qualifiedCardinality, "exactly"),
)


def text_of(pieces: Iterable[Piece]) -> str:
    """Return *pieces* as one text."""
    return "".join(piece.text for piece in pieces)


def axioms(graph: Graph, term: Node) -> list[Axiom]:
    """Return what *graph* says of *term* as a class or property, without annotations.

    >>> graph = Graph()
    >>> _ = graph.add((OWL.Thing, RDFS.subClassOf, RDFS.Resource))
    >>> [axiom.text for axiom in axioms(graph, OWL.Thing)]
    ['SubClassOf: rdfs:Resource']
    """
    found = []
    for keyword, relation in RELATIONS:
        found += _sorted(
            keyword,
            (
                (expression(graph, o, top=True), o)
                for o in graph.objects(term, relation)
            ),
        )
    found += _sorted(
        "SuperClassOf",
        (
            (expression(graph, s, top=True), s)
            for s in graph.subjects(RDFS.subClassOf, term)
            if isinstance(s, BNode)
        ),
    )
    found += _sorted(
        "SubPropertyChain",
        (
            (tuple(_joined(graph, graph.items(chain), " o ")), chain)
            for chain in graph.objects(term, OWL.propertyChainAxiom)
        ),
    )
    kinds = set(graph.objects(term, RDF.type))
    found += [
        Axiom("Characteristics", (Piece(name),), kind)
        for kind, name in CHARACTERISTICS.items()
        if kind in kinds
    ]
    return found


def _sorted(
    keyword: str, found: Iterable[tuple[tuple[Piece, ...], Node]]
) -> list[Axiom]:
    order = sorted(found, key=lambda one: text_of(one[0]))
    return [Axiom(keyword, pieces, node) for pieces, node in order]


def expression(graph: Graph, node: Node, top: bool = False) -> tuple[Piece, ...]:
    """Return a class, property or value as the syntax writes it.

    :param top: Whether it stands alone, and so needs no parentheses.
    """
    if isinstance(node, URIRef):
        return (Piece(shorten(str(node)), str(node)),)
    if isinstance(node, Literal):
        return (Piece(node.n3()),)
    pieces = tuple(_unnamed(graph, node))
    if top or pieces[0].text in ("inverse ", "{"):
        return pieces
    return (Piece("("), *pieces, Piece(")"))


def _unnamed(graph: Graph, node: Node) -> Iterator[Piece]:
    shown: dict[URIRef, Callable[[Node], Iterator[Piece]]] = {
        OWL.intersectionOf: lambda o: _joined(graph, graph.items(o), " and "),
        OWL.unionOf: lambda o: _joined(graph, graph.items(o), " or "),
        OWL.complementOf: lambda o: _after("not ", expression(graph, o)),
        OWL.inverseOf: lambda o: _after("inverse ", expression(graph, o)),
        OWL.oneOf: lambda o: _braced(_joined(graph, graph.items(o), " , ")),
    }
    for relation, write in shown.items():
        if (inner := graph.value(node, relation)) is not None:
            yield from write(inner)
            return
    property = graph.value(node, OWL.onProperty)
    if property is None:
        yield Piece(f"_:{node}")
        return
    yield from expression(graph, property)
    for relation, word in QUANTIFIERS:
        if (value := graph.value(node, relation)) is not None:
            yield from _after(f" {word} ", expression(graph, value))
            return
    if graph.value(node, OWL.hasSelf) is not None:
        yield Piece(" Self")
        return
    for relation, word in CARDINALITIES:
        if (number := graph.value(node, relation)) is not None:
            yield Piece(f" {word} {number}")
            counted = graph.value(node, OWL.onClass)
            if counted is not None:
                yield from _after(" ", expression(graph, counted))
            return


def _after(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    yield Piece(text)
    yield from pieces


def _braced(pieces: Iterable[Piece]) -> Iterator[Piece]:
    yield Piece("{")
    yield from pieces
    yield Piece("}")


def _joined(graph: Graph, nodes: Iterable[Node], between: str) -> Iterator[Piece]:
    for number, node in enumerate(nodes):
        if number:
            yield Piece(between)
        yield from expression(graph, node)
