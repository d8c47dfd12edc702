"""The tiles of countries: every area has one, at a place of its own."""

from pathlib import Path

import pytest

from tsunagari import resources
from tsunagari.countries.tiles import tiles
from tsunagari.errors import SourceError
from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import format_named

GOOD = """
[areas]
en = "province"
ja = "州"
[endings]
en = [" Province"]
ja = []
[tiles]
"place:north" = [1, 1]
"place:south" = [2, 1]
"""


def test_every_area_has_a_tile(release: Release) -> None:
    query = """
        PREFIX sse: <https://w3id.org/tsunagari/ontology#>
        SELECT ?area WHERE { ?area a sse:FirstLevelArea } ORDER BY ?area"""
    answer = release.engine().query(query).serialize(format_named("csv"))
    areas = answer.decode().split()[1:]
    assert len(areas) == 47
    assert sorted(area for one in tiles() for area in one.places) == areas


def test_a_country_tells_what_its_areas_are() -> None:
    (japan,) = tiles()
    assert set(japan.areas) == set(LANGUAGES)
    assert japan.areas["ja"] == "都道府県"
    assert len(set(japan.places.values())) == 47


def test_a_second_country_has_tiles_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "graph_data" / "zz" / "map.toml"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv(resources.ADDED, str(tmp_path))
    found = {one.country: one for one in tiles()}
    assert found.keys() == {"jp", "zz"}
    assert found["zz"].places["https://w3id.org/tsunagari/place/south"] == (2, 1)


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("[2, 1]", "[1, 1]", "two areas stand on one tile"),
        ("[2, 1]", "[0, 1]", "no row and column"),
        ("[2, 1]", "[2]", "cannot be used"),
        ("[2, 1]", '["2", 1]', "no row and column"),
        ("[2, 1]", "[true, 2]", "no row and column"),
        ("[2, 1]", "[2, 101]", "no row and column"),
        ("place:south", "nowhere:south", "no declared prefix"),
        ('ja = "州"', "", "cannot be used: 'ja'"),
        ("[endings]", "[ends]", "cannot be used: 'endings'"),
        ("[tiles]", "[tiles", "cannot be used"),
    ],
)
def test_a_spoiled_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: str, bad: str, told: str
) -> None:
    assert good in GOOD
    file = tmp_path / "graph_data" / "zz" / "map.toml"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    monkeypatch.setenv(resources.ADDED, str(tmp_path))
    with pytest.raises(SourceError, match=rf"graph_data/zz/map\.toml: .*{told}"):
        tiles()
