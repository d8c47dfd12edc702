"""The rules about the ontology backwards: `table 9 of the profile
<https://www.w3.org/TR/owl2-profiles/#tab-rules-schema>`_.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tsunagari.entailment.facts import Fact
from tsunagari.entailment.steps import ClosedGraph, Step
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["schema_offers"]


def schema_offers(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """Yield the steps of table 9 that conclude *fact*."""
    s, p, o = fact
    if p == v.type and s in (v.thing, v.nothing) and o in v.classes:
        yield Step("cls-thing" if s == v.thing else "cls-nothing1", fact, ())
    if p == v.sub_class:
        yield from _hierarchy(graph, fact, "scm-sco", "scm-eqc1", v["equivalentClass"])
        yield from _lists(graph, v, fact)
        yield from _restrictions(graph, v, fact)
        yield from _declared(graph, v, fact)
    elif p == v.sub_property:
        equivalent = v["equivalentProperty"]
        yield from _hierarchy(graph, fact, "scm-spo", "scm-eqp1", equivalent)
        yield from _itself(graph, v, fact)
    elif p == v["equivalentClass"]:
        yield from _both_ways(graph, fact, "scm-eqc2", v.sub_class)
    elif p == v["equivalentProperty"]:
        yield from _both_ways(graph, fact, "scm-eqp2", v.sub_property)
    elif p in (v.domain, v.range):
        rule = "scm-dom" if p == v.domain else "scm-rng"
        for kind in graph.objects(s, p):
            if kind != o and o in graph.objects(kind, v.sub_class):
                yield Step(f"{rule}1", fact, ((s, p, kind), (kind, v.sub_class, o)))
        for wider in graph.objects(s, v.sub_property):
            if wider != s and o in graph.objects(wider, p):
                premises = (wider, p, o), (s, v.sub_property, wider)
                yield Step(f"{rule}2", fact, premises)


def _hierarchy(
    graph: ClosedGraph, fact: Fact, transitive: str, equal: str, equivalent: int
) -> Iterator[Step]:
    a, sub, b = fact
    if b in graph.objects(a, equivalent):
        yield Step(equal, fact, ((a, equivalent, b),))
    if a in graph.objects(b, equivalent):
        yield Step(equal, fact, ((b, equivalent, a),))
    for between in graph.objects(a, sub):
        if between not in (a, b) and b in graph.objects(between, sub):
            yield Step(transitive, fact, ((a, sub, between), (between, sub, b)))


def _both_ways(graph: ClosedGraph, fact: Fact, rule: str, sub: int) -> Iterator[Step]:
    a, _, b = fact
    if b in graph.objects(a, sub) and a in graph.objects(b, sub):
        yield Step(rule, fact, ((a, sub, b), (b, sub, a)))


def _lists(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    narrow, _, wide = fact
    for node in graph.objects(narrow, v["intersectionOf"]):
        if wide in members(graph, v, node):
            yield Step("scm-int", fact, ((narrow, v["intersectionOf"], node),))
    for node in graph.objects(wide, v["unionOf"]):
        if narrow in members(graph, v, node):
            yield Step("scm-uni", fact, ((wide, v["unionOf"], node),))


def _declared(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """scm-cls."""
    narrow, _, wide = fact
    if narrow == wide and narrow in (v.thing, v.nothing):
        for declared in v.classes:
            yield Step("scm-cls", fact, ((narrow, v.type, declared),))
    for named, end in (
        (narrow, wide in (v.thing, narrow)),
        (wide, narrow == v.nothing),
    ):
        for declared in v.classes:
            if end and declared in graph.objects(named, v.type):
                yield Step("scm-cls", fact, ((named, v.type, declared),))


def _itself(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """scm-op, scm-dp."""
    p, _, q = fact
    for rule, kind in (("scm-op", v.object_property), ("scm-dp", v.data_property)):
        if p == q and kind in graph.objects(p, v.type):
            yield Step(rule, fact, ((p, v.type, kind),))


def _restrictions(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """scm-hv, scm-svf1, scm-svf2, scm-avf1, scm-avf2."""
    a, _, b = fact
    on = v["onProperty"]
    for name, short in (
        ("hasValue", "scm-hv"),
        ("someValuesFrom", "scm-svf"),
        ("allValuesFrom", "scm-avf"),
    ):
        for x, y, p, q in product(
            graph.objects(a, v[name]),
            graph.objects(b, v[name]),
            graph.objects(a, on),
            graph.objects(b, on),
        ):
            axioms = (a, v[name], x), (a, on, p), (b, v[name], y), (b, on, q)
            if name != "hasValue" and p == q:
                for link in _below(graph, v, x, y):
                    yield Step(f"{short}1", fact, (*axioms, *link))
            if x == y:
                ends = (q, p) if name == "allValuesFrom" else (p, q)
                rule = short if name == "hasValue" else f"{short}2"
                for link in _below(graph, v, *ends):
                    yield Step(rule, fact, (*axioms, *link))


def _below(
    graph: ClosedGraph, v: Vocabulary, a: int, b: int
) -> Iterator[tuple[Fact, ...]]:
    """Yield the premise that *a* is below *b*; what is declared is below itself."""
    for sub in (v.sub_class, v.sub_property):
        if b in graph.objects(a, sub):
            yield ((a, sub, b),)
