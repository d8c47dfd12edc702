"""Datatypes of cells: from what stands there to the literal that is stated.

The lexical forms are those that a store keeps as they are: ``007`` is the integer
``7``. The types that are derived from integer are checked and stated as integers, as
a store has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

__all__ = ["BASES", "INTEGERS", "LANGUAGE", "Parser", "date_parser", "parser"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# From a text to its lexical form; a ValueError says what was expected.
Parser = Callable[[str], str]

LONG: Final = 2**63
# The least and the greatest value of each type derived from integer.
INTEGERS: Final[dict[str, tuple[int, int]]] = {
    "integer": (-LONG, LONG - 1),
    "long": (-LONG, LONG - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, LONG - 1),
    "positiveInteger": (1, LONG - 1),
    "unsignedLong": (0, LONG - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
    "nonPositiveInteger": (-LONG, 0),
    "negativeInteger": (-LONG, -1),
}
# The name of each datatype that is understood, and its IRI.
BASES: Final[dict[str, str]] = {
    **{
        name: XSD + name
        for name in (
            "string", "normalizedString", "token", "language", "anyURI", "decimal",
            "double", "boolean", "date", "dateTime", "gYear", "gYearMonth",
        )
    },
    **dict.fromkeys(INTEGERS, f"{XSD}integer"),
    "number": f"{XSD}double",
    "datetime": f"{XSD}dateTime",
    "xml": f"{RDF}XMLLiteral",
    "html": f"{RDF}HTML",
    "json": "http://www.w3.org/ns/csvw#JSON",
}  # fmt: skip

NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", re.ASCII)
DOUBLE: Final = re.compile(rf"{NUMBER.pattern}([Ee][+-]?[0-9]+)?", re.ASCII)
WHOLE: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
# A store computes with decimals of that many digits before and after the point.
BEFORE, AFTER = 18, 18
TIME: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
ZONE: Final = r"Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00"
DATE_TIME: Final = re.compile(
    rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})T({TIME})(\.[0-9]{{1,9}})?({ZONE})?", re.ASCII
)
# RFC 5646 without extensions: language, script, region, variants, private use.
LANGUAGE: Final = re.compile(
    r"[a-zA-Z]{2,3}(-[a-zA-Z]{3}){0,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?"
    r"(-([a-zA-Z0-9]{5,8}|[0-9][a-zA-Z0-9]{3}))*(-x(-[a-zA-Z0-9]{1,8})+)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Number:
    """How numbers are written.

    :param decimal: The mark before the fraction.
    :param group: The mark between groups of digits; may be empty.
    """

    decimal: str = "."
    group: str = ""

    def plain(self, value: str) -> str:
        """Return *value* with a point, and without groups."""
        if self.group:
            value = value.replace(self.group, "")
        return value.replace(self.decimal, ".") if self.decimal != "." else value


def parser(base: str, decimal: str = ".", group: str = "") -> Parser:
    """Return the parser of a datatype, by its name in :data:`BASES`."""
    number = Number(decimal, group)
    if base in INTEGERS:
        least, greatest = INTEGERS[base]
        return lambda value: _integer(number.plain(value), base, least, greatest)
    if base == "decimal":
        return lambda value: _decimal(number.plain(value))
    if base in ("double", "number"):
        return lambda value: _double(number.plain(value))
    return PARSERS.get(base, _unchanged)


def _unchanged(value: str) -> str:
    return value


def _integer(value: str, base: str, least: int, greatest: int) -> str:
    if not WHOLE.fullmatch(value) or len(value) > 40:
        raise ValueError("is a whole number")
    if not least <= int(value) <= greatest:
        raise ValueError(f"is a number of the type {base}: {least} to {greatest}")
    return str(int(value))


def _decimal(value: str) -> str:
    if not NUMBER.fullmatch(value):
        raise ValueError("is a decimal number")
    before, _, after = value.lstrip("+-").partition(".")
    before, after = before.lstrip("0") or "0", after.rstrip("0")
    if len(before) > BEFORE or len(after) > AFTER:
        raise ValueError(
            f"has at most {BEFORE} digits before the point and {AFTER} after"
        )
    sign = "-" if value[0] == "-" and (before != "0" or after) else ""
    return f"{sign}{before}.{after}" if after else sign + before


def _double(value: str) -> str:
    if value in ("INF", "-INF", "NaN"):
        return value
    if not DOUBLE.fullmatch(value):
        raise ValueError("is a number")
    try:
        found = Decimal(repr(float(value)))
    except (InvalidOperation, OverflowError) as error:
        raise ValueError("is a number") from error
    if not found.is_finite():
        raise ValueError("is a number of the type double")
    shown = f"{found:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _boolean(value: str) -> str:
    if value in ("true", "1"):
        return "true"
    if value in ("false", "0"):
        return "false"
    raise ValueError("is true, false, 1 or 0")


def _date(value: str) -> str:
    try:
        if len(value) == 10 and value.isascii():
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise ValueError("is a date that exists, written YYYY-MM-DD")


def _date_time(value: str) -> str:
    found = DATE_TIME.fullmatch(value)
    if not found:
        raise ValueError("is a time that exists, written YYYY-MM-DDTHH:MM:SS")
    day = _date(found[1])
    fraction = (found[3] or "").rstrip("0").rstrip(".")
    zone = "Z" if found[4] in ("+00:00", "-00:00") else found[4] or ""
    return f"{day}T{found[2]}{fraction}{zone}"


def _year(value: str) -> str:
    if re.fullmatch(r"[0-9]{4}", value, re.ASCII) and value != "0000":
        return value
    raise ValueError("is a year, written YYYY")


def _month(value: str) -> str:
    if (
        re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value, re.ASCII)
        and value[:4] != "0000"
    ):
        return value
    raise ValueError("is a month, written YYYY-MM")


def _language(value: str) -> str:
    if LANGUAGE.fullmatch(value):
        return value
    raise ValueError("is a language tag")


PARSERS: Final[dict[str, Parser]] = {
    "boolean": _boolean,
    "date": _date,
    "dateTime": _date_time,
    "datetime": _date_time,
    "gYear": _year,
    "gYearMonth": _month,
    "language": _language,
}

DATES: Final = re.compile(r"(yyyy|MM|M|dd|d)([-/.]?)(MM|M|dd|d)\2(yyyy|dd|d)")
TIMES: Final = {"HH:mm:ss": 3, "HHmmss": 3, "HH:mm": 2, "HHmm": 2}
FIELDS: Final = {
    "yyyy": "(?P<year>[0-9]{4})",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "dd": "(?P<day>[0-9]{2})",
    "d": "(?P<day>[0-9]{1,2})",
}


@cache
def date_parser(pattern: str, timed: bool) -> Parser | None:
    """Return the parser of dates written by *pattern*; nothing if it is not known.

    The patterns are those that every implementation must know: year, month and day
    in an order that people use, and after a space or T hours and minutes.

    :param timed: Whether a time of day follows.

    >>> date_parser("M/d/yyyy", False)("10/8/2010")
    '2010-10-08'
    """
    day, mark, hours = pattern.partition("T" if "T" in pattern else " ")
    found = DATES.fullmatch(day)
    if not found or bool(mark) is not timed or (timed and hours not in TIMES):
        return None
    fields = [found[1], found[3], found[4]]
    if {field[0] for field in fields} != set("yMd"):
        return None
    expression = re.escape(found[2]).join(FIELDS[field] for field in fields)
    if timed:
        between = ":" if ":" in hours else ""
        expression += mark + between.join(["([0-9]{2})"] * TIMES[hours])
    shape = re.compile(expression, re.ASCII)

    def parse(value: str) -> str:
        match = shape.fullmatch(value)
        if not match:
            raise ValueError(f"is written {pattern}")
        told = match.groupdict()
        day = _date(f"{told['year']}-{told['month']:0>2}-{told['day']:0>2}")
        if not timed:
            return day
        clock = [*match.groups()[3:], "00"][:3]
        return _date_time(f"{day}T{':'.join(clock)}")

    return parse
