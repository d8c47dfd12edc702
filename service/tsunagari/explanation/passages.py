"""Evidence in the words of one language: the source, the place, the quotation."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.term import Node

from tsunagari.explanation.evidence import Evidence
from tsunagari.explanation.words import Words

__all__ = ["Passage", "Passages"]


@dataclass(frozen=True)
class Passage:
    """The evidence for a statement, in words.

    :param again: It was shown before, with its quotations and notes.
    """

    graph: URIRef
    reading: str
    sources: tuple[tuple[Node, str], ...]
    locators: tuple[Literal, ...]
    quotations: tuple[Literal, ...]
    notes: tuple[str, ...]
    again: bool = False


class Passages:
    """Puts evidence into words; what was shown once is not quoted again."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._shown: set[URIRef] = set()

    def passage(self, evidence: Evidence) -> Passage:
        """Return *evidence* in words."""
        language = self._words.language
        again = evidence.graph in self._shown and bool(evidence.quotations)
        self._shown.add(evidence.graph)
        notes = [str(note) for note in evidence.notes if note.language == language]
        documents = (*evidence.sources, *evidence.parts)
        if not evidence.sources:
            documents = evidence.origins
        reading = evidence.reading
        return Passage(
            graph=evidence.graph,
            reading="" if reading is None else self._words.label(reading),
            sources=tuple((one, self._words.label(one)) for one in documents),
            locators=tuple(map(_tagged, _in_language(evidence.locators, language))),
            quotations=() if again else evidence.quotations,
            notes=() if again else tuple(notes),
            again=again,
        )


def _in_language(texts: tuple[Literal, ...], language: str) -> list[Literal]:
    """Return those of *texts* in a language, or without one; else all."""
    chosen = [text for text in texts if text.language in (language, None)]
    return chosen or list(texts)


def _tagged(text: Literal) -> Literal:
    """Return *text* with a language, so that a voice reads it as what it is.

    Locators carry no tag: one is in English if it begins with a Latin letter.
    """
    first = next((letter for letter in text if letter.isalpha()), "")
    if text.language or not first:
        return text
    return Literal(str(text), lang="en" if first.isascii() else "ja")
