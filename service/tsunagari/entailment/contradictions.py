"""What cannot be true together: the rules of the profile that end in "false".

Each is told in one line with the IRIs of what clashes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rdflib import BNode, Literal
from rdflib.term import Node

from tsunagari.entailment.compiled import Compiled
from tsunagari.entailment.facts import Facts
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["contradictions"]


def contradictions(facts: Facts, vocabulary: Vocabulary) -> set[str]:
    """Return one line per clash among *facts*, which are closed."""
    finder = _Finder(facts, vocabulary)
    return {*finder.of_classes(), *finder.of_properties(), *finder.of_identity()}


class _Finder:
    def __init__(self, facts: Facts, vocabulary: Vocabulary) -> None:
        self._facts = facts
        self._v = vocabulary
        self._c = Compiled(facts, vocabulary)

    def of_classes(self) -> Iterator[str]:
        """cls-nothing2, cax-dw, cax-adc, cls-com, cls-maxc1, cls-maxqc1 and 2."""
        facts, v = self._facts, self._v
        for x in facts.subjects(v.type, v.nothing):
            if not isinstance(self._term(x), BNode):
                yield from self._impossible(x)
        for name in ("disjointWith", "complementOf"):
            for a, b in facts.of(v[name]):
                yield from self._in_both(a, b)
        for node in facts.subjects(v.type, v["AllDisjointClasses"]):
            for a, b in combinations(self._members(node, "members"), 2):
                yield from self._in_both(a, b)
        for restriction, p, counted in self._c.none:
            for x in facts.subjects(v.type, restriction):
                for y in facts.objects(x, p):
                    if counted == v.thing or facts.has(y, v.type, counted):
                        said = f"may have no {self._n(p)}, and has {self._n(y)}"
                        yield f"{self._n(x)} {said}"

    def of_properties(self) -> Iterator[str]:
        """prp-irp, prp-asyp, prp-pdw, prp-adp, prp-npa1 and 2; values of one."""
        facts, v = self._facts, self._v
        for p in facts.subjects(v.type, v["IrreflexiveProperty"]):
            for s, o in facts.of(p):
                if s == o:
                    yield f"{self._n(s)} cannot have {self._n(p)} to itself"
        for p in facts.subjects(v.type, v["AsymmetricProperty"]):
            for s, o in facts.of(p):
                if facts.has(o, p, s):
                    pair = " and ".join(sorted((self._n(s), self._n(o))))
                    yield f"{pair} cannot have {self._n(p)} to each other"
        for p, q in self._disjoint_properties():
            for s, o in facts.of(p):
                if facts.has(s, q, o):
                    both = " and ".join(sorted((self._n(p), self._n(q))))
                    yield f"{self._n(s)} cannot have both {both} {self._n(o)}"
        for target in ("targetIndividual", "targetValue"):
            for node, o in facts.of(v[target]):
                for s in facts.objects(node, v["sourceIndividual"]):
                    for p in facts.objects(node, v["assertionProperty"]):
                        if facts.has(s, p, o):
                            said = f"{self._n(p)} {self._n(o)}"
                            yield f"{self._n(s)} has, and is said not to have, {said}"
        for p in self._c.functional:
            for s in {s for s, _ in facts.of(p)}:
                yield from self._two_values(s, p)

    def of_identity(self) -> Iterator[str]:
        """eq-diff1, eq-diff2, eq-diff3."""
        facts, v = self._facts, self._v
        different = list(facts.of(v["differentFrom"]))
        for node in facts.subjects(v.type, v["AllDifferent"]):
            for name in ("members", "distinctMembers"):
                different += combinations(self._members(node, name), 2)
        for a, b in different:
            if a == b or facts.has(a, v.same, b):
                pair = " and ".join(sorted((self._n(a), self._n(b))))
                yield f"{pair} are the same and are said to be different"

    def _in_both(self, a: int, b: int) -> Iterator[str]:
        facts, v = self._facts, self._v
        others = facts.subjects(v.type, b)
        for x in facts.subjects(v.type, a):
            # What is nothing is also everything; that is told as it is.
            if x in others and not facts.has(x, v.type, v.nothing):
                kinds = " and ".join(sorted(f"the type {self._n(k)}" for k in (a, b)))
                yield f"{self._n(x)} cannot at the same time have {kinds}"

    def _impossible(self, x: int) -> Iterator[str]:
        """Read out the impossible classes that *x* fell into."""
        facts, v = self._facts, self._v
        found = False
        for kind in facts.objects(x, v.type):
            if not facts.has(kind, v.sub_class, v.nothing):
                continue
            for node in facts.objects(kind, v["intersectionOf"]):
                said = sorted(self._part(part) for part in members(facts, v, node))
                found = True
                yield f"{self._n(x)} cannot at the same time have {' and '.join(said)}"
        if not found:
            yield f"{self._n(x)} is of a class that nothing can be of"

    def _part(self, part: int) -> str:
        for p, value in self._c.value_by_restriction.get(part, ()):
            return f"{self._n(p)} {self._n(value)}"
        return f"the type {self._n(part)}"

    def _two_values(self, s: int, p: int) -> Iterator[str]:
        values = [self._term(o) for o in self._facts.objects(s, p)]
        literals = sorted((x for x in values if isinstance(x, Literal)), key=str)
        for one, other in combinations(literals, 2):
            if not one.eq(other):
                both = f"{one.n3()} and {other.n3()}"
                yield f"{self._n(s)} cannot have both {both} as {self._n(p)}"

    def _disjoint_properties(self) -> Iterator[tuple[int, int]]:
        facts, v = self._facts, self._v
        yield from facts.of(v["propertyDisjointWith"])
        for node in facts.subjects(v.type, v["AllDisjointProperties"]):
            yield from combinations(self._members(node, "members"), 2)

    def _members(self, node: int, name: str) -> list[int]:
        lists = self._facts.objects(node, self._v[name])
        return [m for first in lists for m in members(self._facts, self._v, first)]

    def _term(self, number: int) -> Node:
        return self._facts.terms.term(number)

    def _n(self, number: int) -> str:
        return str(self._term(number))
