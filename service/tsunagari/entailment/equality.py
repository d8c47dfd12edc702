"""Names that are equal: a union-find, so that n equal names cost n, not n².

`owl:sameAs <https://www.w3.org/TR/owl2-profiles/#tab-rules-equality>`_ is an
equivalence. Each class of equal names has one number that stands for all of
them in the facts, and one name that is published for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import BNode
from rdflib.term import Node

from tsunagari.entailment.terms import Terms
from tsunagari.namespaces import BASE

__all__ = ["Equality"]


class Equality:
    """Which numbers stand for the same thing."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._standing: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}

    def __len__(self) -> int:
        """Return how many numbers are not alone."""
        return len(self._standing)

    def find(self, number: int) -> int:
        """Return the number that stands for *number*."""
        return self._standing.get(number, number)

    def unite(self, one: int, other: int) -> tuple[int, int] | None:
        """Make two numbers equal; return who stands for both, and who no longer does.

        The smaller class joins the larger one, so that all unions of n names
        together rename no more than n·log n times.
        """
        kept, gone = self.find(one), self.find(other)
        if kept == gone:
            return None
        if len(self.members(kept)) < len(self.members(gone)):
            kept, gone = gone, kept
        joining = self._members.pop(gone, [gone])
        members = self._members.setdefault(kept, [kept])
        members += joining
        for number in joining:
            self._standing[number] = kept
        self._standing[kept] = kept
        return kept, gone

    def members(self, number: int) -> list[int]:
        """Return all that are equal to *number*, itself included."""
        return self._members.get(self.find(number), [number])

    def classes(self) -> Iterator[list[int]]:
        """Yield each class of two or more equal numbers."""
        yield from self._members.values()

    def name(self, number: int) -> int:
        """Return the member that is published for all: ours first, then by spelling."""
        members = self.members(number)
        return members[0] if len(members) == 1 else min(members, key=self._rank)

    def published(self, one: int, other: int) -> int:
        """Return which of two names is published, if they are made equal."""
        return min(self.name(one), self.name(other), key=self._rank)

    def _rank(self, number: int) -> tuple[bool, bool, Node]:
        term = self._terms.term(number)
        return isinstance(term, BNode), not str(term).startswith(BASE), term
