"""What a table says beside the name, against what we say of a thing.

An identifier decides. A place, a legal form, a date speaks for a thing or against it;
what we do not know, or cannot read, says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
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


class Evidence:
    """Compares the conditions of one query with things."""

    def __init__(self, lookup: Lookup, conditions: Sequence[Condition]) -> None:
        self._lookup = lookup
        self.conditions = conditions
        self._named: dict[str, list[Thing]] = {}

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
        chain = self._with_wider(iris)
        if {*iris, *chain} & {*condition.things}:
            return "agrees"
        told: list[Verdict] = ["differs"] if condition.things else []
        for text in condition.texts:
            told.append(self._by_name(chain, text))
        if "agrees" in told:
            return "agrees"
        return "differs" if told and set(told) == {"differs"} else "unknown"

    def _by_name(self, chain: dict[str, Thing], text: str) -> Verdict:
        """Tell whether *text* names one of the things in *chain*."""
        plain = folded(text)
        for thing in chain.values():
            if any(folded(label.text) == plain for label in thing.labels):
                return "agrees"
        named = self._things_named(text)
        if any(thing.iri in chain for thing in named):
            return "agrees"
        kinds = {kind for thing in chain.values() for kind in thing.kinds}
        if any(kinds.intersection(thing.kinds) for thing in named):
            return "differs"
        near = {
            nearness(Place("", label.text), Place("", text))
            for thing in chain.values()
            if PLACE in thing.kinds
            for label in thing.labels
        }
        if "same" in near:
            return "agrees"
        return "differs" if "far" in near and "near" not in near else "unknown"

    def _with_wider(self, iris: Sequence[str]) -> dict[str, Thing]:
        """Return the things of *iris*, and those that they lie within."""
        found = dict(self._lookup.by_iris(iris))
        wider = {
            fact.text
            for thing in found.values()
            for predicate in WIDER
            for fact in thing.facts.get(predicate, ())
        }
        return {**self._lookup.by_iris(sorted(wider - set(found))), **found}

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
