"""The formats of answers: one table.

Each format has the name people type, its media type, the extension of a file,
the IRI that the W3C gives it (`formats <https://www.w3.org/ns/formats/>`_),
and the kinds of answer it can hold. `Accept` headers are read by the face that
has one; here is only what can be offered, in the order of preference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from tsunagari.errors import UnknownFormatError

__all__ = ["FORMATS", "Format", "Kind", "format_named", "formats_for"]

_W3C = "http://www.w3.org/ns/formats/"


class Kind(Enum):
    """What a query gives: SELECT solutions, ASK a boolean, the others a graph."""

    SOLUTIONS = "solutions"
    BOOLEAN = "boolean"
    GRAPH = "graph"


@dataclass(frozen=True)
class Format:
    """One way to write an answer.

    :param name: As people type it.
    :param label: As people read it.
    """

    name: str
    label: str
    media_type: str
    extension: str
    iri: str
    kinds: frozenset[Kind]
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type with the charset where it is text."""
        if self.media_type.startswith("text/"):
            return f"{self.media_type}; charset=utf-8"
        return self.media_type


_TABLE = frozenset({Kind.SOLUTIONS})
_RESULTS = frozenset({Kind.SOLUTIONS, Kind.BOOLEAN})
_RDF = frozenset({Kind.GRAPH})

FORMATS: Final = (
    Format(
        "json",
        "JSON",
        "application/sparql-results+json",
        "srj",
        _W3C + "SPARQL_Results_JSON",
        _RESULTS,
        ("application/json",),
    ),
    Format(
        "xml",
        "XML",
        "application/sparql-results+xml",
        "srx",
        _W3C + "SPARQL_Results_XML",
        _RESULTS,
        ("application/xml", "text/xml"),
    ),
    Format("csv", "CSV", "text/csv", "csv", _W3C + "SPARQL_Results_CSV", _TABLE),
    Format(
        "tsv",
        "TSV",
        "text/tab-separated-values",
        "tsv",
        _W3C + "SPARQL_Results_TSV",
        _TABLE,
    ),
    Format("turtle", "Turtle", "text/turtle", "ttl", _W3C + "Turtle", _RDF),
    Format(
        "ntriples", "N-Triples", "application/n-triples", "nt", _W3C + "N-Triples", _RDF
    ),
    Format(
        "rdfxml",
        "RDF/XML",
        "application/rdf+xml",
        "rdf",
        _W3C + "RDF_XML",
        _RDF,
        ("application/xml", "text/xml"),
    ),
    Format(
        "jsonld",
        "JSON-LD",
        "application/ld+json",
        "jsonld",
        _W3C + "JSON-LD",
        _RDF,
        ("application/json",),
    ),
)


def formats_for(kind: Kind) -> list[Format]:
    """Return the formats that can hold an answer of *kind*, best first."""
    return [format for format in FORMATS if kind in format.kinds]


# Names that clients send for formats (SPARQLWrapper's among them), by kind.
_OTHER_NAMES: Final = {
    Kind.GRAPH: {
        "json": "jsonld",
        "json-ld": "jsonld",
        "n3": "turtle",
        "rdf+xml": "rdfxml",
        "xml": "rdfxml",
    },
}


def format_named(name: str, kind: Kind | None = None) -> Format:
    """Return the format with that name, extension or media type.

    :param kind: The kind of answer, which tells what "xml" or "json" means.
    :raises UnknownFormatError: If there is none; the text lists the names.

    >>> format_named("ttl").media_type
    'text/turtle'
    """
    name = name.lower()
    if kind is not None:
        name = _OTHER_NAMES.get(kind, {}).get(name, name)
    for format in FORMATS:
        fits = kind is None or kind in format.kinds
        if fits and name in format.aliases:
            return format
        if name in (format.name, format.media_type, format.extension):
            return format
    names = ", ".join(format.name for format in FORMATS)
    raise UnknownFormatError(f"there is no format '{name}'; choose one of {names}")
