"""Where files lie and what they are called, and who else is at work meanwhile."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Container
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from tsunagari.cli import main
from tsunagari.errors import RegisterError, RegisterFileError
from tsunagari.registers import importing
from tsunagari.registers.collection import Collection, staging_path
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import import_file
from tsunagari.registers.packing import Source
from tsunagari.registers.registry import Register
from tsunagari.registers.staging import Staging

from .generator import full_file
from .lives import World, table

GOOD = b"".join(full_file(30))
CORPORATE = "corporate-numbers"
REGISTER = Register(CORPORATE, CORPORATE, "urn:example:source")


class Everything(Container[str]):
    """A container of all that there is."""

    def __contains__(self, _: object) -> bool:
        return True


def run(imports: Path, *arguments: str | Path) -> tuple[int, str]:
    """Run the command; return its exit code and all it prints."""
    environment = {"TSUNAGARI_IMPORTS": str(imports)}
    done = CliRunner().invoke(main, [*map(str, arguments)], env=environment)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


@pytest.mark.parametrize(
    "file_name",
    [
        "a" * 251 + ".csv",
        "全件データ_" * 14 + "20240131.csv",
        "a\nb\x1b[31m.csv",
        "'; DROP TABLE file; --.csv",
        "..csv",
        ".csv",
        os.fsdecode(b"broken-\xff.csv"),
    ],
)
def test_names_of_all_kinds(desk: Any, file_name: str) -> None:
    path = desk.imports / file_name
    path.write_bytes(GOOD)
    code, out = run(desk.imports, "import", CORPORATE, path)
    assert (code, out.count("30 rows read = 30 kept")) == (0, 1), out
    code, out = run(desk.imports, "registers")
    assert (code, out.count("30 rows read = 30 kept")) == (0, 1), out
    (desk.imports / CORPORATE).rename(desk.imports / "before")
    assert desk.take(CORPORATE, path)[0].kept == 30
    with Collection([*desk.registers.values()], desk.imports) as collection:
        about = [*collection.files(Everything())]
    lines = [
        f"{' '.join(statement)} .\n"
        for leaf in about
        for found in leaf.graphs.values()
        for statement in found
    ]
    assert len([*parse("".join(lines), RdfFormat.N_TRIPLES)]) == len(lines) > 10


def test_a_file_with_a_wrong_row_and_a_long_name(desk: Any) -> None:
    path = desk.imports / ("会" * 83 + ".csv")
    path.write_bytes(GOOD + b"x\n")
    _, rejects = desk.take(CORPORATE, path)
    assert len(rejects) == 1


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path, tmp_path / "pipe.csv", Path(os.devnull)):
        with pytest.raises(RegisterFileError, match="is no file; give"):
            RegisterFile.open(path)
    with pytest.raises(RegisterFileError, match="is no file; give"):
        RegisterFile.open(tmp_path / "not-there.csv")
    code, out = run(tmp_path, "import", CORPORATE, tmp_path / "pipe.csv")
    told = "tsunagari: pipe.csv: is no file; give a table (.csv) or a zip of one\n"
    assert (code, out) == (1, told)


def test_a_link_is_what_it_points_to(desk: Any) -> None:
    (desk.imports / "a.csv").write_bytes(GOOD)
    link = desk.imports / "b_20240131.csv"
    link.symlink_to("a.csv")
    assert desk.take(CORPORATE, link)[0].kept == 30


def test_a_file_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(GOOD)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    # Root may read every file, so the system is not asked.
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(RegisterFileError, match=r"a\.csv: cannot be read \(Permission"):
        RegisterFile.open(path)


def test_a_disk_that_fails(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.imports / "a.csv"
    path.write_bytes(GOOD)

    def fail(source: Source, _: object) -> bytes:
        with source._told():
            raise OSError(5, "Input/output error")

    file = RegisterFile.open(path)
    monkeypatch.setattr(Source, "readinto", fail)
    monkeypatch.setattr(RegisterFile, "open", lambda _: file)
    code, out = run(tmp_path, "import", CORPORATE, path)
    told = "a.csv: cannot be read (Input/output error); give one that can be"
    assert (code, out) == (1, f"tsunagari: {told}\n")


@pytest.mark.parametrize("change", ["longer", "other", "shorter", "gone"])
def test_a_file_that_changes_while_it_is_read(
    desk: Any, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(importing, "PIECE", 10)
    path = desk.imports / "a.csv"
    path.write_bytes(GOOD)

    def progress(_bytes: int, rows: int) -> None:
        if rows == 10:
            if change == "gone":
                path.unlink()
                return
            data = {"longer": GOOD + GOOD, "shorter": GOOD[:-1], "other": GOOD[::-1]}
            path.write_bytes(data[change])

    file = staging_path(desk.imports, REGISTER)
    with Staging(file, create=True) as staging:
        with pytest.raises(RegisterFileError, match=r"; (import it again|give one)"):
            import_file(
                staging, REGISTER.reader, RegisterFile.open(path), progress=progress
            )
        assert staging.files() == []
        assert [*staging.groups()] == []
    assert [*file.parent.glob("*.rejects.csv")] == []


def test_when_it_was_fetched_can_be_told_later(desk: Any) -> None:
    path = desk.imports / "a.csv"
    path.write_bytes(GOOD)
    found = []
    for more in ([], ["--retrieved", "2026-07-31"], []):
        code, _ = run(desk.imports, "import", CORPORATE, path, *more)
        assert code == 0
        with Staging(staging_path(desk.imports, REGISTER)) as staging:
            found += [file.retrieved for file in staging.files()]
    assert found == ["", "2026-07-31", "2026-07-31"]
    code, out = run(desk.imports, "import", CORPORATE, path, "--retrieved", "yesterday")
    assert (code, "a date is written YYYY-MM-DD and exists" in out) == (2, True)


def test_a_build_reads_what_was_there_when_it_began(desk: Any) -> None:
    world = World(3)
    for day in world.days[:5]:
        desk.write(f"diff_{day}.csv", "").write_bytes(table(world.daily[day]))
        desk.take(CORPORATE, desk.imports / f"diff_{day}.csv")
    alone = desk.statements()
    with Collection([REGISTER], desk.imports) as collection:
        survey = collection.survey(desk.known)
        hubs = [*collection.hubs(survey, desk.known)]
        leaves = collection.leaves(survey, desk.known)
        first = next(leaves)
        for day in world.days[5:]:
            desk.write(f"diff_{day}.csv", "").write_bytes(table(world.daily[day]))
            desk.take(CORPORATE, desk.imports / f"diff_{day}.csv")
        said = {
            statement
            for leaf in (*hubs, first, *leaves)
            for found in leaf.graphs.values()
            for statement in found
        }
        assert said == alone
        assert len(collection.inputs()) == 6
    assert desk.statements() != alone


def test_what_is_no_database(tmp_path: Path) -> None:
    place = tmp_path / CORPORATE
    place.mkdir()
    (place / "rows.sqlite").write_bytes(b"no database at all, but long enough" * 100)
    (tmp_path / "a.csv").write_bytes(GOOD)
    for command in (["import", CORPORATE, tmp_path / "a.csv"], ["registers"]):
        code, out = run(tmp_path, *command)
        assert code == 1
        assert "imported rows cannot be opened" in out
        assert "remove the file and import again" in out


def test_a_damaged_database(desk: Any) -> None:
    path = desk.imports / "a.csv"
    path.write_bytes(b"".join(full_file(3000)))
    desk.take(CORPORATE, path)
    file = staging_path(desk.imports, REGISTER)
    data = bytearray(file.read_bytes())
    data[20_480:-8192] = bytes(len(data) - 28_672)
    file.write_bytes(data)
    with pytest.raises(RegisterError, match=r"cannot be read .*; remove the file"):
        desk.statements()
    code, out = run(desk.imports, "registers")
    assert (code, "remove the file and import again" in out) == (1, True)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "imports").write_bytes(b"")
    (tmp_path / "a.csv").write_bytes(GOOD)
    code, out = run(tmp_path / "imports", "import", CORPORATE, tmp_path / "a.csv")
    assert code == 1
    assert out.startswith("tsunagari: ")


def test_what_was_imported_can_be_forgotten(desk: Any) -> None:
    for file_name in ("a.csv", "b.csv"):
        (desk.imports / file_name).write_bytes(GOOD + file_name.encode() + b"\n")
        run(desk.imports, "import", CORPORATE, desk.imports / file_name)
    code, out = run(desk.imports, "registers", "--forget", CORPORATE, "a.csv")
    assert code == 0
    assert "a.csv:" not in out
    place = desk.imports / CORPORATE
    assert len([*place.glob("*.rejects.csv")]) == 1
    database = sqlite3.connect(place / "rows.sqlite")
    assert database.execute("SELECT count(*) FROM row").fetchone() == (30,)
    database.close()
    shutil.rmtree(place)
    code, out = run(desk.imports, "registers", "--forget", CORPORATE, "a.csv")
    assert code == 1
