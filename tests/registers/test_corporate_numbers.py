"""What rows of the register of corporate numbers say, life by life."""

from __future__ import annotations

from typing import Any

import pytest

from tsunagari.registers.corporate_numbers.columns import Entry
from tsunagari.registers.statements import date, name, text

from .generator import corporate_number
from .lives import BLANK, World, table

CORPORATE = "corporate-numbers"
ONE, TWO = corporate_number(1), corporate_number(2)
HERE = {
    "prefecture": "東京都",
    "city": "見本区",
    "street": "１番",
    "post_code": "1000001",
}
HERE |= {"prefecture_code": "13", "city_code": "899"}
THERE = HERE | {"street": "２番"}
FIRST = "特定非営利活動法人見本の会"
SECOND = "労働者協同組合見本の会"


def row(process: str, change: str, update: str = "", **told: str) -> Entry:
    """Return a row of a body that is there, with what is *told*."""
    cells = {
        "corporate_number": ONE, "process": process, "change_date": change,
        "update_date": update or change, "name": FIRST, "kind": "399",
        "assignment_date": "2015-10-05", "latest": "0", **HERE, **told,
    }  # fmt: skip
    return BLANK._replace(**cells)


BORN = row("01", "2015-10-05")


def said(desk: Any, *rows: Entry) -> set[tuple[str, str, str]]:
    """Return what is said after each row came in a file of its own, the last first."""
    for number, one in reversed([*enumerate(rows)]):
        latest = one._replace(latest="1") if one is rows[-1] else one
        path = desk.imports / f"diff_{number}.csv"
        path.write_bytes(table([latest]))
        desk.take(CORPORATE, path)
    statements: set[tuple[str, str, str]] = desk.statements()
    return statements


def about(statements: set[tuple[str, str, str]], subject: str, short: str) -> set[str]:
    return {o for s, p, o in statements if (s, p) == (name(subject), name(short))}


def spans(statements: set[tuple[str, str, str]], held: str) -> set[tuple[str, ...]]:
    """Return value, since and until of each holding that has a value of that kind."""
    found = set()
    for holding, predicate, value in statements:
        if predicate == name(held):
            ends = [
                next(
                    (o[1:11] for s, p, o in statements if (s, p) == (holding, end)), ""
                )
                for end in (name("sse:since"), name("sse:until"))
            ]
            found.add((value, *ends))
    return found


def test_names_forms_and_addresses_have_their_times(desk: Any) -> None:
    statements = said(
        desk,
        BORN,
        row("12", "2020-01-01", **THERE),
        row("11", "2023-04-03", name=SECOND, **THERE),
        row("12", "2024-05-06", name=SECOND),
    )
    # What municipalities are is said apart from the leaves.
    places = {"ssesh:AddressHolding-heldPlace", "ssesh:Located-place"}
    assert desk.violations(statements) <= places
    body = f"jporg:{ONE}"
    assert about(statements, body, "rdfs:label") == {text(SECOND, "ja")}
    assert about(statements, body, "schema:address") == {text("東京都見本区１番", "ja")}
    assert about(statements, body, "sse:legalForm") == {
        name("form:workers-cooperative")
    }
    here, there = text("東京都見本区１番", "ja"), text("東京都見本区２番", "ja")
    assert spans(statements, "sse:heldAddress") == {
        (here, "", "2020-01-01"),
        (there, "2020-01-01", "2024-05-06"),
        (here, "2024-05-06", ""),
    }
    assert spans(statements, "sse:heldName") == {
        (text(FIRST, "ja"), "", "2023-04-03"),
        (text(SECOND, "ja"), "2023-04-03", ""),
    }
    assert spans(statements, "sse:heldForm") == {
        (name("form:specified-nonprofit-corporation"), "", "2023-04-03"),
        (name("form:workers-cooperative"), "2023-04-03", ""),
    }


def test_what_is_closed_can_be_revived(desk: Any) -> None:
    closed = row("21", "2020-01-01", close_date="2020-01-01", close_cause="01")
    assert about(said(desk, BORN, closed), f"jporg:{ONE}", "sse:closedOn") == {
        date("2020-01-01")
    }
    revived = row("22", "2021-01-01")
    statements = said(desk, BORN, closed, revived)
    assert not about(statements, f"jporg:{ONE}", "sse:closedOn")
    assert not about(statements, f"jporg:{ONE}", "sse:closureCause")
    kinds = {o for _, p, o in statements if p == name("sse:eventKind")}
    assert len(kinds) == 3


def test_a_merger_links_until_it_is_void(desk: Any) -> None:
    other = row("01", "2015-10-05", corporate_number=TWO, name="見本")
    gone = {"close_date": "2020-01-01", "close_cause": "11", "successor": TWO}
    merged = row("21", "2020-01-01", **gone)
    statements = said(desk, other, BORN, merged)
    assert about(statements, f"jporg:{TWO}", "sse:succeeds") == {name(f"jporg:{ONE}")}
    assert about(statements, f"jporg:{ONE}", "sse:closedOn") == {date("2020-01-01")}
    statements = said(desk, other, BORN, merged, row("22", "2021-01-01"))
    assert not about(statements, f"jporg:{TWO}", "sse:succeeds")
    assert not about(statements, f"jporg:{ONE}", "sse:closedOn")


def test_a_correction_replaces_what_was_recorded_before(desk: Any) -> None:
    wrong = row("12", "2020-02-02", "2020-02-05", **THERE)
    again = {"correct": "1", "furigana": "ミホン"}
    statements = said(
        desk,
        BORN,
        wrong,
        row("01", "2015-10-05", "2021-03-03", **again),
        row("12", "2020-02-01", "2021-03-03", **again, **THERE),
    )
    here, there = text("東京都見本区１番", "ja"), text("東京都見本区２番", "ja")
    assert spans(statements, "sse:heldAddress") == {
        (here, "", "2020-02-01"),
        (there, "2020-02-01", ""),
    }
    assert len({s for s, p, _ in statements if p == name("sse:eventKind")}) == 2


def test_a_deletion_removes(desk: Any) -> None:
    gone = BLANK._replace(corporate_number=ONE, process="99", update_date="2020-01-01")
    assert said(desk, BORN, row("12", "2019-01-01", **THERE), gone) == set()
    (counts, _) = desk.take(CORPORATE, desk.imports / "diff_0.csv")
    assert (counts.replaced, counts.kept) == (1, 0)


@pytest.mark.parametrize("seed", range(3))
def test_the_present_is_what_the_agency_has(desk: Any, seed: int) -> None:
    """By its own rows, looked at plainly."""
    world = World(seed)
    for day in world.days:
        path = desk.imports / f"diff_{day}.csv"
        path.write_bytes(table(world.daily[day], "cp932"))
        desk.take(CORPORATE, path)
    statements = desk.statements()
    expected = set()
    for one in world.full(world.days[-1], past=False):
        body = name(f"jporg:{one.corporate_number}")
        address = one.prefecture + one.city + one.street or one.address_outside
        expected |= {
            (body, "rdfs:label", text(one.name, "ja")),
            (body, "schema:address", text(address, "ja")),
        }
        if one.close_date:
            expected.add((body, "sse:closedOn", date(one.close_date)))
        if one.successor:
            expected.add((name(f"jporg:{one.successor}"), "sse:succeeds", body))
    assert len(expected) > 40
    shorts = {
        name(short): short
        for short in ("rdfs:label", "schema:address", "sse:closedOn", "sse:succeeds")
    }
    found = {(s, shorts[p], o) for s, p, o in statements if p in shorts}
    assert found == expected
