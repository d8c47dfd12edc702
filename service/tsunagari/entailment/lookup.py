"""A closed graph that is looked up and not read, and the axioms in it.

A release has millions of statements. What follows from a few more is found with the
axioms in memory, which are few, and the rest looked up as rules ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from rdflib import OWL, RDF, RDFS, BNode, Graph
from rdflib.term import Node

from tsunagari.entailment.statements import Triple
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.vocabulary import CHARACTERISTICS, Vocabulary

__all__ = ["EXPRESSIONS", "KINDS", "Lookup", "Pattern", "axioms", "axioms_in"]

Pattern = tuple[Node | None, Node | None, Node | None]

# What a statement of rdf:type may say of a class, a property or a list.
KINDS: Final = (
    *CHARACTERISTICS,
    *(OWL.AllDifferent, OWL.AllDisjointClasses, OWL.AllDisjointProperties),
    *(OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty),
    *(OWL.NegativePropertyAssertion, OWL.Restriction, RDFS.Class, RDFS.Datatype),
)
# What a class without a name has.
EXPRESSIONS: Final = (
    *(OWL.complementOf, OWL.intersectionOf, OWL.oneOf, OWL.onProperty, OWL.unionOf),
)


class Lookup(Protocol):
    """A graph with all that follows from it; a graph of rdflib is one."""

    def triples(self, pattern: Pattern, /) -> Iterator[Triple]:
        """Yield the statements with these terms; nothing stands for any term."""

    def __contains__(self, triple: Triple, /) -> bool:
        """Tell whether a statement stands there."""


def axioms_in(graph: Lookup) -> Graph:
    """Return what *graph* says of classes and properties, with its lists."""
    found = Graph()
    for triple in axioms(graph):
        found.add(triple)
    return found


def axioms(graph: Lookup) -> Iterator[Triple]:
    """Yield what *graph* says of classes and properties, some of it more than once."""
    v = Vocabulary(terms := Terms())
    for number in (*sorted(v.schema()), v.first, v.rest):
        yield from graph.triples((None, terms.term(number), None))
    kinds: list[Node] = [*KINDS]
    for kind in kinds:
        yield from graph.triples((None, RDF.type, kind))
        # That a class is one of transitive properties, say, makes its members axioms.
        narrower = [s for s, _, _ in graph.triples((None, RDFS.subClassOf, kind))]
        kinds += (one for one in narrower if one not in kinds)
    for p in EXPRESSIONS:
        for expression in {s for s, _, _ in graph.triples((None, p, None))}:
            if isinstance(expression, BNode):
                yield from graph.triples((None, RDF.type, expression))
