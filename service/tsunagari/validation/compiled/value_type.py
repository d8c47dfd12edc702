"""`4.1 <https://www.w3.org/TR/shacl/#core-components-value-type>`_: class,
datatype and kind of each value node."""

from __future__ import annotations

from typing import Final

from rdflib import SH, XSD

from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.instances import is_instance
from tsunagari.validation.compiled.model import Uncompilable, ValueTest
from tsunagari.validation.compiled.terms import Names, text

__all__ = ["class_", "datatype", "node_kind"]

_KINDS: Final = {
    SH.IRI: ("ISIRI",),
    SH.BlankNode: ("ISBLANK",),
    SH.Literal: ("ISLITERAL",),
    SH.BlankNodeOrIRI: ("ISBLANK", "ISIRI"),
    SH.BlankNodeOrLiteral: ("ISBLANK", "ISLITERAL"),
    SH.IRIOrLiteral: ("ISIRI", "ISLITERAL"),
}
# What the engine can make of a text, or not: so it tells the ill-typed.
_CASTS: Final = frozenset(
    XSD[name]
    for name in [
        "boolean",
        "date",
        "dateTime",
        "dayTimeDuration",
        "decimal",
        "double",
        "duration",
        "float",
        "gDay",
        "gMonth",
        "gMonthDay",
        "gYear",
        "gYearMonth",
        "integer",
        "time",
        "yearMonthDuration",
    ]
)
# The engine turns these into xsd:integer when it reads them.
_DERIVED: Final = frozenset(
    XSD[name]
    for name in [
        "byte",
        "int",
        "long",
        "negativeInteger",
        "nonNegativeInteger",
        "nonPositiveInteger",
        "positiveInteger",
        "short",
        "unsignedByte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
    ]
)


def class_(declared: Declaration) -> ValueTest:
    """``sh:class``: each value is an instance, by ``rdfs:subClassOf*`` in the data."""
    wanted = declared.iri()

    def test(this: str, value: str, names: Names) -> str:
        return is_instance(value, wanted, declared.data, names)

    return ValueTest(SH.ClassConstraintComponent, test)


def datatype(declared: Declaration) -> ValueTest:
    """``sh:datatype``: a literal of that very datatype, and well-formed."""
    wanted = declared.iri()
    if wanted in _DERIVED:
        raise Uncompilable(f"the engine keeps {wanted.n3()} as xsd:integer")
    name = text(wanted)

    def test(this: str, value: str, names: Names) -> str:
        same = f"ISLITERAL({value}) && DATATYPE({value}) = {name}"
        if wanted not in _CASTS:
            return f"COALESCE({same}, false)"
        return f"COALESCE({same} && ISLITERAL({name}(STR({value}))), false)"

    return ValueTest(SH.DatatypeConstraintComponent, test)


def node_kind(declared: Declaration) -> ValueTest:
    """``sh:nodeKind``: an IRI, a blank node, a literal, or one of two."""
    kinds = _KINDS.get(declared.iri())
    if kinds is None:
        raise declared.wrong("write one of " + ", ".join(k.n3() for k in _KINDS))

    def test(this: str, value: str, names: Names) -> str:
        return " || ".join(f"{kind}({value})" for kind in kinds)

    return ValueTest(SH.NodeKindConstraintComponent, test)
