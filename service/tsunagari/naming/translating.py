"""How alike a name in Japanese and a translated or romanised one are.

The Japanese name is cut into words (:mod:`tsunagari.naming.segments`), each is looked
for in the other one (:mod:`tsunagari.naming.matching`), and what is found on both sides
is weighed against what is not. A kind that one of them says and the other does not
forbids a match, as it does between names in one language.

A translation never tells as much as a name: it is close at best, and whoever links
must see that no other body fits as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tsunagari.naming.matching import WEIGHTS, Matching, foreign, match, weight_of
from tsunagari.naming.meanings import Role, meanings
from tsunagari.naming.names import Name
from tsunagari.naming.segments import segments
from tsunagari.naming.words import words

__all__ = ["translated"]

FULL: Final = 0.92
# The share of both names that must be found, and the score that this gives.
ENOUGH: Final = 0.75
CLOSE: Final = 0.85
# What must be found at least: a name, or what the body is about.
TELLING: Final = 1.0
# "Foundation" for センター: each is a body, and which word says so is chance.
ANOTHER_HEAD: Final = 0.5
CONTRADICTED: Final = 0.75
OTHER_LIGHT: Final = 0.93


@dataclass(slots=True)
class _Side:
    """What of one name was found in the other, by weight."""

    total: float = 0.0
    found: float = 0.0
    heads: list[float] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)

    def add(self, weight: float, how: float | None, role: Role | None) -> None:
        self.total += weight
        if how is not None:
            self.found += weight * how
        elif role == "head":
            self.heads.append(weight)
        elif weight:
            self.alone.add("telling" if weight >= 1 else "light")

    @property
    def share(self) -> float:
        return self.found / self.total if self.total else 0.0


def translated(theirs: Name, ours: Name) -> float | None:
    """Return how alike a name in Latin letters and a ``japanese`` one are.

    :returns: Nothing if one name says a kind that the other does not.
    """
    matching = match(foreign(theirs.core), segments(ours))
    if any(_unmet(matching, ours)):
        return None
    one, other = _our_side(matching), _their_side(matching, ours)
    if one.found < TELLING:
        return 0.0
    for left, right in zip(one.heads, other.heads, strict=False):
        one.found += left * ANOTHER_HEAD
        other.found += right * ANOTHER_HEAD
    # What one name is short of weighs more than what both have.
    share = ((one.share + other.share) / 2 + min(one.share, other.share)) / 2
    if "telling" in one.alone & other.alone:
        share *= CONTRADICTED
    elif one.alone and other.alone:
        share *= OTHER_LIGHT
    if share >= ENOUGH:
        return CLOSE + (FULL - CLOSE) * (share - ENOUGH) / (1 - ENOUGH)
    return CLOSE * share / ENOUGH


def _unmet(matching: Matching, ours: Name) -> Iterator[bool]:
    """Yield whether a kind that one name says is not in the other."""
    for place, segment in enumerate(matching.ours):
        if segment.meaning and segment.meaning.role == "kind":
            yield place not in matching.our_match
    allowed = ours.may | ours.kinds
    for place, word in enumerate(matching.theirs.words):
        if place not in matching.their_match:
            roles = _roles(matching.theirs.stems[place])
            kind = words().kinds.get(word)
            is_last = place == len(matching.theirs.words) - 1
            yield is_last and word in words().places
            yield (roles == {"kind"} or bool(kind and not roles)) and (
                kind not in allowed
            )


def _our_side(matching: Matching) -> _Side:
    side = _Side()
    for place, segment in enumerate(matching.ours):
        role = segment.meaning.role if segment.meaning else None
        side.add(weight_of(segment), matching.our_match.get(place), role)
    return side


def _their_side(matching: Matching, ours: Name) -> _Side:
    side = _Side()
    for place, word in enumerate(matching.theirs.stems):
        if place in matching.their_match:
            how = matching.their_match[place]
            side.add(matching.their_weight[place], how, None)
        # The form of ours says it: a 社団法人 is an association.
        elif words().kinds.get(matching.theirs.words[place]) not in ours.may:
            roles = _roles(word) - {"none"}
            weight = min((WEIGHTS[role] for role in roles), default=1.0)
            side.add(weight, None, "head" if "head" in roles else None)
    return side


def _roles(word: str) -> set[Role]:
    """Return the parts that a word plays which is a phrase of its own."""
    rows = meanings().by_stem.get(word, ())
    return {meaning.role for phrase, meaning in rows if len(phrase) == 1}
