"""Things with their places for maps: `RFC 7946 <https://www.rfc-editor.org/rfc/rfc7946>`_.

No source of ours gives coordinates, and none are made up: a feature is unlocated,
with ``null`` for its geometry (3.2). What places it are the codes of its areas,
by which a map of areas can be joined to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tsunagari.export.compaction import Json
from tsunagari.export.tables import SEPARATOR, row_of

__all__ = ["codes_of", "feature_collection"]

CODES: Final = "codes"


def codes_of(places: Iterable[Json]) -> dict[str, list[str]]:
    """Return the codes of each place by its address, with the names of schemes."""
    return {
        place["id"]: [str(code) for code in row_of(place).get(("identifier", ""), ())]
        for place in places
    }


def feature_collection(
    trees: Iterable[Json], codes: Mapping[str, list[str]]
) -> dict[str, Any]:
    """Return a feature for each of *trees*, with the codes of its places."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": tree["id"],
                "geometry": None,
                "properties": dict(sorted(_properties(tree, codes))),
            }
            for tree in trees
        ],
    }


def _properties(
    tree: Json, codes: Mapping[str, list[str]]
) -> Iterator[tuple[str, str | int | bool]]:
    for (term, language), cells in row_of(tree).items():
        name = f"{term}_{language}" if language else term
        yield name, cells[0] if len(cells) == 1 else SEPARATOR.join(map(str, cells))
        if found := [code for cell in cells for code in codes.get(str(cell), ())]:
            yield f"{term}_{CODES}", SEPARATOR.join(found)
