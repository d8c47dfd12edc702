"""Which values a datatype has: `the datatype map of OWL 2
<https://www.w3.org/TR/owl2-syntax/#Datatype_Maps>`_, as far as rules ask.

Value spaces of different families have nothing in common; of a datatype that
is not in the map, nothing is known.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

__all__ = ["contains", "differ", "is_known"]

# The least and the greatest value of what is derived from xsd:integer.
_INTEGERS: Final[dict[URIRef, tuple[int | None, int | None]]] = {
    XSD.integer: (None, None),
    XSD.nonNegativeInteger: (0, None),
    XSD.positiveInteger: (1, None),
    XSD.nonPositiveInteger: (None, 0),
    XSD.negativeInteger: (None, -1),
    XSD.long: (-(2**63), 2**63 - 1),
    XSD.int: (-(2**31), 2**31 - 1),
    XSD.short: (-(2**15), 2**15 - 1),
    XSD.byte: (-(2**7), 2**7 - 1),
    XSD.unsignedLong: (0, 2**64 - 1),
    XSD.unsignedInt: (0, 2**32 - 1),
    XSD.unsignedShort: (0, 2**16 - 1),
    XSD.unsignedByte: (0, 2**8 - 1),
}
_NUMBERS: Final = frozenset({XSD.decimal, *_INTEGERS})
# From the widest to the narrowest: each is within those before it.
_STRINGS: Final = (
    *(RDF.PlainLiteral, XSD.string, XSD.normalizedString, XSD.token),
    *(XSD.language, XSD.Name, XSD.NCName, XSD.NMTOKEN),
)
_STRING_FAMILY: Final = frozenset({*_STRINGS, RDF.langString})
_NARROW: Final = frozenset(_STRINGS[4:])
_FAMILIES: Final[tuple[frozenset[URIRef], ...]] = (
    _NUMBERS,
    _STRING_FAMILY,
    frozenset({XSD.dateTime, XSD.dateTimeStamp}),
    *(
        frozenset({one})
        for one in (
            *(XSD.double, XSD.float, XSD.boolean, XSD.anyURI, RDF.XMLLiteral),
            *(XSD.hexBinary, XSD.base64Binary, XSD.date, XSD.time),
            *(XSD.gYear, XSD.gYearMonth, XSD.gMonthDay, XSD.gMonth, XSD.gDay),
        )
    ),
)
# What rdflib does not look at.
_PARTS_OF_DATES: Final = {
    kind: re.compile(pattern + r"(Z|[+-]\d\d:\d\d)?")
    for kind, pattern in (
        (XSD.gYear, r"-?\d{4,}"),
        (XSD.gYearMonth, r"-?\d{4,}-(0[1-9]|1[0-2])"),
        (XSD.gMonthDay, r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
        (XSD.gMonth, r"--(0[1-9]|1[0-2])"),
        (XSD.gDay, r"---(0[1-9]|[12]\d|3[01])"),
    )
}
_ZONE: Final = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_FAMILY: Final = {one: family for family in _FAMILIES for one in family}


def is_known(kind: Node) -> bool:
    """Tell whether *kind* is a datatype whose values are known."""
    return kind in _FAMILY or kind == RDFS.Literal


def contains(kind: Node, literal: Literal) -> bool | None:
    """Tell whether *literal* is a value of the datatype *kind*, if that is known.

    >>> contains(XSD.decimal, Literal("1", datatype=XSD.integer))
    True
    >>> contains(XSD.gYear, Literal("text"))
    False
    """
    own = RDF.langString if literal.language else literal.datatype or XSD.string
    family = _FAMILY.get(own)
    if family is None or not is_known(kind):
        return True if own == kind else None
    if _is_ill_formed(own, literal):
        return False
    if kind in (own, RDFS.Literal):
        return True
    if kind not in family:
        return False
    if family is _NUMBERS:
        return _is_number(URIRef(str(kind)), literal)
    return _is_within(own, URIRef(str(kind)))


def differ(one: Literal, other: Literal) -> bool:
    """Tell whether two literals are known to have different values.

    >>> differ(Literal("a", datatype=XSD.token), Literal("a"))
    False
    >>> differ(Literal("1", datatype=XSD.integer), Literal("1", datatype=XSD.double))
    True
    """
    kinds = [
        RDF.langString if x.language else x.datatype or XSD.string for x in (one, other)
    ]
    families = [_FAMILY.get(kind) for kind in kinds]
    if None in families or any(map(_is_ill_formed, kinds, (one, other))):
        return False
    if families[0] is not families[1]:
        return True
    if families[0] is _STRING_FAMILY:
        tags = [(x.language or "").lower() for x in (one, other)]
        return str(one) != str(other) or tags[0] != tags[1]
    if one.value is None or other.value is None:
        # The same day may be written with another time zone.
        return str(one) != str(other) and not any(map(_ZONE.search, (one, other)))
    try:
        return bool(one.value != other.value)
    except TypeError:
        return False


def _is_ill_formed(kind: URIRef, literal: Literal) -> bool:
    """Tell whether *literal*, of the datatype *kind*, has no value."""
    pattern = _PARTS_OF_DATES.get(kind)
    if pattern is not None:
        return not pattern.fullmatch(str(literal))
    return bool(literal.ill_typed)


def _is_number(kind: URIRef, literal: Literal) -> bool | None:
    value = literal.value
    if kind == XSD.decimal:
        return True
    if not isinstance(value, (int, Decimal)) or value != value.__trunc__():
        return False
    least, most = _INTEGERS[kind]
    return (least is None or least <= value) and (most is None or value <= most)


def _is_within(own: URIRef, kind: URIRef) -> bool | None:
    """Tell what is known of the datatypes alone; the rest is in the text."""
    if own == RDF.langString or kind == RDF.langString:
        return kind == RDF.PlainLiteral
    if own in _STRINGS and kind in _STRINGS:
        within = _STRINGS.index(kind) < _STRINGS.index(own)
        return (within and not {own, kind} <= _NARROW) or None
    return own == XSD.dateTimeStamp or None
