"""A build that is killed, at whatever moment, leaves the last release in force."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tsunagari.release.build import build
from tsunagari.release.releases import BUILDING, Releases
from tsunagari.sparql.formats import format_named

JSON = format_named("json")
MOMENTS = 5
BUILD = """
import sys
from pathlib import Path
from tsunagari import resources
resources._PACKAGE = Path(sys.argv[1])
from tsunagari.release.build import build
from tsunagari.release.releases import Releases
build(Releases(Path(sys.argv[2])))
"""


def start(project: Path, top: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", BUILD, str(project), str(top)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def test_the_last_release_stays_in_force(small_project: Path, tmp_path: Path) -> None:
    top = tmp_path / "releases"
    releases = Releases(top)
    first = build(releases)
    (data,) = small_project.glob("graph_data/cited.trig")
    data.write_text(data.read_text("utf-8").replace("A source", "One source"), "utf-8")

    started = time.monotonic()
    assert start(small_project, top).wait() == 0
    seconds = time.monotonic() - started
    second = releases.current()
    assert second.id != first.id

    killed = 0
    for moment in range(MOMENTS):
        releases.put_in_force(first.id)
        shutil.rmtree(second.path, ignore_errors=True)
        with start(small_project, top) as process:
            time.sleep(seconds * (moment + 0.7) / MOMENTS)
            process.kill()
            killed += process.wait() != 0
        now = releases.current()
        assert now.id in (first.id, second.id)
        ask = now.engine().query("ASK { ?s ?p ?o }")
        assert b"true" in ask.serialize(JSON)
        shutil.rmtree(second.path, ignore_errors=True)
    assert killed >= MOMENTS // 2
    # Whoever comes next clears away what is left, and gets the same release.
    assert build(releases).id == second.id
    assert not [path for path in top.iterdir() if path.name.startswith(BUILDING)]
