"""Why a thing is not of a class: which conditions of a definition are missing.

That a statement does not follow does not make it false. So it is said what is
missing, and what the evidence says instead. Some conditions no statement can meet:
that a thing has *only* such values, or no more than so many, does not follow from
those that are stated, and the `OWL 2 RL profile
<https://www.w3.org/TR/owl2-profiles/#Class_Expressions_3>`_ has no rule for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from rdflib import OWL, RDF, RDFS, BNode
from rdflib.term import Node

from tsunagari.explanation.derivation import Derivation
from tsunagari.explanation.instead import kinds_instead, said_instead, values_instead
from tsunagari.explanation.proving import Prover

__all__ = ["Beyond", "Condition", "Definition", "definitions"]

# How far a missing condition about another thing is followed.
DEEPEST: Final = 3
MOST: Final = 8
# So many narrower classes are looked at for one that has a definition.
NARROWER: Final = 4
# What a class expression is made with; the first two are lists of classes.
_MADE_WITH: Final = (
    *(OWL.intersectionOf, OWL.unionOf, OWL.oneOf, OWL.onProperty, OWL.complementOf),
)
# What a restriction says that leaves no room for more.
_LIMITS: Final = (
    *("allValuesFrom", "maxCardinality", "maxQualifiedCardinality"),
    *("cardinality", "qualifiedCardinality"),
)


class Beyond(Enum):
    """Why a condition does not follow from any statements.

    What is not stated may hold as well; or the profile has no rule for it.
    """

    OPEN = "open"
    NO_RULE = "no rule"


@dataclass(frozen=True)
class Condition:
    """One condition of a class for one thing.

    :param expression: The class that says it; a class expression has no name.
    :param property: The property it is about, where there is one; a property that
        is turned round has no name.
    :param wanted: The value the property should have, or the class of the value.
    :param derivation: How it is met, or nothing.
    :param unknown: Whether the time ran out before it was known.
    :param beyond: Why no statement could meet it, if none could.
    :param instead: What the evidence says that bears on it, where it is not met.
    :param deeper: For each thing that should have been of a class, why it is not; of
        a condition that has others within, those.
    """

    subject: Node
    expression: Node
    property: Node | None = None
    wanted: Node | None = None
    derivation: Derivation | None = None
    unknown: bool = False
    beyond: Beyond | None = None
    instead: tuple[Derivation, ...] = ()
    deeper: tuple[Definition, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A way to be of a class: all of its conditions.

    :param any_of: One of its conditions is enough.
    """

    subject: Node
    kind: Node
    expression: Node
    conditions: tuple[Condition, ...]
    any_of: bool = False


def definitions(
    prover: Prover, subject: Node, kind: Node, depth: int = 0
) -> Iterator[Definition]:
    """Yield each way in which *subject* could be a *kind*, with what is missing."""
    for way in _ways(prover, kind):
        yield _definition(prover, subject, kind, way, depth)


def _ways(prover: Prover, kind: Node) -> list[Node]:
    """Return the class expressions that *kind* follows from, and classes with some."""
    stated = prover.axioms.stated
    ways = {
        *stated.objects(kind, OWL.equivalentClass),
        *stated.subjects(OWL.equivalentClass, kind),
        *stated.subjects(RDFS.subClassOf, kind),
    } - {kind}
    own = [kind] if _is_made(prover, kind) else []
    nameless = sorted((way for way in ways if isinstance(way, BNode)), key=str)
    named = sorted(
        (way for way in ways if not isinstance(way, BNode) and _defined(prover, way)),
        key=str,
    )
    return [*own, *nameless, *named[:NARROWER]]


def _is_made(prover: Prover, kind: Node) -> bool:
    return any((kind, made, None) in prover.axioms.stated for made in _MADE_WITH)


def _defined(prover: Prover, kind: Node) -> bool:
    """Tell whether a class follows from expressions of its own."""
    stated = prover.axioms.stated
    return _is_made(prover, kind) or any(
        isinstance(way, BNode)
        for way in (
            *stated.objects(kind, OWL.equivalentClass),
            *stated.subjects(OWL.equivalentClass, kind),
            *stated.subjects(RDFS.subClassOf, kind),
        )
    )


def _definition(
    prover: Prover, subject: Node, kind: Node, way: Node, depth: int
) -> Definition:
    if way != kind and not isinstance(way, BNode):
        condition = _condition(prover, subject, way, depth)
        return Definition(subject, kind, way, (condition,))
    union = prover.axioms.value(way, OWL.unionOf)
    if union is not None:
        parts = prover.axioms.members(union)
    else:
        parts = [*_parts(prover, way)]
    conditions = tuple(_condition(prover, subject, part, depth) for part in parts)
    return Definition(subject, kind, way, conditions, any_of=union is not None)


def _parts(prover: Prover, way: Node) -> Iterator[Node]:
    """Yield what an intersection is made of, with what those within it are."""
    list_node = prover.axioms.value(way, OWL.intersectionOf)
    if list_node is None:
        yield way
        return
    for part in prover.axioms.members(list_node):
        if isinstance(part, BNode):
            yield from _parts(prover, part)
        else:
            yield part


def _condition(prover: Prover, subject: Node, part: Node, depth: int) -> Condition:
    value = prover.axioms.value
    p = value(part, OWL.onProperty)
    wanted = [
        found
        for made in (OWL.hasValue, OWL.someValuesFrom, OWL.allValuesFrom, OWL.onClass)
        if (found := value(part, made)) is not None
    ]
    about = Condition(subject, part, p, wanted[0] if wanted else None)
    if derivation := prover.prove((subject, RDF.type, part)):
        return replace(about, derivation=derivation)
    if prover.timed_out:
        return replace(about, unknown=True)
    if p is not None:
        return _of_property(prover, about, p, depth)
    if value(part, OWL.unionOf) is not None:
        any_of = _definition(prover, subject, part, part, depth)
        return replace(about, deeper=(any_of,))
    if value(part, OWL.complementOf) is not None:
        return replace(about, beyond=Beyond.OPEN)
    if isinstance(part, BNode) or value(part, OWL.oneOf) is not None:
        return about
    deeper = definitions(prover, subject, part, depth + 1) if depth < DEEPEST else ()
    return replace(
        about,
        instead=tuple(kinds_instead(prover, subject)),
        deeper=tuple(deeper),
    )


def _of_property(prover: Prover, about: Condition, p: Node, depth: int) -> Condition:
    """Return *about*, a missing condition on the values of *p*, with what is said."""
    value = prover.axioms.value
    subject, part = about.subject, about.expression
    fixed = value(part, OWL.hasValue)
    if fixed is not None:
        instead = said_instead(prover, (subject, p, fixed))
        return replace(about, instead=tuple(instead))
    instead = values_instead(prover, subject, p)
    some = value(part, OWL.someValuesFrom)
    if some is None:
        is_open = any(value(part, OWL[name]) is not None for name in _LIMITS)
        beyond = Beyond.OPEN if is_open else Beyond.NO_RULE
        return replace(about, beyond=beyond, instead=tuple(instead))
    others = [
        s if o == subject and isinstance(p, BNode) else o
        for s, _, o in prover.values(subject, p)[:MOST]
    ]
    deeper = (
        definition
        for other in others
        if depth < DEEPEST
        for definition in definitions(prover, other, some, depth + 1)
    )
    return replace(about, instead=tuple(instead), deeper=tuple(deeper))
