"""Facts beside a closed graph that is looked up: what is added, and what follows.

What stands there already is not added again, so that what is looked at grows with
what is added and with what follows from it, and not with the closed graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from rdflib.term import Node

from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.lookup import Lookup
from tsunagari.entailment.statements import Triple
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.there import There
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
        self._whole = whole
        self._is_settled = False
        self._there = There(known, self, v)
        # What stands for names that were made equal here.
        self._equated: set[int] = set()

    def number(self, term: Node) -> int:
        """Return the number of *term*, when its equal names are known."""
        return self._there.number(term)

    def leave_out(self, annotations: set[Node]) -> None:
        """Take note of the properties whose statements are not looked up."""
        self._there.leave_out(annotations)

    def meet(self, triples: Iterable[Triple]) -> None:
        """Look up the equal names of all in *triples*."""
        self._there.meet(triples)

    def begin(self, read: set[int]) -> None:
        """Begin with new rules."""
        super().begin(read)
        self._there.forget()

    def settle(self) -> None:
        """Take note that the axioms are here: what stands there is known now."""
        self._is_settled = True

    def add(self, s: int, p: int, o: int) -> None:
        """Add a triple, unless it stands here or there."""
        if not (self._is_settled and self._whole and self._there.has(s, p, o)):
            super().add(s, p, o)

    def has(self, s: int, p: int, o: int) -> bool:
        """Tell whether a triple is known, said or not."""
        there = self._there
        return super().has(s, p, o) or there.has(s, p, o) or there.holds(s, p, o)

    def is_all_of(self, x: int, kinds: Iterable[int]) -> bool:
        """Tell whether *x* is of each of *kinds*, said or not."""
        return all(self.has(x, self._type, kind) for kind in kinds)

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*."""
        own, there = self.own_objects(s, p), self._there.objects(s, p)
        return {*own, *there} if there else own

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*."""
        own, there = self.own_subjects(p, o), self._there.subjects(p, o)
        return {*own, *there} if there else own

    def of(self, p: int) -> Iterator[tuple[int, int]]:
        """Yield subject and object of each triple of *p*, here and there."""
        yield from super().of(p)
        for s, _, o in self._there.facts(None, p, None):
            if not super().has(s, p, o):
                yield s, o

    def elsewhere(self, terms: Iterable[int]) -> Iterator[Fact]:
        """Yield the triples of a property or class among *terms* that stand there.

        Those about names that were made equal here are facts of this place too: there
        they are said of one of the names alone.
        """
        for term in terms:
            for fact in chain(
                self._there.facts(None, term, None),
                self._there.facts(None, self._type, term),
            ):
                if not self._equated.isdisjoint(fact):
                    super().add(*fact)
                yield fact

    def about(self, node: int) -> Iterator[Fact]:
        """Yield each triple with *node* in it, here and there."""
        yield from super().about(node)
        yield from self._about_there(node)
        yield from self._there.facts(None, node, None)

    def equate(self, one: int, other: int) -> bool:
        """Make two names one.

        What is said, here or there, of the one that is not published for both is said
        of the other, and so new.
        """
        if self.equality.find(one) == self.equality.find(other):
            return False
        published = self.equality.published(one, other)
        gone = one if self.equality.name(one) != published else other
        new = [*self._own_about(gone), *self._about_there(gone)]
        names = {*self.equality.members(one), *self.equality.members(other)}
        if not names.isdisjoint(self.read):
            # What one of them alone would not be read for.
            new += [*self.elsewhere([one]), *self.elsewhere([other])]
        self._there.forget()
        # What is here stays here, under the name that stands for both.
        settled, self._is_settled = self._is_settled, False
        super().equate(one, other)
        self._is_settled = settled
        self._equated.add(self.equality.find(one))
        find = self.equality.find
        for s, p, o in new:
            super().add(s, p, o)
            # Known here perhaps, but not together with what is said of the other.
            self.agenda.append((find(s), find(p), find(o)))
        return True

    def _about_there(self, node: int) -> Iterator[Fact]:
        for p in self.read:
            yield from self._there.facts(node, p, None)
            yield from self._there.facts(None, p, node)
