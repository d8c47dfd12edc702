"""An outline as plain data, to cross a pipe, and as it was again.

Terms are as the `JSON format of SPARQL 1.1 results
<https://www.w3.org/TR/sparql11-results-json/>`_ has them; what has parts names its
kind.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from rdflib import BNode, Literal
from rdflib.term import Node

from tsunagari.explanation.explain import Status
from tsunagari.explanation.lookup import term_of
from tsunagari.explanation.outline import Check, Outline, Passage, Point, Way

__all__ = ["from_data", "to_data"]

_KINDS: Final[dict[str, type[Any]]] = {
    kind.__name__: kind for kind in (Check, Outline, Passage, Point, Way)
}
_IS: Final = "is"
_STATUS: Final = "status"


def to_data(value: Any) -> Any:
    """Return an outline, a term, or several in a tuple, as what JSON can write.

    >>> from rdflib import URIRef
    >>> to_data((URIRef("urn:x"), Literal("つながり", lang="ja"), True))
    [{'type': 'uri', 'value': 'urn:x'}, \
{'type': 'literal', 'value': 'つながり', 'xml:lang': 'ja'}, True]
    """
    if isinstance(value, Node):
        return _term_data(value)
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, tuple):
        return [to_data(one) for one in value]
    if isinstance(value, Status):
        return {_STATUS: value.value}
    found = {field.name: to_data(getattr(value, field.name)) for field in fields(value)}
    return {_IS: type(value).__name__, **found}


def from_data(data: Any) -> Any:
    """Return what :func:`to_data` was given.

    >>> from_data(to_data((Literal("2003"), None))) == (Literal("2003"), None)
    True
    """
    if isinstance(data, list):
        return tuple(from_data(one) for one in data)
    if not isinstance(data, dict):
        return data
    if _IS in data:
        given = {name: from_data(one) for name, one in data.items() if name != _IS}
        return _KINDS[data[_IS]](**given)
    if _STATUS in data:
        return Status(data[_STATUS])
    return term_of(data)


def _term_data(node: Node) -> dict[str, str]:
    if isinstance(node, BNode):
        return {"type": "bnode", "value": str(node)}
    if not isinstance(node, Literal):
        return {"type": "uri", "value": str(node)}
    found = {"type": "literal", "value": str(node)}
    if node.language:
        found["xml:lang"] = node.language
    elif node.datatype is not None:
        found["datatype"] = str(node.datatype)
    return found
