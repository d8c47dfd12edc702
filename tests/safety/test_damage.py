"""A damaged release: it is not served, and damage under a server is told as such.

R41, R53: neither the answers nor the log hold a traceback or a path of the store.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .processes import workers
from .release import ID, largest_table
from .server import Server, serve

pytestmark = pytest.mark.xdist_group("safety-damage")

MANIFEST = "MANIFEST.json"


@pytest.fixture
def releases(small_releases: Path, tmp_path: Path) -> Path:
    """A folder of releases that may be spoilt."""
    top = tmp_path / "releases"
    shutil.copytree(small_releases, top, symlinks=True)
    return top


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    """Spoil what *path* holds and keep its size."""
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(bytes(byte ^ 0x5A for byte in data))


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a table is cut": lambda top: cut(largest_table(top / ID)),
    "a table is spoilt": lambda top: overwrite(largest_table(top / ID)),
    "a table is missing": lambda top: largest_table(top / ID).unlink(),
    "the store has no beginning": lambda top: cut(top / ID / "store" / "CURRENT"),
    "the store is missing": lambda top: shutil.rmtree(top / ID / "store"),
    "the store is empty": lambda top: empty(top / ID / "store"),
    "the manifest is cut": lambda top: cut(top / ID / MANIFEST),
    "the manifest has no id": lambda top: (top / ID / MANIFEST).write_text("{}"),
    "the manifest is a list": lambda top: (top / ID / MANIFEST).write_text("[]"),
    "no release is in force": lambda top: (top / "current").unlink(),
    "the release in force is gone": lambda top: shutil.rmtree(top / ID),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_release_is_not_served(damage: str, releases: Path) -> None:
    DAMAGES[damage](releases)
    command = [sys.executable, "-m", "tsunagari", "serve", "--port", "0"]
    found = subprocess.run(
        [*command, "--releases", str(releases)],
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert found.returncode not in (0, 1)
    assert found.stdout == ""
    assert "Traceback" not in found.stderr
    assert "release" in found.stderr
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("damage", ["a table is spoilt", "the store is missing"])
def test_damage_under_a_server_is_told(
    damage: str, releases: Path, tmp_path: Path
) -> None:
    with serve(releases, tmp_path / "work", "--queue-seconds", "1") as server:
        server.check()
        DAMAGES[damage](releases)
        ask_some(server, releases)
        # What a worker had read already is gone with it.
        for worker in workers(server.process.pid):
            os.kill(worker, signal.SIGKILL)
        ask_some(server, releases)
        assert server.get("/ready").status in (200, 503)
        assert server.process.poll() is None
        assert "Traceback" not in server.log.read_text()


def test_a_missing_dump_is_told(releases: Path, tmp_path: Path) -> None:
    with serve(releases, tmp_path / "work") as server:
        (releases / ID / "tsunagari.nq").unlink()
        (releases / ID / "void.ttl").unlink()
        for path in ("/download/tsunagari.nq", "/.well-known/void"):
            answer = server.get(path)
            assert answer.status in (404, 503), path
            assert bytes(releases) not in answer.body
        server.check()


def ask_some(server: Server, releases: Path) -> None:
    """Ask queries that read all of the store; none is answered with a 500."""
    for text in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ORDER BY ?o",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "ASK { <urn:s1> ?p <urn:s7> }",
    ):
        answer = server.query(text)
        assert answer.status in (200, 503), answer.body
        assert bytes(releases) not in answer.body
        assert b"Corruption" not in answer.body
    assert server.get("/health").status == 200
