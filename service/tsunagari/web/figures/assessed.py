"""Whose assessment the figure of the criteria shows, and which forms it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import XSD, Literal

from tsunagari.explanation.values import written
from tsunagari.web.figures.answers import Row

__all__ = ["Assessed", "Publication", "assessed"]

# A year, a month, a day: by the length of the text.
DATES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


@dataclass(frozen=True)
class Publication:
    """A scheme in use and what it is from: IRIs, names, and when that was issued."""

    scheme: str
    scheme_name: str
    source: str
    title: str
    issued: str


@dataclass(frozen=True)
class Assessed:
    """What the figure rests on.

    :param left_out: How many legal forms nobody assessed.
    """

    publications: Sequence[Publication]
    left_out: int


def assessed(
    rows: Iterable[Row], left_out: Iterable[Row], language: str
) -> Assessed | None:
    """Return what the caption says; ``None`` if no scheme is in use.

    :param rows: The answer to FIG-8.
    :param left_out: The answer to FIG-9.
    """
    named = language.capitalize()
    found = [
        Publication(
            row["scheme"],
            row[f"scheme{named}"],
            row["source"],
            row[f"source{named}"],
            written(
                Literal(row["issued"], datatype=DATES.get(len(row["issued"]))),
                language,
            ),
        )
        for row in rows
    ]
    return Assessed(found, len({row["form"] for row in left_out})) if found else None
