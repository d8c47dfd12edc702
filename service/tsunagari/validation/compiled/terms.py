"""RDF terms and variables as text of a query."""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ShapesError

__all__ = ["Names", "conjunction", "disjunction", "same_term", "text"]

_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
)


class Names:
    """Gives variables that no other part of the query has."""

    def __init__(self) -> None:
        self._numbers = count()

    def new(self, stem: str) -> str:
        """Return a new variable that begins with *stem*."""
        return f"?{stem}{next(self._numbers)}"


def text(term: Node) -> str:
    """Return *term* as it is written in a query.

    :raises ShapesError: If it is no IRI or literal that can be written.

    >>> text(Literal("a"))
    '"a"'
    """
    if isinstance(term, URIRef):
        if found := _NOT_IN_IRI.search(term):
            raise ShapesError(f"the IRI {term} has {found[0]!r} in it; write it as %xx")
        return f"<{term}>"
    if not isinstance(term, Literal):
        raise ShapesError(f"{term!r} cannot be written in a query")
    quoted = '"' + str(term).translate(_ESCAPES) + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    if term.datatype and term.datatype != XSD.string:
        return f"{quoted}^^{text(term.datatype)}"
    return quoted


def same_term(variable: str, term: Node) -> str:
    """Return the expression that *variable* is *term*: the term, not its value.

    A blank node of the shapes graph is in no data graph (`2.1.3.1
    <https://www.w3.org/TR/shacl/#shapes-graph>`_), so nothing is equal to it.
    """
    if isinstance(term, BNode):
        return "false"
    return f"SAMETERM({variable}, {text(term)})"


def conjunction(parts: list[str]) -> str:
    """Return that all *parts* hold."""
    kept = [part for part in parts if part != "true"]
    if "false" in kept:
        return "false"
    return " && ".join(f"({part})" for part in kept) or "true"


def disjunction(parts: list[str]) -> str:
    """Return that one of *parts* holds."""
    kept = [part for part in parts if part != "false"]
    if "true" in kept:
        return "true"
    return " || ".join(f"({part})" for part in kept) or "false"
