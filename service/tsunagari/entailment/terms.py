"""Terms as numbers, which are smaller and quicker to compare."""

from __future__ import annotations

from rdflib import BNode, Literal
from rdflib.term import Node

__all__ = ["Terms"]


class Terms:
    """The numbers of terms; literals and blank nodes are told apart from names."""

    def __init__(self) -> None:
        self._numbers: dict[Node, int] = {}
        self._terms: list[Node] = []
        self.literals: set[int] = set()
        self.nameless: set[int] = set()

    def number(self, term: Node) -> int:
        """Return the number of *term*, a new one if it has none yet."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self._terms)
            self._terms.append(term)
            if isinstance(term, Literal):
                self.literals.add(found)
            elif isinstance(term, BNode):
                self.nameless.add(found)
        return found

    def known(self, term: Node) -> int | None:
        """Return the number of *term*, or nothing if it has none."""
        return self._numbers.get(term)

    def term(self, number: int) -> Node:
        """Return the term that has *number*."""
        return self._terms[number]

    def literal(self, number: int) -> Literal:
        """Return the literal that has *number*, one of :attr:`literals`."""
        term = self._terms[number]
        assert isinstance(term, Literal)
        return term

    def cut(self, size: int) -> None:
        """Forget all terms but the first *size*."""
        for number in range(size, len(self._terms)):
            del self._numbers[self._terms[number]]
            self.literals.discard(number)
            self.nameless.discard(number)
        del self._terms[size:]

    def __len__(self) -> int:
        return len(self._terms)

    def copy(self) -> Terms:
        """Return the same numbers, to which others can be added."""
        other = Terms()
        other._numbers = self._numbers.copy()
        other._terms = self._terms.copy()
        other.literals = self.literals.copy()
        other.nameless = self.nameless.copy()
        return other
