"""The rules for data, run over each new triple once: `tables 4 to 6 and 8 of the
profile
<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>`_.

Each method says which of the profile's rules it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from tsunagari.entailment.compiled import Compiled
from tsunagari.entailment.facts import Facts
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["Rules"]


class Rules:
    """The rules of one compiled ontology over *facts*."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary) -> None:
        self._facts = facts
        self._v = vocabulary
        self._type = vocabulary.type
        self._same = vocabulary.same
        self._literals = facts.terms.literals
        self._c = Compiled(facts, vocabulary)

    def begin(self) -> None:
        """cls-oo: who is listed belongs."""
        for kind, node in self._facts.of(self._v["oneOf"]):
            for one in members(self._facts, self._v, node):
                self._facts.add(one, self._type, kind)

    def see(self, s: int, p: int, o: int) -> None:
        """Add what follows from a new triple together with those seen before."""
        if p == self._type:
            self._see_type(s, o)
        elif p == self._same:
            self._see_same(s, o)
        self._see_property(s, p, o)
        if self._same in self._facts:
            self._replace(s, p, o)

    def _see_type(self, x: int, kind: int) -> None:
        facts, c, type = self._facts, self._c, self._type
        for wider in c.super_classes.get(kind, ()):  # cax-sco, cls-uni, cls-int2
            facts.add(x, type, wider)
        if kind in c.parts:  # cls-int1
            kinds = facts.objects(x, type)
            for whole, parts in c.parts[kind]:
                if all(part in kinds for part in parts):
                    facts.add(x, type, whole)
        for restriction, p in c.some_by_filler.get(kind, ()):  # cls-svf1
            for u in list(facts.subjects(p, x)):
                facts.add(u, type, restriction)
        for p, filler in c.all_by_restriction.get(kind, ()):  # cls-avf
            for y in list(facts.objects(x, p)):
                facts.add(y, type, filler)
        for p, value in c.value_by_restriction.get(kind, ()):  # cls-hv1
            facts.add(x, p, value)
        for p, counted in c.one_by_restriction.get(kind, ()):  # cls-maxc2, maxqc3, 4
            self._one(x, p, counted)
        for p, pairs in c.one_of.items():
            for _, counted in pairs:
                if counted == kind:
                    for u in list(facts.subjects(p, x)):
                        self._see_one(u, p)
        for keyed, properties in c.keys:  # prp-key
            if keyed == kind:
                self._keys(x, kind, properties)

    def _see_property(self, s: int, p: int, o: int) -> None:
        facts, c, type = self._facts, self._c, self._type
        for wider in c.super_properties.get(p, ()):  # prp-spo1, prp-eqp
            facts.add(s, wider, o)
        for kind in c.domains.get(p, ()):  # prp-dom
            facts.add(s, type, kind)
        for kind in c.ranges.get(p, ()):  # prp-rng
            facts.add(o, type, kind)
        for inverse in c.inverses.get(p, ()):  # prp-inv1, prp-inv2
            facts.add(o, inverse, s)
        if p in c.symmetric:  # prp-symp
            facts.add(o, p, s)
        if p in c.transitive:  # prp-trp
            for z in list(facts.objects(o, p)):
                facts.add(s, p, z)
            for w in list(facts.subjects(p, s)):
                facts.add(w, p, o)
        for made, chain, place in c.chains.get(p, ()):  # prp-spo2
            for start in self._before(s, chain[:place]):
                for end in self._after(o, chain[place + 1 :]):
                    facts.add(start, made, end)
        for restriction, filler in c.some_of.get(p, ()):  # cls-svf1, cls-svf2
            if filler == self._v.thing or facts.has(o, type, filler):
                facts.add(s, type, restriction)
        for restriction, filler in c.all_of.get(p, ()):  # cls-avf
            if facts.has(s, type, restriction):
                facts.add(o, type, filler)
        for restriction, value in c.value_of.get(p, ()):  # cls-hv2
            if value == o:
                facts.add(s, type, restriction)
        self._see_one(s, p)
        if p in c.functional:  # prp-fp
            self._all_same(facts.objects(s, p))
        if p in c.inverse_functional:  # prp-ifp
            self._all_same(facts.subjects(p, o))
        for kind, properties in c.keys:
            if p in properties and facts.has(s, type, kind):
                self._keys(s, kind, properties)

    def _before(self, node: int, chain: list[int]) -> Iterable[int]:
        found = {node}
        for p in reversed(chain):
            found = {w for n in found for w in self._facts.subjects(p, n)}
        return found

    def _after(self, node: int, chain: list[int]) -> Iterable[int]:
        found = {node}
        for p in chain:
            found = {z for n in found for z in self._facts.objects(n, p)}
        return found

    def _see_one(self, s: int, p: int) -> None:
        for restriction, counted in self._c.one_of.get(p, ()):
            if self._facts.has(s, self._type, restriction):
                self._one(s, p, counted)

    def _one(self, s: int, p: int, counted: int) -> None:
        values = self._facts.objects(s, p)
        if counted != self._v.thing:
            values = [y for y in values if self._facts.has(y, self._type, counted)]
        self._all_same(values)

    def _keys(self, x: int, kind: int, properties: list[int]) -> None:
        facts = self._facts
        if not properties:
            return
        candidates: set[int] | None = None
        for p in properties:
            sharing = {
                y for value in facts.objects(x, p) for y in facts.subjects(p, value)
            }
            candidates = sharing if candidates is None else candidates & sharing
        for y in candidates or ():
            if y != x and facts.has(y, self._type, kind):
                facts.add(x, self._same, y)

    def _all_same(self, nodes: Iterable[int]) -> None:
        # Literals are equal or not by their values; see clashes.py.
        named = [node for node in nodes if node not in self._literals]
        for one in named[1:]:
            self._facts.add(named[0], self._same, one)

    def _see_same(self, x: int, y: int) -> None:
        """eq-sym, eq-trans, eq-rep-s, eq-rep-p, eq-rep-o."""
        if x == y:
            return
        self._facts.add(y, self._same, x)
        for s, p, o in list(self._facts.about(x)):
            self._facts.add(
                *(y if s == x else s, y if p == x else p, y if o == x else o)
            )

    def _replace(self, s: int, p: int, o: int) -> None:
        facts, same = self._facts, self._same
        for other in list(facts.objects(s, same)):
            facts.add(other, p, o)
        for other in list(facts.objects(p, same)):
            facts.add(s, other, o)
        for other in list(facts.objects(o, same)):
            facts.add(s, p, other)
