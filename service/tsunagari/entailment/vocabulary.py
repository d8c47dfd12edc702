"""The terms of RDFS and OWL that rules speak of, as numbers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Protocol

from rdflib import OWL, RDF, RDFS

from tsunagari.entailment.terms import Terms

__all__ = ["CHARACTERISTICS", "Vocabulary", "members"]

# What a statement of rdf:type may make of a property.
CHARACTERISTICS: Final = (
    OWL.AsymmetricProperty,
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
)
_OWL: Final = (
    *("allValuesFrom", "assertionProperty", "complementOf", "differentFrom"),
    *("disjointWith", "distinctMembers", "equivalentClass", "equivalentProperty"),
    *("hasKey", "hasValue", "intersectionOf", "inverseOf", "maxCardinality"),
    *("maxQualifiedCardinality", "members", "onClass", "onProperty", "oneOf"),
    *("propertyChainAxiom", "propertyDisjointWith", "sameAs", "someValuesFrom"),
    *("sourceIndividual", "targetIndividual", "targetValue", "unionOf"),
)
_CLASSES: Final = ("AllDifferent", "AllDisjointClasses", "AllDisjointProperties")


class Vocabulary:
    """Numbers by name: ``vocabulary["sameAs"]``, ``vocabulary.type``."""

    def __init__(self, terms: Terms) -> None:
        self._numbers = {name: terms.number(OWL[name]) for name in (*_OWL, *_CLASSES)}
        for characteristic in CHARACTERISTICS:
            name = characteristic.removeprefix(str(OWL))
            self._numbers[name] = terms.number(characteristic)
        self.type = terms.number(RDF.type)
        self.first, self.rest = terms.number(RDF.first), terms.number(RDF.rest)
        self.sub_class = terms.number(RDFS.subClassOf)
        self.sub_property = terms.number(RDFS.subPropertyOf)
        self.domain, self.range = terms.number(RDFS.domain), terms.number(RDFS.range)
        self.thing, self.nothing = terms.number(OWL.Thing), terms.number(OWL.Nothing)
        self.same = self._numbers["sameAs"]
        self.classes = {terms.number(OWL.Class)}
        self.object_property = terms.number(OWL.ObjectProperty)
        self.data_property = terms.number(OWL.DatatypeProperty)
        self.properties = {self.object_property, self.data_property}

    def schema(self) -> set[int]:
        """Return the properties whose statements the rules for data are made from."""
        data = {self._numbers[n] for n in ("sameAs", "differentFrom")}
        more = {self.sub_class, self.sub_property, self.domain, self.range}
        return {*self._numbers.values(), *more} - data

    def basic(self) -> set[int]:
        """Return the properties whose statements are always read."""
        more = {self.type, self.same, self["differentFrom"], self.first, self.rest}
        return self.schema() | more

    def __getitem__(self, name: str) -> int:
        return self._numbers[name]


class Objects(Protocol):
    """Something to look the objects of a subject and a property up in."""

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*."""


def members(facts: Objects, vocabulary: Vocabulary, node: int) -> list[int]:
    """Return the members of the list that begins at *node*."""
    found: list[int] = []
    seen: set[int] = set()
    while node not in seen and (first := facts.objects(node, vocabulary.first)):
        seen.add(node)
        found.append(min(first))
        node = min(facts.objects(node, vocabulary.rest), default=node)
    return found
