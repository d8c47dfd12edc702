"""Data extension: what we say of things that somebody's rows were matched with.

A value that is one of our things comes with its identifier and name. Texts come in the
language of the service where there are such, dates of a day as the standard writes
them; a year or a month alone is a text, since it is no day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

from tsunagari.errors import MatchingError
from tsunagari.languages import Language
from tsunagari.reconciliation.model import Fact, Lookup, Thing
from tsunagari.reconciliation.names import (
    NAMES,
    OTHER_NAMES,
    id_of,
    in_language,
    name_of,
    term_id,
)
from tsunagari.reconciliation.queries import Extension, Wanted
from tsunagari.reconciliation.suggesting import NAME_LABELS

__all__ = ["extended"]

XSD: Final = "^http://www.w3.org/2001/XMLSchema#"
INTEGERS: Final = frozenset(
    XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int")
)
NUMBERS: Final = frozenset(XSD + name for name in ("decimal", "double", "float"))
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Larger ones are no integers any more where JSON is read as doubles.
LARGEST: Final = 2**53


def extended(lookup: Lookup, asked: Extension, language: Language) -> dict[str, Any]:
    """Return the data extension response.

    :raises MatchingError: If there is no such property.
    """
    wanted = asked.properties
    labels = {one.id: _labels(lookup, one) for one in wanted}
    things = lookup.by_iris(asked.things.values())
    facts = {
        (id, one.id): _facts(things[iri], one, language) if iri in things else ()
        for id, iri in asked.things.items()
        for one in wanted
    }
    iris = {f.text for values in facts.values() for f in values if f.tag == "<"}
    named = lookup.by_iris(sorted(iris))
    lookup.check_time()
    cells = {
        id: {
            one.id: [_cell(fact, named, language) for fact in facts[id, one.id]]
            for one in wanted
        }
        for id in asked.things
    }
    return {
        "meta": [
            {
                "id": one.id,
                "name": in_language(labels[one.id], language),
                **_type(lookup, [facts[id, one.id] for id in cells], named, language),
            }
            for one in wanted
        ],
        "rows": cells,
    }


def _labels(lookup: Lookup, wanted: Wanted) -> Mapping[str, str]:
    if wanted.iri in NAME_LABELS:
        return NAME_LABELS[wanted.iri]
    if wanted.iri not in lookup.properties:
        raise MatchingError(
            f"there is no property '{wanted.id[:100]}'; the service suggests those "
            "that there are"
        )
    return lookup.properties[wanted.iri].labels


class _Text:
    """A name or an identifier, as a fact."""

    def __init__(self, text: str, language: str = "") -> None:
        self.text = text
        self.tag = f"@{language}" if language else "^"


def _facts(thing: Thing, wanted: Wanted, language: Language) -> Sequence[Fact]:
    facts: Sequence[Fact]
    if wanted.iri == NAMES:
        facts = [_Text(*_pair(label)) for label in thing.labels[: thing.shown]]
    elif wanted.iri == OTHER_NAMES:
        others = thing.labels[thing.shown :]
        facts = [_Text(*_pair(label)) for label in others]
        # Readings are in no language that a service is.
        return _limited(_of_language(facts, wanted.language), wanted.limit)
    else:
        facts = [
            *thing.facts.get(wanted.iri, ()),
            *(_Text(i.value) for i in thing.identifiers if i.scheme == wanted.iri),
        ]
    found = _of_language(facts, wanted.language)
    if not wanted.language:
        own = [fact for fact in facts if fact.tag == f"@{language}"]
        found = [f for f in facts if f.tag[:1] != "@" or not own or f in own]
    return _limited(found, wanted.limit)


def _pair(label: Any) -> tuple[str, str]:
    return label.text, label.language


def _of_language(facts: Sequence[Fact], language: str) -> Sequence[Fact]:
    if not language:
        return facts
    return [fact for fact in facts if fact.tag == f"@{language}"]


def _limited(facts: Sequence[Fact], limit: int) -> Sequence[Fact]:
    return facts[:limit] if limit else facts


def _type(
    lookup: Lookup,
    rows: Sequence[Sequence[Fact]],
    named: Mapping[str, Thing],
    language: Language,
) -> dict[str, Any]:
    """Return the class that all values are of, if they are things of one."""
    things = [named[f.text] for row in rows for f in row if f.text in named]
    for iri in things[0].kinds if things else ():
        if all(iri in thing.kinds for thing in things) and iri in lookup.kinds:
            name = in_language(lookup.kinds[iri].labels, language)
            return {"type": {"id": term_id(iri), "name": name}}
    return {}


def _cell(fact: Fact, named: Mapping[str, Thing], language: Language) -> dict[str, Any]:
    text, tag = fact.text, fact.tag
    if tag == "<":
        if thing := named.get(text):
            return {"id": id_of(thing.iri), "name": name_of(thing, language)}
        return {"str": text}
    try:
        if tag in INTEGERS and abs(int(text)) <= LARGEST:
            return {"int": int(text)}
        if tag in NUMBERS and isfinite(float(text)):
            return {"float": float(text)}
    except ValueError:
        return {"str": text}
    if tag == f"{XSD}date" and DAY.fullmatch(text):
        return {"date": f"{text}T00:00:00Z"}
    return {"str": text}
