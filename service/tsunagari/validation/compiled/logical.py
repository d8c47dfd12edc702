"""`4.6 <https://www.w3.org/TR/shacl/#core-components-logical>`_: not, and, or, xone."""

from __future__ import annotations

from rdflib import SH

from tsunagari.validation.compiled.conformance import conforms
from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import Shape, ValueTest
from tsunagari.validation.compiled.terms import Names, conjunction, disjunction

__all__ = ["and_", "not_", "or_", "xone"]


def not_(declared: Declaration) -> ValueTest:
    """``sh:not``: no value conforms to the shape."""
    shape = declared.read(declared.value)

    def test(this: str, value: str, names: Names) -> str:
        return f"!({conforms(shape, value, names)})"

    return ValueTest(SH.NotConstraintComponent, test)


def and_(declared: Declaration) -> ValueTest:
    """``sh:and``: each value conforms to all shapes of the list."""
    shapes = _shapes(declared)

    def test(this: str, value: str, names: Names) -> str:
        return conjunction([conforms(shape, value, names) for shape in shapes])

    return ValueTest(SH.AndConstraintComponent, test, tuple(shapes))


def or_(declared: Declaration) -> ValueTest:
    """``sh:or``: each value conforms to one shape of the list or more."""
    shapes = _shapes(declared)

    def test(this: str, value: str, names: Names) -> str:
        return disjunction([conforms(shape, value, names) for shape in shapes])

    return ValueTest(SH.OrConstraintComponent, test, tuple(shapes))


def xone(declared: Declaration) -> ValueTest:
    """``sh:xone``: each value conforms to exactly one shape of the list."""
    shapes = _shapes(declared)

    def test(this: str, value: str, names: Names) -> str:
        ones = [f"IF({conforms(shape, value, names)}, 1, 0)" for shape in shapes]
        return f"({' + '.join(ones)}) = 1"

    return ValueTest(SH.XoneConstraintComponent, test, tuple(shapes), all_fail=True)


def _shapes(declared: Declaration) -> list[Shape]:
    return [declared.read(member) for member in declared.members()]
