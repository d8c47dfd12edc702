"""A closure in memory as a closed graph to prove statements in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tsunagari.entailment.closure import Closure
from tsunagari.entailment.equality_steps import equality_offers
from tsunagari.entailment.facts import Fact
from tsunagari.entailment.proofs import Search
from tsunagari.entailment.schema_steps import schema_offers
from tsunagari.entailment.steps import ClosedGraph, Step, offers
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.vocabulary import Vocabulary

__all__ = ["ClosedFacts", "all_offers", "search"]


class ClosedFacts:
    """The facts of a closure, under all names of equal things."""

    def __init__(self, closure: Closure) -> None:
        self._closure = closure
        self._facts = closure.facts
        self._equality = closure.facts.equality

    @property
    def terms(self) -> Terms:
        """The terms of the closure."""
        return self._closure.terms

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*, under all their names."""
        if p == self._closure.vocabulary.first and self._equality:
            # A list has the names that were written in it.
            return self._closure.listed(s)
        found = self._facts.objects(self._find(s), self._find(p))
        return self._spread(found)

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*, under all their names."""
        found = self._facts.subjects(self._find(p), self._find(o))
        return self._spread(found)

    def of(self, p: int) -> Iterator[tuple[int, int]]:
        """Yield subject and object of each statement of *p*."""
        yield from self._facts.of(self._find(p))

    def asserts(self, fact: Fact) -> bool:
        """Tell whether a statement was asserted as it stands."""
        s, p, o = (self._closure.terms.term(number) for number in fact)
        return self._closure.asserts((s, p, o))

    def nameless(self, number: int) -> bool:
        """Tell whether a number stands for a blank node."""
        return number in self._closure.terms.nameless

    def equal(self, number: int) -> Collection[int]:
        """Return all names of the same thing, the given one included."""
        return self._equality.members(number)

    def _find(self, number: int) -> int:
        return self._equality.find(number)

    def _spread(self, numbers: Collection[int]) -> Collection[int]:
        if not self._equality:
            return numbers
        return [name for one in numbers for name in self._equality.members(one)]


def all_offers(graph: ClosedGraph, v: Vocabulary, fact: Fact) -> Iterator[Step]:
    """Yield the steps of all tables that conclude *fact*."""
    yield from offers(graph, v, fact)
    yield from schema_offers(graph, v, fact)
    yield from equality_offers(graph, v, fact)


def search(graph: ClosedGraph, v: Vocabulary, goal: Fact, seconds: float) -> Search:
    """Return the search for the proofs of *goal* in *graph*."""
    return Search(goal, graph.asserts, lambda fact: all_offers(graph, v, fact), seconds)
