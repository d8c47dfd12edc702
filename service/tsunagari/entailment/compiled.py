"""An ontology as tables: for each property and class, what to do about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from itertools import permutations
from typing import Any

from rdflib import Literal

from tsunagari.entailment.datatypes import is_known
from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["Compiled"]

Table = dict[int, list[int]]
Pairs = dict[int, list[tuple[int, int]]]
# Whom a class or property may not meet: the other, the rule, the axiom's triples.
Foes = dict[int, list[tuple[int, str, tuple[Fact, ...]]]]


class Compiled:
    """The axioms of a closed schema, by the term that calls on them."""

    def __init__(self, facts: Facts, v: Vocabulary) -> None:
        self._facts = facts
        self._v = v
        self.super_classes = self._table(v.sub_class)
        # What is nothing is everything: that is a contradiction, and told as such.
        self.impossible = set(facts.subjects(v.sub_class, v.nothing)) - {v.nothing}
        for kind in self.impossible:
            self.super_classes[kind] = [v.nothing]
        self.super_classes.pop(v.nothing, None)
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
        self.symmetric = self.with_characteristic("Symmetric")
        self.transitive = self.with_characteristic("Transitive")
        self.functional = self.with_characteristic("Functional")
        self.inverse_functional = self.with_characteristic("InverseFunctional")
        self.irreflexive = self.with_characteristic("Irreflexive")
        self.asymmetric = self.with_characteristic("Asymmetric")
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
        # By class and by property: the class, and all properties of its key.
        self.keys: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for kind, node in facts.of(v["hasKey"]):
            key = kind, members(facts, v, node)
            for term in {kind, *key[1]}:
                self.keys[term].append(key)
        self._compile_restrictions()
        self._compile_foes()

    def datatypes(self) -> set[int]:
        """Return the datatypes whose members some rule reads."""
        tables = (
            *(self.super_classes, self.parts, self.some_by_filler),
            *(self.one_by_filler, self.none_by_filler, self.disjoint_classes),
        )
        found = {kind for table in tables for kind, entries in table.items() if entries}
        return {kind for kind in found if is_known(self._facts.terms.term(kind))}

    def since(self, before: Compiled) -> tuple[Compiled, set[int]]:
        """Return the rules that did not hold *before*, and the terms that call on them.

        With rules that make something a member of a class without a name that is
        spoken of anew: nobody says what is of it; what makes it so is said.
        """
        found: set[int] = set()
        for name, table in self._tables():
            was = vars(before)[name]
            if isinstance(table, set):
                found |= table - was
            else:
                found |= {
                    term
                    for term, entry in table.items()
                    if _in_order(entry) != _in_order(was.get(term))
                }
        # Any value may be of another datatype.
        whole = self.read() if self.datatypes() != before.datatypes() else set()
        nameless = self._facts.terms.nameless
        waiting = {kind for kind in found & nameless if self._is_new(kind, before)}
        while waiting:
            new = self._leading_to(waiting.pop()) - whole
            whole |= new
            waiting |= new & nameless
        return self._with(found | whole, before, whole), found | whole

    def _is_new(self, kind: int, before: Compiled) -> bool:
        """Tell whether a class without a name is spoken of anew for its own sake.

        It is not where a wider class, which has a name, became narrower than another:
        what is of that one is said.
        """
        for name, table in self._tables():
            was = vars(before)[name]
            if isinstance(table, set):
                if kind in table and kind not in was:
                    return True
            elif name == "super_classes":
                continue
            elif _in_order(table.get(kind)) != _in_order(was.get(kind)):
                return True
        wider = set(before.super_classes.get(kind, ()))
        named = wider - self._facts.terms.nameless
        led = {one for name in named for one in self.super_classes.get(name, ())}
        return not set(self.super_classes.get(kind, ())) <= wider | led

    def _with(self, terms: set[int], before: Compiled, whole: set[int]) -> Compiled:
        """Return the entries of *terms*: those that changed, and all of *whole*."""
        found = copy(self)
        for name, table in self._tables():
            was = vars(before)[name]
            if isinstance(table, set):
                setattr(found, name, {t for t in table if t in whole or t not in was})
                continue
            kept = type(table)(getattr(table, "default_factory", None))
            for term in terms & set(table):
                entry = table[term]
                if term in whole or _in_order(entry) != _in_order(was.get(term)):
                    kept[term] = entry
            setattr(found, name, kept)
        return found

    def _tables(self) -> Iterator[tuple[str, Any]]:
        for name, table in vars(self).items():
            if isinstance(table, (set, dict)):
                yield name, table

    def _leading_to(self, kind: int) -> set[int]:
        """Return the terms whose statements can make something a *kind*."""
        tables = self.super_classes, self.domains, self.ranges
        found = {
            term for table in tables for term, kinds in table.items() if kind in kinds
        }
        found |= {
            part
            for part, wholes in self.parts.items()
            if any(whole == kind for whole, _ in wholes)
        }
        for pairs in (self.some_of, self.some_by_filler, self.value_of):
            found |= {term for term, ones in pairs.items() if kind in dict(ones)}
        for pairs in (self.all_of, self.all_by_restriction):
            found |= {
                term
                for term, ones in pairs.items()
                if any(filler == kind for _, filler in ones)
            }
        return found

    def with_characteristic(self, name: str) -> set[int]:
        """Return the properties of which an axiom says that they are *name*."""
        kind = self._v[f"{name}Property"]
        return set(self._facts.subjects(self._v.type, kind))

    def read(self) -> set[int]:
        """Return the properties of which some axiom says something."""
        tables = (
            *(self.super_properties, self.domains, self.ranges, self.inverses),
            *(self.chains, self.some_of, self.all_of, self.value_of, self.one_of),
            *(self.none_of, self.disjoint_properties, self.negative),
        )
        found = {p for table in tables for p, entries in table.items() if entries}
        found |= self.symmetric | self.transitive | self.irreflexive | self.asymmetric
        found |= self.functional | self.inverse_functional
        found |= {p for keys in self.keys.values() for _, key in keys for p in key}
        return found

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
        # By property, by restriction and by the class counted: the other two.
        self.one_of: Pairs = defaultdict(list)
        self.one_by_restriction: Pairs = defaultdict(list)
        self.one_by_filler: Pairs = defaultdict(list)
        self.none_of: Pairs = defaultdict(list)
        self.none_by_restriction: Pairs = defaultdict(list)
        self.none_by_filler: Pairs = defaultdict(list)
        tables: dict[int | None, tuple[Pairs, Pairs, Pairs]] = {
            0: (self.none_of, self.none_by_restriction, self.none_by_filler),
            1: (self.one_of, self.one_by_restriction, self.one_by_filler),
        }
        for name in ("maxCardinality", "maxQualifiedCardinality"):
            for restriction, p, number in self._restrictions(name):
                most = self._number(number)
                counted = self._facts.objects(restriction, v["onClass"])
                if most not in tables:
                    continue
                of, by_restriction, by_filler = tables[most]
                for kind in (v.thing,) if name == "maxCardinality" else tuple(counted):
                    of[p].append((restriction, kind))
                    by_restriction[restriction].append((p, kind))
                    by_filler[kind].append((restriction, p))

    def _compile_foes(self) -> None:
        facts, v = self._facts, self._v
        self.disjoint_classes: Foes = defaultdict(list)
        self.disjoint_properties: Foes = defaultdict(list)
        for name, rule, foes in (
            ("disjointWith", "cax-dw", self.disjoint_classes),
            ("complementOf", "cls-com", self.disjoint_classes),
            ("propertyDisjointWith", "prp-pdw", self.disjoint_properties),
        ):
            for a, b in facts.of(v[name]):
                for one, other in ((a, b), (b, a)):
                    foes[one].append((other, rule, ((a, v[name], b),)))
        for name, rule, foes in (
            ("AllDisjointClasses", "cax-adc", self.disjoint_classes),
            ("AllDisjointProperties", "prp-adp", self.disjoint_properties),
        ):
            for node, listed in self._lists(name, "members"):
                axiom = ((node, v.type, v[name]),)
                for one, other in permutations(listed, 2):
                    foes[one].append((other, rule, axiom))
        # By property, by subject and object: the negative assertion.
        self.negative: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
        for target in ("targetIndividual", "targetValue"):
            for node, o in facts.of(v[target]):
                for s in facts.objects(node, v["sourceIndividual"]):
                    for p in facts.objects(node, v["assertionProperty"]):
                        self.negative[p][s, o] = node

    def different(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each statement that many are all different, with those it lists."""
        for name in ("members", "distinctMembers"):
            yield from self._lists("AllDifferent", name)

    def _lists(self, kind: str, name: str) -> Iterator[tuple[int, list[int]]]:
        facts, v = self._facts, self._v
        for node in list(facts.subjects(v.type, v[kind])):
            for first in facts.objects(node, v[name]):
                yield node, members(facts, v, first)

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
        value = term.value if isinstance(term, Literal) else None
        # In Python, true is the number 1.
        return value if isinstance(value, int) and value is not True else None


def _in_order(entry: object) -> list[str]:
    """Return what tells an entry of a table from another one, whatever its order."""
    items = entry.items() if isinstance(entry, dict) else entry
    return sorted(map(repr, items)) if isinstance(items, Iterable) else []
