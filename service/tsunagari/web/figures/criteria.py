"""Three circles, one for each criterion, with every form where the reasoner puts it.

A form stands in the circles of the criteria that its kind is defined by, and outside
of the others. Where only the number of criteria is known, it stands in none of them:
below, in a row.

A variant of a form of its kind stands after it, and is counted with it: 3a after 3.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase
from typing import Final

from tsunagari.web.drawn_text import wrapped
from tsunagari.web.figures.answers import Row

__all__ = ["Circle", "CriteriaFigure", "Group", "Mark", "criteria_figure"]

# As narrow as the circles are: a phone shows its numbers as large as it can.
WIDTH: Final = 580
RADIUS: Final = 185.0
# Of the middle of the three circles from the middle of the figure.
APART: Final = 112.0
ANGLES: Final = (150, 270, 30)
MIDDLE: Final = (WIDTH / 2, 320.0)
SPACING: Final = 38.0
MARK: Final = 15.0
ROW: Final = 590.0
# As many columns as the figure is wide.
COLUMNS: Final = 72
# What only some bodies of the form are.
SOME: Final = "/part-of-form"


@dataclass(frozen=True)
class Circle:
    """The circle of one criterion.

    :param label: Where its name stands.
    """

    criterion: str
    name: str
    x: float
    y: float
    label: tuple[float, float]

    def distance(self, x: float, y: float) -> float:
        """How far a point is inside; negative outside."""
        return RADIUS - math.hypot(x - self.x, y - self.y)


@dataclass(frozen=True)
class Mark:
    """A form: its number in the figure and where it stands.

    :param of: The number of the form that it is a variant of; empty if it is none.
    """

    number: str
    form: str
    name: str
    x: float
    y: float
    some: bool
    of: str = ""


@dataclass(frozen=True)
class Group:
    """The forms of one kind, and what that is.

    :param lines: The same as *why*, in lines that fit the figure.
    """

    kind: str
    name: str
    why: str
    lines: Sequence[str]
    marks: Sequence[Mark]


@dataclass(frozen=True)
class CriteriaFigure:
    """All that is drawn."""

    circles: Sequence[Circle]
    groups: Sequence[Group]
    width: int = WIDTH
    height: int = 690
    radius: float = RADIUS
    mark: float = MARK


def criteria_figure(
    rows: Iterable[Row], criteria: Iterable[Row], language: str
) -> CriteriaFigure | None:
    """Return the figure; ``None`` if there is nothing to draw, or no three circles.

    :param rows: The answer to FIG-1.
    :param criteria: The answer to FIG-4.
    """
    kept, named = list(rows), list(criteria)
    if not kept or len(named) != len(ANGLES):
        return None
    circles = [
        _circle(row["criterion"], row[language], angle)
        for row, angle in zip(named, ANGLES, strict=True)
    ]
    groups: list[Group] = []
    number = 0
    capital = "Ja" if language == "ja" else ""
    for kind, found in groupby(kept, key=lambda row: row["kind"]):
        members = list(found)
        inside = set(members[0].get("criteria", "").split())
        places = _places(circles, inside, len(members))
        marks = []
        for (row, of, place), (x, y) in zip(_in_order(members), places, strict=True):
            if not of:
                number += 1
            some = row.get("extent", "").endswith(SOME)
            marks.append(
                Mark(
                    f"{number}{_letter(place) if of else ''}",
                    row["form"],
                    row[language],
                    x,
                    y,
                    some,
                    str(number) if of else "",
                )
            )
        name = members[0][f"kind{language.capitalize()}"]
        why = members[0][f"why{capital}"]
        groups.append(Group(kind, name, why, wrapped(why, COLUMNS), marks))
    return CriteriaFigure(circles, groups)


def _in_order(members: Sequence[Row]) -> Iterable[tuple[Row, str, int]]:
    """Yield the forms, each followed by its variants: of which, and the how maniest."""
    here = {row["form"] for row in members}
    # A variant whose form is elsewhere stands for itself.
    parents = {row["form"]: row["whole"] for row in members if row.get("whole") in here}
    for row in members:
        if row["form"] in parents:
            continue
        yield row, "", 0
        variants = [one for one in members if parents.get(one["form"]) == row["form"]]
        for place, one in enumerate(variants):
            yield one, row["form"], place


def _letter(place: int) -> str:
    if place < len(ascii_lowercase):
        return ascii_lowercase[place]
    return f"-{place + 1}"


def _circle(criterion: str, name: str, angle: int) -> Circle:
    x = MIDDLE[0] + APART * math.cos(math.radians(angle))
    y = MIDDLE[1] + APART * math.sin(math.radians(angle))
    # The name stands in the outer part, where no form is.
    far = APART + RADIUS * 0.52
    label = (
        MIDDLE[0] + far * math.cos(math.radians(angle)),
        MIDDLE[1] + far * math.sin(math.radians(angle)),
    )
    return Circle(criterion, name, x, y, label)


def _places(
    circles: Sequence[Circle], inside: set[str], count: int
) -> list[tuple[float, float]]:
    """Return *count* places in the circles of *inside* alone, close together."""
    if not inside:
        first = MIDDLE[0] - SPACING * (count - 1) / 2
        return [(first + SPACING * place, ROW) for place in range(count)]
    for part in (1, 0.9, 0.8, 0.7, 0.6, 0.5):
        found = [
            point
            for point in _grid(SPACING * part)
            if all(
                circle.distance(*point) > MARK
                if circle.criterion in inside
                else circle.distance(*point) < -MARK
                for circle in circles
            )
        ]
        if len(found) >= count:
            break
    x = sum(point[0] for point in found) / len(found)
    y = sum(point[1] for point in found) / len(found)
    found.sort(key=lambda point: math.hypot(point[0] - x, point[1] - y))
    # What does not fit stands on the last place: never left out.
    found += [found[-1]] * (count - len(found))
    return sorted(found[:count], key=lambda point: (round(point[1]), point[0]))


def _grid(spacing: float) -> Iterable[tuple[float, float]]:
    """Yield the points of a grid of triangles around the middle."""
    rows = int(MIDDLE[1] / (spacing * 0.87))
    columns = int(WIDTH / spacing)
    for row in range(-rows, rows + 1):
        shift = spacing / 2 if row % 2 else 0.0
        for column in range(-columns, columns + 1):
            yield (
                MIDDLE[0] + column * spacing + shift,
                MIDDLE[1] + row * spacing * 0.87,
            )
