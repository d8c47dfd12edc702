"""Explaining a statement: asserted, inferred, or not there, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rdflib import RDF, URIRef

from tsunagari.errors import StatementError
from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.conditions import Definition, definitions
from tsunagari.explanation.constructs import Construct, read_constructs
from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.instead import (
    RuledOut,
    kinds_instead,
    ruled_out,
    said_instead,
)
from tsunagari.explanation.lookup import Ask
from tsunagari.explanation.proving import Prover
from tsunagari.explanation.routes import Route, routes

__all__ = ["Explainer", "Explanation", "Status"]


class Status(Enum):
    """What the release says of a statement."""

    ASSERTED = "asserted"
    INFERRED = "inferred"
    ABSENT = "absent"


@dataclass(frozen=True)
class Explanation:
    """Why a statement holds, or what it lacks.

    :param derivations: Ways in which it follows, the smallest first; of an
        asserted statement, its evidence alone.
    :param definitions: If it does not hold and is about a class: what is missing.
    :param routes: If it does not hold and is about another property: what each rule
        for it lacks.
    :param instead: If it does not hold: what the release says instead.
    :param opposed: If it cannot hold: why.
    :param known: Whether the release says anything of the subject.
    :param complete: False if the time ran out before all was looked at.
    """

    statement: Triple
    status: Status
    derivations: tuple[Derivation, ...] = ()
    definitions: tuple[Definition, ...] = ()
    routes: tuple[Route, ...] = ()
    instead: tuple[Derivation, ...] = ()
    opposed: RuledOut | None = None
    known: bool = True
    complete: bool = True

    @property
    def against(self) -> tuple[Derivation, ...]:
        """What holds and cannot be true together with the statement."""
        return self.opposed.derivations if self.opposed else ()


class Explainer:
    """Explains statements of one release; its axioms are read once."""

    def __init__(self, ask: Ask) -> None:
        self._axioms = Axioms.read(ask)
        self._constructs: list[Construct] = read_constructs()

    @property
    def axioms(self) -> Axioms:
        """The axioms of the release."""
        return self._axioms

    @property
    def constructs(self) -> list[Construct]:
        """The rules that are stored queries."""
        return self._constructs

    def explain(
        self, statement: Triple, ask: Ask, seconds: float, most: int = 1
    ) -> Explanation:
        """Explain *statement*.

        :param ask: Asks the same release as before.
        :param seconds: How long to look.
        :param most: How many derivations to find.
        :raises StatementError: If it cannot be a statement.
        """
        subject, predicate, obj = statement
        if not (isinstance(subject, URIRef) and isinstance(predicate, URIRef)):
            raise StatementError("subject and predicate of a statement are IRIs")
        prover = Prover(self._axioms, self._constructs, ask, seconds)
        found = prover.proofs(statement, most)
        if found:
            status = Status.INFERRED if found[0].rule else Status.ASSERTED
            return Explanation(
                statement, status, tuple(found), complete=not prover.timed_out
            )
        if prover.holds(statement):
            # It is there, but the time ran out before it was found out why.
            return Explanation(statement, Status.INFERRED, complete=False)
        ways: tuple[Definition, ...] = ()
        roads: tuple[Route, ...] = ()
        if predicate == RDF.type:
            ways = tuple(definitions(prover, subject, obj))
            instead = () if ways else tuple(kinds_instead(prover, subject))
        else:
            roads = tuple(routes(prover, self._constructs, statement))
            instead = tuple(said_instead(prover, statement))
        return Explanation(
            statement,
            Status.ABSENT,
            definitions=ways,
            routes=roads,
            instead=instead,
            opposed=ruled_out(prover, statement),
            known=prover.known(subject),
            complete=not prover.timed_out,
        )
