"""Identifiers that clients are given, and names in their language.

A thing is the part of its IRI after the identifier space, so that both together are
the IRI. Classes and properties have the short names that the ontology declares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import BASE, SSE, expand, shorten
from tsunagari.reconciliation.model import Named, Thing

__all__ = ["IDENTIFIER_SPACE", "NAMES", "OTHER_NAMES", "SCHEMA_SPACE", "description"]
__all__ += ["id_of", "in_language", "iri_of", "name_of", "term_id", "term_iri"]

IDENTIFIER_SPACE: Final = str(BASE)
SCHEMA_SPACE: Final = str(SSE).rstrip("#")
# Names are no facts of a thing, but can be asked for like facts.
NAMES: Final = str(expand("rdfs:label"))
OTHER_NAMES: Final = str(expand("skos:altLabel"))
READINGS: Final = ("ja-hrkt", "ja-latn")


def id_of(iri: str) -> str:
    """Return the identifier of a thing.

    >>> id_of("https://w3id.org/tsunagari/concept/social")
    'concept/social'
    """
    return iri.removeprefix(IDENTIFIER_SPACE)


def iri_of(id: str) -> str:
    """Return the IRI of a thing; who gives an IRI gets it back."""
    text = id.strip()
    return text if "://" in text else IDENTIFIER_SPACE + text.lstrip("/")


def term_id(iri: str) -> str:
    """Return the identifier of a class, a property or a scheme of identifiers.

    >>> term_id("http://www.w3.org/ns/org#Organization")
    'org:Organization'
    """
    if iri.startswith(IDENTIFIER_SPACE) and not iri.startswith(str(SSE)):
        return id_of(iri)
    return shorten(iri).strip("<>")


def term_iri(id: str) -> str:
    """Return the IRI of a class, a property or a scheme of identifiers."""
    text = id.strip()
    try:
        return str(expand(text))
    except ValueError:
        return iri_of(text)


def in_language(labels: Mapping[str, str], language: Language) -> str:
    """Return the label in *language*, or in another if there is none."""
    for wanted in (language, *LANGUAGES):
        if wanted in labels:
            return labels[wanted]
    return next(iter(labels.values()), "")


def name_of(thing: Thing, language: Language) -> str:
    """Return the name of *thing* to be shown."""
    shown = thing.labels[: thing.shown] or thing.labels
    for wanted in (language, "", *LANGUAGES):
        for label in shown:
            if label.language == wanted:
                return label.text
    return shown[0].text


def description(
    thing: Thing, language: Language, kinds: Iterable[str], more: Sequence[str] = ()
) -> str:
    """Return a line that tells *thing* from its namesakes: kinds, places, other name.

    :param kinds: The names of its kinds.
    :param more: What else tells it apart.
    """
    own = name_of(thing, language)
    others = [label for label in thing.labels if label.language not in READINGS]
    other: Named | None = next((o for o in others if o.text != own), None)
    parts = [*kinds, *more, *([other.text] if other else [])]
    return " · ".join(dict.fromkeys(parts))
