"""The rules of equality backwards: `table 4 of the profile
<https://www.w3.org/TR/owl2-profiles/#tab-rules-equality>`_, and the rules of
other tables that conclude that two names are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from rdflib import Literal

from tsunagari.entailment.facts import Fact
from tsunagari.entailment.steps import ClosedGraph, Step
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["equality_offers"]

# So many choices of the values that two things share are offered.
MOST: Final = 200


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
    if x == y:
        yield Step("eq-ref", fact, ())
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
        properties = members(graph, v, node)
        # Which value they share may matter: it can depend on the two being one.
        shared = [sorted(_shared(graph, p, x, y)) for p in properties]
        for values in islice(product(*shared), MOST if properties else 0):
            told = [(x, v.type, kind), (y, v.type, kind)]
            for p, value in zip(properties, values, strict=True):
                told += [(x, p, value), (y, p, value)]
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
    for restriction, number in graph.of(v["maxCardinality"]):
        for p in graph.objects(restriction, on):
            axioms = (restriction, v["maxCardinality"], number), (restriction, on, p)
            for u in _owners(graph, p, x, y) if _is_one(graph, number) else ():
                told = (u, v.type, restriction), (u, p, x), (u, p, y)
                yield Step("cls-maxc2", fact, (*axioms, *told))
    yield from _one_value_of(graph, v, fact)


def _one_value_of(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """cls-maxqc3, cls-maxqc4."""
    x, _, y = fact
    on, most, of = v["onProperty"], v["maxQualifiedCardinality"], v["onClass"]
    for restriction, number in graph.of(most):
        for p, kind in product(
            graph.objects(restriction, on), graph.objects(restriction, of)
        ):
            axioms = (
                *((restriction, most, number), (restriction, on, p)),
                (restriction, of, kind),
            )
            for u in _owners(graph, p, x, y) if _is_one(graph, number) else ():
                told = [(u, v.type, restriction), (u, p, x), (u, p, y)]
                if kind != v.thing:
                    told += [(x, v.type, kind), (y, v.type, kind)]
                rule = "cls-maxqc4" if kind == v.thing else "cls-maxqc3"
                yield Step(rule, fact, (*axioms, *told))


def _is_one(graph: ClosedGraph, number: int) -> bool:
    term = graph.terms.term(number)
    return isinstance(term, Literal) and term.value == 1


def _owners(graph: ClosedGraph, p: int, x: int, y: int) -> set[int]:
    return set(graph.subjects(p, x)) & set(graph.subjects(p, y))


def _shared(graph: ClosedGraph, p: int, x: int, y: int) -> set[int]:
    return set(graph.objects(x, p)) & set(graph.objects(y, p))
