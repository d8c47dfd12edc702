"""Asking a release: a query goes out, terms come back.

Who asks (a store opened here, or a pool of workers with its limits) is for the
caller to say; explanations need no more than SELECT.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import StatementError
from tsunagari.namespaces import expand, prefixes
from tsunagari.sparql.engine import Engine
from tsunagari.sparql.formats import format_named

__all__ = [
    "Ask",
    "Solution",
    "asking",
    "read_term",
    "solutions",
    "spelled",
    "term_of",
    "values",
]

Solution = dict[str, Node]
# Takes a SELECT query, gives its solutions.
Ask = Callable[[str], list[Solution]]
# What Turtle takes for a literal without quotes.
_BARE: Final = re.compile(r"[+-]?\d+(\.\d+)?|true|false")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FORBIDDEN: Final = frozenset('<>"{}|^`\\')


def asking(engine: Engine) -> Ask:
    """Return what asks an engine that was opened here."""
    format = format_named("json")
    return lambda query: solutions(engine.query(query).serialize(format))


def solutions(data: bytes) -> list[Solution]:
    """Read solutions from the `JSON format of SPARQL 1.1 results
    <https://www.w3.org/TR/sparql11-results-json/>`_."""
    rows = json.loads(data)["results"]["bindings"]
    return [{name: term_of(value) for name, value in row.items()} for row in rows]


def spelled(term: Node) -> str:
    """Return a name or a literal as SPARQL has it."""
    return term.n3()


def values(variable: str, terms: Iterable[Node]) -> str:
    """Return a VALUES block for one variable."""
    return f"VALUES ?{variable} {{ {' '.join(map(spelled, terms))} }}"


def read_term(text: str, place: str) -> Node:
    """Return the term that a person wrote: a short name, an IRI, or a literal.

    :param place: What it is for, to name it in an error.
    :raises StatementError: If it is none of these.

    >>> read_term("sse:meets", "predicate")
    rdflib.term.URIRef('https://w3id.org/tsunagari/ontology#meets')
    >>> read_term('"2003"^^xsd:gYear', "object").datatype
    rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#gYear')
    """
    text = text.strip()
    if text.startswith(('"', "'")) or _BARE.fullmatch(text):
        return _literal(text, place)
    try:
        whole = text.startswith("<") and text.endswith(">")
        term = URIRef(text[1:-1]) if whole else expand(text)
    except ValueError as error:
        raise StatementError(
            f"the {place} is no term: {error}; write an IRI, a short name "
            'such as sse:meets, or a literal such as "text"@en'
        ) from error
    relative = not _SCHEME.match(term)
    if relative or any(mark in _FORBIDDEN or ord(mark) <= 32 for mark in term):
        raise StatementError(f"the {place} is no IRI: '{text}'")
    return term


def _literal(text: str, place: str) -> Literal:
    """Read a literal as Turtle has it."""
    head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes().items())
    graph = Graph()
    # A literal that is not well-formed is a literal; rdflib would log how it is not.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        graph.parse(data=f"{head}<urn:s> <urn:p> {text} .", format="turtle")
    except (SyntaxError, ValueError, IndexError, AssertionError) as error:
        raise StatementError(f"the {place} is no literal: {text}") from error
    # A text could hold more than one literal, and other statements.
    found = list(graph.objects())
    if len(found) != 1 or not isinstance(found[0], Literal):
        raise StatementError(f"the {place} is no literal: {text}")
    return found[0]


def term_of(value: dict[str, Any]) -> Node:
    """Read a term as that format has it."""
    text = value["value"]
    if value["type"] == "uri":
        return URIRef(text)
    if value["type"] == "bnode":
        return BNode(text)
    if language := value.get("xml:lang"):
        return Literal(text, lang=language)
    datatype = value.get("datatype")
    if datatype is None or datatype == str(RDF.langString):
        return Literal(text)
    return Literal(text, datatype=URIRef(datatype))
