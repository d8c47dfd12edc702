"""What a published closure leaves unsaid, found out when it is asked.

A release holds what follows about named things. That something is of a class
expression, that it has a property without a name, that a literal is of a datatype,
that a thing is an owl:Thing: it holds none of these, and rules ask for them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from tsunagari.entailment.datatypes import contains, is_known
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.vocabulary import Vocabulary, members

__all__ = ["Unsaid"]

Asked = frozenset[tuple[int, int]]
NOTHING_YET: Asked = frozenset()


class Said(Protocol):
    """What is said, here and elsewhere, by numbers."""

    terms: Terms

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*."""

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*."""

    def is_object(self, p: int, o: int) -> bool:
        """Tell whether *p* and *o* have a subject."""


class Unsaid:
    """Looks for what is unsaid in *said*."""

    def __init__(self, said: Said, v: Vocabulary) -> None:
        self._said = said
        self._v = v
        self._terms = said.terms

    def may_be(self, x: int, kind: int) -> bool:
        """Tell whether *x* may be of the class *kind* without it being said."""
        terms = self._terms
        return x in terms.literals or kind in terms.nameless or kind == self._v.thing

    def is_of(self, x: int, kind: int, asked: Asked = NOTHING_YET) -> bool:
        """Tell whether *x* is of the class *kind*, said or not.

        :param asked: What is being asked already: nothing holds because of itself.
        """
        said, v = self._said, self._v
        types = said.objects(x, v.type)
        if kind in types:
            return True
        if (x, kind) in asked or not self.may_be(x, kind):
            return False
        if x in self._terms.literals and is_known(self._terms.term(kind)):
            value = self._terms.literal(x)
            return contains(self._terms.term(kind), value) is True
        if any(kind in said.objects(one, v.sub_class) for one in types):
            return True
        asked = asked | {(x, kind)}
        return (
            self._is_narrower(x, kind, asked)
            or self._is_by_parts(x, kind, asked)
            or self._is_by_values(x, kind, asked)
            or self._is_by_use(x, kind, asked)
        )

    def _is_narrower(self, x: int, kind: int, asked: Asked) -> bool:
        """cax-sco, cls-uni, cls-int2."""
        return any(
            self.is_of(x, narrower, asked)
            for narrower in self._said.subjects(self._v.sub_class, kind)
            if narrower not in (kind, self._v.nothing)
        )

    def _is_by_parts(self, x: int, kind: int, asked: Asked) -> bool:
        """cls-int1."""
        for node in self._said.objects(kind, self._v["intersectionOf"]):
            parts = members(self._said, self._v, node)
            if parts and all(self.is_of(x, part, asked) for part in parts):
                return True
        return False

    def _is_by_values(self, x: int, kind: int, asked: Asked) -> bool:
        """cls-svf1, cls-svf2, cls-hv2."""
        said, v = self._said, self._v
        for p in said.objects(kind, v["onProperty"]):
            for filler in said.objects(kind, v["someValuesFrom"]):
                values = said.objects(x, p)
                if filler == v.thing and values:
                    return True
                if any(self.is_of(y, filler, asked) for y in values):
                    return True
            wanted = said.objects(kind, v["hasValue"])
            if any(value in said.objects(x, p) for value in wanted):
                return True
        return False

    def _is_by_use(self, x: int, kind: int, asked: Asked) -> bool:
        """prp-dom, prp-rng, cls-avf."""
        said, v = self._said, self._v
        if any(said.objects(x, p) for p in said.subjects(v.domain, kind)):
            return True
        if any(said.is_object(p, x) for p in said.subjects(v.range, kind)):
            return True
        for restriction in said.subjects(v["allValuesFrom"], kind):
            for p in said.objects(restriction, v["onProperty"]):
                if any(self.is_of(u, restriction, asked) for u in said.subjects(p, x)):
                    return True
        return False

    def objects(self, s: int, p: int) -> set[int]:
        """Return the objects of *s* and a property without a name."""
        found: set[int] = set()
        for q in self._narrower(p):
            found |= set(self._said.objects(s, q))
        for q in self._inverses(p):
            found |= set(self._said.subjects(q, s))
        return found

    def subjects(self, p: int, o: int) -> set[int]:
        """Return the subjects of a property without a name and *o*."""
        found: set[int] = set()
        for q in self._narrower(p):
            found |= set(self._said.subjects(q, o))
        for q in self._inverses(p):
            found |= set(self._said.objects(o, q))
        return found

    def _narrower(self, p: int) -> set[int]:
        found = self._said.subjects(self._v.sub_property, p)
        return set(found) - self._terms.nameless

    def _inverses(self, p: int) -> set[int]:
        """Return the named inverses of *p*, and of what is narrower than it."""
        said, inverse = self._said, self._v["inverseOf"]
        found: set[int] = set()
        for q in {p, *said.subjects(self._v.sub_property, p)}:
            found |= {*said.objects(q, inverse), *said.subjects(inverse, q)}
        return found - self._terms.nameless
