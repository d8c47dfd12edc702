"""What cannot be true together: the rules of the profile that end in "false".

Each is looked for when the last of its premises is new, so that what is added
to a closed graph is checked at a cost in proportion to what is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from tsunagari.entailment.compiled import Compiled
from tsunagari.entailment.datatypes import differ
from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["Clash", "ClashRules"]


@dataclass(frozen=True)
class Clash:
    """The premises of a rule whose conclusion is "false".

    :param rule: The profile's name of the rule.
    :param axiom: The premises that the ontology states.
    :param sides: The premises that the data states, and that clash.
    """

    rule: str
    axiom: tuple[Fact, ...]
    sides: tuple[Fact, ...]

    def key(self) -> tuple[str, frozenset[Fact]]:
        """Return what tells it from others: its order does not."""
        return self.rule, frozenset((*self.axiom, *self.sides))


class ClashRules:
    """The rules over *facts* for one compiled ontology."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary, compiled: Compiled):
        self._facts = facts
        self._v = vocabulary
        self._c = compiled
        self._literals = facts.terms.literals

    def see(self, s: int, p: int, o: int) -> Iterator[Clash]:
        """Yield what clashes with a new triple of a property."""
        v, c = self._v, self._c
        fact = s, p, o
        if s == o and p in c.irreflexive:
            irreflexive = ((p, v.type, v["IrreflexiveProperty"]),)
            yield Clash("prp-irp", irreflexive, (fact,))
        if p in c.asymmetric and self._facts.has(o, p, s):
            asymmetric = ((p, v.type, v["AsymmetricProperty"]),)
            yield Clash("prp-asyp", asymmetric, (fact, (o, p, s)))
        for q, rule, stated in c.disjoint_properties.get(p, ()):
            if self._facts.has(s, q, o):
                yield Clash(rule, stated, (fact, (s, q, o)))
        if p in c.negative and (s, o) in c.negative[p]:
            node = c.negative[p][s, o]
            value = o in self._literals and self._facts.has(node, v["targetValue"], o)
            target = v["targetValue"] if value else v["targetIndividual"]
            denied = ((node, v["sourceIndividual"], s), (node, target, o))
            yield Clash("prp-npa2" if value else "prp-npa1", denied, (fact,))
        for restriction, counted in c.none_of.get(p, ()):
            if self._facts.has(s, v.type, restriction):
                yield from self._none(s, p, o, restriction, counted)
        if p in c.functional and o in self._literals:
            functional = ((p, v.type, v["FunctionalProperty"]),)
            yield from self._two_values("prp-fp", functional, s, p, v.thing)
        for restriction, counted in c.one_of.get(p, ()):
            if o in self._literals and self._facts.has(s, v.type, restriction):
                most = self._at_most(restriction)
                yield from self._two_values("cls-maxc2", most, s, p, counted)

    def see_type(self, x: int, kind: int) -> Iterator[Clash]:
        """Yield what clashes with the new triple that *x* is a *kind*."""
        facts, v, c = self._facts, self._v, self._c
        fact = x, v.type, kind
        if kind in self._c.impossible:
            yield from self._impossible(x, kind)
        elif kind == v.nothing:
            kinds = self._c.impossible.intersection(facts.objects(x, v.type))
            if not kinds:
                yield Clash("cls-nothing2", (), (fact,))
        for other, rule, axiom in c.disjoint_classes.get(kind, ()):
            if facts.has(x, v.type, other):
                sides = (fact,) if other == kind else (fact, (x, v.type, other))
                yield Clash(rule, axiom, sides)
        for p, counted in c.none_by_restriction.get(kind, ()):
            for y in facts.objects(x, p):
                yield from self._none(x, p, y, kind, counted)
        for restriction, p in c.none_by_filler.get(kind, ()):
            for u in facts.subjects(p, x):
                if facts.has(u, v.type, restriction):
                    yield from self._none(u, p, x, restriction, kind)
        for p, counted in c.one_by_restriction.get(kind, ()):
            most = self._at_most(kind)
            yield from self._two_values("cls-maxc2", most, x, p, counted)

    def _impossible(self, x: int, kind: int) -> Iterator[Clash]:
        """cls-nothing2, with the conditions of the impossible class as its sides."""
        facts, v = self._facts, self._v
        axiom = ((kind, v.sub_class, v.nothing),)
        whole = facts.objects(kind, v["intersectionOf"])
        for node in whole:
            parts = (self._part(x, part) for part in members(facts, v, node))
            yield Clash("cls-nothing2", axiom, tuple(parts))
        if not whole:
            yield Clash("cls-nothing2", axiom, ((x, v.type, kind),))

    def _part(self, x: int, part: int) -> Fact:
        for p, value in self._c.value_by_restriction.get(part, ()):
            return x, p, value
        return x, self._v.type, part

    def _none(
        self, s: int, p: int, o: int, restriction: int, counted: int
    ) -> Iterator[Clash]:
        """cls-maxc1, cls-maxqc1, cls-maxqc2."""
        type, thing = self._v.type, self._v.thing
        sides: tuple[Fact, ...] = (s, type, restriction), (s, p, o)
        if counted == thing:
            qualified = self._facts.objects(restriction, self._v["onClass"])
            rule = "cls-maxqc2" if qualified else "cls-maxc1"
            yield Clash(rule, self._at_most(restriction), sides)
        elif self._facts.has(o, type, counted):
            sides = *sides, (o, type, counted)
            yield Clash("cls-maxqc1", self._at_most(restriction), sides)

    def _at_most(self, restriction: int) -> tuple[Fact, ...]:
        """Return the statement with the number that *restriction* allows."""
        return tuple(
            (restriction, self._v[name], number)
            for name in ("maxCardinality", "maxQualifiedCardinality")
            for number in self._facts.objects(restriction, self._v[name])
        )

    def _two_values(
        self, rule: str, axiom: tuple[Fact, ...], s: int, p: int, counted: int
    ) -> Iterator[Clash]:
        """prp-fp or cls-maxc2, dt-diff and eq-diff1 for literals.

        They cannot be said to be equal, being subjects then: unequal ones clash.
        """
        if counted != self._v.thing:
            return
        values = sorted(o for o in self._facts.objects(s, p) if o in self._literals)
        for one, other in combinations(values, 2):
            if differ(*map(self._facts.terms.literal, (one, other))):
                yield Clash(rule, axiom, ((s, p, one), (s, p, other)))

    def same_though_different(self, node: int) -> Iterator[Clash]:
        """eq-diff1."""
        same, different = self._v.same, self._v["differentFrom"]
        yield Clash("eq-diff1", (), ((node, same, node), (node, different, node)))

    def all_different(self) -> Iterator[Clash]:
        """eq-diff2, eq-diff3: look whether any two of a list became one."""
        find = self._facts.equality.find
        for node, listed in self._c.different():
            for one, other in combinations(listed, 2):
                if find(one) == find(other):
                    axiom = ((node, self._v.type, self._v["AllDifferent"]),)
                    distinct = self._facts.objects(node, self._v["distinctMembers"])
                    rule = "eq-diff3" if distinct else "eq-diff2"
                    yield Clash(rule, axiom, ((one, self._v.same, other),))
