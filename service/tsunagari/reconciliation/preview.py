"""What a preview of a thing tells: names, kinds, identifiers and some facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tsunagari.languages import Language
from tsunagari.reconciliation.model import Fact, Lookup, Thing
from tsunagari.reconciliation.names import in_language, name_of

__all__ = ["Line", "Preview", "preview"]

VALUES: Final = 3
LINES: Final = 8
NAMES: Final = 6


@dataclass(frozen=True)
class Line:
    """What is said, by its name, and the values to be shown."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """A thing in short.

    :param names: Its other names, each with its language.
    :param more: Whether more is said of it.
    """

    iri: str
    name: str
    kinds: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    more: bool


def preview(lookup: Lookup, iri: str, language: Language) -> Preview | None:
    """Return what there is to show of *iri*; nothing if there is no such thing."""
    thing = lookup.by_iris([iri]).get(iri)
    if thing is None:
        return None
    name = name_of(thing, language)
    lines = [*_identifiers(lookup, thing, language), *_facts(lookup, thing, language)]
    others = [(la.text, la.language) for la in thing.labels if la.text != name]
    return Preview(
        iri,
        name,
        tuple(
            in_language(kind.labels, language)
            for kind_iri in thing.kinds
            if (kind := lookup.kinds.get(kind_iri))
        ),
        tuple(others[:NAMES]),
        tuple(lines[:LINES]),
        len(lines) > LINES or len(others) > NAMES,
    )


def _identifiers(lookup: Lookup, thing: Thing, language: Language) -> list[Line]:
    found: dict[str, list[str]] = {}
    for identifier in thing.identifiers:
        found.setdefault(identifier.scheme, []).append(identifier.value)
    return [
        Line(in_language(said.labels, language), tuple(values[:VALUES]))
        for scheme, values in found.items()
        if (said := lookup.properties.get(scheme))
    ]


def _facts(lookup: Lookup, thing: Thing, language: Language) -> list[Line]:
    iris = {f.text for facts in thing.facts.values() for f in facts if f.tag == "<"}
    named = lookup.by_iris(sorted(iris))

    def shown(fact: Fact) -> str:
        found = named.get(fact.text) if fact.tag == "<" else None
        return name_of(found, language) if found else fact.text

    lines = []
    for iri, facts in thing.facts.items():
        own: Sequence[Fact] = [f for f in facts if f.tag == f"@{language}"]
        values = [shown(fact) for fact in (own or facts)[:VALUES]]
        if said := lookup.properties.get(iri):
            lines.append(Line(in_language(said.labels, language), tuple(values)))
    return lines
