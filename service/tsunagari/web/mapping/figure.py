"""The tiles of a country, with what is counted in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tsunagari.countries.tiles import Tiles
from tsunagari.languages import Language
from tsunagari.namespaces import expand
from tsunagari.search.facets import KIND
from tsunagari.web.mapping.shading import Step, shade_of
from tsunagari.web.searching.asked import Asked

__all__ = ["TileFigure", "TilePlace", "area_address", "tile_figure"]

STEP: Final = 100
GAP: Final = 6
ORGANIZATION: Final = str(expand("org:Organization"))
# Names with more letters are written closer: Latin letters are half as wide.
LONG: Final = {"en": 9, "ja": 4}
# So many letters of a name can be read where all tiles stand side by side on a
# telephone. Of Latin letters it would be too few to tell names apart.
TINY: Final = {"en": 0, "ja": 2}


@dataclass(frozen=True)
class TilePlace:
    """A tile: an area with its number, and where the search shows what is counted.

    :param short: As much of the name as there is room for.
    :param tiny: What there is room for on a telephone; empty if it would tell nothing.
    """

    x: int
    y: int
    name: str
    short: str
    number: int
    shade: int
    address: str
    is_long: bool
    tiny: str


@dataclass(frozen=True)
class TileFigure:
    """The tiles of one country.

    :param areas: What its areas are called.
    :param fits: Whether it can be scaled to the width of a telephone.
    """

    areas: str
    tiles: Sequence[TilePlace]
    width: int
    height: int
    fits: bool
    side: int = STEP - GAP


def tile_figure(
    tiles: Tiles,
    names: Mapping[str, str],
    numbers: Mapping[str, int],
    steps: Sequence[Step],
    form: str,
    language: Language,
) -> TileFigure:
    """Return the figure of *tiles*.

    :param names: The names of areas, by IRI.
    :param numbers: How many organizations are there, by the IRI of the area.
    :param form: The IRI of the form that is counted; empty for all.
    """
    found = [
        TilePlace(
            STEP * (column - 1) + GAP // 2,
            STEP * (row - 1) + GAP // 2,
            names[area],
            _short(names[area], tiles.endings[language]),
            numbers.get(area, 0),
            shade_of(numbers.get(area, 0), steps),
            area_address(area, form, language),
            len(_short(names[area], tiles.endings[language])) > LONG[language],
            names[area][: TINY[language]],
        )
        for area, (row, column) in sorted(tiles.places.items(), key=lambda one: one[1])
        if area in names
    ]
    return TileFigure(
        tiles.areas[language],
        found,
        STEP * max(column for _, column in tiles.places.values()),
        STEP * max(row for row, _ in tiles.places.values()),
        TINY[language] > 0,
    )


def _short(name: str, endings: Sequence[str]) -> str:
    for ending in endings:
        name = name.removesuffix(ending)
    return name


def area_address(area: str, form: str, language: Language) -> str:
    """Return the address of the search for what is counted in an area."""
    forms = [("form", form)] if form else []
    chosen = ((KIND, ORGANIZATION), *forms, ("area", area))
    return Asked("", chosen, 1).address(language)
