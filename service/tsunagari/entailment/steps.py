"""The rules backwards: from a statement to the premises it can be drawn from.

Each step names its rule as the `OWL 2 RL profile
<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>`_
does. A step is offered when its premises are statements of a closed graph; what
is said of a class expression is not looked up but asked about in turn, because
a published graph does not hold it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from tsunagari.entailment.datatypes import contains
from tsunagari.entailment.facts import Fact
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["ClosedGraph", "Step", "offers"]


class ClosedGraph(Protocol):
    """A graph with all that follows from it, to look things up in, by numbers."""

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*, under all their names."""

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*, under all their names."""

    def of(self, p: int) -> Iterable[tuple[int, int]]:
        """Return subject and object of each axiom of *p*."""

    def asserts(self, fact: Fact) -> bool:
        """Tell whether a statement was asserted as it stands."""

    @property
    def terms(self) -> Terms:
        """The terms that the numbers stand for."""

    def nameless(self, number: int) -> bool:
        """Tell whether a number stands for a blank node."""

    def equal(self, number: int) -> Collection[int]:
        """Return all names of the same thing, the given one included."""


@dataclass(frozen=True)
class Step:
    """One use of a rule: what it concludes from which statements."""

    rule: str
    conclusion: Fact
    premises: tuple[Fact, ...]


def offers(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """Yield the steps of tables 4 to 8 that conclude *fact*, apart from equality."""
    s, p, o = fact
    maker = _Maker(graph, v, fact)
    if p == v.type:
        yield from maker.of_type(s, o)
        yield from maker.of_members(s, o)
    yield from maker.of_property(s, p, o)
    yield from maker.of_paths(s, p, o)


class _Maker:
    def __init__(self, graph: ClosedGraph, v: Vocabulary, conclusion: Fact) -> None:
        self._graph = graph
        self._v = v
        self._conclusion = conclusion

    def _step(self, rule: str, *premises: Fact) -> Step:
        return Step(rule, self._conclusion, premises)

    def _may(self, x: int, kind: int) -> bool:
        """Tell whether *x* is a *kind*, or may be, which is to be asked then."""
        if self._graph.nameless(kind) or self._graph.nameless(x):
            return True
        if x in self._graph.terms.literals:
            return True
        return kind in self._graph.objects(x, self._v.type)

    def of_type(self, x: int, kind: int) -> Iterator[Step]:
        """Classes above and below: cax-*, cls-int*, cls-uni, prp-dom, prp-rng."""
        g, v, type = self._graph, self._v, self._v.type
        equivalent, both = v["equivalentClass"], v["intersectionOf"]
        for other in g.objects(kind, equivalent):
            if other != kind and self._may(x, other):
                yield self._step(
                    "cax-eqc2", (kind, equivalent, other), (x, type, other)
                )
        for other in g.subjects(equivalent, kind):
            if other != kind and self._may(x, other):
                yield self._step(
                    "cax-eqc1", (other, equivalent, kind), (x, type, other)
                )
        # What a definition says is told as such, not as what follows from it.
        told = {*g.objects(kind, equivalent), *g.subjects(equivalent, kind), kind}
        told |= {whole for whole, node in g.of(both) if kind in self._members(node)}
        for narrower in g.subjects(v.sub_class, kind):
            # From what is nothing, anything would follow.
            impossible = v.nothing in g.objects(narrower, v.sub_class)
            if impossible and kind != v.nothing:
                continue
            if narrower not in told and self._may(x, narrower):
                axiom = (narrower, v.sub_class, kind)
                yield self._step("cax-sco", axiom, (x, type, narrower))
        for node in g.objects(kind, both):
            parts = self._members(node)
            if parts and all(self._may(x, part) for part in parts):
                facts = ((x, type, part) for part in parts)
                yield self._step("cls-int1", (kind, both, node), *facts)
        for whole, node in g.of(both):
            if kind in self._members(node) and self._may(x, whole):
                yield self._step("cls-int2", (whole, both, node), (x, type, whole))
        for node in g.objects(kind, v["unionOf"]):
            for part in self._members(node):
                if self._may(x, part):
                    axiom = (kind, v["unionOf"], node)
                    yield self._step("cls-uni", axiom, (x, type, part))
        for p in g.subjects(v.domain, kind):
            for y in g.objects(x, p):
                yield self._step("prp-dom", (p, v.domain, kind), (x, p, y))
        for p in g.subjects(v.range, kind):
            for y in g.subjects(p, x):
                yield self._step("prp-rng", (p, v.range, kind), (y, p, x))

    def of_members(self, x: int, kind: int) -> Iterator[Step]:
        """Restrictions and lists: cls-svf*, cls-hv2, cls-avf, cls-oo; dt-type2."""
        g, v, type = self._graph, self._v, self._v.type
        on = v["onProperty"]
        for filler in g.objects(kind, v["someValuesFrom"]):
            for p in g.objects(kind, on):
                axiom = (kind, v["someValuesFrom"], filler), (kind, on, p)
                for y in g.objects(x, p):
                    if filler == v.thing:
                        yield self._step("cls-svf2", *axiom, (x, p, y))
                    elif self._may(y, filler):
                        told = (x, p, y), (y, type, filler)
                        yield self._step("cls-svf1", *axiom, *told)
        for value in g.objects(kind, v["hasValue"]):
            for p in g.objects(kind, on):
                if value in g.objects(x, p):
                    axiom = (kind, v["hasValue"], value), (kind, on, p)
                    yield self._step("cls-hv2", *axiom, (x, p, value))
        for restriction in g.subjects(v["allValuesFrom"], kind):
            for p in g.objects(restriction, on):
                axiom = (restriction, v["allValuesFrom"], kind), (restriction, on, p)
                for u in g.subjects(p, x):
                    if self._may(u, restriction):
                        told = (u, type, restriction), (u, p, x)
                        yield self._step("cls-avf", *axiom, *told)
        terms = g.terms
        if x in terms.literals and contains(terms.term(kind), terms.literal(x)):
            yield self._step("dt-type2")
        for node in g.objects(kind, v["oneOf"]):
            if x in self._members(node):
                yield self._step("cls-oo", (kind, v["oneOf"], node))

    def of_property(self, s: int, p: int, o: int) -> Iterator[Step]:
        """Properties beside: prp-spo1, prp-eqp*, prp-inv*, prp-symp, cls-hv1."""
        g, v = self._graph, self._v
        equivalent, inverse = v["equivalentProperty"], v["inverseOf"]
        for q in g.objects(p, equivalent):
            if q != p and o in g.objects(s, q):
                yield self._step("prp-eqp2", (p, equivalent, q), (s, q, o))
        for q in g.subjects(equivalent, p):
            if q != p and o in g.objects(s, q):
                yield self._step("prp-eqp1", (q, equivalent, p), (s, q, o))
        for q in g.subjects(v.sub_property, p):
            if q != p and o in g.objects(s, q):
                yield self._step("prp-spo1", (q, v.sub_property, p), (s, q, o))
        for q in g.subjects(inverse, p):
            if s in g.objects(o, q):
                yield self._step("prp-inv1", (q, inverse, p), (o, q, s))
        for q in g.objects(p, inverse):
            if s in g.objects(o, q):
                yield self._step("prp-inv2", (p, inverse, q), (o, q, s))
        symmetric = v["SymmetricProperty"]
        if symmetric in g.objects(p, v.type) and s in g.objects(o, p):
            yield self._step("prp-symp", (p, v.type, symmetric), (o, p, s))
        for restriction in g.subjects(v["hasValue"], o):
            if p in g.objects(restriction, v["onProperty"]):
                yield self._step(
                    "cls-hv1",
                    (restriction, v["hasValue"], o),
                    (restriction, v["onProperty"], p),
                    (s, v.type, restriction),
                )

    def of_paths(self, s: int, p: int, o: int) -> Iterator[Step]:
        """Properties one after the other: prp-trp, prp-spo2."""
        g, v = self._graph, self._v
        transitive, chain = v["TransitiveProperty"], v["propertyChainAxiom"]
        if transitive in g.objects(p, v.type):
            axiom = (p, v.type, transitive)
            for z in g.objects(s, p):
                if z not in (s, o) and o in g.objects(z, p):
                    yield self._step("prp-trp", axiom, (s, p, z), (z, p, o))
        for node in g.objects(p, chain):
            for path in self._paths(s, self._members(node), o):
                yield self._step("prp-spo2", (p, chain, node), *path)

    def _paths(self, s: int, chain: list[int], o: int) -> Iterator[tuple[Fact, ...]]:
        if len(chain) == 1:
            if o in self._graph.objects(s, chain[0]):
                yield ((s, chain[0], o),)
        elif chain:
            for z in self._graph.objects(s, chain[0]):
                for rest in self._paths(z, chain[1:], o):
                    yield ((s, chain[0], z), *rest)

    def _members(self, node: int) -> list[int]:
        return members(self._graph, self._v, node)
