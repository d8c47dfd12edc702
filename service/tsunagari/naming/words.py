"""The words that names are read with, from the files of the project.

What belongs to no country is in ``graph_data/linking/general.toml``, what belongs to
one in ``linking.toml`` beside its data. The texts of Japanese legal forms, and their
readings, are those of the scheme of name patterns.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from rdflib import RDF, SKOS, Graph

from tsunagari.errors import LinkingError
from tsunagari.namespaces import SSE
from tsunagari.naming.readings import romanised
from tsunagari.resources import files, folder

__all__ = ["GENERAL", "MAY", "Identifier", "Kind", "Phrase", "Words", "words"]

GENERAL: Final = "linking/general.toml"
READING_ENDING: Final = "のめいしょう"
# Before a kind: a name may be it, and need not say so.
MAY: Final = "?"
SHORT_READING: Final = 3
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Identifier:
    """Where the identifiers of a scheme stand in IRIs; *legal*: one body in law."""

    scheme: str
    pattern: str
    legal: bool = False


@dataclass(frozen=True)
class Kind:
    """An ending of names in Japanese, the kind it says, and how it is read."""

    text: str
    kind: str
    reading: str


@dataclass(frozen=True)
class Phrase:
    """Words of a legal form, the kind they may stand for, and the form, if one."""

    words: tuple[str, ...]
    kind: str
    form: str


@dataclass(frozen=True)
class Words:
    """All words.

    *same* leads from each spelling to the one that is compared; *said_forms* are the
    readings of Japanese legal forms, *form_readings* the same in Latin letters.
    """

    mirrors: tuple[tuple[str, str], ...]
    identifiers: tuple[Identifier, ...]
    forms: frozenset[str]
    phrases: tuple[Phrase, ...]
    no_kinds: tuple[tuple[str, ...], ...]
    places: frozenset[str]
    empty: frozenset[str]
    light: frozenset[str]
    same: Mapping[str, str]
    kinds: Mapping[str, str]
    together: Mapping[str, frozenset[str]]
    classes: Mapping[str, str]
    japanese_forms: tuple[str, ...]
    form_readings: tuple[str, ...]
    said_forms: tuple[str, ...]
    openings: tuple[str, ...]
    successive: Mapping[str, str]
    may_be: tuple[tuple[str, str], ...]
    japanese_same: tuple[tuple[str, str], ...]
    japanese_changed: tuple[tuple[str, str], ...]
    japanese_kinds: tuple[Kind, ...]
    place_endings: tuple[str, ...]

    @cached_property
    def kind_readings(self) -> Mapping[str, str]:
        """The kinds by their readings, where these are long enough to be known."""
        return {
            kind.reading: kind.kind.removeprefix(MAY)
            for kind in self.japanese_kinds
            if len(kind.reading) > SHORT_READING
        }

    def legal(self, scheme: str) -> bool:
        """Tell whether an identifier of *scheme* stands for one body in law."""
        return any(i.legal for i in self.identifiers if i.scheme == scheme)


@cache
def words() -> Words:
    """Return the words of the project's files.

    :raises LinkingError: If a file is missing or lacks a table.
    """
    general = _table(folder("graph_data") / GENERAL)
    local = [_table(path) for _, path in files("graph_data", "**/linking.toml")]
    try:
        return _words(general, local)
    except (KeyError, TypeError, ValueError) as error:
        raise LinkingError(
            f"graph_data: {GENERAL} or a linking.toml lacks or misspells {error}; "
            "compare it with the one in the repository"
        ) from error


def _words(general: Table, local: list[Table]) -> Words:
    names, all_kinds, together = (
        _joined([general, *local], name) for name in ("names", "kinds", "together")
    )
    japanese = [table["japanese"] for table in local if "japanese" in table]
    patterns, readings = _patterns(
        [table["form-ending"] for table in japanese if "form-ending" in table]
    )
    forms = {_wide(form) for table in japanese for form in table["also-forms"]}
    return Words(
        mirrors=tuple((m["pattern"], m["namespace"]) for m in general["mirrors"]),
        identifiers=tuple(
            Identifier(i["scheme"], i["pattern"], i.get("legal", False))
            for table in (general, *local)
            for i in table.get("identifiers", ())
        ),
        forms=frozenset(names["forms"]),
        phrases=_phrases(names["phrases"], japanese),
        no_kinds=tuple(tuple(text.split()) for text in names["no-kinds"]),
        places=frozenset(names["places"]),
        empty=frozenset(names["empty"]),
        light=frozenset({*names["light"], *all_kinds}),
        same={word: same[0] for same in names["same"] for word in same},
        kinds={_plain(w): k for k, found in all_kinds.items() for w in found},
        together=_both_ways(together),
        classes={iri: k for k, iris in general["classes"].items() for iri in iris},
        japanese_forms=_longest_first({*patterns, *forms}),
        form_readings=_longest_first({*map(romanised, readings)}),
        said_forms=_longest_first(readings),
        openings=_longest_first(_all(japanese, "openings")),
        successive=_successive(japanese),
        may_be=tuple((t, k) for table in japanese for t, k in table["may-be"]),
        japanese_same=tuple((a, b) for table in japanese for a, b in table["same"]),
        japanese_changed=tuple(
            (a, b) for table in japanese for a, b in table["changed"]
        ),
        japanese_kinds=tuple(
            sorted(
                (Kind(*kind) for table in japanese for kind in table["kinds"]),
                key=lambda kind: -len(kind.text),
            )
        ),
        place_endings=tuple(_all(japanese, "place-endings")),
    )


def _successive(tables: list[Table]) -> dict[str, str]:
    return {
        _wide(form): _wide(same[0])
        for table in tables
        for same in table["successive"]
        for form in same
    }


def _phrases(rows: Iterable[list[str]], tables: list[Table]) -> tuple[Phrase, ...]:
    """Return the phrases, the longest first, with forms as names show them."""
    successive = _successive(tables)
    found = []
    for text, kind, *rest in rows:
        form = _wide("".join(rest))
        found.append(Phrase(tuple(text.split()), kind, successive.get(form, form)))
    return tuple(sorted(found, key=lambda phrase: -len(phrase.words)))


def _joined(tables: Iterable[Table], name: str) -> dict[str, list[Any]]:
    """Return the lists of the tables of that name, one after the other."""
    found: dict[str, list[Any]] = {}
    for table in tables:
        for key, texts in table.get(name, {}).items():
            found.setdefault(key, []).extend(texts)
    return found


def _both_ways(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, others in table.items():
        for other in others:
            found.setdefault(kind, set()).add(other)
            found.setdefault(other, set()).add(kind)
    return {kind: frozenset(others) for kind, others in found.items()}


def _patterns(endings: list[str]) -> tuple[set[str], set[str]]:
    """Return the texts of name patterns that are legal forms, and their readings."""
    texts: set[str] = set()
    readings: set[str] = set()
    for _, path in files("ontology", "vocabularies/**/name-patterns.ttl"):
        graph = Graph().parse(path, format="turtle")
        for concept in graph.subjects(RDF.type, SSE.NamePattern):
            found = {_wide(str(t)) for t in graph.objects(concept, SSE.matchesText)}
            forms = {text for text in found if text.endswith(tuple(endings))}
            texts |= forms
            if forms:
                readings |= {
                    str(label).removesuffix(READING_ENDING)
                    for label in graph.objects(concept, SKOS.prefLabel)
                    if getattr(label, "language", "") == "ja-Hrkt"
                }
    return texts, readings


def _table(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LinkingError(f"{path.name}: cannot be read: {error}") from error


def _all(tables: list[Table], key: str) -> list[str]:
    return [text for table in tables for text in table[key]]


def _longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))


def _wide(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
