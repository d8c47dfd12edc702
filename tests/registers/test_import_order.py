"""The same files give the same release, whenever and in whatever order they come."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tsunagari.errors import RegisterFileError
from tsunagari.registers.collection import Collection

from .lives import World, table
from .test_import_damage import LIST, with_wrong_sum

CORPORATE = "corporate-numbers"
PUBLIC = "public-interest-corporations"


class Everything:
    """A container of all that there is."""

    def __contains__(self, _: object) -> bool:
        return True


def files(seed: int) -> list[tuple[str, str, bytes]]:
    """Return register, name and content of files that have a lot in common."""
    world = World(seed, days=12)
    told = [
        (CORPORATE, f"diff_{day.replace('-', '')}.csv", table(world.daily[day]))
        for day in world.days
    ]
    for past in (True, False):
        full = table(world.full(world.days[6], past))
        told.append((CORPORATE, f"full_{past}.csv", full + b"a row too short\r\n"))
    other = LIST.replace("公益財団法人見本", "公益財団法人見本の会")
    told.append((PUBLIC, "list-2024-01-31.csv", LIST.encode()))
    told.append((PUBLIC, "list-2024-02-29.csv", other.encode()))
    return told


def release(
    desk: Any, folder: str, told: list[tuple[str, str, bytes]], damaged: bytes = b""
) -> list[str]:
    """Return all that a release takes, in its order, after *told* was imported."""
    place: Path = desk.imports / folder
    place.mkdir()
    other = type(desk)(place, desk.known, desk.ontology)
    if damaged:
        (place / "damaged.csv").write_bytes(damaged)
        with pytest.raises(RegisterFileError, match="CRC"):
            other.take(CORPORATE, place / "damaged.csv")
    for register, file_name, data in told:
        (place / file_name).write_bytes(data)
        other.take(register, place / file_name)
    registers = [other.registers[name] for name in (CORPORATE, PUBLIC)]
    with Collection(registers, place) as collection:
        survey = collection.survey(desk.known)
        leaves = [
            *collection.hubs(survey, desk.known),
            *collection.leaves(survey, desk.known),
            *collection.files(Everything()),
        ]
        return [
            repr(collection.inputs()),
            repr(survey.counts),
            repr([*collection.base(survey, desk.known)]),
            *(repr(leaf.graphs) for leaf in leaves),
        ]


@pytest.mark.parametrize("seed", range(2))
def test_twice_in_another_order_and_later(
    desk: Any, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    told = files(seed)
    first = release(desk, "first", told)
    assert len(first) > 30
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert release(desk, "twice", told + told) == first
    # Of one file under two names, one counts.
    again = [(register, f"x{name}", data) for register, name, data in told[:3]]
    assert release(desk, "again", told + again) == first
    assert release(desk, "before", again + told) == first
    World(seed).random.shuffle(told)
    assert release(desk, "shuffled", told) == first
    assert release(desk, "reversed", told[::-1]) == first
    assert release(desk, "fewer", told[1:]) != first


def test_nothing_is_left_of_a_damaged_file(desk: Any) -> None:
    """A file of which rows were kept already when the damage was met."""
    told = files(9)
    first = release(desk, "first", told)
    assert release(desk, "after", told, damaged=with_wrong_sum()) == first
