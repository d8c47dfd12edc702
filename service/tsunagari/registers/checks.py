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
    "digits",
    "iso_date",
    "optional",
    "whole_number",
]

# From a value to the rule that it breaks; an empty text if it breaks none.
Check = Callable[[str], str]

# As many digits as fit into any integer of a database.
WHOLE: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


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
