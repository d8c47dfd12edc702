"""Concepts, laws and policies in the order in which they came up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tsunagari.web.figures.answers import Row

__all__ = ["Moment", "Thing", "timeline"]


@dataclass(frozen=True)
class Thing:
    """What came up.

    :param kind: The end of its class, such as ``Law``.
    :param told: The end of the property that has the time, such as ``inForceFrom``.
    """

    iri: str
    name: str
    kind: str
    told: str


@dataclass(frozen=True)
class Moment:
    """A time in the words of the sources, and what came up in it."""

    when: str
    things: Sequence[Thing]


def timeline(rows: Iterable[Row], language: str) -> list[Moment]:
    """Return the moments of *rows*, the answer to FIG-3, the earliest first."""
    when = "whenJa" if language == "ja" else "when"
    return [
        Moment(
            time,
            [
                Thing(row["thing"], row[language], _end(row["kind"]), _end(row["told"]))
                for row in found
            ],
        )
        for time, found in groupby(rows, key=lambda row: row[when])
    ]


def _end(iri: str) -> str:
    return iri.rpartition("#")[2]
