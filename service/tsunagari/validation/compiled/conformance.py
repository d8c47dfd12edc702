"""`Conformance <https://www.w3.org/TR/shacl/#conformance-definition>`_ of a
node to a shape, as one expression."""

from __future__ import annotations

from tsunagari.validation.compiled.model import (
    Finding,
    NodeTest,
    Shape,
    Values,
    ValueTest,
)
from tsunagari.validation.compiled.rewriting import finds_nothing
from tsunagari.validation.compiled.terms import Names, conjunction

__all__ = ["conforms"]


def conforms(shape: Shape, this: str, names: Names) -> str:
    """Return the expression that the bound variable *this* conforms to *shape*.

    Severities play no part in it, and a deactivated shape asks nothing.

    :raises Uncompilable: If a query (sh:sparql) has no expression.
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
    if shape.path is None or tested == "true":
        return conjunction([*parts, tested])
    failing = f"EXISTS {{ {values.pattern(value)} FILTER (!({tested})) }}"
    return conjunction([*parts, f"!({failing})"])
