"""Cells: what a description makes of the text in one.

The steps are those of `Parsing Cells
<https://www.w3.org/TR/tabular-data-model/#parsing-cells>`_.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from tsunagari.registers.statements import iri, text
from tsunagari.registers.tables.datatypes import (
    BASES,
    INTEGERS,
    LANGUAGE,
    Parser,
    date_parser,
    parser,
)
from tsunagari.registers.tables.json_object import JsonObject

__all__ = ["CellType", "cell_type"]

AS_WRITTEN: Final = frozenset({"string", "json", "xml", "html"})
NUMBERS: Final = frozenset({"decimal", "double", "number", *INTEGERS})
DATES: Final = frozenset({"date", "dateTime", "datetime"})
ORDERED: Final = NUMBERS | {"date", "gYear", "gYearMonth"}
LIMITS: Final = {
    "minimum": "at least",
    "minInclusive": "at least",
    "maximum": "at most",
    "maxInclusive": "at most",
    "minExclusive": "more than",
    "maxExclusive": "less than",
}
LENGTHS: Final = ("length", "minLength", "maxLength")
KEYS: Final = frozenset({"base", "format", *LIMITS, *LENGTHS})
FORMAT: Final = frozenset({"decimalChar", "groupChar"})
BLANKS: Final = re.compile(r"[\t\n\r]")


@dataclass(frozen=True)
class CellType:
    """The datatype of a column, with all that decides on its cells.

    :param suffix: What follows the quotes of a literal.
    :param limits: The words for each limit, and the limit.
    """

    base: str
    parse: Parser
    suffix: str
    limits: Sequence[tuple[str, Any]] = ()
    lengths: dict[str, int] = field(default_factory=dict)
    null: frozenset[str] = frozenset({""})
    default: str = ""
    separator: str = ""
    required: bool = False

    def values(self, cell: str) -> list[str]:
        """Return the lexical forms in *cell*; none where it tells nothing.

        :raises ValueError: With the rule that a value breaks.
        """
        cell = self._normal(cell) or self.default
        parts = [cell]
        if self.separator:
            parts = cell.split(self.separator) if cell else []
            if self.base != "string":
                parts = [part.strip() for part in parts]
        told = [part or self.default for part in parts]
        found = [self._checked(part) for part in told if part not in self.null]
        if self.required and not found:
            raise ValueError("is required")
        return found

    def literal(self, lexical: str) -> str:
        """Return a value as N-Triples writes it."""
        return text(lexical) + self.suffix

    def _normal(self, cell: str) -> str:
        if self.base in AS_WRITTEN:
            return cell
        cell = BLANKS.sub(" ", cell)
        return cell if self.base == "normalizedString" else " ".join(cell.split())

    def _checked(self, value: str) -> str:
        lexical = self.parse(value)
        if self.limits and lexical == "NaN":
            raise ValueError("is a number")
        for words, limit in self.limits:
            if not _within(words, _ordered(lexical, self.base), limit):
                raise ValueError(f"is {words} {limit}")
        for name, length in self.lengths.items():
            if (
                (name == "length" and len(lexical) != length)
                or (name == "minLength" and len(lexical) < length)
                or (name == "maxLength" and len(lexical) > length)
            ):
                raise ValueError(f"has the {name} {length}")
        return lexical


def _ordered(lexical: str, base: str) -> Any:
    return Decimal(lexical) if base in NUMBERS else lexical


def _within(words: str, value: Any, limit: Any) -> bool:
    return bool(
        {
            "at least": value >= limit,
            "at most": value <= limit,
            "more than": value > limit,
            "less than": value < limit,
        }[words]
    )


def cell_type(column: JsonObject) -> CellType:
    """Read the properties of *column* that decide on its cells.

    :raises RegisterError: If one is wrong or not understood.
    """
    given = column.told.get("datatype", "string")
    if isinstance(given, str):
        datatype = JsonObject(column.at("datatype"), {"base": given})
    else:
        datatype = column.object("datatype")
    datatype.refuse_others(KEYS, "@id", "name")
    base = datatype.text("base", "string")
    if base not in BASES:
        known = ", ".join(sorted(BASES))
        column.refuse("datatype", f"'{base}' is not one of {known}")
    language = column.text("lang", "und")
    if not LANGUAGE.fullmatch(language):
        column.refuse("lang", f"'{language}' is no language tag")
    if base == "string":
        suffix = "" if language == "und" else f"@{language}"
    else:
        suffix = f"^^{iri(BASES[base])}"
    parse = _format(datatype, base)
    if column.flag("ordered"):
        column.refuse("ordered", "lists are not understood; remove it, or say false")
    return CellType(
        base,
        parse,
        suffix,
        _limits(datatype, base, parse),
        {key: datatype.number(key) for key in LENGTHS if key in datatype.told},
        frozenset(column.texts("null")) if "null" in column.told else frozenset({""}),
        column.text("default"),
        column.text("separator") if column.told.get("separator") else "",
        column.flag("required"),
    )


def _format(datatype: JsonObject, base: str) -> Parser:
    if "format" not in datatype.told:
        return parser(base)
    if base in NUMBERS:
        return _number(datatype, base)
    shape = datatype.text("format")
    if base in DATES:
        found = date_parser(shape, base != "date")
        if not found:
            datatype.refuse(
                "format", f"'{shape}' is no known order of yyyy, MM, dd and HH:mm:ss"
            )
        return found
    if base == "boolean":
        true, bar, false = shape.partition("|")
        if not bar or true == false:
            datatype.refuse("format", "is two different texts, as in Y|N")
        return _choice(true, false)
    try:
        expression = re.compile(shape)
    except re.error as error:
        datatype.refuse("format", f"is no regular expression: {error}")
    return _matching(parser(base), expression)


def _number(datatype: JsonObject, base: str) -> Parser:
    if isinstance(datatype.told["format"], str):
        datatype.refuse(
            "format", "patterns of numbers are not understood; use decimalChar"
        )
    written = datatype.object("format")
    written.refuse_others(FORMAT)
    marks = written.text("decimalChar", "."), written.text("groupChar")
    if len(marks[0]) != 1 or len(marks[1]) > 1 or marks[0] == marks[1]:
        datatype.refuse("format", "decimalChar and groupChar are two characters")
    return parser(base, *marks)


def _choice(true: str, false: str) -> Parser:
    def parse(value: str) -> str:
        if value not in (true, false):
            raise ValueError(f"is {true} or {false}")
        return "true" if value == true else "false"

    return parse


def _matching(parse: Parser, expression: re.Pattern[str]) -> Parser:
    def checked(value: str) -> str:
        if not expression.fullmatch(value):
            raise ValueError(f"has the form {expression.pattern}")
        return parse(value)

    return checked


def _limits(datatype: JsonObject, base: str, parse: Parser) -> list[tuple[str, Any]]:
    found = []
    for key, words in LIMITS.items():
        if key not in datatype.told:
            continue
        if base not in ORDERED:
            datatype.refuse(key, f"limits of the type {base} are not understood")
        plain = parser(base)
        try:
            limit = _ordered(plain(str(datatype.told[key])), base)
        except ValueError as error:
            datatype.refuse(key, str(error))
        found.append((words, limit))
    return found
