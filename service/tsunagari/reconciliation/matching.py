"""From queries to candidates, each with a score from 0 to 100 and what it rests on.

A match is announced if an identifier of the table is that of one thing alone, or if a
thing has the very name and none of the asked types but it has. What a table says beside
the name can exclude namesakes, or the thing itself; a name that only sounds the same,
is contained, or is nearly the same is a candidate and never a match.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tsunagari.languages import Language
from tsunagari.naming.keys import folded
from tsunagari.naming.scoring import EXACT
from tsunagari.naming.words import words
from tsunagari.reconciliation.evidence import Evidence, Verdict
from tsunagari.reconciliation.likeness import Likeness
from tsunagari.reconciliation.model import Lookup, Thing
from tsunagari.reconciliation.names import (
    description,
    id_of,
    in_language,
    iri_of,
    name_of,
    term_id,
)
from tsunagari.reconciliation.queries import Query
from tsunagari.reconciliation.whereabouts import whereabouts

__all__ = ["Candidate", "Matcher"]

# Things whose names are compared with that of a query, beside its namesakes.
COMPARED: Final = 60
LOWEST: Final = 35.0
AGREES: Final = 2.0
DIFFERS: Final = -20.0
OTHER_TYPE: Final = -20.0
EXCLUDED: Final = 30.0
WEAK_IDENTIFIER: Final = 90.0


@dataclass(frozen=True)
class Candidate:
    """A thing that may be meant.

    :param score: From 0 to 100.
    :param name: How alike the names are, from 0 to 1; nothing without a name.
    :param is_verbatim: Whether a name of it is the very text, its legal form included.
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
    is_verbatim: bool = False
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
        likeness = Likeness(query.text)
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
        scored.sort(
            key=lambda c: (-c.score, not c.is_sure, not c.is_verbatim, c.thing.iri)
        )
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
        likeness: Likeness,
        is_sure: bool,
    ) -> Candidate:
        self._lookup.check_time()
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
        verbatim = likeness.is_verbatim(thing)
        return Candidate(
            thing, score, name, verdicts, has_type, is_sure, is_out, verbatim
        )

    def _result(self, query: Query) -> list[dict[str, Any]]:
        found = self.candidates(query)[: query.limit]
        things = [candidate.thing for candidate in found]
        places = whereabouts(self._lookup, things, self._language)
        return [self._shown(one, places[one.thing.iri]) for one in found]

    def _shown(self, candidate: Candidate, places: Sequence[str]) -> dict[str, Any]:
        thing, language = candidate.thing, self._language
        kinds = [
            (iri, in_language(kind.labels, language))
            for iri in thing.kinds
            if (kind := self._lookup.kinds.get(iri))
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
            "description": description(
                thing, language, [n for _, n in kinds[:1]], places
            ),
            "type": [{"id": term_id(iri), "name": name} for iri, name in kinds],
            "score": candidate.score,
            "features": features,
            "match": candidate.match,
        }


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
