"""`4.3 <https://www.w3.org/TR/shacl/#core-components-range>`_: greater, smaller.

SPARQL's own operators decide; what they cannot compare does not conform.
"""

from __future__ import annotations

from collections.abc import Callable

from rdflib import SH, URIRef

from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import ValueTest
from tsunagari.validation.compiled.terms import Names, text

__all__ = ["max_exclusive", "max_inclusive", "min_exclusive", "min_inclusive"]


def _range(component: URIRef, operator: str) -> Callable[[Declaration], ValueTest]:
    def constraint(declared: Declaration) -> ValueTest:
        limit = text(declared.literal())

        def test(this: str, value: str, names: Names) -> str:
            return f"COALESCE({value} {operator} {limit}, false)"

        return ValueTest(component, test)

    return constraint


min_exclusive = _range(SH.MinExclusiveConstraintComponent, ">")
min_inclusive = _range(SH.MinInclusiveConstraintComponent, ">=")
max_exclusive = _range(SH.MaxExclusiveConstraintComponent, "<")
max_inclusive = _range(SH.MaxInclusiveConstraintComponent, "<=")
