"""Why a statement does not hold: which conditions of a definition are missing.

That a statement does not follow does not make it false. So it is said what is
missing, and what the evidence says instead; only where the ontology rules it
out is it said that it cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rdflib import OWL, RDF, RDFS, BNode, URIRef
from rdflib.term import Node

from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.proving import Prover

__all__ = ["Condition", "Definition", "definitions", "ruled_out", "said_instead"]

# How far a missing condition about another thing is followed.
DEEPEST = 3
MOST = 8


@dataclass(frozen=True)
class Condition:
    """One condition of a class for one thing.

    :param expression: The class that says it; a class expression has no name.
    :param property: The property it is about, where there is one.
    :param wanted: The value the property should have, or the class of the value.
    :param derivation: How it is met, or nothing.
    :param unknown: Whether the time ran out before it was known.
    :param instead: What the evidence says that bears on it, where it is not met.
    :param deeper: For each thing that should have been of a class, why it is not.
    """

    subject: Node
    expression: Node
    property: Node | None = None
    wanted: Node | None = None
    derivation: Derivation | None = None
    unknown: bool = False
    instead: tuple[Derivation, ...] = ()
    deeper: tuple[Definition, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A way to be of a class: all of its conditions."""

    subject: Node
    kind: Node
    expression: Node
    conditions: tuple[Condition, ...]


def definitions(
    prover: Prover, subject: Node, kind: Node, depth: int = 0
) -> Iterator[Definition]:
    """Yield each way in which *subject* could be a *kind*, with what is missing."""
    stated = prover.axioms.stated
    ways = [
        *stated.objects(kind, OWL.equivalentClass),
        *stated.subjects(OWL.equivalentClass, kind),
        *stated.subjects(RDFS.subClassOf, kind),
    ]
    if (kind, OWL.intersectionOf, None) in stated:
        ways.append(kind)
    for way in sorted(set(ways), key=str):
        if isinstance(way, BNode) or way == kind:
            conditions = tuple(
                _condition(prover, subject, part, depth) for part in _parts(prover, way)
            )
            yield Definition(subject, kind, way, conditions)


def _parts(prover: Prover, way: Node) -> list[Node]:
    list_node = prover.axioms.value(way, OWL.intersectionOf)
    return [way] if list_node is None else prover.axioms.members(list_node)


def _condition(prover: Prover, subject: Node, part: Node, depth: int) -> Condition:
    p = prover.axioms.value(part, OWL.onProperty)
    value = prover.axioms.value(part, OWL.hasValue)
    kind = prover.axioms.value(part, OWL.someValuesFrom)
    about = Condition(subject, part, p, kind if value is None else value)
    if derivation := prover.prove((subject, RDF.type, part)):
        return replace(about, derivation=derivation)
    if prover.timed_out:
        return replace(about, unknown=True)
    if isinstance(p, URIRef) and value is not None:
        instead = said_instead(prover, (subject, p, value))
        return replace(about, instead=tuple(instead))
    if isinstance(p, URIRef) and kind is not None:
        found = prover.objects(subject, p)[:MOST]
        has = [prover.prove((subject, p, value)) for value in found]
        deeper = (
            definition
            for value in found
            if depth < DEEPEST
            for definition in definitions(prover, value, kind, depth + 1)
        )
        return replace(about, instead=tuple(filter(None, has)), deeper=tuple(deeper))
    return about


def said_instead(prover: Prover, statement: Triple) -> Iterator[Derivation]:
    """Yield what is said of subject and object, or of the subject and property.

    First other properties between the two (that it does *not* meet a criterion),
    then what speaks of both (an assessment), then other values of the property.
    """
    s, p, o = statement
    found: list[Triple] = [
        (s, q, o) for q in prover.properties(s, o) if q not in (p, RDF.type)
    ]
    found += prover.about_both(s, o)
    if not found:
        found = [(s, p, value) for value in prover.objects(s, p)]
    for triple in found[:MOST]:
        if derivation := prover.prove(triple):
            yield derivation


def ruled_out(prover: Prover, statement: Triple) -> Iterator[Derivation]:
    """Yield what the release says that cannot be true together with *statement*.

    The statement is added to what is said of its subject and object, and closed:
    what then clashes with it, and holds, rules it out.
    """
    closure = prover.closure_with(statement)
    clashes = [closure.sides(clash) for clash in closure.clashes]
    # First those that the statement itself is part of.
    clashes.sort(key=lambda sides: statement not in sides)
    told: set[Triple] = set()
    for sides in clashes[:MOST]:
        for side in sides:
            if side not in (statement, *told) and prover.holds(side):
                told.add(side)
                if derivation := prover.prove(side):
                    yield derivation
        if told:
            return
