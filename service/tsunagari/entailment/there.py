"""A closed graph that is looked up, by the numbers of its terms.

What it says and what it leaves unsaid is found out when it is asked. It does not
change; but names in it may turn out to be equal, and axioms may be added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

from rdflib import OWL, Literal
from rdflib.term import Node

from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.lookup import KINDS, Lookup
from tsunagari.entailment.statements import Triple
from tsunagari.entailment.unsaid import Unsaid
from tsunagari.entailment.vocabulary import Vocabulary

__all__ = ["There"]

Asked = tuple[int | None, int, int | None]


class There:
    """The statements of *known* by the numbers of *here*.

    :param here: What was added, the axioms among it; they are not looked up.
    """

    def __init__(self, known: Lookup, here: Facts, v: Vocabulary) -> None:
        self.terms = here.terms
        self._known = known
        self._here = here
        self._equality = here.equality
        self._v = v
        self._axioms = frozenset({*v.schema(), v.first, v.rest})
        self._kinds = frozenset(map(here.terms.number, KINDS))
        self._left_out: frozenset[int] = frozenset()
        self._unsaid = Unsaid(self, v)
        self._met: set[int] = set()
        self._has_equal = any(True for _ in known.triples((None, OWL.sameAs, None)))
        self._looked_up: dict[Asked, set[int]] = {}

    def forget(self) -> None:
        """Forget what was found out: names or axioms are no longer the same."""
        self._looked_up.clear()
        self._unsaid.forget()

    def number(self, term: Node) -> int:
        """Return the number of *term*, when its equal names are known."""
        found = self.terms.number(term)
        if self._has_equal and found not in self._met:
            self._met.add(found)
            if not isinstance(term, Literal):
                self._join(found)
        return found

    def leave_out(self, annotations: Iterable[Node]) -> None:
        """Look the statements of these properties up no more."""
        self._left_out = frozenset(map(self.terms.number, annotations))
        self.forget()

    def meet(self, triples: Iterable[Triple]) -> None:
        """Look up the equal names of all in *triples*."""
        if self._has_equal:
            for node in {node for triple in triples for node in triple}:
                self.number(node)

    def has(self, s: int, p: int, o: int) -> bool:
        """Tell whether a statement stands there."""
        if s in self.terms.literals:
            return False
        return any(True for _ in self._statements(s, p, o))

    def holds(self, s: int, p: int, o: int) -> bool:
        """Tell whether a statement is left unsaid there."""
        if p == self._v.type:
            return self._unsaid.may_be(s, o) and self._unsaid.is_of(s, o)
        return p in self.terms.nameless and o in self.objects(s, p)

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*; of an axiom, those that were added."""
        if p in self._axioms:
            return self._here.own_objects(s, p)
        if p in self.terms.nameless:
            return self._of_nameless(s, p, None)
        return self._look_up(s, p, None)

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*; of an axiom, those that were added."""
        if p in self._axioms:
            return self._here.own_subjects(p, o)
        if p in self.terms.nameless:
            return self._of_nameless(None, p, o)
        return self._look_up(None, p, o)

    def is_object(self, p: int, o: int) -> bool:
        """Tell whether *p* and *o* have a subject, without reading them all."""
        if p in self._axioms or p in self.terms.nameless:
            return bool(self.subjects(p, o))
        return any(True for _ in self._statements(None, p, o))

    def facts(self, s: int | None, p: int, o: int | None) -> Iterator[Fact]:
        """Yield the statements with these terms, under any of their names."""
        number, find = self.number, self._equality.find
        for subject, predicate, object in self._statements(s, p, o):
            yield find(number(subject)), find(number(predicate)), find(number(object))

    def _statements(self, s: int | None, p: int, o: int | None) -> Iterator[Triple]:
        """Yield what is looked up: no axioms, annotations, or names of one thing."""
        if p in self._axioms or p == self._v.same or p in self.terms.nameless:
            return
        if p in self._left_out or (p == self._v.type and o in self._kinds):
            return
        names = self._names(s), self._names(p), self._names(o)
        for subject, predicate, object in product(*names):
            yield from self._known.triples((subject, predicate, object))

    def _look_up(self, s: int | None, p: int, o: int | None) -> set[int]:
        asked = s, p, o
        found = self._looked_up.get(asked)
        if found is None:
            place = 2 if o is None else 0
            found = {fact[place] for fact in self.facts(s, p, o)}
            self._looked_up[asked] = found
        return found

    def _of_nameless(self, s: int | None, p: int, o: int | None) -> set[int]:
        """Return the objects of *s*, or the subjects of *o*, of what has no name.

        Those of narrower properties, and of inverse ones the other way round.
        """
        here, inverse = self._here, self._v["inverseOf"]
        narrower = {p, *here.own_subjects(self._v.sub_property, p)}
        inverses = {
            q
            for one in narrower
            for q in (
                *here.own_objects(one, inverse),
                *here.own_subjects(inverse, one),
            )
        }
        found: set[int] = set()
        for q in narrower - self.terms.nameless:
            found |= self._look_up(s, q, o)
        for q in inverses - self.terms.nameless:
            found |= self._look_up(o, q, s)
        return found

    def _names(self, number: int | None) -> Sequence[Node | None]:
        if number is None:
            return (None,)
        return [self.terms.term(one) for one in self._equality.members(number)]

    def _join(self, first: int) -> None:
        waiting = [first]
        while waiting:
            name = self.terms.term(waiting.pop())
            for other in self._equal_names(name):
                number = self.terms.number(other)
                if number not in self._met:
                    self._met.add(number)
                    self._equality.unite(first, number)
                    waiting.append(number)

    def _equal_names(self, name: Node) -> Iterator[Node]:
        for _, _, other in self._known.triples((name, OWL.sameAs, None)):
            if not isinstance(other, Literal):
                yield other
        for other, _, _ in self._known.triples((None, OWL.sameAs, name)):
            yield other
