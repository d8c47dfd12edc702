"""`4.2 <https://www.w3.org/TR/shacl/#core-components-count>`_: how many values."""

from __future__ import annotations

from rdflib import SH

from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import NodeTest, Values

__all__ = ["at_least", "max_count", "min_count"]


def min_count(declared: Declaration) -> NodeTest:
    """``sh:minCount``: so many value nodes or more."""
    declared.needs_path()
    number = declared.number()
    return NodeTest(
        SH.MinCountConstraintComponent, lambda values: at_least(number, values)
    )


def max_count(declared: Declaration) -> NodeTest:
    """``sh:maxCount``: so many value nodes or fewer."""
    declared.needs_path()
    number = declared.number()
    return NodeTest(
        SH.MaxCountConstraintComponent,
        lambda values: f"!{at_least(number + 1, values)}",
    )


def at_least(number: int, values: Values, condition: str = "", value: str = "") -> str:
    """Return the expression that there are *number* different values or more.

    :param condition: What a value must fulfil to be counted, said of *value*.
    """
    if number == 0:
        return "(true)"
    one = value or values.names.new("value")
    inside = values.inside()
    chosen = f"{inside.pattern(one)} {f'FILTER ({condition})' if condition else ''}"
    if number == 1:
        return f"(EXISTS {{ {chosen} }})"
    if number == 2 and not condition:
        other = values.names.new("value")
        return (
            f"(EXISTS {{ {{ {inside.pattern(one)} }} {{ {inside.pattern(other)} }} "
            f"FILTER (!SAMETERM({one}, {other})) }})"
        )
    this = values.this
    return (
        f"(EXISTS {{ {{ SELECT {this} {{ {chosen} }} GROUP BY {this} "
        f"HAVING (COUNT(DISTINCT {one}) >= {number}) }} }})"
    )
