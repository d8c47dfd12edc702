"""Things with their places for maps: `RFC 7946 <https://www.rfc-editor.org/rfc/rfc7946>`_.

No point is made up. A place has the one that a source gives it; what is based in a
place has the place's, and says whose it is (``geometryOf``): it stands for the area
and is no address. Anything else is unlocated, with ``null`` for its geometry (3.2).
The codes of areas are there too, by which a map of areas can be joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from tsunagari.export.compaction import Json
from tsunagari.export.tables import SEPARATOR, row_of

__all__ = ["Places", "feature_collection"]

CODES: Final = "codes"
LATITUDE: Final = ("lat", "")
LONGITUDE: Final = ("long", "")
# Where a thing is, by its place: its own point comes before.
BASED_IN: Final = ("basedIn", "")
WHOSE: Final = "geometryOf"


class Places:
    """The codes and the points of places, by their addresses.

    Coordinates are a longitude and a latitude, in degrees of WGS 84 (3.1.1, 4).
    """

    def __init__(self, trees: Iterable[Json]) -> None:
        self.codes: dict[str, list[str]] = {}
        self.points: dict[str, list[float]] = {}
        for place in trees:
            row = row_of(place)
            self.codes[place["id"]] = [str(x) for x in row.get(("identifier", ""), ())]
            if point := _point(row):
                self.points[place["id"]] = point


def feature_collection(trees: Iterable[Json], places: Places) -> dict[str, Any]:
    """Return a feature for each of *trees*, with the codes of its places."""
    return {
        "type": "FeatureCollection",
        "features": [_feature(tree, places) for tree in trees],
    }


def _feature(tree: Json, places: Places) -> dict[str, Any]:
    properties = dict(_properties(tree, places.codes))
    row = row_of(tree)
    point = _point(row)
    if point is None:
        whose = next((str(p) for p in row.get(BASED_IN, ()) if p in places.points), "")
        if whose:
            point = places.points[whose]
            properties[WHOSE] = whose
    return {
        "type": "Feature",
        "id": tree["id"],
        "geometry": {"type": "Point", "coordinates": point} if point else None,
        "properties": dict(sorted(properties.items())),
    }


def _point(row: Mapping[tuple[str, str], Sequence[Any]]) -> list[float] | None:
    latitudes, longitudes = row.get(LATITUDE, ()), row.get(LONGITUDE, ())
    # Several sources may each give a point: then none of them is the place's.
    if len(latitudes) != 1 or len(longitudes) != 1:
        return None
    return [float(longitudes[0]), float(latitudes[0])]


def _properties(
    tree: Json, codes: Mapping[str, list[str]]
) -> Iterator[tuple[str, str | int | bool]]:
    for (term, language), cells in row_of(tree).items():
        if all(cell == "" for cell in cells):
            continue
        name = f"{term}_{language}" if language else term
        yield name, cells[0] if len(cells) == 1 else SEPARATOR.join(map(str, cells))
        if found := [code for cell in cells for code in codes.get(str(cell), ())]:
            yield f"{term}_{CODES}", SEPARATOR.join(found)
