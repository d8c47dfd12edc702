"""Terms of rdflib in the engine's words, and back."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import DocumentError

__all__ = ["name_of", "node_of", "resource_of", "term_of"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def name_of(node: Node) -> ox.NamedNode:
    """Return an IRI."""
    return ox.NamedNode(str(node))


def resource_of(node: Node) -> ox.NamedNode | ox.BlankNode:
    """Return an IRI or a blank node, which keeps its name."""
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else name_of(node)


def term_of(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return any term."""
    if not isinstance(node, Literal):
        return resource_of(node)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    if node.datatype:
        return ox.Literal(str(node), datatype=name_of(node.datatype))
    return ox.Literal(str(node))


def node_of(term: Term, blank: str = "") -> Node:
    """Return a term as rdflib has it, literals as they are spelled.

    :param blank: What the names of blank nodes begin with, to keep them apart.
    :raises DocumentError: If rdflib has no such term.
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(blank + term.value)
    if isinstance(term, ox.Literal):
        return _literal(term)
    raise DocumentError(
        "statements about statements, <<( … )>>, are not read here; write them with "
        "rdf:Statement"
    )


def _literal(term: ox.Literal) -> Literal:
    if term.language:
        try:
            return Literal(term.value, lang=term.language)
        except ValueError as error:
            raise DocumentError(
                f"'{term.language[:40]}' is no tag of a language; write one of BCP 47"
            ) from error
    if term.datatype == ox.NamedNode(str(XSD.string)):
        return Literal(term.value)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
