"""Real files, read plainly and by the readers: the same counts, the same present."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from tsunagari.registers.collection import Collection
from tsunagari.registers.corporate_numbers.reader import CorporateNumbers
from tsunagari.registers.statements import name

from .generator import full_file
from .lives import World, table
from .plain import count_forms, rows_of
from .test_lives import present, said

CORPORATE = "corporate-numbers"
FORM, SHOWN = name("sse:legalForm"), name("form:")[:-1]


def forms(desk: Any) -> Counter[str]:
    """Return how many bodies have each form, as the statements tell."""
    with Collection([*desk.registers.values()], desk.imports) as collection:
        survey = collection.survey(desk.known)
        return Counter(
            form.removeprefix(SHOWN).rstrip(">")
            for leaf in chain(
                collection.hubs(survey, desk.known),
                collection.leaves(survey, desk.known),
            )
            for statements in leaf.graphs.values()
            for _, predicate, form in statements
            if predicate == FORM
        )


def test_forms_of_made_up_bodies(desk: Any) -> None:
    data = b"".join(full_file(20_000, seed=5))
    path = desk.write("full.csv", data.decode())
    assert desk.take(CORPORATE, path)[0].kept == 20_000
    plain = count_forms(csv.reader(io.StringIO(data.decode(), newline="")))
    assert len(plain) > 15
    assert forms(desk) == plain


@pytest.mark.parametrize("seed", range(3))
def test_forms_after_whole_lives(desk: Any, seed: int) -> None:
    world = World(seed, bodies=60)
    for day in world.days:
        path = desk.write(f"diff_{day}.csv", "")
        path.write_bytes(table(world.daily[day]))
        desk.take(CORPORATE, path)
    assert forms(desk) == count_forms(
        [*row] for row in world.full(world.days[-1], past=False)
    )


@pytest.fixture
def register_files(reference: Path) -> Path:
    return reference / "registers"


def test_forms_of_real_bodies(desk: Any, register_files: Path) -> None:
    path = register_files / "nta_nonprofit_and_public_asof_2026-07-17.zip"
    rows = rows_of(path)
    counts, rejects = desk.take(CORPORATE, path)
    assert (counts.read, counts.kept, rejects) == (len(rows), len(rows), [])
    assert len({row[1] for row in rows}) == len(rows) == 189_592
    plain = count_forms(rows)
    assert plain["specified-nonprofit-corporation"] > 20_000
    assert forms(desk) == plain


def test_tottori_day_by_day(desk: Any, register_files: Path) -> None:
    """A full file and five days say what a full file of the fifth day says.

    What that is, is made by a plain rule: of each body the row that is marked as the
    latest in the last file that has one.
    """
    latest = {
        row[1]: row
        for row in rows_of(register_files / "nta_tottori_asof_2026-07-17.zip")
    }
    first = [*latest.values()]
    assert {row[13] for row in first} == {"31"}
    told = [("full_20260717.csv", written(first))]
    lives = defaultdict(list, {row[1]: [row] for row in first})
    for day in (21, 22, 23, 24, 27):
        rows = rows_of(register_files / "daily" / f"diff_202607{day}.csv", "cp932")
        ours = {row[1] for row in rows if row[13] == "31" or row[1] in latest}
        rows = [row for row in rows if row[1] in ours]
        assert rows
        told.append((f"diff_202607{day}.csv", written(rows)))
        for row in rows:
            lives[row[1]].append(row)
        latest |= {row[1]: row for row in rows if row[23] == "1"}
    assert len(latest) > len(first)
    later = said(desk, "later", ("full_20260727.csv", written([*latest.values()])))
    after = said(desk, "after", *told)
    assert present(after) == present(later)
    # A single row of a move says since when the address holds. Where the row before
    # has the same address, it held before; the full file cannot know that.
    assert len(after) > len(later)
    unmoved = {
        name(f"holding:{row[1]}-address-since-{row[5]}")
        for rows in lives.values()
        for before, row in pairwise(rows)
        if row[2] == "12" and before[9:12] == row[9:12]
    }
    assert {s for s, _, _ in later - after} <= unmoved
    assert said(desk, "back", *told[::-1]) == after


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_the_last_row_is_the_latest(desk: Any, register_files: Path) -> None:
    reader, seen = CorporateNumbers(), 0
    for path in sorted((register_files / "daily").glob("*.csv")):
        bodies = defaultdict(list)
        for row in rows_of(path, "cp932"):
            bodies[row[1]].append(row)
        for rows in bodies.values():
            marked = [row for row in rows if row[23] == "1"]
            assert [max(rows, key=lambda row: reader.moment(row, ""))] == marked
        seen += len(bodies)
    assert seen > 10_000
