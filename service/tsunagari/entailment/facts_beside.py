"""Facts beside a closed graph that is looked up: what is added, and what follows.

What stands there already is not added again, so that what is looked at grows with
what is added and with what follows from it, and not with the closed graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

from rdflib import OWL, Literal
from rdflib.term import Node

from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.lookup import Lookup
from tsunagari.entailment.statements import Triple, is_reserved
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.unsaid import Unsaid
from tsunagari.entailment.vocabulary import Vocabulary

__all__ = ["FactsBeside"]


class FactsBeside(Facts):
    """The triples that were added, beside those of *known*.

    Axioms are among those added; they are not looked up.

    :param whole: Whether all that follows from *known* stands in it. If not, what
        stands there is looked at again where something leads to it.
    """

    def __init__(
        self, terms: Terms, v: Vocabulary, known: Lookup, whole: bool = True
    ) -> None:
        super().__init__(terms, v.type, v.same)
        self._v = v
        self._known = known
        self._whole = whole
        self._axioms = frozenset({*v.schema(), v.first, v.rest})
        self._unsaid = Unsaid(self, v)
        self._met: set[int] = set()
        self._has_equal = any(True for _ in known.triples((None, OWL.sameAs, None)))
        # Until names turn out to be equal.
        self._looked_up: dict[tuple[int | None, int, int | None], set[int]] = {}

    def number(self, term: Node) -> int:
        """Return the number of *term*, when its equal names are known."""
        found = self.terms.number(term)
        if self._has_equal and found not in self._met:
            self._met.add(found)
            if not isinstance(term, Literal):
                self._join(found)
        return found

    def meet(self, triples: Iterable[Triple]) -> None:
        """Look up the equal names of all in *triples*."""
        if self._has_equal:
            for node in {node for triple in triples for node in triple}:
                self.number(node)

    def _join(self, first: int) -> None:
        waiting = [first]
        while waiting:
            name = self.terms.term(waiting.pop())
            for other in self._equal_names(name):
                number = self.terms.number(other)
                if number not in self._met:
                    self._met.add(number)
                    self.equality.unite(first, number)
                    waiting.append(number)
                elif self.equality.find(number) != self.equality.find(first):
                    self.agenda.append((first, self._same, number))

    def _equal_names(self, name: Node) -> Iterator[Node]:
        for _, _, other in self._known.triples((name, OWL.sameAs, None)):
            if not isinstance(other, Literal):
                yield other
        for other, _, _ in self._known.triples((None, OWL.sameAs, name)):
            yield other

    def add(self, s: int, p: int, o: int) -> None:
        """Add a triple, unless it stands here or there."""
        if not (self._whole and self._stands_there(s, p, o)):
            super().add(s, p, o)

    def has(self, s: int, p: int, o: int) -> bool:
        """Tell whether a triple is known, said or not."""
        if super().has(s, p, o) or self._stands_there(s, p, o):
            return True
        if p == self._type:
            return self._unsaid.may_be(s, o) and self._unsaid.is_of(s, o)
        return p in self.terms.nameless and o in self._unsaid.objects(s, p)

    def is_all_of(self, x: int, kinds: Iterable[int]) -> bool:
        """Tell whether *x* is of each of *kinds*, said or not."""
        return all(self.has(x, self._type, kind) for kind in kinds)

    def is_object(self, p: int, o: int) -> bool:
        """Tell whether *p* and *o* have a subject, without reading them all."""
        if super().subjects(p, o):
            return True
        if p in self.terms.nameless:
            return bool(self._unsaid.subjects(p, o))
        return any(True for _ in self._there(None, p, o))

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*."""
        own = super().objects(s, p)
        if p in self.terms.nameless:
            return {*own, *self._unsaid.objects(s, p)}
        found = self._look_up(s, p, None)
        return {*own, *found} if found else own

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*."""
        own = super().subjects(p, o)
        if p in self.terms.nameless:
            return {*own, *self._unsaid.subjects(p, o)}
        found = self._look_up(None, p, o)
        return {*own, *found} if found else own

    def of(self, p: int) -> Iterator[tuple[int, int]]:
        """Yield subject and object of each triple of *p*, here and there."""
        yield from super().of(p)
        for s, _, o in self._numbered(self._there(None, p, None)):
            if not super().has(s, p, o):
                yield s, o

    def elsewhere(self, terms: Iterable[int]) -> Iterator[Fact]:
        """Yield the triples of a property or class among *terms* that stand there."""
        for term in terms:
            yield from self._numbered(self._there(None, term, None))
            yield from self._numbered(self._there(None, self._type, term))

    def about(self, node: int) -> Iterator[Fact]:
        """Yield each triple with *node* in it, here and there."""
        yield from super().about(node)
        yield from self._about_there(node)
        yield from self._numbered(self._there(None, node, None))

    def equate(self, one: int, other: int) -> bool:
        """Make two names one; what was said of either, here or there, is new."""
        there = [*self._about_there(one), *self._about_there(other)]
        names = {*self.equality.members(one), *self.equality.members(other)}
        if not names.isdisjoint(self.read):
            # What one of them alone would not be read for.
            there += [*self.elsewhere([one]), *self.elsewhere([other])]
        self._looked_up.clear()
        if not super().equate(one, other):
            return False
        for fact in there:
            super().add(*fact)
        return True

    def _about_there(self, node: int) -> Iterator[Fact]:
        for p in self.read:
            yield from self._numbered(self._there(node, p, None))
            yield from self._numbered(self._there(None, p, node))

    def _stands_there(self, s: int, p: int, o: int) -> bool:
        return s not in self._literals and any(True for _ in self._there(s, p, o))

    def _look_up(self, s: int | None, p: int, o: int | None) -> set[int]:
        """Return the objects of *s*, or the subjects of *o*, that stand there."""
        key = s, p, o
        found = self._looked_up.get(key)
        if found is None:
            place = 2 if o is None else 0
            found = {one[place] for one in self._numbered(self._there(s, p, o))}
            self._looked_up[key] = found
        return found

    def _there(self, s: int | None, p: int, o: int | None) -> Iterator[Triple]:
        """Yield the statements with these terms, under any of their names.

        Axioms and names of one thing are not looked up: they were added.
        """
        if p in self._axioms or p == self._same or p in self.terms.nameless:
            return
        if p == self._type and o is not None and is_reserved(self.terms.term(o)):
            return
        names = self._names(s), self._names(p), self._names(o)
        for subject, predicate, object in product(*names):
            yield from self._known.triples((subject, predicate, object))

    def _names(self, number: int | None) -> Sequence[Node | None]:
        if number is None:
            return (None,)
        return [self.terms.term(one) for one in self.equality.members(number)]

    def _numbered(self, triples: Iterable[Triple]) -> Iterator[Fact]:
        number, find = self.number, self.equality.find
        for s, p, o in triples:
            yield find(number(s)), find(number(p)), find(number(o))
