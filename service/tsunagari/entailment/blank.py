"""Blank nodes under IRIs of their own, while conclusions are drawn.

A closure says nothing of blank nodes that it could not say as well of the ontology's
class expressions, and then leaves both out. So those of a posted graph get IRIs first
(`skolemization <https://www.w3.org/TR/rdf11-concepts/#section-skolemization>`_), and
what follows gets the blank nodes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.term import Node

from tsunagari.entailment.statements import Triple
from tsunagari.namespaces import BASE

__all__ = ["as_blank", "in_words", "named", "restored"]

GENID: Final = f"{BASE}.well-known/genid/"
# What blank nodes of class expressions, lists and axioms have.
AXIOMS: Final = frozenset({RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf})
OF_THINGS: Final = frozenset({OWL.sameAs, OWL.differentFrom})
_ABOUT_TERMS: Final = (str(RDFS), str(OWL))


def named(graph: Graph) -> Graph:
    """Return *graph* with IRIs for its blank nodes, but those of axioms and lists."""
    axioms = {s for s, p, _ in graph if p in AXIOMS or _is_axiom(p)}
    found = Graph()
    for s, p, o in graph:
        found.add((s if s in axioms else _named(s), p, o if o in axioms else _named(o)))
    return found


def restored(statements: Iterable[Triple]) -> Graph:
    """Return *statements* with their blank nodes again.

    Without what is said of class expressions: no reader can use it.
    """
    found = Graph()
    for s, p, o in statements:
        triple = (as_blank(s), p, as_blank(o))
        is_blank = BNode in (type(triple[0]), type(triple[2]))
        if not (is_blank and str(p).startswith(_ABOUT_TERMS) and p != OWL.sameAs):
            found.add(triple)
    return found


def as_blank(node: Node) -> Node:
    """Return the blank node for which *node* stands, or itself."""
    if isinstance(node, URIRef) and node.startswith(GENID):
        return BNode(node.removeprefix(GENID))
    return node


def in_words(text: str) -> str:
    """Return *text* with the blank nodes that are spoken of as Turtle writes them."""
    return re.sub(rf"<?{re.escape(GENID)}(\w+)>?", r"_:\1", text)


def _is_axiom(p: Node) -> bool:
    return str(p).startswith(str(OWL)) and p not in OF_THINGS


def _named(node: Node) -> Node:
    return URIRef(GENID + str(node)) if isinstance(node, BNode) else node
