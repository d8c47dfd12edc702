"""A value as a page shows it: a text or a link, and who says so."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask import url_for
from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef
from rdflib.term import Node

from tsunagari.explanation.evidence import Evidence, rank
from tsunagari.explanation.passages import Passage, Passages
from tsunagari.explanation.values import written
from tsunagari.explanation.words import Words
from tsunagari.namespaces import INFERRED, ONTOLOGY, SSE, shorten
from tsunagari.web.addresses import borrowed_path, page_path
from tsunagari.web.drawn_text import shortened
from tsunagari.web.entities.arrangement import Arrangement
from tsunagari.web.entities.words import ENTITY_WORDS, LANGUAGE_NAMES, STATUS_NAMES

__all__ = ["Listed", "Said", "Value", "Values"]

Statement = tuple[Node, URIRef, Node]
# Of a page, so many bytes are for evidence, with so many around each piece; what comes
# after has links to its evidence.
ROOM: Final = 28_000
MARKUP: Final = 500
SNIPPET: Final = 60
# Says how far the editors are with a thing, in English words.
STATUS: Final = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
WEB: Final = ("http://", "https://")
# Where names stand, and the tags (rdflib writes them small) of readings.
NAMES: Final = (RDFS.label, SKOS.prefLabel, DCTERMS.title)
READINGS: Final = ("ja", "ja-hrkt", "ja-latn")
# What is written with commas; a longer number is no count of anything.
WHOLE: Final = re.compile(r"[+-]?[0-9]{1,30}")
NUMBERS: Final = frozenset({XSD.integer, XSD.decimal, XSD.nonNegativeInteger})


@dataclass(frozen=True)
class Value:
    """A term, to be shown.

    :param language: The language of the text, if it is not that of the page.
    :param tongue: What that language is called; empty where nobody needs to know.
    :param address: Where it leads; empty if nowhere.
    :param outside: Whether that is on another site.
    :param aside: What is said of it beside its name.
    :param parts: Of a node without a name: its properties and their values.
    """

    text: str
    language: str = ""
    tongue: str = ""
    address: str = ""
    outside: bool = False
    aside: str = ""
    parts: tuple[tuple[str, tuple[Value, ...]], ...] = ()


@dataclass(frozen=True)
class Said:
    """A value with who says so.

    :param links: Where its evidence is told of, if not here.
    :param record: What says so, and where that is, if it is no evidence: our
        ontology, or what the service records of itself.
    :param why: Where the derivation is, for what is inferred alone.
    """

    value: Value
    passages: tuple[Passage, ...] = ()
    links: tuple[str, ...] = ()
    record: tuple[str, str] | None = None
    why: str = ""


@dataclass(frozen=True)
class Listed:
    """A thing with what is said of it: the names of properties, and their values."""

    subject: Value
    said: list[tuple[str, list[Value]]]


class Values:
    """Puts the terms of one page into words.

    :param nested: What is said of nodes without a name.
    :param asides: What is said of other things beside their names.
    :param borrowed: Terms of others that our ontology describes.
    """

    def __init__(
        self,
        words: Words,
        order: Arrangement,
        evidence: Mapping[URIRef, Evidence],
        nested: Mapping[Node, Mapping[URIRef, list[Node]]],
        asides: Mapping[Node, Mapping[URIRef, list[Node]]],
        borrowed: Container[Node],
    ) -> None:
        self._words = words
        self._language = words.language
        self._evidence = evidence
        self._nested = nested
        self._asides = asides
        self._borrowed = borrowed
        self._order = order
        self._room = ROOM

    def said(self, statement: Statement, shown: Node, graphs: set[URIRef]) -> Said:
        """Return the term *shown* of *statement*, which *graphs* say."""
        value = self._of(statement[1], shown)
        asserted = sorted(
            (self._evidence[graph] for graph in graphs - {INFERRED}), key=rank
        )
        if asserted:
            return self._told(value, asserted)
        s, p, o = statement
        why = url_for(
            "explanation.explain",
            subject=_asked(s),
            predicate=_asked(p),
            object=_asked(o),
            lang=self._language,
        )
        return Said(value, why="" if isinstance(o, BNode) else why)

    def _of(self, property: URIRef, node: Node) -> Value:
        """Return *node* to be shown as a value of *property*."""
        value = self.value(node)
        if property != STATUS:
            return value
        names = STATUS_NAMES[self._language]
        return replace(value, text=names.get(value.text, value.text))

    def value(self, node: Node) -> Value:
        """Return *node* to be shown."""
        if isinstance(node, Literal):
            return self._literal(node)
        words = self._words
        if isinstance(node, BNode):
            parts = tuple(
                (
                    self._order.name((property, False), words),
                    tuple(map(self.value, nodes)),
                )
                for property, nodes in sorted(self._nested.get(node, {}).items())
                if property != RDF.type
            )
            return Value("", parts=parts)
        title = words.title(node)
        text = str(title) if title else self._called(node)
        own = self.address(node)
        outside = not own and str(node).startswith(WEB)
        aside = self._aside(node)
        if title is None and aside:
            text, aside = aside, ""
        elif all(word in text for word in aside.split()):
            aside = ""
        return Value(
            text,
            language=self._tag(title),
            address=own or (str(node) if outside else ""),
            outside=outside,
            aside=aside,
        )

    def _told(self, value: Value, asserted: list[Evidence]) -> Said:
        """Return a value with its evidence; once the page is full, with links to it."""
        if not any(one.sources or one.origins or one.reading for one in asserted):
            graph = asserted[0].graph
            words = ENTITY_WORDS[self._language]
            said = words["ontology" if graph == ONTOLOGY else "record"]
            return Said(value, record=(said, page_path(graph, self._language)))
        if self._room < 0:
            links = (page_path(one.graph, self._language) for one in asserted)
            return Said(value, links=tuple(links))
        # Each is quoted in full wherever it is opened: nobody looks for the first.
        passages = tuple(map(self.passage, asserted))
        for one in passages:
            texts = (*one.quotations, *one.notes)
            self._room -= MARKUP + sum(len(text.encode()) for text in texts)
        return Said(value, passages)

    def readings(self, said: Mapping[URIRef, Iterable[Node]]) -> list[Value]:
        """Return the names of a thing in Japanese, in kana and in roman letters."""
        found = {
            text
            for property in NAMES
            for text in said.get(property, ())
            if isinstance(text, Literal)
            and (text.language or "").lower() in READINGS
            and text.language != self._language
        }
        return [self._literal(text) for text in sorted(found, key=_tag_and_text)]

    def kinds(self, classes: Iterable[Node]) -> list[Value]:
        """Return those of *classes* that have a name, ours before others'."""
        place = self._order.places.get((RDF.type, False))
        unsaid = place.unsaid if place else frozenset()
        named = [one for one in {*classes} - unsaid if self._words.title(one)]
        named.sort(key=lambda kind: (not str(kind).startswith(str(SSE)), str(kind)))
        return [self.value(kind) for kind in named]

    def listed(self, statements: Iterable[Statement]) -> list[Listed]:
        """Return statements by what they are about, and by property."""
        found: dict[Node, dict[URIRef, list[Node]]] = {}
        for s, p, o in statements:
            found.setdefault(s, {}).setdefault(p, []).append(o)
        return [
            Listed(
                self.value(subject),
                [
                    (
                        self._order.name((p, False), self._words),
                        [self._of(p, o) for o in os],
                    )
                    for p, os in said.items()
                ],
            )
            for subject, said in found.items()
        ]

    def passage(self, evidence: Evidence) -> Passage:
        """Return a piece of evidence in words."""
        return Passages(self._words).passage(evidence)

    def title(self, node: URIRef, said: Mapping[URIRef, Iterable[Node]]) -> Value:
        """Return what a thing is called on its page.

        :param said: What is said of it, in any graph: a name may stand in one that
            describes graphs, beside the data.
        """
        value = self.value(node)
        if self._words.title(node) is not None:
            return value
        names = [
            text
            for property in NAMES
            for text in said.get(property, ())
            if isinstance(text, Literal)
        ]
        names.sort(key=lambda text: text.language != self._language)
        if not names:
            return value
        return replace(value, text=str(names[0]), language=self._tag(names[0]))

    def address(self, node: Node) -> str:
        """Return where one reads of a thing or a term here; empty if nowhere."""
        if node in self._borrowed:
            return borrowed_path(str(node), self._language)
        return page_path(str(node), self._language)

    def _called(self, node: Node) -> str:
        """Return what a thing without a name is called: evidence by its first words."""
        if isinstance(node, URIRef) and (found := self._evidence.get(node)):
            for quotation in found.quotations:
                return f"“{shortened(quotation, SNIPPET)}”"
        return shorten(str(node)).strip("<>")

    def _literal(self, literal: Literal) -> Value:
        tag = self._tag(literal)
        text = written(literal, self._language)
        if literal.datatype in NUMBERS and WHOLE.fullmatch(text):
            text = f"{int(text):,}"
        if literal.datatype == XSD.anyURI and text.startswith(WEB):
            return Value(text, address=text, outside=True)
        names = LANGUAGE_NAMES[self._language]
        return Value(text, language=tag, tongue=names.get(tag.lower(), tag))

    def _tag(self, literal: Literal | None) -> str:
        """Return the language of a text, where it is not that of the page."""
        tag = (literal.language if literal is not None else None) or ""
        return "" if tag == self._language else tag

    def _aside(self, node: Node) -> str:
        said = self._asides.get(node, {})
        return " ".join(
            self.value(value).text
            for property, unsaid in self._order.aside.items()
            for value in sorted(set(said.get(property, ())) - unsaid, key=str)[:1]
        )


def _tag_and_text(text: Literal) -> tuple[str, str]:
    return text.language or "", str(text)


def _asked(node: Node) -> str:
    """Return a term as the form of explanations reads it."""
    if isinstance(node, URIRef):
        short = shorten(str(node))
        return str(node) if short.startswith("<") else short
    return node.n3()
