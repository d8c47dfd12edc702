"""Where the areas of a country stand on a map of tiles: a row and a column for each.

A country that wants to be drawn has a ``map.toml`` beside its data::

    [areas]                      # what its areas are, in each language
    en = "province"
    ja = "州"

    [endings]                    # of names, that a tile has no room for
    en = [" Province"]
    ja = []

    [tiles]                      # a row and a column from the north-west
    "krplace:north" = [1, 2]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import SourceError
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import expand
from tsunagari.resources import bases, files

__all__ = ["Tiles", "tiles"]

FILE: Final = "map.toml"
# A larger picture is a slip of the pen.
MOST: Final = 100


@dataclass(frozen=True)
class Tiles:
    """The tiles of one country.

    :param country: The name of its folder.
    :param areas: What its areas are, by language.
    :param endings: What a name ends in that a tile has no room for, by language.
    :param places: The row and the column of each area, from 1, by its IRI.
    """

    country: str
    areas: Mapping[str, str]
    endings: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[int, int]]


def tiles() -> tuple[Tiles, ...]:
    """Return the tiles of all countries that have some.

    :raises SourceError: If a file cannot be read or used; it names file and line.
    """
    return _tiles(bases("graph_data"))


@lru_cache
def _tiles(_: tuple[Path, ...]) -> tuple[Tiles, ...]:
    return tuple(_read(name, path) for name, path in files("graph_data", f"*/{FILE}"))


def _read(name: str, path: Path) -> Tiles:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        areas: dict[str, str] = {
            language: str(told["areas"][language]) for language in LANGUAGES
        }
        endings: dict[str, tuple[str, ...]] = {
            language: tuple(map(str, told["endings"][language]))
            for language in LANGUAGES
        }
        places = {_iri(area): _place(at) for area, at in told["tiles"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"graph_data/{name}: cannot be used: {error}; it has [areas] and [endings] "
            "in each language, and [tiles] with a row and a column for each area"
        ) from error
    if len(set(places.values())) < len(places):
        raise SourceError(
            f"graph_data/{name}: two areas stand on one tile; give each its own"
        )
    return Tiles(Path(name).parent.name, areas, endings, places)


def _iri(area: str) -> str:
    return str(expand(area))


def _place(at: Any) -> tuple[int, int]:
    row, column = at
    if not all(type(n) is int and 1 <= n <= MOST for n in (row, column)):
        raise ValueError(f"{at} is no row and column from 1 to {MOST}")
    return row, column
