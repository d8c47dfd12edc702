"""The rules for data, run over each new triple once: `tables 4 to 6 and 8 of the
profile
<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>`_.

Each line says which of the profile's rules it is. The rules of equality are not
here but in :mod:`~tsunagari.entailment.facts`: equal names are one number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import copy

from tsunagari.entailment.clashes import Clash, ClashRules
from tsunagari.entailment.compiled import Compiled
from tsunagari.entailment.datatypes import contains, is_known
from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["Rules"]


class Rules:
    """The rules of one compiled ontology over *facts*.

    :param clashes: Where contradictions are put as they are found.
    """

    def __init__(
        self,
        facts: Facts,
        vocabulary: Vocabulary,
        clashes: dict[object, Clash],
    ) -> None:
        self._facts = facts
        self._v = vocabulary
        self._type = vocabulary.type
        self._same = vocabulary.same
        self._different = vocabulary["differentFrom"]
        self._literals = facts.terms.literals
        self._c = Compiled(facts, vocabulary)
        self._clash_rules = ClashRules(facts, vocabulary, self._c)
        self._clashes = clashes
        self._read = self._c.read()
        self._datatypes = self._c.datatypes()
        # The properties whose statements must be among the facts.
        self.live = self._read | vocabulary.basic()

    def run(self, before: Rules | None = None) -> None:
        """Let every rule see every fact, and all that is added meanwhile.

        :param before: The rules that hold in what stands elsewhere: of that, only what
            a rule says something new of is looked at.
        """
        for kind, node in self._facts.of(self._v["oneOf"]):
            for one in members(self._facts, self._v, node):
                self._facts.add(one, self._type, kind)  # cls-oo
        agenda = self._facts.agenda
        # Every fact comes now; what waits and is none are names to be made one.
        agenda[:] = [fact for fact in agenda if fact[1] == self._same]
        self.go_on()
        for fact in self._facts.all():
            agenda.append(fact)
            self.go_on()
        if before is not None:
            self._see_elsewhere(before)
        self._note(self._clash_rules.all_different())

    def _see_elsewhere(self, before: Rules) -> None:
        """Let the rules that are new see what stands elsewhere; *before* saw it."""
        compiled, terms = self._c.since(before._c)
        newer = copy(self)
        newer._c = compiled
        newer._read = compiled.read()
        newer._clash_rules = ClashRules(self._facts, self._v, compiled)
        for fact in self._facts.elsewhere(terms):
            newer._see(*fact)
            self.go_on()

    def go_on(self) -> None:
        """Let every rule see what is on the agenda, until nothing is."""
        agenda, find = self._facts.agenda, self._facts.equality.find
        while agenda:
            s, p, o = agenda.pop()
            if p == self._same and o not in self._literals:
                self._unite(s, o)
            elif self._facts.equality:
                self._see(find(s), find(p), find(o))
            else:
                self._see(s, p, o)

    def see_different(self) -> None:
        """Look again at what is stated to be all different."""
        self._note(self._clash_rules.all_different())

    def _unite(self, one: int, other: int) -> None:
        if self._facts.equate(one, other):
            node = self._facts.equality.find(one)
            # An axiom may speak of equality itself; then each is equal to itself.
            self._see_property(node, self._same, node)

    def _note(self, found: Iterable[Clash]) -> None:
        for clash in found:
            self._clashes.setdefault(clash.key(), clash)

    def _see(self, s: int, p: int, o: int) -> None:
        """Add what follows from a new triple together with those seen before."""
        if p == self._type:
            self._see_type(s, o)
            self._note(self._clash_rules.see_type(s, o))
        if p in self._read:
            self._see_property(s, p, o)
            self._note(self._clash_rules.see(s, p, o))
        if p == self._different and s == o:
            self._note(self._clash_rules.same_though_different(s))
        if self._same in self._facts:
            self._see_equal_literals(s, p, o)

    def _see_type(self, x: int, kind: int) -> None:
        facts, c, type = self._facts, self._c, self._type
        for wider in c.super_classes.get(kind, ()):  # cax-sco, cls-uni, cls-int2
            facts.add(x, type, wider)
        if kind in c.parts:  # cls-int1
            for whole, parts in c.parts[kind]:
                if facts.is_all_of(x, parts):
                    facts.add(x, type, whole)
        for restriction, p in c.some_by_filler.get(kind, ()):  # cls-svf1
            for u in list(facts.subjects(p, x)):
                facts.add(u, type, restriction)
        for p, filler in c.all_by_restriction.get(kind, ()):  # cls-avf
            axiom = (kind, self._v["allValuesFrom"], filler)
            for y in list(facts.objects(x, p)):
                self._classify(x, p, y, filler, axiom)
        for p, value in c.value_by_restriction.get(kind, ()):  # cls-hv1
            facts.add(x, p, value)
        for p, counted in c.one_by_restriction.get(kind, ()):  # cls-maxc2, maxqc3, 4
            self._one(x, p, counted)
        for restriction, p in c.one_by_filler.get(kind, ()):  # cls-maxqc3
            for u in list(facts.subjects(p, x)):
                if facts.has(u, type, restriction):
                    self._one(u, p, kind)
        for keyed, properties in c.keys.get(kind, ()):  # prp-key
            if keyed == kind:
                self._keys(x, kind, properties)

    def _see_property(self, s: int, p: int, o: int) -> None:
        facts, c, type = self._facts, self._c, self._type
        for wider in c.super_properties.get(p, ()):  # prp-spo1, prp-eqp
            facts.add(s, wider, o)
        for kind in c.domains.get(p, ()):  # prp-dom
            facts.add(s, type, kind)
        if self._datatypes and o in self._literals:
            self._type_literal(o)
        for kind in c.ranges.get(p, ()):  # prp-rng
            self._classify(s, p, o, kind, (p, self._v.range, kind))
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
                axiom = (restriction, self._v["allValuesFrom"], filler)
                self._classify(s, p, o, filler, axiom)
        for restriction, value in c.value_of.get(p, ()):  # cls-hv2
            if value == o:
                facts.add(s, type, restriction)
        self._see_one(s, p)
        if p in c.functional:  # prp-fp
            self._all_same(facts.objects(s, p))
        if p in c.inverse_functional:  # prp-ifp
            self._all_same(facts.subjects(p, o))
        for kind, properties in c.keys.get(p, ()):  # prp-key
            if p in properties and facts.has(s, type, kind):
                self._keys(s, kind, properties)

    def _classify(self, s: int, p: int, o: int, kind: int, axiom: Fact) -> None:
        """Add that *o*, which *s* has, is a *kind*; a literal may not be one."""
        if o in self._literals:
            datatype = self._facts.terms.term(kind)
            known = is_known(datatype)
            value = self._facts.terms.literal(o)
            if known and contains(datatype, value) is False:  # dt-not-type
                self._note([Clash("dt-not-type", (axiom,), ((s, p, o),))])
            if known and kind not in self._datatypes:
                return
        self._facts.add(o, self._type, kind)

    def _type_literal(self, literal: int) -> None:
        """dt-type2, for the datatypes that a rule asks for."""
        value = self._facts.terms.literal(literal)
        for kind in self._datatypes:
            if contains(self._facts.terms.term(kind), value):
                self._facts.add(literal, self._type, kind)

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
        # Begin with the property that the fewest share: a country has everybody.
        shared = {p: list(self._sharing(x, p)) for p in set(properties)}
        fewest = min(shared.values(), key=lambda found: sum(map(len, found)))
        for y in {y for sharing in fewest for y in sharing}:
            if y != x and facts.has(y, self._type, kind) and self._share(x, y, shared):
                facts.add(x, self._same, y)

    def _sharing(self, x: int, p: int) -> Iterator[Collection[int]]:
        for value in self._facts.objects(x, p):
            yield self._facts.subjects(p, value)

    def _share(self, x: int, y: int, properties: Iterable[int]) -> bool:
        """Tell whether *x* and *y* have a value in common of each property."""
        objects = self._facts.objects
        return all(not set(objects(x, p)).isdisjoint(objects(y, p)) for p in properties)

    def _all_same(self, nodes: Iterable[int]) -> None:
        # Literals are equal or not by their values; see clashes.py.
        named = [node for node in nodes if node not in self._literals]
        for one in named[1:]:
            self._facts.add(named[0], self._same, one)

    def _see_equal_literals(self, s: int, p: int, o: int) -> None:
        """eq-rep-o, where a name is said to be the same as a literal."""
        if p == self._same:
            for subject, property, _ in list(self._facts.about(s)):
                if self._facts.has(subject, property, s):
                    self._facts.add(subject, property, o)
        for literal in list(self._facts.objects(o, self._same)):
            self._facts.add(s, p, literal)
