"""What a release says instead of a statement that does not hold, or against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, Literal
from rdflib.term import Node

from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.proving import Prover

__all__ = [
    "RuledOut",
    "kinds_instead",
    "ruled_out",
    "said_instead",
    "values_instead",
]

MOST: Final = 8


@dataclass(frozen=True)
class RuledOut:
    """Why a statement cannot be true.

    :param rule: The profile's name of the rule, which ends in "false".
    :param axiom: What the ontology says.
    :param sides: The statements that clash.
    :param derivations: Those of them that hold.
    """

    rule: str
    axiom: tuple[Triple, ...]
    sides: tuple[Triple, ...]
    derivations: tuple[Derivation, ...]


def said_instead(prover: Prover, statement: Triple) -> Iterator[Derivation]:
    """Yield what is said of subject and object, or of the subject and property.

    First other properties between the two (that it does *not* meet a criterion),
    then what speaks of both (an assessment), then other values of the property.
    """
    s, p, o = statement
    found: list[Triple] = [
        (s, q, o) for q in prover.properties(s, o) if q not in (p, RDF.type)
    ]
    # A number or a text is spoken of by many who have nothing to do with it.
    if not isinstance(o, Literal):
        found += prover.about_both(s, o)
    if not found:
        found = prover.values(s, p)
    yield from _proved(prover, found)


def values_instead(prover: Prover, s: Node, p: Node) -> Iterator[Derivation]:
    """Yield the values that a property has, or the one that it turns round."""
    yield from _proved(prover, prover.values(s, p))


def kinds_instead(prover: Prover, subject: Node) -> Iterator[Derivation]:
    """Yield what *subject* is stated to be."""
    stated = (one for one in prover.values(subject, RDF.type) if prover.asserts(one))
    yield from _proved(prover, [*stated])


def _proved(prover: Prover, found: list[Triple]) -> Iterator[Derivation]:
    for triple in found[:MOST]:
        if derivation := prover.prove(triple):
            yield derivation


def ruled_out(prover: Prover, statement: Triple) -> RuledOut | None:
    """Return what the release says that cannot be true together with *statement*.

    The statement is added to what is said of its subject and object, and closed:
    what then clashes with it, and holds, rules it out.
    """
    closure = prover.closure_with(statement)
    clashes = [(closure.sides(clash), clash) for clash in closure.clashes]
    # First those that the statement itself is part of.
    clashes.sort(key=lambda found: statement not in found[0])
    term = closure.terms.term
    for sides, clash in clashes[:MOST]:
        others = dict.fromkeys(side for side in sides if side != statement)
        held = [side for side in others if prover.holds(side)]
        if told := [*_proved(prover, held)]:
            axiom = tuple((term(s), term(p), term(o)) for s, p, o in clash.axiom)
            # What holds first: with it, the rest cannot be.
            sides.sort(key=lambda side: (side not in held, tuple(map(str, side))))
            return RuledOut(clash.rule, axiom, tuple(sides), tuple(told))
    return None
