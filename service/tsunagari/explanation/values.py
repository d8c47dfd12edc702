"""Values as people write them, in English or Japanese."""

from __future__ import annotations

import re
from typing import Final

from rdflib import XSD, Literal

__all__ = ["written"]

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DATES: Final = frozenset({XSD.gYear, XSD.gYearMonth, XSD.date})
_TRUTH: Final = {
    "en": {"true": "yes", "false": "no"},
    "ja": {"true": "はい", "false": "いいえ"},
}


def written(value: Literal, language: str) -> str:
    """Return *value* as a person who reads *language* would write it.

    >>> written(Literal("2003", datatype=XSD.gYear), "ja")
    '2003年'
    >>> written(Literal("2021-09", datatype=XSD.gYearMonth), "en")
    'September 2021'
    """
    text = str(value)
    if value.datatype == XSD.boolean:
        return _TRUTH[language].get(text, text)
    found = _DATE.fullmatch(text) if value.datatype in _DATES else None
    if not found:
        return text
    year, month, day = found.groups()
    if language == "ja":
        parts = (year, "年"), (month, "月"), (day, "日")
        return "".join(f"{int(part)}{unit}" for part, unit in parts if part)
    if month and not 1 <= int(month) <= len(_MONTHS):
        return text
    words = (day and str(int(day)), month and _MONTHS[int(month) - 1], year)
    return " ".join(word for word in words if word)
