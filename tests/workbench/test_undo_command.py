"""``tsunagari undo``: the history of a workbench that nobody serves."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tsunagari.cli import main
from tsunagari.workbench.changes import History
from tsunagari.workbench.filling import WHO
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.layout import Layout, Nature
from tsunagari.workbench.writer import Writer

MOST = 1000
BASE = "http://localhost/"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A workbench with two changes: one adds two statements, one removes one."""
    found = Layout(tmp_path / "bench")
    found.make(Nature())
    with Writer.open(found.top, MOST) as writer:
        for text in (
            "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 , 2 } }",
            "DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:p> 2 } }",
        ):
            writer.do(Job("update", "tests", text=text, base=BASE))
    return found


def undo(layout: Layout, number: int | str, *more: str) -> Result:
    return CliRunner().invoke(main, ["undo", str(layout.top), str(number), *more])


def test_it_tells_what_was_done_and_what_was_left(layout: Layout) -> None:
    result = undo(layout, 1)
    assert result.exit_code == 0, result.output
    assert result.output == (
        "change 3 undoes change 1: 0 statements added, 1 removed, 1 left as later "
        "changes have them\n"
    )
    change, difference = History(layout.changes).read(3)
    assert (change.what, change.who) == ("undo 1", WHO)
    assert len(difference.removed) == 1
    with Writer.open(layout.top, MOST) as writer:
        assert writer.last == 3


def test_an_undoing_can_be_undone(layout: Layout) -> None:
    assert undo(layout, 2).exit_code == 0
    result = undo(layout, 3)
    assert result.output.startswith("change 4 undoes change 3: 0 statements added, 1 ")


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (9, 1, "there is no change 9"),
        (0, 2, "0 is not in the range"),
        ("x", 2, "not a valid integer"),
    ],
)
def test_what_cannot_be_undone_is_told(
    layout: Layout, number: int | str, code: int, said: str
) -> None:
    result = undo(layout, number)
    assert result.exit_code == code
    assert said in result.output
    assert History(layout.changes).last() == 2


def test_nothing_is_left_to_undo_twice(layout: Layout) -> None:
    assert undo(layout, 2).exit_code == 0
    result = undo(layout, 2)
    assert result.exit_code == 1
    assert "nothing of change 2 is left to undo" in result.output


def test_a_limit_holds(layout: Layout) -> None:
    result = undo(layout, 1, "--write-statements", "0")
    assert result.exit_code != 0
    assert History(layout.changes).last() == 2


def test_where_another_process_has_it_the_way_to_ask_is_told(layout: Layout) -> None:
    with layout.held():
        result = undo(layout, 2)
    assert result.exit_code == 1
    assert "curl -X POST -H 'Authorization: Bearer TOKEN'" in result.output
    assert "/changes/2/undo" in result.output
    assert f"tsunagari token add {layout.top} NAME" in result.output
    assert History(layout.changes).last() == 2


def test_what_is_no_workbench_is_told(tmp_path: Path) -> None:
    result = undo(Layout(tmp_path / "none"), 1)
    assert result.exit_code == 1
    assert "is no workbench" in result.output
    assert not (tmp_path / "none").exists()
