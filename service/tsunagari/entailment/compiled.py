"""An ontology as tables: for each property and class, what to do about it."""

from __future__ import annotations

from collections import defaultdict

from rdflib import Literal

from tsunagari.entailment.facts import Facts
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["Compiled"]

Table = dict[int, list[int]]
Pairs = dict[int, list[tuple[int, int]]]


class Compiled:
    """The axioms of a closed schema, by the term that calls on them."""

    def __init__(self, facts: Facts, v: Vocabulary) -> None:
        self._facts = facts
        self._v = v
        self.super_classes = self._table(v.sub_class)
        if not self._is_part(v.thing):
            # That everything is a thing leads nowhere, and would be said of each.
            for wider in self.super_classes.values():
                wider[:] = [kind for kind in wider if kind != v.thing]
        self.super_properties = self._table(v.sub_property)
        self.domains = self._table(v.domain)
        self.ranges = self._table(v.range)
        self.inverses: Table = defaultdict(list)
        for p, q in facts.of(v["inverseOf"]):
            self.inverses[p].append(q)
            self.inverses[q].append(p)
        self.symmetric = set(facts.subjects(v.type, v["SymmetricProperty"]))
        self.transitive = set(facts.subjects(v.type, v["TransitiveProperty"]))
        self.functional = set(facts.subjects(v.type, v["FunctionalProperty"]))
        self.inverse_functional = set(
            facts.subjects(v.type, v["InverseFunctionalProperty"])
        )
        # A property of a chain: what the chain makes, the chain, the place in it.
        self.chains: dict[int, list[tuple[int, list[int], int]]] = defaultdict(list)
        for p, node in facts.of(v["propertyChainAxiom"]):
            chain = members(facts, v, node)
            for place, link in enumerate(chain):
                self.chains[link].append((p, chain, place))
        # A class: the intersections it is a part of, with all their parts.
        self.parts: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for whole, node in facts.of(v["intersectionOf"]):
            parts = members(facts, v, node)
            for part in set(parts):
                self.parts[part].append((whole, parts))
        self.keys = [
            (kind, members(facts, v, node)) for kind, node in facts.of(v["hasKey"])
        ]
        self._compile_restrictions()

    def _is_part(self, kind: int) -> bool:
        lists = [node for _, node in self._facts.of(self._v["intersectionOf"])]
        return any(kind in members(self._facts, self._v, node) for node in lists)

    def _compile_restrictions(self) -> None:
        v = self._v
        # By property: restriction and filler. By filler: restriction and property.
        self.some_of: Pairs = defaultdict(list)
        self.some_by_filler: Pairs = defaultdict(list)
        # By property and by restriction: the other one, and the filler.
        self.all_of: Pairs = defaultdict(list)
        self.all_by_restriction: Pairs = defaultdict(list)
        self.value_of: Pairs = defaultdict(list)
        self.value_by_restriction: Pairs = defaultdict(list)
        for restriction, p, filler in self._restrictions("someValuesFrom"):
            self.some_of[p].append((restriction, filler))
            self.some_by_filler[filler].append((restriction, p))
        for restriction, p, filler in self._restrictions("allValuesFrom"):
            self.all_of[p].append((restriction, filler))
            self.all_by_restriction[restriction].append((p, filler))
        for restriction, p, value in self._restrictions("hasValue"):
            self.value_of[p].append((restriction, value))
            self.value_by_restriction[restriction].append((p, value))
        # By property and by restriction: the other one, and the class counted.
        self.one_of: Pairs = defaultdict(list)
        self.one_by_restriction: Pairs = defaultdict(list)
        self.none: list[tuple[int, int, int]] = []
        for name in ("maxCardinality", "maxQualifiedCardinality"):
            for restriction, p, number in self._restrictions(name):
                counted = self._facts.objects(restriction, v["onClass"])
                kind = min(counted, default=v.thing)
                most = self._number(number)
                if most == 1:
                    self.one_of[p].append((restriction, kind))
                    self.one_by_restriction[restriction].append((p, kind))
                elif most == 0:
                    self.none.append((restriction, p, kind))

    def _restrictions(self, name: str) -> list[tuple[int, int, int]]:
        return [
            (restriction, p, filler)
            for restriction, filler in self._facts.of(self._v[name])
            for p in self._facts.objects(restriction, self._v["onProperty"])
        ]

    def _table(self, p: int) -> Table:
        table: Table = defaultdict(list)
        for a, b in self._facts.of(p):
            if a != b:
                table[a].append(b)
        return table

    def _number(self, number: int) -> int | None:
        term = self._facts.terms.term(number)
        if isinstance(term, Literal) and isinstance(term.value, int):
            return term.value
        return None
