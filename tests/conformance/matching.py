"""Whether two tables are the same: as bags of rows, up to blank nodes' names.

Numbers and booleans are compared by value within their datatype, so "1.50" and
"1.5" are the same decimal, as in the suites of the engines; all else by what is
written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from decimal import Decimal, InvalidOperation
from typing import Final

from rdflib import XSD, BNode, Literal
from rdflib.term import Node

from .results import Table

__all__ = ["same_tables"]

Row = dict[str, Node]
Names = dict[BNode, BNode]

_INTEGERS: Final = frozenset(
    (
        XSD.integer,
        XSD.nonPositiveInteger,
        XSD.negativeInteger,
        XSD.nonNegativeInteger,
        XSD.positiveInteger,
        XSD.long,
        XSD.int,
        XSD.short,
        XSD.byte,
        XSD.unsignedLong,
        XSD.unsignedInt,
        XSD.unsignedShort,
        XSD.unsignedByte,
    )
)
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def same_tables(one: Table, other: Table) -> bool:
    """Tell whether the tables have the same variables and the same rows.

    >>> from rdflib import BNode
    >>> def table(*names: str) -> Table:
    ...     return Table(("x",), tuple({"x": BNode(name)} for name in names))
    >>> same_tables(table("a", "b", "a"), table("d", "c", "c"))
    True
    >>> same_tables(table("a", "b", "b", "a"), table("c", "c", "d", "c"))
    False
    """
    if set(one.variables) != set(other.variables):
        return False
    ours, theirs = _by_signature(one), _by_signature(other)
    if {key: len(rows) for key, rows in ours.items()} != {
        key: len(rows) for key, rows in theirs.items()
    }:
        return False
    # Rows without blank nodes are done; the others need names that fit them all.
    pairs = [
        (row, theirs[key])
        for key, rows in sorted(ours.items(), key=lambda item: len(item[1]))
        for row in rows
        if any(isinstance(term, BNode) for term in row.values())
    ]
    return _fits(pairs, {}, {})


def _by_signature(table: Table) -> dict[Hashable, list[Row]]:
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in table.rows:
        key = frozenset((name, _value(term)) for name, term in row.items())
        groups[key].append(row)
    return groups


def _fits(pairs: list[tuple[Row, list[Row]]], forth: Names, back: Names) -> bool:
    """Tell whether each row finds a partner of its own under one renaming."""
    if not pairs:
        return True
    (row, candidates), *rest = pairs
    for number, candidate in enumerate(candidates):
        renaming = _extended(row, candidate, forth, back)
        if renaming is None:
            continue
        left = candidates[:number] + candidates[number + 1 :]
        others = [(r, left if c is candidates else c) for r, c in rest]
        if _fits(others, *renaming):
            return True
    return False


def _extended(
    row: Row, candidate: Row, forth: Names, back: Names
) -> tuple[Names, Names] | None:
    """Return the renaming that also turns *row* into *candidate*, if one does."""
    forth, back = dict(forth), dict(back)
    for name, node in row.items():
        partner = candidate[name]
        if not isinstance(node, BNode) or not isinstance(partner, BNode):
            continue
        if forth.setdefault(node, partner) != partner:
            return None
        if back.setdefault(partner, node) != node:
            return None
    return forth, back


def _value(term: Node) -> Hashable:
    """Return what is the same for terms that count as the same."""
    if isinstance(term, BNode):
        return "blank node"
    if not isinstance(term, Literal):
        return str(term), "iri"
    datatype = None if term.datatype == XSD.string else term.datatype
    value = _written_value(term) or str(term)
    return value, datatype, (term.language or "").lower()


def _written_value(term: Literal) -> Hashable:
    """Return the value of a number or a boolean, marked as one, or ``None``."""
    text = str(term)
    try:
        if term.datatype in _INTEGERS:
            return "number", int(text)
        if term.datatype == XSD.decimal:
            return "number", Decimal(text)
        if term.datatype in (XSD.double, XSD.float):
            return "number", repr(float(text))
        if term.datatype == XSD.boolean:
            return "boolean", _BOOLEANS[text]
    except (KeyError, ValueError, InvalidOperation):
        return None
    return None
