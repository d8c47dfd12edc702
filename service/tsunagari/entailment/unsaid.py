"""What a published closure leaves unsaid, found out when it is asked.

A release holds what follows about named things. That something is of a class
expression, that it has a property without a name, that a literal is of a datatype,
that a thing is an owl:Thing: it holds none of these, and rules ask for them. The
release does not change, so what was found out once is remembered.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from tsunagari.entailment.datatypes import contains, is_known
from tsunagari.entailment.statements import is_reserved
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["Unsaid"]

Goal = tuple[int, int]


class Said(Protocol):
    """The axioms, and what is said in a closed graph, by numbers."""

    terms: Terms

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*."""

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*."""

    def is_object(self, p: int, o: int) -> bool:
        """Tell whether *p* and *o* have a subject, without reading them all."""


class Unsaid:
    """Looks for what is unsaid in *said*."""

    def __init__(self, said: Said, v: Vocabulary) -> None:
        self._said = said
        self._v = v
        self._terms = said.terms
        # Whether something is of a class; and what is being found out, which is not
        # so until something makes it so: nothing holds because of itself.
        self._known: dict[Goal, bool] = {}
        self._goals: dict[Goal, bool] = {}

    def forget(self) -> None:
        """Forget what was found out: axioms or names are no longer the same."""
        self._known.clear()

    def may_be(self, x: int, kind: int) -> bool:
        """Tell whether *x* may be of the class *kind* without it being said."""
        terms = self._terms
        if x in terms.literals or x in terms.nameless or kind in terms.nameless:
            return True
        return is_reserved(terms.term(kind))

    def is_of(self, x: int, kind: int) -> bool:
        """Tell whether *x* is of the class *kind*, said or not."""
        goal = x, kind
        if goal not in self._known:
            self._goals = {goal: False}
            size = -1
            # Until a round finds nothing, and nothing more to be found out.
            while size != (size := len(self._goals) + sum(self._goals.values())):
                for one in [one for one, holds in self._goals.items() if not holds]:
                    self._goals[one] = self._follows(*one)
            self._known |= self._goals
        return self._known[goal]

    def _is(self, x: int, kind: int) -> bool:
        """Tell what is said or was found out; the rest becomes a goal."""
        if kind in self._said.objects(x, self._v.type):
            return True
        if not self.may_be(x, kind):
            return False
        known = self._known.get((x, kind))
        return self._goals.setdefault((x, kind), False) if known is None else known

    def _follows(self, x: int, kind: int) -> bool:
        said, v = self._said, self._v
        if x in self._terms.literals and is_known(self._terms.term(kind)):
            value = self._terms.literal(x)
            return contains(self._terms.term(kind), value) is True
        types = said.objects(x, v.type)
        return (
            kind in types
            or any(kind in said.objects(one, v.sub_class) for one in types)
            or self._is_narrower(x, kind)
            or self._is_by_parts(x, kind)
            or self._is_by_values(x, kind)
            or self._is_by_use(x, kind)
        )

    def _is_narrower(self, x: int, kind: int) -> bool:
        """cax-sco, cls-uni, cls-int2."""
        return any(
            self._is(x, narrower)
            for narrower in self._said.subjects(self._v.sub_class, kind)
            if narrower not in (kind, self._v.nothing) and self.may_be(x, narrower)
        )

    def _is_by_parts(self, x: int, kind: int) -> bool:
        """cls-int1."""
        for node in self._said.objects(kind, self._v["intersectionOf"]):
            parts = members(self._said, self._v, node)
            if parts and all(self._is(x, part) for part in parts):
                return True
        return False

    def _is_by_values(self, x: int, kind: int) -> bool:
        """cls-svf1, cls-svf2, cls-hv2."""
        said, v = self._said, self._v
        for p in said.objects(kind, v["onProperty"]):
            for filler in said.objects(kind, v["someValuesFrom"]):
                values = said.objects(x, p)
                if filler == v.thing and values:
                    return True
                if any(self._is(y, filler) for y in values):
                    return True
            wanted = said.objects(kind, v["hasValue"])
            if any(value in said.objects(x, p) for value in wanted):
                return True
        return False

    def _is_by_use(self, x: int, kind: int) -> bool:
        """prp-dom, prp-rng, cls-avf."""
        said, v = self._said, self._v
        if any(said.objects(x, p) for p in said.subjects(v.domain, kind)):
            return True
        if any(said.is_object(p, x) for p in said.subjects(v.range, kind)):
            return True
        for restriction in said.subjects(v["allValuesFrom"], kind):
            for p in said.objects(restriction, v["onProperty"]):
                if any(self._is(u, restriction) for u in said.subjects(p, x)):
                    return True
        return False
