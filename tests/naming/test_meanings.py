"""The table of words is whole, in order, and its rows say what they must."""

import csv
import unicodedata
from pathlib import Path

import pytest

from tsunagari.errors import LinkingError
from tsunagari.naming.meanings import COLUMNS, meanings, read_meanings, stem
from tsunagari.naming.segments import parts_of
from tsunagari.resources import folder

TABLE = folder("graph_data") / "jp" / "meanings.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_is_read_whole() -> None:
    found = rows()
    assert len(found) > 1_000
    assert set(meanings().by_text) == {row["word"].casefold() for row in found}


def test_words_stand_once_and_in_the_order_of_their_readings() -> None:
    order = [(row["reading"], row["word"]) for row in rows()]
    assert order == sorted(order)
    words = [row["word"] for row in rows()]
    assert len(words) == len(set(words))


def test_words_are_spelled_as_names_are_read() -> None:
    for row in rows():
        assert row["word"] == unicodedata.normalize("NFKC", row["word"]), row
        assert row["english"] == row["english"].lower(), row


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("協会,きょうかい,,head", "an English word"),
        ("協会,kyokai,association,head", "a reading in kana"),
        ("協会,きょうかい,association,body", "head, kind, light, none"),
        (",きょうかい,association,head", "needs a word"),
    ],
)
def test_a_row_that_lacks_something_is_named(
    tmp_path: Path, row: str, what: str
) -> None:
    path = tmp_path / "meanings.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    with pytest.raises(LinkingError, match=what) as raised:
        read_meanings(path, "graph_data/xx/meanings.csv")
    assert "graph_data/xx/meanings.csv, line 2" in str(raised.value)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "meanings.csv"
    path.write_text("word,english\n協会,association\n", encoding="utf-8")
    with pytest.raises(LinkingError, match="the columns must be word, reading"):
        read_meanings(path, "meanings.csv")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("facilities", "facility", True),
        ("organisations", "organization", True),
        ("co", "cos", False),
        ("glass", "glas", False),
        ("mathematics", "mathematic", True),
        ("status", "statu", False),
    ],
)
def test_stems(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same


def test_what_a_word_is_made_of() -> None:
    assert [part.text for part in parts_of("農業協同組合")] == ["農業", "協同組合"]
    assert parts_of("福祉") == ()
