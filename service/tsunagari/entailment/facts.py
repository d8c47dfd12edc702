"""Facts: triples as numbers, indexed both ways, with an agenda of what is new.

A triple is added once and waits until the rules have seen it; what it leads to
is added in turn, so that every rule sees every triple as new once, and joins it
with all that are known (semi-naive evaluation). Equal names are one number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from rdflib.term import Node

from tsunagari.entailment.equality import Equality
from tsunagari.entailment.terms import Terms

__all__ = ["NOBODY", "Fact", "Facts"]

Fact = tuple[int, int, int]
NOBODY: Final[frozenset[int]] = frozenset()
# One number, or several: most subjects have one object of a property, and a set
# of one takes seven times the room of a number.
Slot = int | set[int]
Index = dict[int, dict[int, Slot]]


class Facts:
    """All triples known so far.

    :param type: The number of ``rdf:type``.
    :param same: The number of ``owl:sameAs``; its triples are kept as a
        union-find in :attr:`equality`, except those with a literal.
    :ivar read: The properties whose statements the rules in force read.
    """

    def __init__(self, terms: Terms, type: int, same: int) -> None:
        self.terms = terms
        self.equality = Equality(terms)
        self.agenda: list[Fact] = []
        self.log: list[Fact] | None = None
        self.read: set[int] = set()
        self.added = 0
        self._type = type
        self._same = same
        self._literals = terms.literals
        self._objects: Index = defaultdict(dict)
        self._subjects: Index = defaultdict(dict)

    def number(self, term: Node) -> int:
        """Return the number of *term*, a new one if it has none yet."""
        return self.terms.number(term)

    def begin(self, read: set[int]) -> None:
        """Begin with new rules, which read the statements of these properties."""
        self.read = read

    def leave_out(self, annotations: set[Node]) -> None:
        """Take note of the properties whose statements no rule reads."""

    def meet(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Take note of the names in *triples*, whether a rule reads them or not."""

    def settle(self) -> None:
        """Take note that the first graph is here, with its axioms."""

    def add(self, s: int, p: int, o: int) -> None:
        """Add a triple, unless it is known.

        A literal is the subject of its types only, for what they lead to.
        """
        if self.equality:
            find = self.equality.find
            s, p, o = find(s), find(p), find(o)
        if s in self._literals and p != self._type:
            return
        if p == self._same and o not in self._literals:
            # Nothing is renamed under the hands of a rule: its turn comes later.
            if s != o:
                self.agenda.append((s, p, o))
            return
        objects = self._objects[p]
        found = objects.get(s)
        if found is None:
            objects[s] = o
        elif isinstance(found, int):
            if found == o:
                return
            objects[s] = {found, o}
        elif o in found:
            return
        else:
            found.add(o)
        _put(self._subjects[p], o, s)
        self.added += 1
        self.agenda.append((s, p, o))
        if self.log is not None:
            self.log.append((s, p, o))

    def has(self, s: int, p: int, o: int) -> bool:
        """Tell whether a triple is known."""
        return o in _all(self._objects.get(p), s)

    def is_all_of(self, x: int, kinds: Iterable[int]) -> bool:
        """Tell whether *x* is of each of *kinds*."""
        known = self.objects(x, self._type)
        return all(kind in known for kind in kinds)

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*; it changes as triples are added."""
        return _all(self._objects.get(p), s)

    def own_objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p* that were added."""
        return _all(self._objects.get(p), s)

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*; it changes as triples are added."""
        return _all(self._subjects.get(p), o)

    def own_subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o* that were added."""
        return _all(self._subjects.get(p), o)

    def of(self, p: int) -> Iterator[tuple[int, int]]:
        """Yield subject and object of each triple of *p*."""
        return self._own(p)

    def _own(self, p: int) -> Iterator[tuple[int, int]]:
        for s, slot in list(self._objects.get(p, {}).items()):
            if isinstance(slot, int):
                yield s, slot
            else:
                for o in list(slot):
                    yield s, o

    def all(self) -> Iterator[Fact]:
        """Yield every triple that was added when its property's turn comes."""
        for p in list(self._objects):
            for s, o in self._own(p):
                yield s, p, o

    def elsewhere(self, terms: Iterable[int]) -> Iterator[Fact]:
        """Yield the triples of a property or class among *terms* that stand elsewhere.

        All are here.
        """
        return iter(())

    def about(self, node: int) -> Iterator[Fact]:
        """Yield each triple with *node* as its subject, predicate or object."""
        return self._own_about(node)

    def _own_about(self, node: int) -> Iterator[Fact]:
        for p in list(self._objects):
            for o in list(_all(self._objects[p], node)):
                yield node, p, o
            for s in list(_all(self._subjects[p], node)):
                if s != node:
                    yield s, p, node
        for s, o in self._own(node):
            if node not in (s, o):
                yield s, node, o

    def equate(self, one: int, other: int) -> bool:
        """Make two names one; what was said of either is then said of both.

        Return whether they were two before.
        """
        names = {
            self.equality.find(number): self.equality.name(number)
            for number in (one, other)
        }
        united = self.equality.unite(one, other)
        if united is None:
            return False
        kept, gone = united
        for s, p, o in list(self._own_about(gone)):
            _drop(self._objects[p], s, o)
            _drop(self._subjects[p], o, s)
            self.add(s, p, o)
        if self.log is not None and self.equality.name(kept) != names[kept]:
            # Published under another name from now on.
            self.log += self.about(kept)
        return True

    def retract(self, s: int, p: int, o: int) -> None:
        """Take back a triple; what was drawn from it stays."""
        if self.has(s, p, o):
            _drop(self._objects[p], s, o)
            _drop(self._subjects[p], o, s)
            self.added -= 1

    def __contains__(self, p: int) -> bool:
        return bool(self._objects.get(p))


def _all(index: dict[int, Slot] | None, key: int) -> Collection[int]:
    slot = None if index is None else index.get(key)
    if slot is None:
        return NOBODY
    return (slot,) if isinstance(slot, int) else slot


def _put(index: dict[int, Slot], key: int, value: int) -> None:
    slot = index.get(key)
    if slot is None:
        index[key] = value
    elif isinstance(slot, int):
        index[key] = {slot, value}
    else:
        slot.add(value)


def _drop(index: dict[int, Slot], key: int, value: int) -> None:
    slot = index[key]
    if isinstance(slot, set):
        slot.discard(value)
        if not slot:
            del index[key]
    else:
        del index[key]
