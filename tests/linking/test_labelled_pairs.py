"""The labelled pairs: drawn by the seed, half hard negatives, and how they fare."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.benchmarks import labelling
from tests.benchmarks.linking import (
    DIFFERING,
    PARTS,
    PRECISION,
    Measured,
    measured,
    pairs,
    wilson,
)

# What was measured on 30 November 2026; a change that finds fewer is no progress.
FOUND = {"tuning": 83, "untouched": 58, "fresh": 95}


@pytest.mark.parametrize("parts", [("tuning", "untouched"), ("fresh",)])
def test_there_are_two_hundred_pairs_half_of_them_hard_negatives(
    parts: tuple[str, ...],
) -> None:
    labels = Counter(pair.row["label"] for part in parts for pair in pairs(part))
    assert set(labels) == {"same", "different"}
    assert sum(labels.values()) >= 200
    assert 0.45 <= labels["different"] / sum(labels.values()) <= 0.55
    for part in parts:
        assert len(pairs(part)) >= 100


def test_no_curated_body_is_in_both_parts() -> None:
    parts: dict[str, set[str]] = {}
    for pair in pairs():
        for side in ("left", "right"):
            if pair.row[f"{side}_source"] == "tsunagari" and pair.same:
                parts.setdefault(pair.row[f"{side}_id"], set()).add(pair.row["part"])
    assert parts
    assert all(len(found) == 1 for found in parts.values())


@pytest.mark.parametrize("part", PARTS)
def test_links_are_right_and_none_is_lost(part: str) -> None:
    found = measured(pairs(part))
    right, linked = found.precision
    assert right / linked >= PRECISION
    assert right >= FOUND[part]


@pytest.mark.parametrize(
    ("options", "table", "size"),
    [((), labelling.PAIRS, 200), (("--fresh",), labelling.FRESH, 215)],
    ids=("labelled", "fresh"),
)
def test_the_pairs_are_those_that_the_seed_draws(
    reference: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    table: Path,
    size: int,
) -> None:
    """Of registers: what is drawn from our own graph changes with it."""
    assert (reference / "registers" / labelling.ZIP).is_file()
    labelling.main(options)
    drawn = of_registers(capsys.readouterr().out.splitlines())
    with table.open(encoding="utf-8", newline="") as file:
        kept = of_registers(file)
    assert drawn == kept
    assert len(kept) == size


def test_nothing_of_the_fresh_pairs_was_read_or_labelled_before() -> None:
    read = {row["corporate_number"] for row in rows_of(labelling.READ)}
    labelled = {row["left_id"] for row in rows_of(labelling.PAIRS)}
    english = {
        row["left_id"]
        for row in rows_of(labelling.FRESH)
        if row["kind"] == "two-scripts"
    }
    fresh = {row["left_id"] for row in rows_of(labelling.FRESH)}
    assert len(read) > 400
    assert len(english) >= 30
    assert not english & read
    assert not fresh & labelled


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_registers(lines: Iterable[str]) -> set[tuple[str, ...]]:
    columns = ("label", "kind", "left_id", "left_names", "right_id", "right_names")
    return {
        tuple(row[column] for column in columns)
        for row in csv.DictReader(lines)
        if row["kind"] in ("two-registers", "one-register", DIFFERING)
        or (row["kind"], row["label"]) == ("two-scripts", "same")
        or row["part"] == "fresh"
    }


def test_counting() -> None:
    found = Measured(right=9, wrong=1, missed=3)
    assert found.precision == (9, 10)
    assert found.recall == (9, 12)
    low, high = wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert wilson(0, 0) == (0.0, 1.0)
