"""The folder of releases: it is only read, and need not be writable (R42)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .server import Server, serve

pytestmark = pytest.mark.xdist_group("safety-folder")

READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'

State = dict[str, tuple[int, int, int]]


def work(server: Server) -> None:
    """Let *server* do some of everything."""
    for path in (
        "/",
        "/health",
        "/ready",
        "/.well-known/void",
        "/download/tsunagari.nq",
    ):
        assert server.get(path).status == 200, path
    assert server.get("/download/tsunagari.nq", {"Range": "bytes=0-9"}).status == 206
    assert server.query("nonsense").status == 400
    assert server.query("DESCRIBE <urn:s1>").status == 200
    server.check()


def state(top: Path) -> State:
    """Return what the listing of *top* tells: times, sizes and kinds."""
    found = {}
    for path in sorted(top.rglob("*")):
        told = path.lstat()
        found[str(path)] = (told.st_mtime_ns, told.st_size, told.st_mode)
    return found


def test_nothing_is_written_while_serving(small_releases: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    shutil.copytree(small_releases, releases, symlinks=True)
    before = state(releases)
    with serve(releases, tmp_path / "work") as server:
        work(server)
        server.process.terminate()
        assert server.process.wait(20) == 0
        assert state(releases) == before
        assert not list(server.temporary.rglob("*"))


def test_a_folder_that_cannot_be_written_is_served(
    small_releases: Path, tmp_path: Path
) -> None:
    releases = tmp_path / "releases"
    shutil.copytree(small_releases, releases, symlinks=True)
    folders = [releases, *(path for path in releases.rglob("*") if path.is_dir())]
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:
        # Rights do not bind root: a mount does.
        before = ("unshare", "--mount", "sh", "-c", READ_ONLY, str(releases))
        try:
            subprocess.run([*before, "true"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("root needs the right to mount, to see a read-only folder")
    for folder in folders:
        folder.chmod(0o555)
    try:
        with serve(releases, tmp_path / "work", before=before) as server:
            work(server)
    finally:
        for folder in folders:
            folder.chmod(0o755)
