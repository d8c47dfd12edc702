"""The axioms of a release, closed: read once, for all explanations of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.entailment.closure import Closure
from tsunagari.entailment.lookup import EXPRESSIONS, KINDS
from tsunagari.entailment.statements import Triple
from tsunagari.entailment.vocabulary import Vocabulary
from tsunagari.explanation.lookup import Ask, spelled, values
from tsunagari.namespaces import CATALOG_GRAPHS, INFERRED

__all__ = ["Axioms"]


# No rule reads these; they are told where they are a condition.
_TOLD: Final = (
    *(OWL.cardinality, OWL.hasSelf, OWL.minCardinality),
    *(OWL.minQualifiedCardinality, OWL.qualifiedCardinality),
)


class Axioms:
    """What the ontology and the data say of classes and properties."""

    def __init__(self, stated: Graph) -> None:
        """Close *stated*, the axioms as they were asserted."""
        self.stated = stated
        self.closure = Closure()
        self.closure.add(stated)

    @classmethod
    def read(cls, ask: Ask) -> Axioms:
        """Read the axioms of the release that *ask* asks."""
        closure = Closure()
        v = closure.vocabulary
        names = [closure.terms.term(p) for p in (*v.schema(), v.first, v.rest)]
        inner = f"{values('p', (*names, *_TOLD))} ?s ?p ?o"
        stated = Graph()
        for triple in _triples(ask, inner):
            stated.add(triple)
        type = spelled(RDF.type)
        for inner in (
            f"{values('o', KINDS)} ?s {type} ?o BIND ({type} AS ?p)",
            f"{values('q', EXPRESSIONS)} ?o ?q ?y . ?s {type} ?o "
            f"FILTER (ISBLANK(?o)) BIND ({type} AS ?p)",
        ):
            for triple in _triples(ask, inner):
                stated.add(triple)
        return cls(stated)

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms that rules speak of."""
        return self.closure.vocabulary

    @cached_property
    def schema(self) -> frozenset[int]:
        """The properties whose statements are axioms."""
        v = self.vocabulary
        return frozenset({*v.schema(), v.first, v.rest})

    def is_axiom(self, statement: Triple) -> bool:
        """Tell whether a statement is about classes and properties."""
        _, p, kind = statement
        return self.closure.terms.known(p) in self.schema or (
            p == RDF.type and str(kind).startswith(str(OWL))
        )

    def members(self, node: Node) -> list[Node]:
        """Return the members of the list that begins at *node*."""
        return list(self.stated.items(node))

    def value(self, node: Node, property: URIRef) -> Node | None:
        """Return what an axiom says of *node* with *property*."""
        return self.stated.value(node, property)


def _triples(ask: Ask, inner: str) -> Iterator[tuple[Node, Node, Node]]:
    apart = ", ".join(map(spelled, sorted({INFERRED, *CATALOG_GRAPHS})))
    query = (
        "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { " + inner + " } "
        f"FILTER (?g NOT IN ({apart})) }}"
    )
    for row in ask(query):
        if not isinstance(row["s"], Literal):
            yield row["s"], row["p"], row["o"]
