"""Shapes as people read them: targets, paths and constraints in words.

A sentence is a list of pieces, some of which lead to the page of a term. Paths are
written as in SPARQL (`property paths <https://www.w3.org/TR/sparql11-query/#pathSyntax>`_),
which is the same in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from tsunagari.languages import Language
from tsunagari.namespaces import shorten
from tsunagari.web.addresses import page_path
from tsunagari.web.data_pages.shape_words import (
    CARDINALITY,
    JOINTS,
    KINDS,
    PHRASES,
)

__all__ = ["Piece", "Reader", "Sentence", "plain"]

TARGETS: Final = (
    *(SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf),
)
# What is told elsewhere on the page, or together with another parameter.
APART: Final = frozenset(
    {
        *TARGETS,
        *(RDF.type, SH.name, SH.description, SH.message, SH.severity, SH.path),
        *(SH.property, SH.sparql, SH.order, SH.group, SH.flags, SH.defaultValue),
        *(SH.minCount, SH.maxCount, SH.ignoredProperties, SH.deactivated),
        *(SH.qualifiedMinCount, SH.qualifiedMaxCount),
        SH.qualifiedValueShapesDisjoint,
    }
)
ONE_OR_OTHER: Final[dict[Node, str]] = {SH["or"]: "or", SH["and"]: "and", SH.xone: "or"}
TIMES: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
# Deeper ones are no longer sentences; the file has them.
DEEPEST: Final = 6


@dataclass(frozen=True)
class Piece:
    """Words, or a term with the path of the page about it, if there is one."""

    text: str
    is_term: bool = False
    path: str = ""


Sentence = list[Piece]


def plain(sentence: Sentence) -> str:
    """Return *sentence* as text."""
    return "".join(piece.text for piece in sentence)


class Reader:
    """Reads the shapes of *graph* in one language."""

    def __init__(self, graph: Graph, language: Language) -> None:
        self._graph = graph
        self._language = language

    def text(self, shape: Node, predicate: URIRef) -> str:
        """Return what *shape* says to readers by *predicate*."""
        said = {
            text.language: str(text)
            for text in self._graph.objects(shape, predicate)
            if isinstance(text, Literal)
        }
        return said.get(self._language) or next(iter(said.values()), "")

    def targets(self, shape: Node) -> list[Sentence]:
        """Return what *shape* is about."""
        return [
            self._phrase(kind, [self._term(target)])
            for kind in TARGETS
            for target in sorted(self._graph.objects(shape, kind), key=str)
        ]

    def path(self, shape: Node) -> Sentence:
        """Return the values that a property shape looks at."""
        path = self._graph.value(shape, SH.path)
        return [] if path is None else self._path(path)

    def asks(self, shape: Node, depth: int = 0) -> list[Sentence]:
        """Return what *shape* asks, one sentence for each constraint."""
        found = []
        if counted := self._counted(shape, SH.minCount, SH.maxCount):
            found.append([Piece(counted)])
        for predicate in sorted({*self._graph.predicates(shape)} - APART, key=str):
            for value in sorted(self._graph.objects(shape, predicate), key=str):
                found += self._constraint(shape, predicate, value, depth)
        if depth:
            for inner in sorted(self._graph.objects(shape, SH.property), key=str):
                found.append(self._inner(inner, depth))
        return found

    def queries(self, shape: Node) -> list[str]:
        """Return the queries by which *shape* asks."""
        return [
            str(text).strip()
            for constraint in sorted(self._graph.objects(shape, SH.sparql), key=str)
            for text in self._graph.objects(constraint, SH.select)
        ]

    def _constraint(
        self, shape: Node, predicate: Node, value: Node, depth: int
    ) -> list[Sentence]:
        if predicate == SH.nodeKind:
            kind = KINDS.get(value)
            return [[Piece(kind[self._language])]] if kind else []
        if predicate == SH.qualifiedValueShape:
            counted = self._counted(shape, SH.qualifiedMinCount, SH.qualifiedMaxCount)
            pattern = CARDINALITY[self._language]["of which"]
            return [_filled(pattern, [Piece(counted)], self._inner(value, depth))]
        if predicate in (SH.uniqueLang, SH.closed) and not _is_true(value):
            return []
        if predicate in ONE_OR_OTHER:
            parts = [self._inner(one, depth) for one in self._list(value)]
            joint = JOINTS[self._language][ONE_OR_OTHER[predicate]]
            return [self._phrase(predicate, _joined(parts, joint))]
        if predicate in (SH["not"], SH.node):
            return [self._phrase(predicate, self._inner(value, depth))]
        if predicate in (SH["in"], SH.languageIn):
            parts = [[self._term(one)] for one in self._list(value)]
            joint = JOINTS[self._language]["or"]
            return [self._phrase(predicate, _joined(parts, joint))]
        return [self._phrase(predicate, [self._term(value)])]

    def _inner(self, shape: Node, depth: int) -> Sentence:
        """Return all that a shape inside another asks, in one sentence."""
        if isinstance(shape, URIRef) or depth >= DEEPEST:
            return [self._term(shape)]
        joint = JOINTS[self._language]["and"]
        asked = _joined(self.asks(shape, depth + 1), joint)
        path = self.path(shape)
        return [*path, Piece(": "), *asked] if path else asked

    def _counted(self, shape: Node, least: URIRef, most: URIRef) -> str:
        words = CARDINALITY[self._language]
        low, high = (self._graph.value(shape, one) for one in (least, most))
        if low is not None and high is not None:
            if str(low) == str(high):
                return words["none" if str(low) == "0" else "same"].format(low)
            return words["both"].format(low, high)
        if high is not None:
            return words["none" if str(high) == "0" else "most"].format(high)
        return words["least"].format(low) if low is not None else ""

    def _phrase(self, predicate: Node, said: Sentence) -> Sentence:
        phrase = PHRASES.get(predicate)
        if phrase is None:
            return [self._term(predicate), Piece(" "), *said]
        return _filled(phrase[self._language], said)

    def _path(self, path: Node) -> Sentence:
        if isinstance(path, URIRef):
            return [self._term(path)]
        if inverse := self._graph.value(path, SH.inversePath):
            return [Piece("^"), *self._path(inverse)]
        if others := self._graph.value(path, SH.alternativePath):
            return _joined(map(self._path, self._list(others)), " | ")
        for predicate, sign in TIMES.items():
            if repeated := self._graph.value(path, predicate):
                return [*self._path(repeated), Piece(sign)]
        return _joined(map(self._path, self._list(path)), " / ")

    def _list(self, head: Node) -> Sequence[Node]:
        return [*Collection(self._graph, head)]

    def _term(self, node: Node) -> Piece:
        if isinstance(node, URIRef):
            return Piece(shorten(str(node)), True, page_path(str(node), self._language))
        return Piece("…" if isinstance(node, BNode) else str(node), True)


def _is_true(value: Node) -> bool:
    return isinstance(value, Literal) and value.value is True


def _joined(parts: Iterable[Sentence], joint: str) -> Sentence:
    found: Sentence = []
    for part in parts:
        found += [Piece(joint), *part] if found else part
    return found


def _filled(pattern: str, *parts: Sentence) -> Sentence:
    """Return *pattern* as pieces, with *parts* in the places of ``{}``."""
    found: Sentence = []
    for text, part in zip(pattern.split("{}"), [*parts, []], strict=False):
        found += [Piece(text), *part] if text else part
    return found
