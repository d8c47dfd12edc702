"""`4.5 <https://www.w3.org/TR/shacl/#core-components-property-pairs>`_: the
values beside those of another property of the same focus node."""

from __future__ import annotations

from rdflib import SH

from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import Finding, Values, ValueTest, Violations
from tsunagari.validation.compiled.terms import Names, text

__all__ = ["disjoint", "equals", "less_than", "less_than_or_equals"]


def equals(declared: Declaration) -> Finding:
    """``sh:equals``: the same values; a result for each that only one side has."""
    other = text(declared.iri())

    def find(values: Values) -> Violations:
        value, inside = values.names.new("value"), values.inside()
        stated = f"{values.this} {other} {value} ."
        return Violations(
            f"{{ {{ {values.pattern(value)} }} FILTER (NOT EXISTS {{ {stated} }}) }} "
            f"UNION {{ {values.focus} {stated} "
            f"FILTER (NOT EXISTS {{ {_within(inside, value)} }}) }}",
            value=value,
        )

    return Finding(SH.EqualsConstraintComponent, find)


def _within(values: Values, value: str) -> str:
    """Return the pattern that the bound *value* is a value node."""
    found = values.names.new("value")
    return f"{values.pattern(found)} FILTER (SAMETERM({found}, {value}))"


def disjoint(declared: Declaration) -> ValueTest:
    """``sh:disjoint``: no value that the other property has too."""
    other = text(declared.iri())

    def test(this: str, value: str, names: Names) -> str:
        return f"NOT EXISTS {{ {this} {other} {value} }}"

    return ValueTest(SH.DisjointConstraintComponent, test)


def less_than(declared: Declaration) -> Finding:
    """``sh:lessThan``: a result for each pair that is not in that order."""
    return _ordered(declared, "<")


def less_than_or_equals(declared: Declaration) -> Finding:
    """``sh:lessThanOrEquals``: a result for each pair that is not in that order."""
    return _ordered(declared, "<=")


def _ordered(declared: Declaration, operator: str) -> Finding:
    declared.needs_path()
    other = text(declared.iri())

    def find(values: Values) -> Violations:
        value, found = values.names.new("value"), values.names.new("other")
        # SPARQL orders no IRIs; the engine says of one that it is <= itself.
        return Violations(
            f"{{ {values.pattern(value)} }} {values.this} {other} {found} . "
            f"FILTER (!(ISLITERAL({value}) && ISLITERAL({found}) "
            f"&& COALESCE({value} {operator} {found}, false)))",
            value=value,
            keys=(found,),
        )

    return Finding(
        SH.LessThanConstraintComponent
        if operator == "<"
        else SH.LessThanOrEqualsConstraintComponent,
        find,
    )
