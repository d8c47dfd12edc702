"""What a table says beside the name, against what we say of a thing.

An identifier decides. A place, a legal form, a date speaks for a thing or against it;
what we do not know, or cannot read, says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tsunagari.namespaces import SSE, expand
from tsunagari.naming.keys import folded
from tsunagari.naming.places import Place, nearness
from tsunagari.naming.words import words
from tsunagari.reconciliation.model import Fact, Lookup, Thing
from tsunagari.reconciliation.names import NAMES, OTHER_NAMES
from tsunagari.reconciliation.queries import Condition

__all__ = ["Evidence", "Verdict"]

Verdict = Literal["decides", "agrees", "differs", "excludes", "unknown"]
PLACE: Final = str(SSE.Place)
# Where a value lies within another that is asked for: a ward in its city.
WIDER: Final = (str(SSE.within), str(expand("skos:broader")))
NAMESAKES: Final = 20
YEAR: Final = 4
DATES: Final = ("^http://www.w3.org/2001/XMLSchema#date", "#gYear", "#gYearMonth")


@dataclass(frozen=True)
class _Reach:
    """Values of a thing, and what they lie within: names, kinds, names of places."""

    iris: frozenset[str]
    names: frozenset[str]
    kinds: frozenset[str]
    places: tuple[Place, ...]


class Evidence:
    """Compares the conditions of one query with things."""

    def __init__(self, lookup: Lookup, conditions: Sequence[Condition]) -> None:
        self._lookup = lookup
        self.conditions = conditions
        self._named: dict[str, list[Thing]] = {}
        self._reaches: dict[tuple[str, ...], _Reach] = {}

    def identified(self) -> list[Thing]:
        """Return the things that the identifiers among the conditions lead to."""
        found: dict[str, Thing] = {}
        for condition in self.conditions:
            said = self._lookup.properties.get(condition.property)
            if said and said.is_scheme:
                for text in condition.texts:
                    for thing in self._lookup.identified(text, said.iri):
                        found[thing.iri] = thing
        return list(found.values())

    def verdict(self, thing: Thing, condition: Condition) -> Verdict:
        """Tell what *condition* says of *thing*."""
        said = self._lookup.properties.get(condition.property)
        if said and said.is_scheme:
            return self._by_identifier(thing, condition)
        if condition.property in (NAMES, OTHER_NAMES):
            names = {folded(label.text) for label in thing.labels}
            given = {folded(text) for text in condition.texts}
            return "agrees" if names & given else "unknown"
        facts = thing.facts.get(condition.property, ())
        if not facts or not (condition.texts or condition.things):
            return "unknown"
        values = [fact.text for fact in facts if fact.tag == "<"]
        told = [self._by_values(values, condition)] if values else []
        told += [_by_literal(f, t) for f in facts if f.tag != "<"
                 for t in condition.texts]  # fmt: skip
        if "agrees" in told:
            return "agrees"
        return "differs" if "differs" in told and "unknown" not in told else "unknown"

    def _by_identifier(self, thing: Thing, condition: Condition) -> Verdict:
        own = {
            folded(identifier.value)
            for identifier in thing.identifiers
            if identifier.scheme == condition.property
        }
        given = {folded(text) for text in condition.texts} - {""}
        if not own or not given:
            return "unknown"
        if own & given:
            return "decides"
        # One body in law has one such number; other schemes may know it twice.
        legal = words().legal(condition.property.rpartition("/")[2])
        return "excludes" if legal else "differs"

    def _by_values(self, iris: Sequence[str], condition: Condition) -> Verdict:
        reach = self._reach(tuple(iris))
        if reach.iris.intersection(condition.things):
            return "agrees"
        told: list[Verdict] = ["differs"] if condition.things else []
        told += [self._by_name(reach, text) for text in condition.texts]
        if "agrees" in told:
            return "agrees"
        return "differs" if told and set(told) == {"differs"} else "unknown"

    def _by_name(self, reach: _Reach, text: str) -> Verdict:
        """Tell whether *text* names one of the things in *reach*."""
        if folded(text) in reach.names:
            return "agrees"
        named = self._things_named(text)
        if any(thing.iri in reach.iris for thing in named):
            return "agrees"
        if any(reach.kinds.intersection(thing.kinds) for thing in named):
            return "differs"
        given = Place("", text)
        near = {nearness(place, given) for place in reach.places}
        if "same" in near:
            return "agrees"
        return "differs" if "far" in near and "near" not in near else "unknown"

    def _reach(self, iris: tuple[str, ...]) -> _Reach:
        if iris not in self._reaches:
            found = dict(self._lookup.by_iris(iris))
            wider = {
                fact.text
                for thing in found.values()
                for predicate in WIDER
                for fact in thing.facts.get(predicate, ())
            }
            found |= self._lookup.by_iris(sorted(wider - set(found)))
            labels = [(n, thing) for thing in found.values() for n in thing.labels]
            self._reaches[iris] = _Reach(
                frozenset({*iris, *found}),
                frozenset(folded(label.text) for label, _ in labels),
                frozenset(kind for thing in found.values() for kind in thing.kinds),
                tuple(Place("", n.text) for n, thing in labels if PLACE in thing.kinds),
            )
        return self._reaches[iris]

    def _things_named(self, text: str) -> list[Thing]:
        if text not in self._named:
            self._named[text] = [*self._lookup.namesakes(text, NAMESAKES)]
        return self._named[text]


def _by_literal(fact: Fact, text: str) -> Verdict:
    value = fact.text
    if fact.tag.endswith(DATES):
        short, long = sorted((value, text.strip()), key=len)
        if long.startswith(short) and len(short) >= YEAR:
            return "agrees"
        years = (value[:YEAR], text.strip()[:YEAR])
        return "differs" if years[0] != years[1] and years[1].isdecimal() else "unknown"
    return "agrees" if folded(value) == folded(text) else "unknown"
