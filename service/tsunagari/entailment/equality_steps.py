"""The rules of equality backwards: `table 4 of the profile
<https://www.w3.org/TR/owl2-profiles/#tab-rules-equality>`_, and the rules of
other tables that conclude that two names are the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from tsunagari.entailment.facts import Fact
from tsunagari.entailment.steps import ClosedGraph, Step
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["equality_offers"]


def equality_offers(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """Yield the steps that conclude *fact* from or about equal names."""
    s, p, o = fact
    if p == v.same:
        yield from _same(graph, v, fact)
    for other in graph.equal(s):
        if other != s and p != v.same:
            premises = (other, v.same, s), (other, p, o)
            yield Step("eq-rep-s", fact, premises)
    for other in graph.equal(p):
        if other != p:
            yield Step("eq-rep-p", fact, ((other, v.same, p), (s, other, o)))
    for other in graph.equal(o):
        if other != o and p != v.same:
            yield Step("eq-rep-o", fact, ((other, v.same, o), (s, p, other)))


def _same(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    x, same, y = fact
    yield Step("eq-sym", fact, ((y, same, x),))
    for between in graph.equal(x):
        if between not in (x, y):
            yield Step("eq-trans", fact, ((x, same, between), (between, same, y)))
    yield from _one_value(graph, v, fact)
    inverse_functional = v["InverseFunctionalProperty"]
    for p in graph.subjects(v.type, inverse_functional):
        axiom = (p, v.type, inverse_functional)
        for value in _shared(graph, p, x, y):
            yield Step("prp-ifp", fact, (axiom, (x, p, value), (y, p, value)))
    for kind, node in graph.of(v["hasKey"]):
        told: list[Fact] = [(x, v.type, kind), (y, v.type, kind)]
        properties = members(graph, v, node)
        for p in properties:
            for value in sorted(_shared(graph, p, x, y))[:1]:
                told += [(x, p, value), (y, p, value)]
        if properties and len(told) == 2 + 2 * len(properties):
            yield Step("prp-key", fact, ((kind, v["hasKey"], node), *told))


def _one_value(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """prp-fp, cls-maxc2, cls-maxqc3, cls-maxqc4."""
    x, _, y = fact
    functional = v["FunctionalProperty"]
    for p in graph.subjects(v.type, functional):
        axiom = (p, v.type, functional)
        for u in _owners(graph, p, x, y):
            yield Step("prp-fp", fact, (axiom, (u, p, x), (u, p, y)))
    on = v["onProperty"]
    for name in ("maxCardinality", "maxQualifiedCardinality"):
        for restriction, number in graph.of(v[name]):
            for p in graph.objects(restriction, on):
                axioms = (restriction, v[name], number), (restriction, on, p)
                counted = sorted(graph.objects(restriction, v["onClass"]))[:1]
                for u in _owners(graph, p, x, y):
                    told = [(u, v.type, restriction), (u, p, x), (u, p, y)]
                    if name == "maxCardinality":
                        yield Step("cls-maxc2", fact, (*axioms, *told))
                    elif counted == [v.thing]:
                        yield Step("cls-maxqc4", fact, (*axioms, *told))
                    else:
                        told += [(one, v.type, k) for k in counted for one in (x, y)]
                        yield Step("cls-maxqc3", fact, (*axioms, *told))


def _owners(graph: ClosedGraph, p: int, x: int, y: int) -> set[int]:
    return set(graph.subjects(p, x)) & set(graph.subjects(p, y))


def _shared(graph: ClosedGraph, p: int, x: int, y: int) -> set[int]:
    return set(graph.objects(x, p)) & set(graph.objects(y, p))
