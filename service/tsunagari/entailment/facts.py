"""Facts: triples as numbers, indexed both ways, with a list of what is new.

Each term has a number. A triple is added once and waits until the rules have
seen it; what it leads to is added in turn, so that every rule sees every triple
exactly once as new, and joins it with all that were seen before (semi-naive
evaluation).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from rdflib import Literal
from rdflib.term import Node

__all__ = ["NOBODY", "Fact", "Facts", "Terms"]

Fact = tuple[int, int, int]
NOBODY: Final[frozenset[int]] = frozenset()


class Terms:
    """The numbers of terms; literals are told apart from names."""

    def __init__(self) -> None:
        self._numbers: dict[Node, int] = {}
        self._terms: list[Node] = []
        self.literals: set[int] = set()

    def number(self, term: Node) -> int:
        """Return the number of *term*, a new one if it has none yet."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self._terms)
            self._terms.append(term)
            if isinstance(term, Literal):
                self.literals.add(found)
        return found

    def term(self, number: int) -> Node:
        """Return the term that has *number*."""
        return self._terms[number]


class Facts:
    """All triples known so far, in the order in which they were added."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._objects: dict[int, dict[int, set[int]]] = defaultdict(dict)
        self._subjects: dict[int, dict[int, set[int]]] = defaultdict(dict)
        self.order: list[Fact] = []

    def add(self, s: int, p: int, o: int) -> None:
        """Add a triple, unless it is known; no literal becomes a subject."""
        if s in self.terms.literals:
            return
        objects = self._objects[p].setdefault(s, set())
        if o not in objects:
            objects.add(o)
            self._subjects[p].setdefault(o, set()).add(s)
            self.order.append((s, p, o))

    def has(self, s: int, p: int, o: int) -> bool:
        """Tell whether a triple is known."""
        return o in self.objects(s, p)

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*; it changes as triples are added."""
        return self._objects[p].get(s, NOBODY)

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*; it changes as triples are added."""
        return self._subjects[p].get(o, NOBODY)

    def of(self, p: int) -> Iterator[tuple[int, int]]:
        """Yield subject and object of each triple of *p*."""
        for s, objects in list(self._objects[p].items()):
            for o in list(objects):
                yield s, o

    def about(self, node: int) -> Iterator[Fact]:
        """Yield each triple with *node* as its subject, predicate or object."""
        for p, by_subject in list(self._objects.items()):
            for o in list(by_subject.get(node, ())):
                yield node, p, o
            for s in list(self._subjects[p].get(node, ())):
                yield s, p, node
        for s, o in self.of(node):
            yield s, node, o

    def __contains__(self, p: int) -> bool:
        return bool(self._objects.get(p))
