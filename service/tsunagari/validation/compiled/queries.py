"""From a shape with targets to the queries that find what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import BNode
from rdflib.term import Node

from tsunagari.validation.compiled.conformance import conforms
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.instances import instances
from tsunagari.validation.compiled.model import (
    Constraint,
    NodeTest,
    Query,
    Shape,
    Uncompilable,
    Values,
    ValueTest,
)
from tsunagari.validation.compiled.rewriting import for_all
from tsunagari.validation.compiled.terms import Names, text

__all__ = ["Check", "checks", "focus_nodes", "suspects"]

MOST_SUSPECTS: Final = 1000


@dataclass(frozen=True)
class Check:
    """A query whose solutions are the results of one constraint of a shape.

    :param focus: The variable of the focus node, without the mark.
    :param value: That of ``sh:value``, if there is one.
    :param path: That of ``sh:resultPath``, if it is not the shape's.
    :param keys: Those that tell one result from another, of the constraints above it
        too.
    :param within: For each shape that a value does not conform to, the queries that
        find why, with *keys* among their variables. They are made when asked for.
    """

    shape: Shape
    constraint: Constraint
    query: str
    focus: str
    value: str | None = None
    path: str | None = None
    keys: tuple[str, ...] = ()
    within: Callable[[], list[list[Check]]] = list


@dataclass(frozen=True)
class _Focus:
    """The focus nodes of a shape, as a pattern.

    :param keys: The focus nodes of the shapes above: a node that two of them
        lead to is validated for each, as the recommendation says.
    """

    pattern: str
    this: str
    keys: tuple[str, ...] = ()


def checks(root: Shape, data: Data, nodes: Sequence[Node] | None = None) -> list[Check]:
    """Return the queries that validate the targets of *root*.

    :param nodes: Those of the targets to look at, if not all.
    :raises Uncompilable: If a constraint is not put into SPARQL.
    """
    names = Names()
    this = names.new("this")
    if nodes is None:
        pattern = _targets(root, this, names, data)
    else:
        pattern = f"VALUES {this} {{ {' '.join(map(text, nodes))} }}"
    focus = _Focus(pattern, this)
    found = list(_visit(root, focus, names))
    for check in found:
        own = isinstance(check.constraint, Query)
        if own and (reason := data.runs(check.query)):
            raise Uncompilable(f"sh:sparql: {reason}")
    return found


def suspects(root: Shape, data: Data) -> list[Node] | None:
    """Return the targets of *root* that do not conform to it.

    One query looks at all constraints, which takes two thirds of the time that a
    query for each takes; what is wrong is then asked of these nodes alone.

    :returns: ``None`` if they are more than are worth the detour, or cannot be
        named in a query.
    """
    names = Names()
    this = names.new("this")
    try:
        fine = conforms(root, this, names)
    except Uncompilable:
        return None
    where = f"{_targets(root, this, names, data)} FILTER (!({fine}))"
    query = f"{_select((this,), where)} LIMIT {MOST_SUSPECTS + 1}"
    found = [row[this[1:]] for row in data.rows(query)]
    if len(found) > MOST_SUSPECTS or any(isinstance(node, BNode) for node in found):
        return None
    return found


def focus_nodes(root: Shape, data: Data) -> set[Node]:
    """Return the nodes that the targets of *root* are."""
    this = "?this"
    pattern = _targets(root, this, Names(), data)
    return {row[this[1:]] for row in data.rows(_select((this,), pattern))}


def _visit(shape: Shape, focus: _Focus, names: Names) -> Iterator[Check]:
    if shape.deactivated:
        return
    for constraint in shape.constraints:
        yield _check(shape, constraint, focus, names)
    below = focus
    if shape.path is not None and shape.properties:
        value = names.new("this")
        values = Values(focus.this, shape.path, names, focus.pattern)
        below = _Focus(
            f"{{ {values.pattern(value)} }}", value, (*focus.keys, focus.this)
        )
    for inner in shape.properties:
        yield from _visit(inner, below, names)


def _check(shape: Shape, constraint: Constraint, focus: _Focus, names: Names) -> Check:
    this = focus.this
    values = Values(this, shape.path, names, focus.pattern)
    keys = (*focus.keys, this)
    if isinstance(constraint, Query):
        query = for_all(constraint, values, focus.keys)
        return Check(shape, constraint, query, this[1:], "value", "path")
    if isinstance(constraint, NodeTest):
        where = f"{focus.pattern} FILTER (!({constraint.test(values)}))"
        value = names.new("value")
        failing = Values(this, shape.path, names, f"{{ {where} }}").pattern(value)
        inner = _Focus(f"{{ {failing} }}", value, keys)
        return Check(
            shape,
            constraint,
            _select(keys, where),
            this[1:],
            keys=_bare(keys),
            within=_within(constraint.shapes, inner, names),
        )
    if isinstance(constraint, ValueTest):
        if shape.path is None:
            value, pattern = this, focus.pattern
        else:
            value = names.new("value")
            pattern = f"{{ {values.pattern(value)} }}"
            keys = (*keys, value)
        where = f"{pattern} FILTER (!({constraint.test(this, value, names)}))"
        above = tuple(key for key in keys if key != value)
        inner = _Focus(f"{{ {where} }}", value, above)
        return Check(
            shape,
            constraint,
            _select(keys, where),
            this[1:],
            value[1:],
            keys=_bare(keys),
            within=_within(constraint.shapes, inner, names),
        )
    found = constraint.find(values)
    more = [v for v in (found.value, found.path, *found.keys) if v]
    where = found.pattern
    return Check(
        shape,
        constraint,
        _select((*keys, *more), where),
        this[1:],
        found.value and found.value[1:],
        found.path and found.path[1:],
    )


def _within(
    shapes: Sequence[Shape], focus: _Focus, names: Names
) -> Callable[[], list[list[Check]]]:
    """Return what makes the queries that validate the values that fail."""
    return lambda: [list(_visit(shape, focus, names)) for shape in shapes]


def _bare(variables: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(variable[1:] for variable in variables)


def _select(variables: tuple[str, ...], where: str) -> str:
    listed = " ".join(dict.fromkeys(variables))
    return f"SELECT DISTINCT {listed} {{ {where} }}"


def _targets(shape: Shape, this: str, names: Names, data: Data) -> str:
    targets = shape.targets
    found = []
    if targets.nodes:
        listed = " ".join(map(text, targets.nodes))
        found.append(f"VALUES {this} {{ {listed} }}")
    for kind in targets.classes:
        found.append(instances(this, kind, data, names))
    for predicate in targets.subjects_of:
        found.append(f"{this} {text(predicate)} {names.new('object')} .")
    for predicate in targets.objects_of:
        found.append(f"{names.new('subject')} {text(predicate)} {this} .")
    if not found:
        return f"VALUES {this} {{ }}"
    # What binds another variable too may find a node more than once.
    if len(found) == 1 and found[0].count("?") == found[0].count(this):
        return found[0]
    union = " UNION ".join(f"{{ {pattern} }}" for pattern in found)
    return f"{{ SELECT DISTINCT {this} {{ {union} }} }}"
