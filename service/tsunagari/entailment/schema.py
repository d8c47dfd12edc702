"""The rules about the ontology itself: `table 9 of the profile
<https://www.w3.org/TR/owl2-profiles/#tab-rules-schema>`_.

They run before the data is looked at, so that the rules for data can be made
from what they find. What holds of every class or property is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from tsunagari.entailment.facts import Facts
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["close_schema"]


def close_schema(facts: Facts, v: Vocabulary) -> None:
    """Add all that the axioms in *facts* say of each other."""
    before = -1
    while facts.added != before:
        before = facts.added
        _declared(facts, v)
        _equivalences(facts, v["equivalentClass"], v.sub_class)
        _equivalences(facts, v["equivalentProperty"], v.sub_property)
        _lists(facts, v)
        _restrictions(facts, v)
        _transitive(facts, v.sub_class)
        _transitive(facts, v.sub_property)
        _domains(facts, v, v.domain)
        _domains(facts, v, v.range)


def _declared(facts: Facts, v: Vocabulary) -> None:
    """scm-cls, scm-op, scm-dp; nobody declares owl:Thing and owl:Nothing."""
    for kind in (v.thing, v.nothing):
        facts.add(kind, v.sub_class, kind)
    for declared in v.classes:
        for kind in list(facts.subjects(v.type, declared)):
            for wider in (kind, v.thing):
                facts.add(kind, v.sub_class, wider)
            facts.add(v.nothing, v.sub_class, kind)
    for declared in v.properties:
        for property in list(facts.subjects(v.type, declared)):
            facts.add(property, v.sub_property, property)


def _equivalences(facts: Facts, equivalent: int, sub: int) -> None:
    """scm-eqc1, scm-eqc2, scm-eqp1, scm-eqp2."""
    for a, b in facts.of(equivalent):
        facts.add(a, sub, b)
        facts.add(b, sub, a)
    for a, b in facts.of(sub):
        if facts.has(b, sub, a):
            facts.add(a, equivalent, b)


def _transitive(facts: Facts, p: int) -> None:
    """scm-sco, scm-spo."""
    for a, b in facts.of(p):
        for c in list(facts.objects(b, p)):
            facts.add(a, p, c)


def _lists(facts: Facts, v: Vocabulary) -> None:
    """scm-int, scm-uni."""
    for whole, node in facts.of(v["intersectionOf"]):
        for part in members(facts, v, node):
            facts.add(whole, v.sub_class, part)
    for whole, node in facts.of(v["unionOf"]):
        for part in members(facts, v, node):
            facts.add(part, v.sub_class, whole)


def _domains(facts: Facts, v: Vocabulary, p: int) -> None:
    """scm-dom1, scm-dom2, scm-rng1, scm-rng2."""
    for property, kind in facts.of(p):
        for wider in list(facts.objects(kind, v.sub_class)):
            facts.add(property, p, wider)
        for narrower in list(facts.subjects(v.sub_property, property)):
            facts.add(narrower, p, kind)


def _restrictions(facts: Facts, v: Vocabulary) -> None:
    """scm-hv, scm-svf1, scm-svf2, scm-avf1, scm-avf2."""
    for a, p, x, b, q, y in _pairs(facts, v, "hasValue"):
        if x == y and facts.has(p, v.sub_property, q):
            facts.add(a, v.sub_class, b)
    for name in ("someValuesFrom", "allValuesFrom"):
        for a, p, x, b, q, y in _pairs(facts, v, name):
            if p == q and facts.has(x, v.sub_class, y):
                facts.add(a, v.sub_class, b)
            if x == y and facts.has(p, v.sub_property, q):
                some = name == "someValuesFrom"
                facts.add(*((a, v.sub_class, b) if some else (b, v.sub_class, a)))


def _pairs(
    facts: Facts, v: Vocabulary, name: str
) -> Iterator[tuple[int, int, int, int, int, int]]:
    """Yield restrictions two by two, each with its property and its filler."""
    found = [
        (restriction, p, filler)
        for restriction, filler in facts.of(v[name])
        for p in facts.objects(restriction, v["onProperty"])
    ]
    for a, p, x in found:
        for b, q, y in found:
            # Only those that share one of the two can be compared.
            if p == q or x == y:
                yield a, p, x, b, q, y
