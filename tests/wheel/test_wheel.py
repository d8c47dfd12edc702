"""The wheel: it carries the four folders, whole, and works from anywhere.

``make test`` builds the wheel, unpacks it and runs this file with the package
from the wheel first on the path; without that, the tests say why they skip.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import tsunagari
from tsunagari.resources import FOLDERS, folder

ROOT = Path(__file__).parents[2]
UNPACKED = os.environ.get("TSUNAGARI_WHEEL")

pytestmark = pytest.mark.skipif(
    not UNPACKED, reason="run by 'make test' against the unpacked wheel"
)


def tracked(folder_name: str) -> set[str]:
    """The files of a folder that git knows."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", folder_name],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return {name for name in listed.stdout.decode().split("\0") if name}


def test_the_package_under_test_is_the_wheel() -> None:
    assert UNPACKED
    assert Path(tsunagari.__file__).is_relative_to(UNPACKED)
    for name in FOLDERS:
        assert folder(name).is_relative_to(UNPACKED)


def test_the_wheel_holds_every_tracked_file_and_no_other() -> None:
    (wheel,) = (ROOT / "dist").glob("*.whl")
    packed = {
        name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name
    }
    expected = {f"tsunagari/{name}" for top in FOLDERS for name in tracked(top)}
    code = tracked("service/tsunagari")
    expected |= {name.removeprefix("service/") for name in code}
    assert len(expected) > 100
    assert packed == expected


def test_the_licences_are_in_the_wheel() -> None:
    (wheel,) = (ROOT / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for licence in ("LICENSE", "LICENSE-DATA"):
        assert any(name.endswith(f"licenses/{licence}") for name in names)


def test_the_command_builds_and_answers_elsewhere(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tsunagari"]
    built = subprocess.run(
        [*command, "build"], cwd=tmp_path, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    assert built.stdout.startswith("release ")
    assert built.stderr == ""
    asked = subprocess.run(
        [*command, "query", "CQ01", "--format", "csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert len(asked.stdout.splitlines()) == 5


def test_a_country_is_laid_out_and_built_elsewhere(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tsunagari", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )

    refused = run("country", "new", "kr")
    assert refused.returncode == 2
    assert "--into" in refused.stderr
    assert run("country", "new", "kr", "--into", "my-kr").returncode == 0
    built = run("--sources", "my-kr", "build")
    assert built.returncode == 0, built.stderr
    asked = run(
        *("--sources", "my-kr", "query", "--format", "csv"),
        "SELECT ?country { krconcept:forms dcterms:spatial ?country }",
    )
    assert asked.stdout.splitlines()[1] == "https://w3id.org/tsunagari/place/kr"
