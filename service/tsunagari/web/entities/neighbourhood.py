"""A drawing of what a thing is connected with: others on both sides of it.

On the left stands what leads to it, on the right what it leads to, each with the
property between. Lengths are in units of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tsunagari.web.drawn_text import shortened
from tsunagari.web.entities.page import Group, Row

__all__ = ["Neighbour", "Neighbourhood", "neighbourhood"]

WIDTH: Final = 860
BOX: Final = 270
MIDDLE: Final = 220
HIGH: Final = 34
EDGE: Final = 2
STEP: Final = 62
# On a side; the lists below the drawing have all.
MOST: Final = 7
# Of one property, so that one does not take all the places.
OF_ONE: Final = 2
# How many columns a name may take: a letter has one, a kanji two.
COLUMNS: Final = 32
MIDDLE_COLUMNS: Final = 22


@dataclass(frozen=True)
class Neighbour:
    """A box on one side, with the line to the middle.

    :param x: Of its left edge.
    :param y: Of its middle.
    :param line: The path of the line, as the attribute ``d`` has it.
    :param at: Where the property is written.
    """

    name: str
    whole: str
    language: str
    address: str
    property: str
    x: float
    y: float
    line: str
    at: tuple[float, float]
    box: int = BOX


@dataclass(frozen=True)
class Neighbourhood:
    """The drawing: its size, the middle, and what stands around it.

    :param start: Where it begins: a side on which nothing stands is left out.
    """

    start: float
    width: float
    height: float
    middle: str
    x: float
    y: float
    neighbours: list[Neighbour]
    box: int = MIDDLE
    high: int = HIGH


def neighbourhood(name: str, groups: Iterable[Group]) -> Neighbourhood | None:
    """Return the drawing; nothing if the thing is connected with nothing here.

    :param name: What the thing is called.
    """
    sides: tuple[list[tuple[Row, int]], ...] = ([], [])
    seen: set[str] = set()
    for group in groups:
        for row in group.rows:
            if row.is_kind:
                continue
            side = sides[not row.backward]
            for number in _chosen(row, seen, MOST - len(side)):
                side.append((row, number))
    if not any(sides):
        return None
    height = max(map(len, sides)) * STEP + 12
    left = (WIDTH - MIDDLE) / 2
    found = []
    for number, side in enumerate(sides):
        top = (height - len(side) * STEP) / 2
        for place, (row, which) in enumerate(side):
            y = top + (place + 0.5) * STEP
            found.append(_neighbour(row, which, number == 1, y, height / 2))
    start = 0 if sides[0] else left - EDGE
    end = WIDTH if sides[1] else left + MIDDLE + EDGE
    middle = shortened(name, MIDDLE_COLUMNS)
    return Neighbourhood(start, end - start, height, middle, left, height / 2, found)


def _chosen(row: Row, seen: set[str], most: int) -> list[int]:
    chosen: list[int] = []
    for number, said in enumerate(row.values):
        value = said.value
        if len(chosen) >= min(OF_ONE, most):
            break
        if value.address and not value.outside and value.address not in seen:
            seen.add(value.address)
            chosen.append(number)
    return chosen


def _neighbour(row: Row, which: int, right: bool, y: float, middle: float) -> Neighbour:
    value = row.values[which].value
    inner = (WIDTH + MIDDLE) / 2 if right else (WIDTH - MIDDLE) / 2
    outer = WIDTH - BOX if right else BOX
    turn = (inner + outer) / 2
    x = outer if right else 0
    line = f"M{inner:g} {middle:g}C{turn:g} {middle:g} {turn:g} {y:g} {outer:g} {y:g}"
    return Neighbour(
        name=shortened(value.text, COLUMNS),
        whole=value.text,
        language=value.language,
        address=value.address,
        property=shortened(row.name, COLUMNS),
        x=x,
        y=y,
        line=line,
        at=(x + BOX / 2, y - HIGH / 2 - 5),
    )
