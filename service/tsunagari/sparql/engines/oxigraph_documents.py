"""Reading RDF documents that strangers send, with the engine's parsers.

The guard looks at a document first (:mod:`tsunagari.sparql.documents`). It is the
caller who sees to it that this runs in a process that can be killed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from io import BytesIO
from typing import Final

import pyoxigraph as ox

from tsunagari.errors import GraphNameError, WriteTooLargeError
from tsunagari.sparql.documents import Document, shown, text_guard
from tsunagari.sparql.engines.oxigraph_difference import as_kept
from tsunagari.sparql.engines.oxigraph_formats import RDF_FORMATS

__all__ = ["WHOLE_DATASET", "WholeDataset", "named_node", "read_quads", "rewritten"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph


class WholeDataset(Enum):
    """In place of a graph: a document says itself which graphs it is of."""

    WHOLE_DATASET = "whole dataset"


WHOLE_DATASET: Final = WholeDataset.WHOLE_DATASET
PARSED: Final = {
    **RDF_FORMATS,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
# A short name in a document may stand for a long text: a prefix, @base, @vocab.
MOST_CHARACTERS: Final = 200_000_000
# How the parser says that a single token is too long for it.
BUFFER: Final = "buffer maximal size"
LONGEST_REASON: Final = 300
NEWLINE: Final = b"\n"


def read_quads(
    document: Document,
    graph: str | WholeDataset | None,
    most: int,
    renamed: bool = True,
) -> list[ox.Quad]:
    """Return the statements of *document*, each as often as it stands there.

    A blank node is one of this reading: no other document, nor the same one read
    again, has it; unless it is not *renamed*.

    :param graph: The graph that they go into, ``None`` for the default graph. A
        document may then not say of any statement that it is in another. With
        ``WHOLE_DATASET`` they go where the document says.
    :param most: How many statements there may be.
    :raises DocumentError: If it does not parse, or is refused.
    :raises WriteTooLargeError: If it has more than *most* statements.
    :raises GraphNameError: If *graph* is no absolute IRI, or the document names
        graphs that it may not, or with blank nodes.
    """
    whole = graph is WHOLE_DATASET
    place = named_node(graph) if isinstance(graph, str) else None
    if document.base is not None:
        document = replace(document, base=named_node(document.base).value)
    quads: list[ox.Quad] = []
    characters = 0
    for quad in _parsed(document, renamed):
        characters += len(str(quad))
        if len(quads) == most or characters > MOST_CHARACTERS:
            raise WriteTooLargeError(
                f"{document.name}: it has more than {most:,} statements, or these "
                f"more than {MOST_CHARACTERS:,} characters; cut it into parts"
            )
        if isinstance(quad.graph_name, ox.BlankNode):
            raise GraphNameError(
                f"{document.name}: a blank node names a graph; name the graph with "
                "an absolute IRI"
            )
        if not whole and not isinstance(quad.graph_name, ox.DefaultGraph):
            raise GraphNameError(
                f"{document.name}: it has statements in the graph "
                f"{shown(str(quad.graph_name), LONGEST_REASON)}, and one graph alone "
                "is written; send them without the name of a graph"
            )
        if place is not None:
            quad = ox.Quad(quad.subject, quad.predicate, quad.object, place)
        quads.append(quad)
    return quads


def named_node(iri: str) -> ox.NamedNode:
    """Return the IRI as a name of a graph.

    :raises GraphNameError: If it is no absolute IRI.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise GraphNameError(
            f"'{shown(iri, LONGEST_REASON)}' is no absolute IRI; name the graph with "
            "an absolute IRI"
        ) from error


def rewritten(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Return those of *quads* that a store keeps in another spelling.

    It keeps the value of a number or a date: "01" comes back as "1".
    """
    given = list(quads)
    kept = as_kept(given)
    return (quad for quad in given if quad not in kept)


def _parsed(document: Document, renamed: bool) -> Iterator[ox.Quad]:
    text = text_guard(document)
    try:
        yield from _quads(document, text, renamed=renamed)
        if document.syntax.name == "jsonld":
            _refuse_losses(document, text)
    except SyntaxError as error:
        raise document.error(_told(document, text, error)) from error
    except MemoryError as error:
        if BUFFER not in str(error):
            raise
        raise document.error(
            "a name or a literal in it is longer than 16 MiB, which is not read; "
            "shorten it"
        ) from error
    except (ValueError, OSError) as error:
        # The text of these may hold more than is to be told.
        raise document.error(
            f"it cannot be read as {document.syntax.label}; check it with a validator"
        ) from error


def _quads(
    document: Document,
    text: bytes | BytesIO,
    lenient: bool = False,
    renamed: bool = True,
) -> Iterator[ox.Quad]:
    return ox.parse(
        text,
        format=PARSED[document.syntax.name],
        base_iri=document.base,
        rename_blank_nodes=renamed,
        lenient=lenient,
    )


def _refuse_losses(document: Document, text: bytes) -> None:
    """Refuse what the parser of JSON-LD leaves out without a word, as it may.

    A member that no context defines says nothing; that is meant. An IRI or a language
    tag that cannot be one is a mistake, and a statement would be lost.
    """
    for quad in _quads(document, text, lenient=True):
        if ":" not in quad.predicate.value:
            continue
        try:
            for term in (*quad.triple, quad.graph_name):
                _check_term(term)
        except ValueError as error:
            raise document.error(
                f"a statement would be lost, {str(quad)[:LONGEST_REASON]}: {error}; "
                "write what is no IRI or no language tag as one"
            ) from error


def _check_term(term: Term) -> None:
    if isinstance(term, ox.NamedNode):
        ox.NamedNode(term.value)
    elif isinstance(term, ox.Literal) and term.language:
        ox.Literal(term.value, language=term.language)
    elif isinstance(term, ox.Literal):
        ox.NamedNode(term.datatype.value)


class _ByLine(BytesIO):
    """Bytes that are given line by line, so that one sees how far they were read."""

    def read(self, size: int | None = -1) -> bytes:
        return self.readline(size)


def _told(document: Document, text: bytes, error: SyntaxError) -> str:
    """Return the place and the reason that the parser gives."""
    reason = " ".join(str(error.msg).split())
    place = ""
    if error.lineno is not None:
        place = f"line {error.lineno}, column {error.offset}: "
        reason = reason.partition(": ")[2] or reason
    elif document.syntax.name == "rdfxml":
        # It tells no place; but nothing after the tag was read.
        lines = _ByLine(text)
        with suppress(SyntaxError):
            deque(_quads(document, lines), maxlen=0)
        place = f"line {text.count(NEWLINE, 0, max(lines.tell() - 1, 0)) + 1}: "
    return f"{place}{reason[:LONGEST_REASON]}; check it with a validator"
