"""The syntaxes of RDF that are read from strangers: one table.

What can be written too has its names and its media type from the table of formats.
N3 is not read: what it has beyond Turtle are rules and formulas, which are no RDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Self

from tsunagari.errors import DocumentTypeError
from tsunagari.sparql.formats import Kind, format_named

__all__ = ["SYNTAXES", "Syntax", "shown", "syntax_of"]

_W3C = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True)
class Syntax:
    """One way to write RDF.

    :param name: As people type it.
    :param label: As people read it.
    :param aliases: Other media types that mean it.
    :param extensions: How names of files end, the usual ending first; no dot.
    :param iri: The IRI that the W3C gives it (`formats
        <https://www.w3.org/ns/formats/>`_).
    :param named_graphs: Whether a document can hold named graphs.
    """

    name: str
    label: str
    media_type: str
    aliases: tuple[str, ...]
    extensions: tuple[str, ...]
    iri: str
    named_graphs: bool = False

    @classmethod
    def written(cls, name: str, *more: str, named_graphs: bool = False) -> Self:
        """Return the syntax that the format *name* is written in.

        :param more: Endings beside that of the format.
        """
        row = format_named(name, Kind.GRAPH)
        endings = (row.extension, *more)
        return cls(
            row.name,
            row.label,
            row.media_type,
            row.aliases,
            endings,
            row.iri,
            named_graphs,
        )


SYNTAXES: Final = (
    Syntax.written("turtle", "turtle"),
    Syntax.written("ntriples"),
    Syntax.written("rdfxml", "owl", "xml"),
    Syntax.written("jsonld", "json", named_graphs=True),
    Syntax(
        "nquads",
        "N-Quads",
        "application/n-quads",
        (),
        ("nq",),
        _W3C + "N-Quads",
        named_graphs=True,
    ),
    Syntax(
        "trig",
        "TriG",
        "application/trig",
        (),
        ("trig",),
        _W3C + "TriG",
        named_graphs=True,
    ),
)
# Says nothing of what is in a file; browsers send it for endings they do not know.
UNSPECIFIC: Final = "application/octet-stream"
N3: Final = frozenset({"text/n3", "text/rdf+n3", "n3"})
LONGEST_SHOWN: Final = 80


def syntax_of(media_type: str | None, filename: str | None = None) -> Syntax:
    """Return the syntax of a document.

    :param media_type: Without parameters. Where it says nothing, or there is none,
        the ending of *filename* decides.
    :raises DocumentTypeError: If that is no syntax that is read; it lists them.

    >>> syntax_of("text/turtle").label, syntax_of(None, "ours.NQ").label
    ('Turtle', 'N-Quads')
    """
    given = (media_type or "").strip().lower()
    if given in ("", UNSPECIFIC):
        given = PurePosixPath(filename or "").suffix.removeprefix(".").lower()
        found = next((s for s in SYNTAXES if given in s.extensions), None)
    else:
        found = next((s for s in SYNTAXES if given in (s.media_type, *s.aliases)), None)
    if found:
        return found
    if given in N3:
        raise DocumentTypeError(
            "N3 is not read, since it says more than RDF; write the document in "
            "Turtle, and send it as text/turtle or with the ending .ttl"
        )
    what = f"'{shown(given)}'" if given else "a document whose type nothing tells"
    raise DocumentTypeError(
        f"{what} is no syntax of RDF that is read here; send one of {_listed()}"
    )


def shown(text: str, most: int = LONGEST_SHOWN) -> str:
    """Return what an error may show of *text* from a stranger: short, on one line.

    >>> shown("a\\nb\\x1b[0m", 3)
    'a�b'
    """
    return "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:most]
    )


def _listed() -> str:
    return ", ".join(
        f"{s.label} ({s.media_type}, .{s.extensions[0]})" for s in SYNTAXES
    )
