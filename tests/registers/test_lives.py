"""Whole lives of bodies: full files, difference files, and what both together say.

A full file and the difference files after it say what a full file of the later day
says. Where full files have past rows, that is all of it. Where they have the last row
of each body only, there is one thing that they cannot know: what was before that row.
There, all about the present is the same, and the difference files add history.

Two things a last row can get wrong, which these lives therefore do not have: a move to
where the body is already, and a second new name of a body whose form came after it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tsunagari.registers.statements import Statement, name

from .lives import World, table

SEEDS = range(int(os.environ.get("TSUNAGARI_TEST_ROUNDS", "4")))
PRESENT = {
    name(short)
    for short in (
        "rdfs:label",
        "skos:altLabel",
        "org:classification",
        "sse:legalForm",
        "sse:formShownBy",
        "sse:basedIn",
        "schema:address",
        "schema:postalCode",
        "sse:closedOn",
        "sse:closureCause",
        "sse:succeeds",
    )
}


def said(desk: Any, folder: str, *files: tuple[str, bytes]) -> set[Statement]:
    """Return what the register says after *files* were imported, in that order."""
    place = desk.imports / folder
    place.mkdir()
    other = type(desk)(place, desk.known, desk.ontology)
    for file_name, data in files:
        path: Path = place / file_name
        path.write_bytes(data)
        _, rejects = other.take("corporate-numbers", path)
        assert rejects == []
    statements: set[Statement] = other.statements()
    return statements


def present(statements: set[Statement]) -> set[Statement]:
    return {s for s in statements if s[1] in PRESENT}


def files(world: World, first: int, last: int, past: bool) -> list[tuple[str, bytes]]:
    """Return the full file of one day and the difference files until another."""
    full = table(world.full(world.days[first], past))
    days = world.days[first + 1 : last + 1]
    return [("full.csv", full)] + [
        (f"diff_{day.replace('-', '')}.csv", table(world.daily[day], "cp932"))
        for day in days
    ]


def test_the_worlds_have_all_that_can_happen() -> None:
    happened: set[str] = set()
    for seed in range(10):
        happened |= World(seed).happened.keys()
    assert happened == {
        "rename", "move", "both", "abroad", "form", "close", "revive", "merge",
        "void", "correct", "amend", "late", "late-latest", "delete",
    }  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_full_files_with_past_rows(desk: Any, seed: int) -> None:
    world = World(seed)
    later = said(desk, "later", ("full.csv", table(world.full(world.days[-1], True))))
    first = world.random.randrange(len(world.days))
    after = files(world, first, len(world.days), past=True)
    assert said(desk, "after", *after) == later
    world.random.shuffle(after)
    assert said(desk, "shuffled", *after) == later
    # Those of the days before say nothing else either.
    everything = [*files(world, 0, len(world.days), past=True), ("x.csv", after[0][1])]
    assert said(desk, "everything", *everything) == later


@pytest.mark.parametrize("seed", SEEDS)
def test_full_files_with_last_rows_only(desk: Any, seed: int) -> None:
    world = World(seed)
    later = said(desk, "later", ("full.csv", table(world.full(world.days[-1], False))))
    first = world.random.randrange(len(world.days))
    after = files(world, first, len(world.days), past=False)
    found = said(desk, "after", *after)
    assert present(found) == present(later)
    assert found >= later
    # A state that is older than the newest never comes back.
    world.random.shuffle(after)
    newest = ("newest.csv", table(world.full(world.days[-1], False)))
    assert present(said(desk, "both", newest, *after)) == present(later)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_full_files_without_the_days_between(desk: Any, seed: int) -> None:
    world = World(seed)
    first, last = (
        table(world.full(world.days[day], False)) for day in (len(world.days) // 2, -1)
    )
    both = said(desk, "both", ("new.csv", last), ("old.csv", first))
    deleted = {
        row.corporate_number
        for rows in world.daily.values()
        for row in rows
        if row.process == "99"
    }
    later = said(desk, "later", ("full.csv", last))
    # A full file does not tell of a deletion either.
    left, right = (
        {s for s in present(told) if not any(n in s[0] + s[2] for n in deleted)}
        for told in (both, later)
    )
    assert left == right
