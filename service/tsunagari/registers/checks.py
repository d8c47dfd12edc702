"""Checks of single values: each returns the rule that is broken, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Final

__all__ = [
    "Check",
    "code",
    "corporate_number",
    "digits",
    "is_corporate_number",
    "iso_date",
    "optional",
    "whole_number",
]

# From a value to the rule that it breaks; an empty text if it breaks none.
Check = Callable[[str], str]

NUMBER: Final = re.compile(r"[1-9][0-9]{12}", re.ASCII)
# As many digits as fit into any integer of a database.
WHOLE: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def is_corporate_number(value: str) -> bool:
    """Tell whether *value* is a corporate number with the right check digit.

    With weights 2 and 1 by turns from the left, the check digit is 9 less the
    remainder by nine of the weighted sum; a number has the remainder of its
    digits' sum, so two numbers are enough.
    Source: `Ordinance on corporate numbers
    <https://www.houjin-bangou.nta.go.jp/documents/checkdigit.pdf>`_.

    >>> is_corporate_number("4000012090001"), is_corporate_number("9000012090004")
    (True, False)
    """
    if not NUMBER.fullmatch(value):
        return False
    base = value[1:]
    return int(value[0]) == 9 - (int(base) + int(base[::2])) % 9


def corporate_number(value: str) -> str:
    """Check a corporate number."""
    if is_corporate_number(value):
        return ""
    if NUMBER.fullmatch(value):
        return "the check digit of the corporate number is wrong"
    return "a corporate number has 13 digits"


@lru_cache(maxsize=5_000)
def iso_date(value: str) -> str:
    """Check a date in the form 2022-10-03.

    >>> iso_date("2022-10-03"), iso_date("2022-02-30")
    ('', 'a date is written YYYY-MM-DD and exists')
    """
    try:
        fits = bool(DAY.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        fits = False
    return "" if fits else "a date is written YYYY-MM-DD and exists"


def digits(number: int) -> Check:
    """Return a check for exactly so many digits."""

    def check(value: str) -> str:
        fits = len(value) == number and WHOLE.fullmatch(value)
        return "" if fits else f"has {number} digits"

    return check


def code(codes: Collection[str]) -> Check:
    """Return a check for one of *codes*."""
    known = frozenset(codes)
    rule = f"is one of {', '.join(sorted(known))}"

    def check(value: str) -> str:
        return "" if value in known else rule

    return check


def optional(check: Check) -> Check:
    """Return the same check, which an empty value passes."""

    def checked(value: str) -> str:
        return check(value) if value else ""

    return checked


def whole_number(value: str) -> str:
    """Check a whole number, zero or more."""
    return "" if WHOLE.fullmatch(value) else "is a whole number of at most 18 digits"
