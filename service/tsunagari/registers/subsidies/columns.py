"""The 15 columns of the table of subsidies, and the ministries it abbreviates.

``subsidies_clean.csv`` of `jNPO <https://github.com/tincerti/jNPO>`_: UTF-8 with a
header row; NA is written where nothing is told.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import Final, NamedTuple

from tsunagari.errors import RegisterError
from tsunagari.registers.checks import code, iso_date, whole_number
from tsunagari.registers.japan.numbers import corporate_number, is_corporate_number
from tsunagari.registers.layout import Column, Layout, whole_or_nothing
from tsunagari.resources import folder

__all__ = ["UNTOLD", "Entry", "Ministry", "layout", "ministries"]

UNTOLD: Final = "NA"
SUBSIDY: Final = "Subsidy"


class Entry(NamedTuple):
    """A row, by the names of its columns."""

    granter_ministry: str
    grant_date: str
    grant_month: str
    grant_year: str
    amount: str
    grantee_clean: str
    grantee: str
    grantee_detail: str
    grantee_jcn: str
    description: str
    grant_name: str
    grant_type: str
    npo_type: str
    admin_division: str
    filename: str


class Ministry(NamedTuple):
    """A ministry: its Japanese name, and its corporate number if one is confirmed."""

    name: str
    number: str


def layout() -> Layout:
    """Return the columns with what each may hold.

    A grantee's number that was spoilt (the zeros that a spreadsheet leaves of the
    last digits, a lost first digit) is left out, and the payment is kept.
    """
    checks = {
        "granter_ministry": _told,
        "grant_date": _date,
        "amount": _amount,
        "grantee": _told,
        "grant_type": code((SUBSIDY,)),
    }
    number = whole_or_nothing(corporate_number, UNTOLD)
    return Layout(
        [
            Column(
                field,
                field,
                checks.get(field),
                left_out=field in ("grantee_clean", "grantee_detail"),
                part=number if field == "grantee_jcn" else None,
            )
            for field in Entry._fields
        ],
        has_header=True,
        multiline=True,
    )


@cache
def ministries() -> dict[str, Ministry]:
    """Return the ministries by the abbreviations that the table uses.

    :raises RegisterError: If the list of them has a wrong number.
    """
    path = folder("graph_data") / "jp" / "ministry-abbreviations.csv"
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = row["corporate_number"]
            if number and not is_corporate_number(number):
                raise RegisterError(f"{path.name}: '{number}' is no corporate number")
            found[row["abbreviation"]] = Ministry(row["name"], number)
    return found


def _told(value: str) -> str:
    return "is told" if value.strip() in ("", UNTOLD) else ""


def _date(value: str) -> str:
    return "" if value == UNTOLD else iso_date(value)


def _amount(value: str) -> str:
    if value == UNTOLD or not whole_number(value):
        return ""
    return "is a whole number of yen, zero or more: a reduction is no payment"
