"""Running the queries of shapes, and making results of their solutions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rdflib import SH, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import QueryError
from tsunagari.validation.compiled.data import Data, Row
from tsunagari.validation.compiled.model import Query, Shape, Uncompilable, ValueTest
from tsunagari.validation.compiled.queries import Check, checks, suspects
from tsunagari.validation.compiled.results import DEEPEST, Result
from tsunagari.validation.compiled.rewriting import filled

__all__ = ["run"]

# So few queries are asked at once.
FEW: Final = 2
# So many solutions of one query explain results.
MOST_DETAILS: Final = 10_000

_Key = tuple[Node | None, ...]


def run(root: Shape, made: Sequence[Check], data: Data) -> Iterator[Result]:
    """Yield the results of the shape *root*, of which the queries are *made*."""
    nodes = suspects(root, data) if len(made) > FEW else None
    if nodes is not None:
        made = checks(root, data, nodes) if nodes else []
    for check in made:
        found = [*_results(check, data)]
        yield from (result for _, result in _explained(check, found, data))


def _explained(
    check: Check, found: list[tuple[Row, Result]], data: Data, depth: int = 0
) -> Iterator[tuple[Row, Result]]:
    """Yield *found*, the results of *check*, with what the shapes within it found.

    Of very many results, some at least are explained.
    """
    details: dict[_Key, list[Result]] = {}
    if found and depth < DEEPEST:
        details = _details(check, data, depth)
    for row, result in found:
        within = details.get(_key(check, row), ())
        yield row, replace(result, details=tuple(within)) if within else result


def _details(check: Check, data: Data, depth: int) -> dict[_Key, list[Result]]:
    """Return what the shapes within *check* found, by the result it explains."""
    details: dict[_Key, list[Result]] = defaultdict(list)
    failed: dict[_Key, set[int]] = defaultdict(set)
    try:
        within = check.within()
        for number, shape in enumerate(within):
            for inner in shape:
                limited = replace(inner, query=f"{inner.query}\nLIMIT {MOST_DETAILS}")
                results = [*_results(limited, data)]
                for row, result in _explained(limited, results, data, depth + 1):
                    key = _key(check, row)
                    details[key].append(result)
                    failed[key].add(number)
    except (Uncompilable, QueryError):
        # That it fails is known; why is not worth failing for.
        return {}
    constraint = check.constraint
    if isinstance(constraint, ValueTest) and constraint.all_fail:
        # A value that conforms to two shapes is wrong for no fault that they name.
        return {
            k: found for k, found in details.items() if len(failed[k]) == len(within)
        }
    return details


def _key(check: Check, row: Row) -> _Key:
    return tuple(row.get(name) for name in check.keys)


def _results(check: Check, data: Data) -> Iterator[tuple[Row, Result]]:
    """Yield a result for each solution of the query of *check*, with the solution."""
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
        result = Result(
            focus,
            shape.node,
            constraint.component,
            shape.severity,
            _messages(check, row),
            shape.path_node if path is None else path,
            value,
            constraint.node if isinstance(constraint, Query) else None,
        )
        yield row, result


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
