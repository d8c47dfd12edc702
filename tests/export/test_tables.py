"""Tables that a spreadsheet reads as they are meant, and features for maps."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from tsunagari.export.frames import ANY, FRAMES
from tsunagari.export.geojson import Places, feature_collection
from tsunagari.export.tables import SEPARATOR, csv_bytes, guarded, row_of
from tsunagari.namespaces import BASE
from tsunagari.release.releases import Release

Lists = dict[str, list[dict[str, Any]]]
KINDS = [kind.name for kind in (*FRAMES, ANY)]
each_kind = pytest.mark.parametrize("kind", KINDS)
FORMULA = re.compile(r"[=+\-@\t\r\n]")


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert not re.search(r"(?<!\r)\n", re.sub(r'"[^"]*"', "", text))
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@each_kind
def test_a_table_has_a_row_for_each_thing(
    kind: str, release: Release, lists: Lists
) -> None:
    rows = read((release.path / "tables" / f"{kind}.csv").read_bytes())
    assert [row["id"] for row in rows] == [tree["id"] for tree in lists[kind]]
    for row in rows:
        assert None not in row
        for text in row.values():
            assert not FORMULA.match(text) or re.fullmatch(r"-[0-9]+", text), text
            assert not re.fullmatch(r"0[0-9]+|[0-9]{12,}", text), text


@each_kind
def test_the_metadata_describes_each_column(kind: str, release: Release) -> None:
    tables = release.path / "tables"
    rows = read((tables / f"{kind}.csv").read_bytes())
    path = tables / f"{kind}.csv-metadata.json"
    metadata = json.loads(path.read_text(encoding="utf-8"))
    assert metadata["url"] == f"{kind}.csv"
    columns = metadata["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(rows[0])
    assert len(set(rows[0])) == len(columns)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.:]*", n) for n in rows[0])
    for column in columns:
        assert column["titles"]["und"] == column["name"]
        if column["datatype"] == "integer":
            assert all(re.fullmatch(r"-?[0-9]*", row[column["name"]]) for row in rows)
    ours = [c for c in columns if "ontology#" in c.get("propertyUrl", "")]
    assert all(c["titles"]["en"] and c["titles"]["ja"] for c in ours)


def test_an_organization_as_a_row(release: Release) -> None:
    rows = read((release.path / "tables" / "organizations.csv").read_bytes())
    [row] = [row for row in rows if row["id"].endswith("/org/co-op-mirai")]
    assert row["label_en"] == "Co-op Mirai"
    assert row["label_ja_hrkt"] == "せいかつきょうどうくみあいコープみらい"
    assert row["legalForm_ja"] == "消費生活協同組合"
    assert row["altLabel_ja"] == "コープみらい"
    assert row["areaServed_en"].split(SEPARATOR) == [
        "Chiba Prefecture",
        "Saitama Prefecture",
        "Tokyo",
    ]
    [office] = [row for row in rows if row["id"].endswith("/org/cabinet-office")]
    assert "corporate-number 2000012010019" in office["identifier"].split(SEPARATOR)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+81-3", "'+81-3"),
        ("-1+1", "'-1+1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("01", "'01"),
        ("6011005000854", "'6011005000854"),
        ("591", "591"),
        ("2013-03-21", "2013-03-21"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_text_stays_a_text(text: str, written: str) -> None:
    assert guarded(text) == written
    [row] = read(csv_bytes([{"id": "urn:x:1", "note": {"en": [text]}}]))
    # A column that nothing stands in is left out.
    assert row.get("note_en", "") == written


def test_quotes_commas_and_lines_come_back() -> None:
    text = 'He said "a, b"\nand left'
    [row] = read(csv_bytes([{"id": "urn:x:1", "label": {"en": text}, "count": -5}]))
    assert row["label_en"] == text
    assert row["count"] == "-5"


def test_a_quotation_stands_in_the_row(lists: Lists) -> None:
    [one] = [t for t in lists["evidence"] if t["id"].endswith("/ilo-2021-co-op-mirai")]
    [text] = row_of(one)[("hasSelector.exact", "en")]
    assert "the community-based cooperative, Co-op Mirai" in str(text)


@pytest.mark.parametrize("kind", ["organizations", "places"])
def test_features_are_those_of_the_format(
    kind: str, release: Release, lists: Lists
) -> None:
    """RFC 7946, 3.2 and 3.3: each member that a feature must have."""
    path = release.path / "tables" / f"{kind}.geojson"
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found == feature_collection(lists[kind], Places(lists["places"]))
    assert found["type"] == "FeatureCollection"
    assert [one["id"] for one in found["features"]] == [t["id"] for t in lists[kind]]
    located = 0
    for one in found["features"]:
        assert set(one) == {"type", "id", "geometry", "properties"}
        assert one["type"] == "Feature"
        # An unlocated feature has null.
        if one["geometry"] is not None:
            assert set(one["geometry"]) == {"type", "coordinates"}
            longitude, latitude = one["geometry"]["coordinates"]
            assert 122 < longitude < 154
            assert 20 < latitude < 46
            located += 1
        assert all(isinstance(v, (str, int)) for v in one["properties"].values())
    assert located > {"organizations": 1, "places": 50}[kind]


def test_a_feature_has_the_codes_of_its_places(lists: Lists) -> None:
    found = feature_collection(lists["organizations"], Places(lists["places"]))
    [one] = [f for f in found["features"] if f["id"].endswith("/org/co-op-mirai")]
    codes = one["properties"]["areaServed_codes"].split(SEPARATOR)
    assert len(codes) >= 3
    assert {"jis-x-0401 11", "jis-x-0401 12", "jis-x-0401 13"} <= set(codes)


def test_a_feature_says_whose_point_it_has(lists: Lists) -> None:
    """What is based in a place has the place's point; a place has its own."""
    places = Places(lists["places"])
    found = {}
    for kind in ("organizations", "places"):
        for one in feature_collection(lists[kind], places)["features"]:
            found[one["id"].removeprefix(str(BASE))] = one
    osaka = found["jp/place/osaka"]
    assert osaka["geometry"]["coordinates"] == [135.519711, 34.686316]
    assert "geometryOf" not in osaka["properties"]
    based = [one for one in found.values() if one["properties"].get("geometryOf")]
    assert based
    for one in based:
        place = found[one["properties"]["geometryOf"].removeprefix(str(BASE))]
        assert one["geometry"] == place["geometry"]
    unplaced = found["place/asia"]
    assert unplaced["geometry"] is None


def test_two_points_are_none() -> None:
    twice = {"id": "urn:x", "lat": ["1.5", "2.5"], "long": ["3.5"]}
    assert Places([twice]).points == {}
    once = {"id": "urn:x", "lat": "1.5", "long": "3.5"}
    assert Places([once]).points == {"urn:x": [3.5, 1.5]}
