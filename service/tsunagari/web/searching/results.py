"""What is shown of a thing that was found, and why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import SSE
from tsunagari.naming.keys import folded, sound
from tsunagari.reconciliation.names import in_language, name_of
from tsunagari.search.entry import Entry, Label
from tsunagari.search.index import SearchIndex
from tsunagari.web.addresses import page_path

__all__ = ["Reason", "Result", "results", "shown_name"]

# The readings to show beside a name, by the language of the page.
READINGS: Final[dict[Language, str]] = {"en": "ja-latn", "ja": "ja-hrkt"}
READ: Final = "ja"
BASED: Final = (str(SSE.basedIn), str(SSE.within))
AREA: Final = str(SSE.FirstLevelArea)
FORM: Final = str(SSE.legalForm)


@dataclass(frozen=True)
class Reason:
    """What the text was found in, where the name that is shown does not show it.

    :param scheme: The name of the scheme, of an identifier.
    :param language: The tag of the language, of a name; empty if it has none.
    """

    text: str
    language: str = ""
    scheme: str = ""


@dataclass(frozen=True)
class Result:
    """A thing that was found, in the language of the page.

    :param language: The tag of the language of *name*; empty if that has none.
    :param path: Where one reads about it.
    :param kind: The name of the most usual of its kinds.
    :param forms: The names of its legal forms.
    :param places: The place that it is in, and the first-level area around that, in
        the order of the language of the page.
    """

    iri: str
    name: str
    language: str
    reading: Label | None
    path: str
    kind: str
    forms: Sequence[str]
    places: Sequence[Label]
    because: Reason | None


def results(
    index: SearchIndex, entries: Sequence[Entry], text: str, language: Language
) -> list[Result]:
    """Return *entries* as they are shown.

    :param text: What was searched for.
    """
    places = _places(index, entries, language)
    forms = index.by_iris(iri for entry in entries for iri in _forms(entry))
    found = []
    for entry in entries:
        name = shown_name(entry, language)
        reading = _reading(entry, name, language)
        kinds = [index.kinds[iri] for iri in entry.kinds if iri in index.kinds]
        found.append(
            Result(
                entry.iri,
                name.text,
                name.language,
                reading,
                page_path(entry.iri, language),
                in_language(kinds[0].labels, language) if kinds else "",
                [
                    name_of(forms[iri], language)
                    for iri in _forms(entry)
                    if iri in forms
                ],
                places.get(entry.iri, []),
                _reason(index, entry, [name, reading], text, language),
            )
        )
    return found


def _places(
    index: SearchIndex, entries: Iterable[Entry], language: Language
) -> dict[str, list[Label]]:
    """Return where things are, by IRI."""
    at = {
        entry.iri: value.text
        for entry in entries
        for predicate in BASED
        for value in entry.facts.get(predicate, ())[:1]
    }
    known = index.by_iris(at.values())
    around = {
        iri: [value.text for value in place.facts.get(BASED[1], ())]
        for iri, place in known.items()
    }
    areas = {
        iri: area
        for iri, area in index.by_iris(
            i for iris in around.values() for i in iris
        ).items()
        if AREA in area.kinds
    }
    found = {}
    for iri, place in at.items():
        things = [known[place]] if place in known else []
        things += [areas[one] for one in around.get(place, ()) if one in areas]
        names = [shown_name(thing, language) for thing in things]
        # An address begins with the smallest place in one language, and ends so in
        # the other.
        found[iri] = names if language == "en" else names[::-1]
    return found


def shown_name(entry: Entry, language: Language) -> Label:
    """Return the name of *entry* to be shown, and its language."""
    text = name_of(entry, language)
    fits = [label for label in entry.labels if label.text == text]
    tags = [label.language for label in fits]
    return fits[tags.index(language)] if language in tags else fits[0]


def _forms(entry: Entry) -> Iterable[str]:
    return [value.text for value in entry.facts.get(FORM, ()) if value.tag == "<"]


def _reading(entry: Entry, name: Label, language: Language) -> Label | None:
    """Return how *name* is read, if it needs to be told."""
    if name.language != READ:
        return None
    tags = [READINGS[language], *READINGS.values()]
    for tag in tags:
        for label in entry.labels:
            if label.language == tag and label.text != name.text:
                return label
    return None


def _reason(
    index: SearchIndex,
    entry: Entry,
    seen: Sequence[Label | None],
    text: str,
    language: Language,
) -> Reason | None:
    words = [*filter(None, map(folded, text.split()))]
    if not words:
        return None
    if any(label and _holds(label.text, words) for label in seen):
        return None
    for number in entry.identifiers:
        if folded(number.value).startswith(folded(text)):
            scheme = index.properties[number.scheme]
            return Reason(number.value, scheme=in_language(scheme.labels, language))
    ranked = sorted(entry.labels, key=lambda label: label.language not in LANGUAGES)
    for label in ranked:
        if _holds(label.text, words):
            return Reason(label.text, label.language)
    return None


def _holds(name: str, words: Sequence[str]) -> bool:
    plain, heard = folded(name), sound(name)
    return all(
        word in plain or ((said := sound(word)) and said in heard) for word in words
    )
