"""`Conformance <https://www.w3.org/TR/shacl/#conformance-definition>`_ of a
node to a shape, as one expression."""

from __future__ import annotations

from typing import Final

from tsunagari.validation.compiled.model import (
    Finding,
    NodeTest,
    Shape,
    Uncompilable,
    Values,
    ValueTest,
)
from tsunagari.validation.compiled.rewriting import finds_nothing
from tsunagari.validation.compiled.terms import Names, conjunction

__all__ = ["conforms"]

# A shape that two others refer to stands in both: text may double at each step.
MAX_LENGTH: Final = 1_000_000


def conforms(shape: Shape, this: str, names: Names) -> str:
    """Return the expression that the bound variable *this* conforms to *shape*.

    Severities play no part in it, and a deactivated shape asks nothing.

    :raises Uncompilable: If a query (sh:sparql) has no expression, or the whole
        would be too long.
    """
    if shape.deactivated:
        return "true"
    values = Values(this, shape.path, names, is_bound=True)
    value = this if shape.path is None else names.new("value")
    each: list[str] = []
    parts: list[str] = []
    for constraint in shape.constraints:
        if isinstance(constraint, ValueTest):
            each.append(constraint.test(this, value, names))
        elif isinstance(constraint, NodeTest):
            parts.append(constraint.test(values))
        elif isinstance(constraint, Finding):
            parts.append(f"NOT EXISTS {{ {constraint.find(values).pattern} }}")
        else:
            parts.append(finds_nothing(constraint, values))
    each += [conforms(inner, value, names) for inner in shape.properties]
    tested = conjunction(each)
    if shape.path is not None and tested != "true":
        tested = f"!(EXISTS {{ {values.pattern(value)} FILTER (!({tested})) }})"
    whole = conjunction([*parts, tested])
    if len(whole) > MAX_LENGTH:
        raise Uncompilable("a query that would be too long")
    return whole
