"""`Property paths <https://www.w3.org/TR/shacl/#property-paths>`_, read and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from tsunagari.errors import ShapesError
from tsunagari.validation.compiled.lists import items
from tsunagari.validation.compiled.terms import text

__all__ = ["Path", "read_path"]

_REPEATED: Final[dict[Node, tuple[str, bool]]] = {
    SH.zeroOrMorePath: ("*", True),
    SH.oneOrMorePath: ("+", False),
    SH.zeroOrOnePath: ("?", True),
}


@dataclass(frozen=True)
class Path:
    """A path as SPARQL writes it.

    :param sparql: The text, in brackets where it needs them.
    :param may_be_empty: Whether it leads from a node to itself.
    :param is_joined: Whether an engine makes it into a join, as it does a sequence.
    """

    sparql: str
    may_be_empty: bool = False
    is_joined: bool = False

    def walked(self) -> str:
        """Return the path so that it is walked step by step from a bound start.

        For a sequence within EXISTS, Oxigraph 0.5 joins its parts anew for each
        start, from all data: 61 s for 9,500 starts. An alternative it walks:
        0.03 s. So a sequence is written as the alternative of it and itself.
        """
        return f"({self.sparql}|{self.sparql})" if self.is_joined else self.sparql


def read_path(graph: Graph, node: Node, above: Sequence[Node] = ()) -> Path:
    """Read the path that *node* is in the shapes *graph*.

    :raises ShapesError: If it is no path, or contains itself.
    """
    if isinstance(node, URIRef) and (node, RDF.first, None) not in graph:
        return Path(text(node))
    if not isinstance(node, BNode | URIRef) or node in above:
        raise ShapesError(f"sh:path: {node} is no path; write one of SHACL 2.3.1")
    inner = (*above, node)
    if (node, RDF.first, None) in graph:
        parts = tuple(read_path(graph, item, inner) for item in _several(graph, node))
        return Path(
            "(" + "/".join(part.sparql for part in parts) + ")",
            all(part.may_be_empty for part in parts),
            is_joined=True,
        )
    statements = list(graph.predicate_objects(node))
    if len(statements) != 1:
        raise ShapesError(
            f"sh:path: a path has exactly one statement, this one {len(statements)}"
        )
    kind, value = statements[0]
    if kind == SH.alternativePath:
        parts = tuple(read_path(graph, item, inner) for item in _several(graph, value))
        return Path(
            "(" + "|".join(part.sparql for part in parts) + ")",
            any(part.may_be_empty for part in parts),
        )
    path = read_path(graph, value, inner)
    if kind == SH.inversePath:
        return Path(f"(^{path.sparql})", path.may_be_empty, path.is_joined)
    if kind in _REPEATED:
        sign, empty = _REPEATED[kind]
        return Path(f"({path.sparql}{sign})", empty or path.may_be_empty)
    raise ShapesError(f"sh:path: {kind} makes no path; write one of SHACL 2.3.1")


def _several(graph: Graph, node: Node) -> list[Node]:
    found = items(graph, node)
    if len(found) < 2:
        raise ShapesError("sh:path: a sequence or alternative has two members or more")
    return found
