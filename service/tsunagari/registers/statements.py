"""Statements as N-Triples: the texts of terms, and what one body's rows say.

Source: `RDF 1.1 N-Triples <https://www.w3.org/TR/n-triples/>`_.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tsunagari.namespaces import expand

__all__ = [
    "TYPE",
    "Context",
    "Leaf",
    "Statement",
    "date",
    "decimal",
    "iri",
    "name",
    "text",
]

# Subject, predicate and object, each as N-Triples writes it.
Statement = tuple[str, str, str]

ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f]')
ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def name(short: str) -> str:
    """Return the IRI that a short name stands for, in brackets.

    >>> name("sse:since")
    '<https://w3id.org/tsunagari/ontology#since>'
    """
    return f"<{expand(short)}>"


TYPE: Final = name("rdf:type")
DATE: Final = f"^^{name('xsd:date')}"
DECIMAL: Final = f"^^{name('xsd:decimal')}"


def iri(value: str) -> str:
    """Return *value*, which is an IRI already, in brackets."""
    return f"<{value}>"


def text(value: str, language: str = "") -> str:
    """Return a literal, of a language or plain.

    >>> text('a "b"', "en")
    '"a \\\\"b\\\\""@en'
    """
    if ESCAPED.search(value):
        value = ESCAPED.sub(_escape, value)
    return f'"{value}"@{language}' if language else f'"{value}"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return ESCAPES.get(character, f"\\u{ord(character):04X}")


def date(value: str) -> str:
    """Return a literal of the day *value*, written YYYY-MM-DD."""
    return f'"{value}"{DATE}'


def decimal(value: str) -> str:
    """Return a literal of the whole number *value*, in its canonical form.

    >>> decimal("0012")
    '"12"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return f'"{int(value)}"{DECIMAL}'


@dataclass(slots=True)
class Leaf:
    """What a register says of one body: statements by the graph that holds them."""

    graphs: dict[str, list[Statement]] = field(default_factory=dict)

    def add(self, graph: str, *statements: Statement) -> None:
        """Add *statements* to *graph*, the name of a graph of evidence."""
        self.extend(graph, statements)

    def extend(self, graph: str, statements: Iterable[Statement]) -> None:
        """Add all of *statements* to *graph*."""
        more = list(statements)
        if more and self.graphs.setdefault(graph, more) is not more:
            self.graphs[graph] += more


@dataclass(frozen=True)
class Context:
    """What a reader must know beyond its rows.

    :param bodies: The IRIs, in brackets, of bodies that have another than the
        one made of their key, by that key.
    :param places: The same for places.
    :param forms_since: The day since which a legal form can be held, by its IRI.
    :param graphs: The graphs of what each file states and of what is derived
        from it, in brackets, by the place of the file in its register.
    :param governments: The IRIs, in brackets, of governments by their exact names,
        as they are compared (:func:`.vocabulary.squeezed`).
    """

    bodies: Mapping[str, str]
    places: Mapping[str, str]
    forms_since: Mapping[str, str]
    graphs: list[tuple[str, str]]
    governments: Mapping[str, str] = field(default_factory=dict)
