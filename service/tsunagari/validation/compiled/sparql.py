"""`SPARQL-based constraints <https://www.w3.org/TR/shacl/#sparql-constraints>`_.

The recommendation runs the query once for each focus node, with ``$this`` bound
beforehand. Here it runs once for all of them
(:mod:`~tsunagari.validation.compiled.rewriting`). That is the same only for a
query that does nothing to a whole solution set; :func:`refuse` finds the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Final

from rdflib import OWL, SH, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ShapesError
from tsunagari.sparql.tokens import Token, TokenKind, tokens
from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import Query, Uncompilable
from tsunagari.validation.compiled.rewriting import is_variable

__all__ = ["constraint", "refuse"]

# These look at a solution set as a whole, or reach out of the default graph.
_UNSAFE: Final = frozenset(
    {
        "FROM",
        "GRAPH",
        "GROUP_CONCAT",
        "LIMIT",
        "MINUS",
        "OFFSET",
        "ORDER",
        "REDUCED",
        "SAMPLE",
        "SERVICE",
        "VALUES",
    }
)
# These do so for each focus node, if it is what they group by.
_AGGREGATES: Final = frozenset({"AVG", "COUNT", "GROUP", "HAVING", "MAX", "MIN", "SUM"})


def constraint(declared: Declaration) -> Query | None:
    """``sh:sparql``: each solution of the query is a violation.

    :raises ShapesError: If there is no query, or more than one.
    :raises Uncompilable: If the query cannot be run for all nodes at once.
    """
    graph, node = declared.graph, declared.value
    if (node, SH.deactivated, Literal(True)) in graph:
        return None
    selects = list(graph.objects(node, SH.select))
    if len(selects) != 1:
        raise declared.wrong("give it one sh:select")
    select = str(selects[0])
    found = list(tokens(select))
    if _has_variable(found, "shapesGraph"):
        raise declared.wrong("$shapesGraph is known to no validator here; leave it out")
    if not declared.has_path and _has_variable(found, "PATH"):
        raise declared.wrong("$PATH needs a property shape")
    refuse(found)
    messages = graph.objects(node, SH.message)
    return Query(
        SH.SPARQLConstraintComponent,
        node,
        select,
        dict(_prefixes(graph, node)),
        tuple(sorted(text for text in messages if isinstance(text, Literal))),
    )


def refuse(found: list[Token]) -> None:
    """Refuse a query that may answer otherwise when it runs for all nodes at once.

    :raises Uncompilable: If it has a subquery, groups by something else than
        ``$this``, has an order or a limit, removes solutions with MINUS, leaves
        the default graph, binds ``$this`` itself, or uses what only the reference
        knows.
    """
    words = [token.text.upper() for token in found if token.kind is TokenKind.WORD]
    if unsafe := sorted(_UNSAFE.intersection(words)):
        raise Uncompilable(f"sh:sparql with {', '.join(unsafe)}")
    if words.count("SELECT") != 1:
        raise Uncompilable("sh:sparql with a subquery")
    for variable in ("currentShape", "failure"):
        if _has_variable(found, variable):
            raise Uncompilable(f"sh:sparql with ${variable}")
    if not any(is_variable(token, "this") for token in _projected(found)):
        raise Uncompilable("sh:sparql that does not select $this")
    if _AGGREGATES.intersection(words) and not _has_variable(_grouped(found), "this"):
        raise Uncompilable("sh:sparql with an aggregate that is not for each $this")
    for before, after in pairwise(found):
        if before.text.upper() == "AS" and is_variable(after, "this"):
            raise Uncompilable("sh:sparql that binds $this")


def _projected(found: list[Token]) -> Iterator[Token]:
    """Yield the variables that are selected as they are."""
    inside, depth = False, 0
    for token in found:
        if token.text == "{":
            return
        depth += (token.text == "(") - (token.text == ")")
        if inside and not depth:
            yield token
        inside = inside or token.text.upper() == "SELECT"


def _grouped(found: list[Token]) -> list[Token]:
    """Return what the query groups by."""
    words = [token.text.upper() for token in found]
    if "GROUP" not in words:
        return []
    rest = found[words.index("GROUP") :]
    return list(takewhile(lambda token: token.text.upper() != "HAVING", rest))


def _has_variable(found: list[Token], name: str) -> bool:
    return any(is_variable(token, name) for token in found)


def _prefixes(graph: Graph, node: Node) -> Iterator[tuple[str, str]]:
    """Yield prefixes and namespaces (5.2.1, `sh:prefixes
    <https://www.w3.org/TR/shacl/#sparql-prefixes>`_)."""
    seen: set[Node] = set()
    waiting = list(graph.objects(node, SH.prefixes))
    while waiting:
        ontology = waiting.pop()
        if ontology in seen:
            continue
        seen.add(ontology)
        waiting += graph.objects(ontology, OWL.imports)
        for declaration in graph.objects(ontology, SH.declare):
            prefix = graph.value(declaration, SH.prefix)
            namespace = graph.value(declaration, SH.namespace)
            if prefix is None or namespace is None:
                raise ShapesError(
                    f"sh:declare of {ontology.n3()}: give sh:prefix and sh:namespace"
                )
            yield str(prefix), str(URIRef(str(namespace)))
