"""The bodies of registers as a table: a row for each, written as it comes.

They are too many to be held in memory, so the columns are known beforehand, and a
row is made of the statements of one body as they go to the dumps. Bodies that
other sources speak of stand in the table of organizations.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from rdflib import RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.export.frames import BODIES
from tsunagari.export.tables import SEPARATOR, guarded, table_metadata
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import expand
from tsunagari.registers.statements import Statement, name

__all__ = ["RegisterTable", "bodies_metadata"]

READING: Final = "ja-hrkt"
LABELS: Final = ("ja", READING, "en")
# A column for each, and one for each language of what they lead to.
THINGS: Final = {"legalForm": "sse:legalForm", "basedIn": "sse:basedIn"}
TEXTS: Final = {
    "address": "schema:address",
    "postalCode": "schema:postalCode",
    "foundedIn": "sse:foundedIn",
    "closedOn": "sse:closedOn",
}
LABEL: Final = name("rdfs:label")
# A register gives the reading of a name beside it.
OTHER_LABEL: Final = name("skos:altLabel")
TYPE: Final = name("rdf:type")
BODY: Final = name("org:Organization")
IDENTIFIER: Final = name("adms:identifier")
NOTATION: Final = name("skos:notation")
SCHEME: Final = name("sse:identifierScheme")
LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<[^>]*>)?')
ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_THINGS: Final = tuple(map(name, THINGS.values()))
_TEXTS: Final = tuple(map(name, TEXTS.values()))

Said = dict[str, dict[str, list[str]]]


class RegisterTable:
    """The table, open for writing.

    :param path: The new file.
    :param merged: What is known of legal forms and places.
    """

    def __init__(self, path: Path, merged: Graph) -> None:
        self._merged = merged
        self._names: dict[str, tuple[str, ...]] = {}
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file, lineterminator="\r\n")
        self._rows.writerow(one for one, _, _ in _columns())

    def write(self, statements: Iterable[Statement]) -> None:
        """Write a row for each body that *statements* tell of."""
        said: Said = {}
        for s, p, o in statements:
            said.setdefault(s, {}).setdefault(p, []).append(o)
        for subject, about in said.items():
            if BODY in about.get(TYPE, ()):
                self._rows.writerow(map(guarded, self._row(subject, about, said)))

    def close(self) -> None:
        """End the table."""
        self._file.close()

    def _row(
        self, subject: str, about: dict[str, list[str]], said: Said
    ) -> Iterable[str]:
        labels: dict[str, list[str]] = {}
        for one in (*about.get(LABEL, ()), *about.get(OTHER_LABEL, ())):
            text, language = _literal(one)
            if one in about.get(LABEL, ()) or language.lower() == READING:
                labels.setdefault(language.lower(), []).append(text)
        yield subject[1:-1]
        for language in LABELS:
            yield SEPARATOR.join(sorted(labels.get(language, ())))
        yield SEPARATOR.join(_numbers(about.get(IDENTIFIER, ()), said))
        for property in _THINGS:
            things = sorted(about.get(property, ()))
            yield SEPARATOR.join(one[1:-1] for one in things)
            named = [self._named(one) for one in things]
            for place in range(len(LANGUAGES)):
                yield SEPARATOR.join(one[place] for one in named if one[place])
        for property in _TEXTS:
            texts = {_literal(one)[0] for one in about.get(property, ())}
            yield SEPARATOR.join(sorted(texts))

    def _named(self, thing: str) -> tuple[str, ...]:
        """Return the names of a legal form or a place in both languages."""
        if thing not in self._names:
            node = URIRef(thing[1:-1])
            self._names[thing] = tuple(
                _label(self._merged, node, language) for language in LANGUAGES
            )
        return self._names[thing]


def bodies_metadata() -> dict[str, Any]:
    """Return the CSVW metadata of the table."""
    return table_metadata(
        BODIES,
        [
            {
                "name": column,
                "titles": {"und": column, **titles},
                "datatype": "string",
                **({"propertyUrl": str(expand(short))} if short else {}),
                **({"separator": SEPARATOR} if column != "id" else {}),
            }
            for column, short, titles in _columns()
        ],
    )


def _columns() -> Iterable[tuple[str, str, dict[str, str]]]:
    """Yield each column: its name, its property, and what people call it."""
    yield "id", "", {"en": "identifier (URL)", "ja": "識別子（URL）"}
    yield "label_ja", "rdfs:label", {"en": "name", "ja": "名称"}
    yield "label_ja_hrkt", "rdfs:label", {"en": "reading in kana", "ja": "読み"}
    yield "label_en", "rdfs:label", {"en": "name in English", "ja": "英語名"}
    yield "identifier", "adms:identifier", {"en": "numbers", "ja": "番号"}
    words = {
        "legalForm": ("legal form", "法人形態"),
        "basedIn": ("place", "所在地"),
    }
    for term, (english, japanese) in words.items():
        yield term, THINGS[term], {"en": english, "ja": japanese}
        yield (
            f"{term}_en",
            "",
            {"en": f"{english} (English)", "ja": f"{japanese}（英語）"},
        )
        yield (
            f"{term}_ja",
            "",
            {"en": f"{english} (Japanese)", "ja": f"{japanese}（日本語）"},
        )
    others = {
        "address": ("address", "住所"),
        "postalCode": ("postal code", "郵便番号"),
        "foundedIn": ("founded", "設立"),
        "closedOn": ("closed", "閉鎖"),
    }
    for term, (english, japanese) in others.items():
        yield term, TEXTS[term], {"en": english, "ja": japanese}


def _numbers(identifiers: Iterable[str], said: Said) -> Iterable[str]:
    for one in sorted(identifiers):
        about = said.get(one, {})
        for scheme in about.get(SCHEME, ("",)):
            for number in about.get(NOTATION, ()):
                yield f"{scheme[1:-1].rpartition('/')[2]} {_literal(number)[0]}".strip()


def _literal(text: str) -> tuple[str, str]:
    """Return text and language of a literal as N-Triples has it.

    >>> _literal('"2023-04-03"^^<http://www.w3.org/2001/XMLSchema#date>')
    ('2023-04-03', '')
    """
    found = LITERAL.fullmatch(text)
    if found is None:
        return text, ""
    return ESCAPE.sub(_unescaped, found[1]), found[2] or ""


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] in "uU" and len(code) > 1:
        return chr(int(code[1:], 16))
    return ESCAPES.get(code, code)


def _label(graph: Graph, node: Node, language: str) -> str:
    for property in (SKOS.prefLabel, RDFS.label):
        texts = sorted(
            str(text)
            for text in graph.objects(node, property)
            if isinstance(text, Literal) and text.language == language
        )
        if texts:
            return texts[0]
    return ""
