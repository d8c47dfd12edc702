"""What terms are called, in the language of a page, and in which order they come."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from rdflib import DCTERMS, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import SSE, shorten
from tsunagari.web.addresses import page_path

__all__ = ["Name", "Names", "Text", "texts"]

LABELS: Final = (RDFS.label, SKOS.prefLabel, DCTERMS.title)
# By their first letters, without the marks of voiced sounds.
ROWS: Final = (
    *("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの"),
    *("はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん"),
)
SMALL: Final = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
LONG: Final = "ー"


@dataclass(frozen=True)
class Text:
    """A text of the data with its language tag."""

    text: str
    language: str


@dataclass(frozen=True)
class Name:
    """A thing by its name.

    :param language: Of the name, where it is not that of the page.
    :param short: The IRI with its prefix.
    :param address: Where one reads about it: here, or where it is at home.
    :param ours: Whether that is here.
    """

    text: str
    language: str
    short: str
    iri: str
    address: str
    ours: bool


class Names:
    """Names from *graph* for a page in *language*."""

    def __init__(self, graph: Graph, language: Language) -> None:
        self._graph = graph
        self.language = language

    def of(self, node: Node) -> Name:
        """Return the name of *node*."""
        iri = str(node)
        label = self.text(node, LABELS)
        ours = page_path(iri, self.language)
        web = iri if iri.startswith(("http://", "https://")) else ""
        short = shorten(iri).strip("<>")
        return Name(
            label.text if label else short,
            label.language if label and label.language != self.language else "",
            short,
            iri,
            ours or web,
            bool(ours),
        )

    def text(self, node: Node, properties: Iterable[URIRef]) -> Text | None:
        """Return what one of *properties* says, if possible in this language."""
        found = [
            text
            for property in properties
            for text in texts(self._graph, node, property)
        ]
        order: dict[str, int] = {"en": 1, "ja": 2}
        order[self.language] = 0
        found.sort(key=lambda text: order.get(text.language, 3))
        return found[0] if found else None

    def called(self, node: Node, name: str) -> Name:
        """Return the name of *node*, which the graph does not name, as *name*."""
        return replace(self.of(node), text=name, language="")

    def in_language(self, node: Node, property: URIRef) -> list[str]:
        """Return all that *property* says in this language."""
        found = texts(self._graph, node, property)
        return [text.text for text in found if text.language == self.language]

    def reading(self, term: URIRef) -> str:
        """Return by what *term* is put in order: the English label, or its kana."""
        if self.language == "ja":
            for property in (RDFS.label, SKOS.prefLabel):
                for text in texts(self._graph, term, property):
                    if text.language == "ja-hrkt":
                        return text.text
        return self.of(term).text

    def letter(self, term: URIRef) -> str:
        """Return the heading of an index under which *term* stands.

        In Japanese that is the first kana of its row; what has no reading stands
        under its own first letter.
        """
        first = _folded(self.reading(term))[:1]
        return next((row[0] for row in ROWS if first in row), first.upper())

    def order(self, term: URIRef) -> tuple[str, str]:
        """Return the key by which *term* comes in an index."""
        return _folded(self.reading(term)), term.removeprefix(SSE)


def texts(graph: Graph, node: Node, property: URIRef) -> list[Text]:
    """Return the texts of *property* with a language, those of the project first.

    Tags come in lower case from a release: ``ja-hrkt`` is kana.
    """
    found = [
        Text(str(text), text.language.lower())
        for text in sorted(graph.objects(node, property), key=str)
        if isinstance(text, Literal) and text.language
    ]
    places: dict[str, int] = {one: place for place, one in enumerate(LANGUAGES)}
    return sorted(found, key=lambda one: (places.get(one.language, 9), one.language))


def _folded(text: str) -> str:
    """Return *text* for comparing: hiragana without marks, Latin in lower case.

    >>> _folded("がくしゅう・パーティー")
    'かくしゆうはあていい'
    """
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKC", text).lower():
        if "ァ" <= letter <= "ヶ":
            letter = chr(ord(letter) - 0x60)
        base = unicodedata.normalize("NFD", letter)[0].translate(SMALL)
        if base == LONG and letters:
            base = _vowel(letters[-1])
        if base.isalnum() or base == LONG:
            letters.append(base)
    return "".join(letters)


def _vowel(kana: str) -> str:
    for row in ROWS:
        if kana in row and len(row) == 5:
            return ROWS[0][row.index(kana)]
    return kana
