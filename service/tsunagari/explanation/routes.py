"""Why a statement about a property does not hold: what each rule for it lacks.

A rule that concludes statements of the property is a route: its premises are
patterns, with variables for what stands in between. Those premises that hold are
shown, as many as can hold together, and those that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import Final

from rdflib import OWL, RDF, RDFS, BNode, Literal, URIRef, Variable
from rdflib.term import Node

from tsunagari.explanation.conditions import Definition, definitions
from tsunagari.explanation.constructs import Construct
from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.instead import kinds_instead, values_instead
from tsunagari.explanation.lookup import Solution
from tsunagari.explanation.proving import Prover

__all__ = ["Premise", "Route", "routes"]

# So many routes are told, so many ways to go along one, and so far they are followed.
MOST: Final = 6
CASES: Final = 3
DEEPEST: Final = 3


@dataclass(frozen=True)
class Premise:
    """One premise of a rule; a variable stands for something.

    :param derivation: How it holds, or nothing.
    :param unknown: Whether the time ran out before it was known.
    :param instead: What the evidence says that bears on it, where it does not hold.
    :param deeper: By which routes, or as what, it could hold.
    """

    statement: Triple
    derivation: Derivation | None = None
    unknown: bool = False
    instead: tuple[Derivation, ...] = ()
    deeper: tuple[Route | Definition, ...] = ()


@dataclass(frozen=True)
class Route:
    """A rule by which *statement* would follow, with its premises.

    :param rule: The profile's name of the rule, or the id of a stored query.
    :param patterns: The premises, with variables.
    :param cases: For each way to go along it, the premises with what is found.
    """

    statement: Triple
    rule: str
    patterns: tuple[Triple, ...]
    cases: tuple[tuple[Premise, ...], ...] = ()


def routes(
    prover: Prover,
    constructs: Sequence[Construct],
    statement: Triple,
    properties: frozenset[Node] = frozenset(),
) -> list[Route]:
    """Return the routes to *statement*, those with one premise first.

    :param properties: Those of the statements that these routes are to lead to.
    """
    properties = properties | {statement[1]}
    found = []
    for rule, patterns in _rules(prover, constructs, statement):
        # Turned round twice, a statement is itself again.
        follow = len(patterns) == 1 and rule != "prp-symp"
        if follow and patterns[0][1] in properties:
            continue
        cases = _cases(prover, patterns, statement)
        premises = (
            tuple(_premise(prover, constructs, one, properties, follow) for one in case)
            for case in cases
        )
        found.append(Route(statement, rule, patterns, tuple(premises)))
    return sorted(found, key=lambda route: len(route.patterns))[:MOST]


def _rules(
    prover: Prover, constructs: Sequence[Construct], statement: Triple
) -> Iterator[tuple[str, tuple[Triple, ...]]]:
    """Yield each rule that concludes *statement*, with its premises."""
    s, p, o = statement
    stated = prover.axioms.stated
    below = set(stated.subjects(RDFS.subPropertyOf, p)) - {p}
    for q in sorted(below, key=str):
        yield "prp-spo1", (_pattern(prover, s, q, o),)
    for rule, same in (
        ("prp-eqp2", set(stated.objects(p, OWL.equivalentProperty))),
        ("prp-eqp1", set(stated.subjects(OWL.equivalentProperty, p))),
    ):
        for q in sorted(same - {p}, key=str):
            yield rule, (_pattern(prover, s, q, o),)
    if not isinstance(o, Literal):
        for rule, turned in (
            ("prp-inv1", set(stated.subjects(OWL.inverseOf, p))),
            ("prp-inv2", set(stated.objects(p, OWL.inverseOf))),
        ):
            for q in sorted(turned, key=str):
                if isinstance(q, URIRef):
                    yield rule, ((o, q, s),)
        if (p, RDF.type, OWL.SymmetricProperty) in stated:
            yield "prp-symp", ((o, p, s),)
        if (p, RDF.type, OWL.TransitiveProperty) in stated:
            between = Variable("v1")
            yield "prp-trp", ((s, p, between), (between, p, o))
    for chain in sorted(stated.objects(p, OWL.propertyChainAxiom), key=str):
        yield "prp-spo2", tuple(_links(prover, s, prover.axioms.members(chain), o))
    for restriction in sorted(stated.subjects(OWL.hasValue, o), key=str):
        if prover.axioms.value(restriction, OWL.onProperty) == p:
            for kind in sorted(stated.subjects(RDFS.subClassOf, restriction), key=str):
                if isinstance(kind, URIRef):
                    yield "cls-hv1", ((s, RDF.type, kind),)
    for construct in constructs:
        for conclusion in construct.conclusions:
            if patterns := construct.premises_of(conclusion, statement):
                yield construct.id, patterns


def _pattern(prover: Prover, s: Node, p: Node, o: Node) -> Triple:
    """Return a pattern, the other way round where *p* is a property turned round."""
    inverse = prover.axioms.value(p, OWL.inverseOf) if isinstance(p, BNode) else None
    return (s, p, o) if inverse is None else (o, inverse, s)


def _links(prover: Prover, s: Node, chain: list[Node], o: Node) -> Iterator[Triple]:
    ends = [s, *(Variable(f"v{n}") for n in range(1, len(chain))), o]
    for place, p in enumerate(chain):
        yield _pattern(prover, ends[place], p, ends[place + 1])


def _cases(
    prover: Prover, patterns: tuple[Triple, ...], statement: Triple
) -> list[tuple[Triple, ...]]:
    """Return *patterns* filled in, so that as many as possible hold.

    Only what is missing of the subject is of use; what is missing of another thing
    is told if that thing is there for the subject alone, as a funding is. Where there
    are too many ways to fill them in, what is missing is told as it stands.
    """
    usable = [n for n, one in enumerate(patterns) if not isinstance(one[0], Literal)]
    for size in range(len(usable), 0, -1):
        found: list[tuple[Triple, ...]] = []
        for places in combinations(usable, size):
            chosen = [patterns[place] for place in places]
            missing = [p for n, p in enumerate(patterns) if n not in places]
            of_subject = any(statement[0] in one for one in missing)
            rows = prover.solutions(chosen, CASES + 1)
            if not of_subject:
                rows = [row for row in rows if _is_own(prover, chosen, row, statement)]
            if len(rows) > CASES:
                found.append(tuple(one for one in missing if statement[0] in one))
            else:
                found += [
                    tuple(_filled(pattern, row) for pattern in patterns) for row in rows
                ]
        if any(found):
            return [*dict.fromkeys(filter(None, found))][:CASES]
    return [patterns]


def _is_own(
    prover: Prover, chosen: Sequence[Triple], row: Solution, statement: Triple
) -> bool:
    """Tell whether what *row* found is there for the subject and for nobody else."""
    subject = statement[0]
    other = Variable("other")
    patterns = [
        tuple(other if node == subject else node for node in _filled(pattern, row))
        for pattern in chosen
    ]
    if not any(other in pattern for pattern in patterns):
        return False
    rows = prover.solutions([(s, p, o) for s, p, o in patterns], 2)
    return len(rows) == 1


def _filled(pattern: Triple, row: Solution) -> Triple:
    s, p, o = (
        row.get(str(node), node) if isinstance(node, Variable) else node
        for node in pattern
    )
    return s, p, o


def _premise(
    prover: Prover,
    constructs: Sequence[Construct],
    statement: Triple,
    properties: frozenset[Node],
    follow: bool,
) -> Premise:
    """Return what there is of a premise.

    :param properties: Those of the statements that it leads to.
    :param follow: Whether it leads there alone; then its own routes are told, too.
    """
    s, p, o = statement
    about = Premise(statement)
    if isinstance(s, Variable | Literal):
        return about
    # Values of the property that was asked about are told beside it.
    instead = () if p in properties else islice(values_instead(prover, s, p), CASES)
    if isinstance(o, Variable):
        return replace(about, instead=tuple(instead))
    if derivation := prover.prove(statement):
        return replace(about, derivation=derivation)
    if prover.timed_out:
        return replace(about, unknown=True)
    if p == RDF.type:
        kinds = tuple(kinds_instead(prover, s))
        ways = tuple(definitions(prover, s, o, 1))
        return replace(about, instead=kinds, deeper=ways)
    deeper: list[Route] = []
    if follow and len(properties) < DEEPEST:
        deeper = routes(prover, constructs, statement, properties)
    return replace(about, instead=tuple(instead), deeper=tuple(deeper))
