"""Words for terms: labels and sentence patterns, in English or Japanese."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from rdflib import DCTERMS, RDFS, SKOS, URIRef, Variable
from rdflib import Literal as Text
from rdflib.term import Node

from tsunagari.explanation.lookup import Ask, Solution, spelled, values
from tsunagari.explanation.values import written
from tsunagari.languages import Language
from tsunagari.namespaces import SSE, shorten

__all__ = ["Words", "capital", "each", "quoted", "with_article"]

# The first that there is names a thing.
_NAMES: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title)
_PATTERN: Final = SSE.sentencePattern
# What there is no plural of.
_UNCOUNTABLE: Final = frozenset({"evidence"})
# Letters whose names begin with a vowel: an SSE form, a NPO is "an NPO".
_VOWEL_NAMES: Final = frozenset("AEFHILMNORSX")
_CONSONANT_SOUNDS: Final = ("uni", "use", "eu", "one")
_LONGEST: Final = 100
# A longer label is itself a sentence, most likely.
_LONGEST_NAME: Final = {"en": 60, "ja": 30}


class Words:
    """The labels and patterns of a release in one language.

    :param ask: Asks the release.
    """

    def __init__(self, ask: Ask, language: Language) -> None:
        self.language = language
        self._ask = ask
        self._labels: dict[Node, Text] = {}
        self._patterns: dict[Node, str] = {}
        self._known: set[Node] = set()
        self._alike: set[URIRef] = set()

    def prepare(self, nodes: Iterable[Node]) -> None:
        """Fetch the words for *nodes*."""
        names = {node for node in nodes if isinstance(node, URIRef)} - self._known
        wanted = sorted(names)
        for start in range(0, len(wanted), _LONGEST):
            self._fetch(wanted[start : start + _LONGEST])

    def label(self, node: Node) -> str:
        """Return what *node* is called; a term without a label by its short name."""
        if isinstance(node, Text):
            return written(node, self.language)
        if isinstance(node, Variable):
            return "何か" if self.language == "ja" else "anything"
        return self.title(node) or shorten(str(node))

    def distinguish(self, terms: Iterable[Node]) -> None:
        """Tell classes and properties of one name apart by their short names.

        Ours keep the name alone.
        """
        wanted = {node for node in terms if isinstance(node, URIRef)}
        self.prepare(wanted)
        called: dict[str, set[URIRef]] = defaultdict(set)
        for node in wanted:
            name = self._patterns.get(node) or self._labels.get(node)
            if name:
                called[str(name)].add(node)
        for alike in called.values():
            if len(alike) > 1:
                others = {node for node in alike if not node.startswith(str(SSE))}
                self._alike |= others

    def apart(self, node: Node) -> str:
        """Return the short name, in brackets, of a term that has another's name."""
        if node not in self._alike:
            return ""
        short = shorten(str(node))
        return f"（{short}）" if self.language == "ja" else f" ({short})"

    def title(self, node: Node) -> Text | None:
        """Return the label of a term, tagged with its language; none if it has none."""
        self.prepare([node])
        return self._labels.get(node)

    def name(self, node: Node) -> str:
        """Return the label as a part of a sentence: in quotes where it is long."""
        label = self.label(node)
        if len(label) <= _LONGEST_NAME[self.language]:
            return label
        return quoted(label) if self.language == "ja" else f"“{label}”"

    def sentence(self, property: Node, subject: str, object: str) -> str:
        """Return the sentence that *property* makes of two words."""
        self.prepare([property])
        pattern = self._patterns.get(property)
        if pattern is None:
            label = self.label(property)
            if self.language == "ja":
                return f"{subject}の「{label}」は{object}である"
            return f"{subject} has “{label}” {object}"
        # One pass, so that a brace in a label is not taken for a place.
        filled = {"subject": subject, "object": object}
        return re.sub(r"\{(subject|object)\}", lambda m: filled[m[1]], pattern)

    def clause(self, property: Node, object: str) -> str:
        """Return the same as what can be said of something: a verb phrase."""
        self.prepare([property])
        if property in self._patterns:
            sentence = self.sentence(property, "", object)
            return sentence.removeprefix("は").strip()
        label = self.label(property)
        if self.language == "ja":
            return f"「{label}」が{object}である"
        return f"has “{label}” {object}"

    def said(self, nodes: list[URIRef], properties: Sequence[Node]) -> list[Solution]:
        """Return what *properties* say of *nodes*, as ``x``, ``p`` and ``l``."""
        # With the properties as VALUES, engines read all labels there are.
        named = ", ".join(map(spelled, properties))
        return self._ask(
            f"SELECT ?x ?p ?l {{ {values('x', nodes)} ?x ?p ?l "
            f"FILTER (?p IN ({named})) }}"
        )

    def _fetch(self, nodes: list[URIRef]) -> None:
        self._known.update(nodes)
        rows = self.said(nodes, (*_NAMES, _PATTERN))
        names: dict[Node, dict[tuple[int, int], Text]] = defaultdict(dict)
        for row in rows:
            text = row["l"]
            if not isinstance(text, Text):
                continue
            language = text.language or ""
            if row["p"] == _PATTERN:
                if language == self.language:
                    self._patterns[row["x"]] = str(text)
                continue
            # Its own language first, then English, then any.
            order = {"en": 1, "ja": 2, "": 3, self.language: 0}.get(language, 4)
            rank = order, _NAMES.index(URIRef(str(row["p"])))
            names[row["x"]][rank] = min(text, names[row["x"]].get(rank, text), key=str)
        for node, found in names.items():
            self._labels[node] = found[min(found)]


def with_article(noun: str) -> str:
    """Return an English noun phrase with "a" or "an".

    >>> [with_article(noun) for noun in ("SSE form", "full form", "union", "act")]
    ['an SSE form', 'a full form', 'a union', 'an act']
    """
    first = noun.split(" ", 1)[0]
    if first in _UNCOUNTABLE:
        return noun
    if len(first) > 1 and first.isupper():
        vowel = first[0] in _VOWEL_NAMES
    else:
        low = noun.lower()
        vowel = low[:1] in "aeiou" and not low.startswith(_CONSONANT_SOUNDS)
    return f"{'an' if vowel else 'a'} {noun}"


def each(noun: str, predicate: str) -> str:
    """Return in English that something is so of all that a noun phrase names.

    >>> each("form", "is a type"), each("evidence", "is a thing")
    ('every form is a type', 'all evidence is a thing')
    >>> each("thing that meets it", "is full"), each("form", "does not meet it")
    ('everything that meets it is full', 'whatever is a form does not meet it')
    """
    no, thing = predicate.startswith("does not "), noun.startswith("thing that ")
    if thing:
        every = f"{'whatever' if no else 'everything that'} "
        return f"{every}{noun.removeprefix('thing that ')} {predicate}"
    if no:
        return f"whatever is {with_article(noun)} {predicate}"
    every = "all" if noun.split(" ", 1)[0] in _UNCOUNTABLE else "every"
    return f"{every} {noun} {predicate}"


def capital(text: str) -> str:
    """Begin a sentence with a capital letter; a name keeps the letters it has.

    >>> [capital(text) for text in ("no form is", "OWL is", "sse:meets is")]
    ['No form is', 'OWL is', 'sse:meets is']
    """
    first = text.split(" ", 1)[0]
    if ":" in first.rstrip(":") or not first.islower():
        return text
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """Put Japanese text in quotation marks; those inside become the inner ones."""
    return f"「{text.translate(str.maketrans('「」', '『』'))}」"
