"""Imports that are stopped at any moment, and run again: the result is the same.

A stop is a kill of the process, at a random moment or right before or after something
is brought to the disk; a signal from the keyboard; or a disk that is full.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tsunagari.errors import RegisterError
from tsunagari.registers.collection import Collection
from tsunagari.registers.registry import Register

from .generator import full_file

KILLS: Final = int(os.environ.get("TSUNAGARI_TEST_ROUNDS", "4"))
ROWS: Final = 12_000
# Small pieces, so that there are many moments between two of them.
SCRIPT: Final = """
import os, signal, sys
from pathlib import Path
from tsunagari.cli import main
from tsunagari.registers import importing, staging
importing.PIECE = 500
place, left = os.environ.get("DIE_AT"), int(os.environ.get("DIE_AFTER", "0"))
by = signal.Signals[os.environ.get("DIE_BY", "SIGKILL")]

def dying(name, function):
    def call(*args, **kwargs):
        global left
        if place == f"before {name}" and not left:
            os.kill(os.getpid(), by)
        found = function(*args, **kwargs)
        if place == f"after {name}" and not left:
            os.kill(os.getpid(), by)
        left -= (place or "").endswith(f" {name}")
        return found
    return call

staging.Staging.begin = dying("begin", staging.Staging.begin)
staging.Staging.add = dying("add", staging.Staging.add)
importing._flush = dying("flush", importing._flush)
if place == "full":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, left))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
# A test that runs in the background inherits that signals from the keyboard are lost.
signal.signal(signal.SIGINT, signal.default_int_handler)
print("ready", flush=True)
main(sys.argv[1:])
"""


def start(folder: Path, file: Path, **told: str) -> subprocess.Popen[str]:
    """Start an import of *file* into *folder*; it is ready when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "import", "corporate-numbers", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TSUNAGARI_IMPORTS": str(folder), **told},
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, told = process.communicate(timeout=60)
    assert "Traceback" not in told, told
    return process.returncode, out, told


def kept(folder: Path) -> tuple[list[tuple[object, ...]], ...]:
    """Return all that was kept: files, rows, and the rejects."""
    place = folder / "corporate-numbers"
    with sqlite3.connect(place / "rows.sqlite") as database:
        found = tuple(
            database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall()
            for table in ("file", "row")
        )
    database.close()
    rejects = [(p.name, p.read_bytes()) for p in sorted(place.glob("*.rejects.csv"))]
    return (*found, [*rejects])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A full file with a wrong row here and there."""
    lines = b"".join(full_file(ROWS)).splitlines(keepends=True)
    for place in range(0, len(lines), 97):
        lines[place] = lines[place].replace(b",0,", b",x,", 1)
    path = tmp_path_factory.mktemp("source") / "full_20240131.csv"
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture(scope="module")
def undisturbed(file: Path, tmp_path_factory: pytest.TempPathFactory) -> object:
    """What an import keeps that nobody stops, and what it prints."""
    folder = tmp_path_factory.mktemp("imports")
    code, out, _ = end(start(folder, file))
    assert code == 0
    found = kept(folder)
    assert len(found[1]) == ROWS - len(range(0, ROWS, 97))
    return found, out


def resumed(folder: Path, file: Path) -> object:
    code, out, told = end(start(folder, file))
    assert code == 0, told
    return kept(folder), out.replace(str(folder), "FOLDER")


def same(undisturbed: object, folder: Path, file: Path) -> None:
    found, out = undisturbed  # type: ignore[misc]
    now, told = resumed(folder, file)  # type: ignore[misc]
    assert now == found
    assert told.splitlines()[0] == out.splitlines()[0]


def test_killed_at_random(undisturbed: object, file: Path, tmp_path: Path) -> None:
    """Killed again and again, each time a little later, then left alone."""
    random = Random(7)
    for _ in range(KILLS):
        process = start(tmp_path, file)
        time.sleep(random.uniform(0, 0.35))
        process.kill()
        process.communicate()
    same(undisturbed, tmp_path, file)


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        ("before begin", 0),
        ("after begin", 0),
        ("after flush", 3),
        ("after add", 5),
        ("after add", ROWS // 500),
    ],
)
def test_killed_at_each_point(
    undisturbed: object, file: Path, tmp_path: Path, moment: str, after: int
) -> None:
    process = start(tmp_path, file, DIE_AT=moment, DIE_AFTER=str(after))
    code, out, _ = end(process)
    assert (code, out) == (-signal.SIGKILL, "")
    same(undisturbed, tmp_path, file)


def test_stopped_from_the_keyboard(
    undisturbed: object, file: Path, tmp_path: Path
) -> None:
    moment = {"DIE_AT": "after add", "DIE_AFTER": "3", "DIE_BY": "SIGINT"}
    process = start(tmp_path, file, **moment)
    code, _, told = end(process)
    assert code == 1
    assert told.endswith("import again, and it goes on where it was\n")
    same(undisturbed, tmp_path, file)


@pytest.mark.parametrize("size", [1000, 300_000])
def test_no_room(undisturbed: object, file: Path, tmp_path: Path, size: int) -> None:
    process = start(tmp_path, file, DIE_AT="full", DIE_AFTER=str(size))
    code, _, told = end(process)
    assert code == 1
    assert told.startswith("tsunagari: ")
    assert "import again" in told
    same(undisturbed, tmp_path, file)


def test_a_half_that_nobody_takes_and_rejects_that_were_removed(
    undisturbed: object, file: Path, tmp_path: Path
) -> None:
    code, _, _ = end(start(tmp_path, file, DIE_AT="after add", DIE_AFTER="5"))
    assert code == -signal.SIGKILL
    register = Register("corporate-numbers", "corporate-numbers", "urn:example:source")
    with (
        Collection([register], tmp_path) as collection,
        pytest.raises(RegisterError, match="not imported to its end; run 'tsunagari"),
    ):
        collection.inputs()
    for path in tmp_path.rglob("*.rejects.csv"):
        path.unlink()
    same(undisturbed, tmp_path, file)


def test_two_at_once(undisturbed: object, file: Path, tmp_path: Path) -> None:
    first = start(tmp_path, file, DIE_AT="after begin", DIE_BY="SIGSTOP")
    os.waitpid(first.pid, os.WUNTRACED)
    second = start(tmp_path, file)
    code, out, told = end(second)
    os.kill(first.pid, signal.SIGCONT)
    assert (code, out) == (1, "")
    assert "another import of this register goes on; wait until it has ended" in told
    assert end(first)[0] == 0
    same(undisturbed, tmp_path, file)
