"""From facts to statements: equal names are one number, and many names again.

In the facts, one number stands for all equal names. What is published is said
of one of the names, and each other name is said to be the same as that one; or
everything is said of every name, which grows with the square of their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from rdflib.term import Node

from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.lookup import Lookup
from tsunagari.entailment.statements import Triple

__all__ = ["Spreading"]


class Spreading:
    """Writes facts as statements.

    :param same: The number of ``owl:sameAs``.
    :param cliques: Write them for every name.
    """

    def __init__(self, facts: Facts, same: int, cliques: bool) -> None:
        self._terms = facts.terms
        self._number = facts.number
        self._equality = facts.equality
        self._same = facts.terms.term(same)
        self._cliques = cliques

    def triples(
        self, facts: Iterable[Fact], graphs: Iterable[Lookup], known: set[Node]
    ) -> Iterator[Triple]:
        """Yield the statements of *facts*, and what equality makes of the others.

        :param graphs: What was asserted.
        :param known: The properties whose statements are among the facts, or that
            take no part in reasoning.
        """
        term = self._terms.term
        if not self._equality:
            for s, p, o in facts:
                yield term(s), term(p), term(o)
            return
        for s, p, o in facts:
            yield from self._spread(s, p, o)
        for members in list(self._equality.classes()):
            yield from self._equal(members)
            for graph in graphs:
                yield from self._others(members, graph, known)

    def _spread(self, s: int, p: int, o: int) -> Iterator[Triple]:
        yield from product(*(self._names(number) for number in (s, p, o)))

    def _names(self, number: int) -> list[Node]:
        if self._cliques:
            return [self._terms.term(one) for one in self._equality.members(number)]
        return [self._terms.term(self._equality.name(number))]

    def _equal(self, members: list[int]) -> Iterator[Triple]:
        names = [self._terms.term(one) for one in members]
        for one, other in product(names, self._names(members[0])):
            if one != other:
                yield one, self._same, other

    def _others(
        self, members: list[int], graph: Lookup, known: set[Node]
    ) -> Iterator[Triple]:
        """Yield what no rule read, said of the names of equal things."""
        for member in members:
            name = self._terms.term(member)
            for pattern in ((name, None, None), (None, name, None), (None, None, name)):
                for s, p, o in graph.triples(pattern):
                    if p not in known:
                        yield from self._spread(*map(self._number, (s, p, o)))
