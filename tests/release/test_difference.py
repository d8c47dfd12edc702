"""What changed between two releases: no more and no less than was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.release import difference as module
from tsunagari.release.difference import difference
from tsunagari.release.releases import Release

TOP = "https://w3id.org/tsunagari"
A = f"<{TOP}/evidence/a>"
P = f"<{TOP}/graph/provenance>"


def made(top: Path, id: str, *lines: str) -> Release:
    folder = top / id
    folder.mkdir(parents=True)
    (folder / "tsunagari.nq").write_text(
        "".join(f"{line} .\n" for line in lines), encoding="utf-8"
    )
    manifest = {"id": id, "counts": {"statements in named graphs": len(lines)}}
    (folder / "MANIFEST.json").write_text(json.dumps(manifest), encoding="utf-8")
    return Release(folder, manifest)


OLD = (
    f'<x:s> <x:p> "1" {A}',
    f'<x:s> <x:p> "say _:b0 to me" {A}',
    f"{A} <x:selector> _:c14n0 {P}",
    f'_:c14n0 <x:exact> "first" {P}',
    f"<x:b> <x:selector> _:c14n1 {P}",
    f'_:c14n1 <x:exact> "second" {P}',
    f"_:c14n1 <x:inside> _:c14n2 {P}",
    f'_:c14n2 <x:exact> "deeper" {P}',
    f'<x:s> <x:n> "5" <{TOP}/graph/void>',
)
# The same, with all blank nodes named anew and other numbers of the release.
RENAMED = (
    f'<x:s> <x:p> "1" {A}',
    f'<x:s> <x:p> "say _:b0 to me" {A}',
    f"{A} <x:selector> _:c14n7 {P}",
    f'_:c14n7 <x:exact> "first" {P}',
    f"<x:b> <x:selector> _:c14n0 {P}",
    f'_:c14n0 <x:exact> "second" {P}',
    f"_:c14n0 <x:inside> _:c14n1 {P}",
    f'_:c14n1 <x:exact> "deeper" {P}',
    f'<x:s> <x:n> "6" <{TOP}/graph/void>',
)


@pytest.fixture(params=[1 << 26, 20], ids=["one share", "many"])
def shares(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHARE", request.param)


@pytest.mark.usefixtures("shares")
def test_new_names_of_blank_nodes_are_no_change(tmp_path: Path) -> None:
    found = difference(made(tmp_path, "old", *OLD), made(tmp_path, "new", *RENAMED))
    assert not found.added
    assert not found.removed


@pytest.mark.usefixtures("shares")
def test_each_change_is_told_in_its_graph(tmp_path: Path) -> None:
    old = made(tmp_path, "old", *OLD)
    text = [line.replace('"1"', '"2"') for line in RENAMED]
    new = made(tmp_path, "new", *text, f'<x:s> <x:q> "3"@ja {A}')
    found = difference(old, new, tmp_path)
    assert dict(found.added) == {A[1:-1]: 2}
    assert dict(found.removed) == {A[1:-1]: 1}
    added = (tmp_path / "added.nq").read_text(encoding="utf-8")
    assert set(added.splitlines()) == {
        f'<x:s> <x:p> "2" {A} .',
        f'<x:s> <x:q> "3"@ja {A} .',
    }
    removed = (tmp_path / "removed.nq").read_text(encoding="utf-8")
    assert removed == f'<x:s> <x:p> "1" {A} .\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("added.nq", "new", "old", "removed.nq"),
    ]


def test_what_is_said_of_a_blank_node_counts(tmp_path: Path) -> None:
    old = made(tmp_path, "old", *OLD)
    text = [line.replace("deeper", "elsewhere") for line in RENAMED]
    found = difference(old, made(tmp_path, "new", *text))
    # The node, the one it stands in, and what leads to them.
    assert dict(found.added) == dict(found.removed) == {P[1:-1]: 4}


CIRCLE = (
    f"_:a <x:p> _:b {A}",
    f"_:b <x:p> _:a {A}",
    f'_:b <x:q> "1" {A}',
    f"<x:s> <x:r> _:a {A}",
    f"<x:s> <x:r> _:bare {A}",
)


def test_blank_nodes_in_a_circle_are_told_apart(tmp_path: Path) -> None:
    old = made(tmp_path, "old", *CIRCLE)
    names = {"_:a": "_:z9", "_:b": "_:c0", "_:bare": "_:y"}
    other = [" ".join(names.get(w, w) for w in line.split(" ")) for line in CIRCLE]
    found = difference(old, made(tmp_path, "new", *reversed(other)))
    assert not found.added
    assert not found.removed
    turned = [line.replace("<x:r> _:a", "<x:r> _:b") for line in CIRCLE]
    found = difference(old, made(tmp_path, "turned", *turned))
    assert found.added.total() == found.removed.total() == 1


def test_long_lists_and_shared_nodes_take_no_time(tmp_path: Path) -> None:
    lines = [f"_:l{i} <x:rest> _:l{i + 1} {A}" for i in range(5000)]
    for i in range(60):
        lines += [f"_:d{i} <x:{p}> _:d{i + 1} {A}" for p in "ab"]
    old = made(tmp_path, "old", *lines, f'_:l5000 <x:p> "1" {A}')
    new = made(tmp_path, "new", *lines, f'_:l5000 <x:p> "2" {A}')
    assert difference(old, new).added.total() == 5001


def test_the_command_tells_it_by_graph(tmp_path: Path) -> None:
    made(tmp_path, "old", *OLD)
    made(tmp_path, "new", *OLD, f'<x:s> <x:q> "3" {A}')
    given = ("diff", "old", "new", "--releases", str(tmp_path))
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0, result.output
    assert "+1        -0        ev:a\n" in result.stdout
    assert "old to new: 1 statements added, 0 removed" in result.stdout
    result = CliRunner().invoke(main, ("diff", "none", "--releases", str(tmp_path)))
    assert result.exit_code == 4


def test_a_release_does_not_differ_from_itself(release: Release) -> None:
    found = difference(release, release)
    assert not found.added
    assert not found.removed
