"""Which statements take part in reasoning, and which conclusions are worth saying."""

from __future__ import annotations

from typing import Final

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

__all__ = ["Triple", "annotation_properties", "is_reserved", "is_worth_saying"]

Triple = tuple[Node, Node, Node]

_RESERVED: Final = tuple(str(ns) for ns in (RDF, RDFS, OWL, XSD))
_REFLEXIVE: Final = frozenset(
    {
        OWL.equivalentClass,
        OWL.equivalentProperty,
        OWL.sameAs,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
    }
)
_ANNOTATIONS: Final = (
    RDFS.label,
    RDFS.comment,
    RDFS.seeAlso,
    RDFS.isDefinedBy,
    OWL.versionInfo,
)


def annotation_properties(graph: Graph) -> set[Node]:
    """Return the properties whose statements no rule reads."""
    return {*graph.subjects(RDF.type, OWL.AnnotationProperty), *_ANNOTATIONS}


def is_worth_saying(triple: Triple) -> bool:
    """Tell whether a reader can use a conclusion: one about named things.

    Left out are statements with a blank node (class expressions and lists of the
    ontology), and what holds of everything: reflexive ``owl:sameAs`` and so on,
    membership in ``owl:Thing``, types from the vocabularies of RDF and OWL.
    """
    s, p, o = triple
    if isinstance(s, (Literal, BNode)) or BNode in (type(p), type(o)):
        return False
    if s == o and p in _REFLEXIVE:
        return False
    return not (is_reserved(s) or (is_reserved(o) and not isinstance(o, Literal)))


def is_reserved(node: Node) -> bool:
    """Tell whether *node* belongs to RDF, RDFS, OWL or XML Schema."""
    return isinstance(node, URIRef) and str(node).startswith(_RESERVED)
