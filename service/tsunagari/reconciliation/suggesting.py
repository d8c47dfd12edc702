"""Suggestions while somebody types: things, classes and properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tsunagari.languages import Language
from tsunagari.naming.keys import folded
from tsunagari.reconciliation.model import Lookup, Thing
from tsunagari.reconciliation.names import (
    NAMES,
    OTHER_NAMES,
    description,
    id_of,
    in_language,
    iri_of,
    name_of,
    term_id,
    term_iri,
)
from tsunagari.reconciliation.whereabouts import whereabouts

__all__ = ["NAME_LABELS", "Suggester"]

PAGE: Final = 20
# Names can be asked for like other properties.
NAME_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    NAMES: {"en": "name", "ja": "名称"},
    OTHER_NAMES: {"en": "other name or reading", "ja": "別名・読み"},
}


class Suggester:
    """Suggests from a lookup, in one language."""

    def __init__(self, lookup: Lookup, language: Language) -> None:
        self._lookup = lookup
        self._language = language

    def entities(
        self, prefix: str, types: Sequence[str] = (), cursor: int = 0
    ) -> dict[str, Any]:
        """Suggest things whose identifier is *prefix*, or a name begins with it.

        :param types: Identifiers of classes, one of which they are of.
        :param cursor: How many suggestions to leave out.
        """
        found: dict[str, Thing] = {}
        text = prefix.strip()
        if text and not any(character.isspace() for character in text):
            found |= self._lookup.by_iris([iri_of(text)])
            found |= {t.iri: t for t in self._lookup.identified(text)}
        kinds = [term_iri(type) for type in types]
        if kinds:
            found = {i: t for i, t in found.items() if {*kinds} & {*t.kinds}}
        if text:
            for thing in self._lookup.beginning(text, kinds, 0, cursor + PAGE):
                found[thing.iri] = thing
        shown = [*found.values()][cursor : cursor + PAGE]
        places = whereabouts(self._lookup, shown, self._language)
        return {"result": [self._shown(one, places[one.iri]) for one in shown]}

    def types(self, prefix: str, cursor: int = 0) -> dict[str, Any]:
        """Suggest classes, those of many things first."""
        kinds = sorted(self._lookup.kinds.values(), key=lambda k: (-k.entries, k.iri))
        found = _beginning(((kind.iri, kind.labels) for kind in kinds), prefix)
        return {
            "result": [
                {
                    **self._term(iri, self._lookup.kinds[iri].labels),
                    "broader": [
                        self._term(above, self._lookup.kinds[above].labels)
                        for above in self._lookup.kinds[iri].broader
                        if above in self._lookup.kinds
                    ],
                }
                for iri in found[cursor : cursor + PAGE]
            ]
        }

    def properties(self, prefix: str, cursor: int = 0) -> dict[str, Any]:
        """Suggest properties, those of many things first."""
        labels = self._property_labels()
        found = _beginning(labels.items(), prefix)
        shown = found[cursor : cursor + PAGE]
        return {"result": [self._term(iri, labels[iri]) for iri in shown]}

    def proposed(self, type: str, limit: int = 0) -> dict[str, Any]:
        """Propose properties for things of the class *type*, the usual ones first.

        :param limit: How many at most; 0 is all.
        """
        iri = term_iri(type) if type else ""
        labels = self._property_labels(iri)
        shown = [*labels][:limit] if limit else [*labels]
        found: dict[str, Any] = {
            "type": type,
            "properties": [self._term(iri, labels[iri]) for iri in shown],
        }
        return {**found, "limit": limit} if limit else found

    def _property_labels(self, kind: str = "") -> dict[str, Mapping[str, str]]:
        said = {
            p.iri: p.entries.get(kind, 0) if kind else sum(p.entries.values())
            for p in self._lookup.properties.values()
        }
        usual = sorted((iri for iri in said if said[iri]), key=lambda i: (-said[i], i))
        own = {iri: self._lookup.properties[iri].labels for iri in usual}
        return {**NAME_LABELS, **own}

    def _term(self, iri: str, labels: Mapping[str, str]) -> dict[str, Any]:
        return {"id": term_id(iri), "name": in_language(labels, self._language)}

    def _shown(self, thing: Thing, places: Sequence[str]) -> dict[str, Any]:
        kinds = self._lookup.kinds
        notable = [
            self._term(iri, kinds[iri].labels) for iri in thing.kinds if iri in kinds
        ]
        names = [kind["name"] for kind in notable[:1]]
        return {
            "id": id_of(thing.iri),
            "name": name_of(thing, self._language),
            "description": description(thing, self._language, names, places),
            "notable": notable,
        }


def _beginning(
    terms: Iterable[tuple[str, Mapping[str, str]]], prefix: str
) -> list[str]:
    """Return the IRIs of *terms* that begin with *prefix*, then those that hold it."""
    plain = folded(prefix)
    first, second = [], []
    for iri, labels in terms:
        names = [folded(name) for name in (*labels.values(), term_id(iri))]
        if iri == prefix or any(name.startswith(plain) for name in names):
            first.append(iri)
        elif any(plain in name for name in names):
            second.append(iri)
    return first + second
