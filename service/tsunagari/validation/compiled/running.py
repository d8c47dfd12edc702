"""Running the queries of shapes, and making results of their solutions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rdflib import SH, Literal, URIRef
from rdflib.term import Node

from tsunagari.validation.compiled.data import Data, Row
from tsunagari.validation.compiled.model import Query, Shape
from tsunagari.validation.compiled.queries import Check, checks, suspects
from tsunagari.validation.compiled.results import Result
from tsunagari.validation.compiled.rewriting import filled

__all__ = ["run"]

# So few queries are asked at once.
FEW: Final = 2


def run(root: Shape, made: Sequence[Check], data: Data) -> Iterator[Result]:
    """Yield the results of the shape *root*, of which the queries are *made*."""
    nodes = suspects(root, data) if len(made) > FEW else None
    if nodes is not None:
        made = checks(root, data, nodes) if nodes else []
    for check in made:
        yield from _results(check, data)


def _results(check: Check, data: Data) -> Iterator[Result]:
    """Yield a result for each solution of the query of *check*."""
    shape, constraint = check.shape, check.constraint
    seen: set[frozenset[tuple[str, Node]]] = set()
    for row in data.rows(check.query):
        if (key := frozenset(row.items())) in seen:
            continue
        seen.add(key)
        focus = row[check.focus]
        path = row.get(check.path or "")
        value = row.get(check.value or "")
        if isinstance(constraint, Query):
            if not isinstance(path, URIRef):
                path = None
            if value is None and shape.path is None:
                value = focus
        yield Result(
            focus,
            shape.node,
            constraint.component,
            shape.severity,
            _messages(check, row),
            shape.path_node if path is None else path,
            value,
            constraint.node if isinstance(constraint, Query) else None,
        )


def _messages(check: Check, row: Row) -> tuple[Literal, ...]:
    """Return the messages of the constraint or the shape, or what can be said."""
    constraint, shape = check.constraint, check.shape
    if isinstance(constraint, Query):
        if isinstance(found := row.get("message"), Literal):
            return (found,)
        if stated := constraint.messages or shape.messages:
            known = {**row, "this": row[check.focus]}
            return tuple(filled(message, known) for message in stated)
    elif shape.messages:
        return shape.messages
    name = constraint.component.removeprefix(str(SH))
    name = name.removesuffix("ConstraintComponent")
    return (
        Literal(f"It does not fulfil the {name} constraint.", lang="en"),
        Literal(f"{name} の制約を満たしていません。", lang="ja"),
    )
