"""What people read of a data set: texts in both languages, or an error with a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tsunagari.errors import SourceError
from tsunagari.export.datasets import dataset_texts
from tsunagari.release.build import build
from tsunagari.release.releases import Releases
from tsunagari.resources import folder

JAPANESE = (
    "韓国の社会的連帯経済について知られていることを、それぞれの資料の箇所を示す"
    "名前付きグラフに置き、その根拠とともに示したもの。"
)
WHOLE = """
[kr]
title.en = "Korea"
title.ja = "韓国 kr"
description.en = "What is known of the social and solidarity economy of Korea."
description.ja = "{japanese}"
keywords.en = ["Korea"]
keywords.ja = ["韓国"]
""".replace("{japanese}", JAPANESE)


def test_each_folder_of_the_data_is_described() -> None:
    texts = dataset_texts()
    top = folder("graph_data")
    folders = {path.relative_to(top).parts[0] for path in top.rglob("*.trig")}
    assert folders
    assert folders <= set(texts)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title.ja = "韓国 kr"', "", r"\[kr\]: needs title.en and title.ja"),
        ('"Korea"]', '"x"]', r"\[kr\]: 'x' cannot be a keyword"),
        ('["韓国"]', "[]", r"\[kr\]: keywords is empty"),
        ('["韓国"]', '"韓国"', r"\[kr\]: keywords is empty or no list"),
        ("[kr]", "[kr", "cannot be read"),
        ("[kr]", "[nq]", "name of something else"),
        ("economy of Korea", "", "44 characters"),
        ("keywords.ja", 'sources = ["nope:x"]\nkeywords.ja', r"\[kr\]: sources"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in WHOLE
    (tmp_path / "datasets.toml").write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError, match=told):
        dataset_texts(tmp_path)


def test_twice_is_once_too_often(tmp_path: Path) -> None:
    (tmp_path / "datasets.toml").write_text(WHOLE, encoding="utf-8")
    assert set(dataset_texts(tmp_path)) == {"kr"}
    (tmp_path / "kr").mkdir()
    (tmp_path / "kr" / "datasets.toml").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(SourceError, match="described twice"):
        dataset_texts(tmp_path)


def test_nothing_described_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no datasets\.toml"):
        dataset_texts(tmp_path)


def test_a_folder_without_a_title_stops_the_build(
    small_project: Path, tmp_path: Path
) -> None:
    country = small_project / "graph_data" / "kr"
    (small_project / "graph_data" / "brief").rename(country)
    with pytest.raises(SourceError, match=r"\[kr\] in graph_data/kr/datasets\.toml"):
        build(Releases(tmp_path / "releases"))
    (country / "datasets.toml").write_text(WHOLE, encoding="utf-8")
    release = build(Releases(tmp_path / "releases"))
    assert "datasets/kr.nq" in release.manifest["files"]
