"""From queries to candidates, each with a score from 0 to 100 and what it rests on.

A match is announced if an identifier of the table is that of one thing alone, or if a
thing has the very name and none of the asked types but it has. What a table says beside
the name can exclude namesakes, or the thing itself; a name that only sounds the same,
is contained, or is nearly the same is a candidate and never a match.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from tsunagari.namespaces import SSE
from tsunagari.naming.keys import folded, sound
from tsunagari.naming.names import Name, read_name, read_names
from tsunagari.naming.scoring import EXACT, ROMAN, ROMAN_SHORT, alike
from tsunagari.naming.words import words
from tsunagari.reconciliation.evidence import Evidence, Verdict
from tsunagari.reconciliation.model import Language, Lookup, Named, Thing
from tsunagari.reconciliation.names import (
    READINGS,
    description,
    id_of,
    in_language,
    iri_of,
    name_of,
    term_id,
)
from tsunagari.reconciliation.queries import Query

__all__ = ["Candidate", "Matcher"]

# Things whose names are compared with that of a query, beside its namesakes.
COMPARED: Final = 60
LOWEST: Final = 35.0
# Of a name that holds the other: between these, by how much of it that is.
HELD: Final = (0.4, 0.8)
SHORTEST_HELD: Final = 2
# Where something forbids that it is the one, such as a federation that holds the name
# of its member.
FORBIDDEN: Final = 0.6
AGREES: Final = 2.0
DIFFERS: Final = -20.0
OTHER_TYPE: Final = -20.0
EXCLUDED: Final = 30.0
WEAK_IDENTIFIER: Final = 90.0
BASED: Final = (str(SSE.basedIn), str(SSE.within))


@dataclass(frozen=True)
class Candidate:
    """A thing that may be meant.

    :param score: From 0 to 100.
    :param name: How alike the names are, from 0 to 1; nothing without a name.
    :param verdicts: What each condition says, by the IRI of its property.
    :param is_sure: Whether an identifier says that it is the one.
    :param is_out: Whether what the table says speaks against it.
    """

    thing: Thing
    score: float
    name: float | None
    verdicts: Mapping[str, Verdict]
    has_type: bool = True
    is_sure: bool = False
    is_out: bool = False
    match: bool = False


class Matcher:
    """Answers queries from a lookup, in one language."""

    def __init__(self, lookup: Lookup, language: Language) -> None:
        self._lookup = lookup
        self._language = language

    def answer(self, queries: Mapping[str, Query]) -> dict[str, Any]:
        """Return the reconciliation result batch."""
        return {key: {"result": self._result(q)} for key, q in queries.items()}

    def candidates(self, query: Query) -> list[Candidate]:
        """Return all candidates, the best first; one at most is a match."""
        self._lookup.check_time()
        evidence = Evidence(self._lookup, query.conditions)
        found: dict[str, Thing] = {t.iri: t for t in evidence.identified()}
        complete = True
        sure, weak = self._identified(query.text)
        found |= {**sure, **weak}
        if query.text:
            named, complete = self._lookup.named(query.text, COMPARED)
            found |= {thing.iri: thing for thing in named}
        likeness = _Likeness(query.text)
        scored = [
            self._scored(query, thing, evidence, likeness, thing.iri in sure)
            for thing in found.values()
            if query.strict == "should" or _has_types(thing, query)
        ]
        scored = [
            replace(c, score=max(c.score, WEAK_IDENTIFIER))
            if c.thing.iri in weak and not c.is_out
            else c
            for c in scored
        ]
        scored.sort(key=lambda c: (-c.score, not c.is_sure, c.thing.iri))
        kept = [c for c in scored if c.score >= LOWEST]
        return _with_match(kept, complete)

    def _identified(self, text: str) -> tuple[dict[str, Thing], dict[str, Thing]]:
        """Return what *text* names as an identifier: surely, and perhaps."""
        if not text or any(character.isspace() for character in text):
            return {}, {}
        sure = dict(self._lookup.by_iris([iri_of(text)]))
        weak: dict[str, Thing] = {}
        plain = folded(text)
        for thing in self._lookup.identified(text):
            of_law = any(
                words().legal(identifier.scheme.rpartition("/")[2])
                for identifier in thing.identifiers
                if folded(identifier.value) == plain
            )
            (sure if of_law else weak)[thing.iri] = thing
        return sure, weak

    def _scored(
        self,
        query: Query,
        thing: Thing,
        evidence: Evidence,
        likeness: _Likeness,
        is_sure: bool,
    ) -> Candidate:
        told = [evidence.verdict(thing, one) for one in evidence.conditions]
        properties = [one.property for one in evidence.conditions]
        verdicts = dict(zip(properties, told, strict=True))
        name = likeness.to(thing) if query.text else None
        has_type = _has_types(thing, query)
        excluded = "excludes" in told
        is_sure = not excluded and (is_sure or "decides" in told)
        if is_sure:
            score = 100.0
        else:
            score = 100 * (name or 0.0)
            score += AGREES * told.count("agrees") + DIFFERS * told.count("differs")
            score += 0.0 if has_type else OTHER_TYPE
            score = min(score, EXCLUDED) if excluded else score
        is_out = excluded or "differs" in told or not has_type
        score = round(max(0.0, min(100.0, score)), 2)
        return Candidate(thing, score, name, verdicts, has_type, is_sure, is_out)

    def _result(self, query: Query) -> list[dict[str, Any]]:
        found = self.candidates(query)[: query.limit]
        places = self._lookup.by_iris(
            fact.text
            for candidate in found
            for predicate in BASED
            for fact in candidate.thing.facts.get(predicate, ())[:1]
        )
        return [self._shown(candidate, places) for candidate in found]

    def _shown(
        self, candidate: Candidate, places: Mapping[str, Thing]
    ) -> dict[str, Any]:
        thing, language = candidate.thing, self._language
        kinds = [
            (iri, in_language(kind.labels, language))
            for iri in thing.kinds
            if (kind := self._lookup.kinds.get(iri))
        ]
        at = [
            name_of(places[fact.text], language)
            for predicate in BASED
            for fact in thing.facts.get(predicate, ())[:1]
            if fact.text in places
        ]
        features: list[dict[str, Any]] = []
        if candidate.name is not None:
            features.append({"id": "name", "value": round(candidate.name, 4)})
        features.append({"id": "type", "value": candidate.has_type})
        features += [
            {"id": term_id(iri), "value": verdict in ("agrees", "decides")}
            for iri, verdict in candidate.verdicts.items()
            if verdict != "unknown"
        ]
        return {
            "id": id_of(thing.iri),
            "name": name_of(thing, language),
            "description": description(thing, language, [n for _, n in kinds[:1]], at),
            "type": [{"id": term_id(iri), "name": name} for iri, name in kinds],
            "score": candidate.score,
            "features": features,
            "match": candidate.match,
        }


class _Likeness:
    """How alike a text is to the names of things."""

    def __init__(self, text: str) -> None:
        self._plain = folded(text)
        self._sound = sound(text)
        self._names = read_name(text)

    def to(self, thing: Thing) -> float:
        """Return a number from 0 to 1; 1 is the very name."""
        names = _names(tuple((n.text, n.language) for n in thing.labels))
        best = alike(self._names, names).score
        held = 1.0 if best else FORBIDDEN
        for label in thing.labels:
            best = max(best, self._as_text(label), held * self._as_part(label))
        return best

    def _as_text(self, label: Named) -> float:
        is_reading = label.language in READINGS
        text = folded(label.text)
        if text == self._plain and text and not is_reading:
            return 1.0
        if len(self._sound) >= ROMAN_SHORT and sound(label.text) == self._sound:
            return ROMAN
        if is_reading and text == self._plain:
            return ROMAN
        return 0.0

    def _as_part(self, label: Named) -> float:
        """Return how much of the longer of both names the shorter is."""
        short, long = sorted((folded(label.text), self._plain), key=len)
        if len(short) >= SHORTEST_HELD and short in long:
            low, high = HELD
            return low + (high - low) * len(short) / len(long)
        return 0.0


@lru_cache(maxsize=5000)
def _names(labels: tuple[tuple[str, str], ...]) -> tuple[Name, ...]:
    return read_names(labels)


def _has_types(thing: Thing, query: Query) -> bool:
    if not query.types:
        return True
    asked = {*query.types}
    found = asked.intersection(thing.kinds)
    return found == asked if query.strict == "all" else bool(found)


def _with_match(found: list[Candidate], complete: bool) -> list[Candidate]:
    """Return *found* with the one that is a match, if any is, marked and in front.

    :param complete: Whether all things of the name are among them.
    """
    sure = [candidate for candidate in found if candidate.is_sure]
    if not sure:
        sure = [c for c in found if (c.name or 0.0) >= EXACT and not c.is_out]
        # Of many namesakes only some were looked at.
        sure = sure if complete else []
    if len(sure) != 1:
        return found
    match = replace(sure[0], match=True)
    return [match, *(c for c in found if c is not sure[0])]
