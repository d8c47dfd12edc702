"""The files of a release copied to a folder that somebody else serves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tsunagari.errors import ReleaseError
from tsunagari.release.dumps import opened
from tsunagari.release.json_files import FOLDERS
from tsunagari.release.manifest import MANIFEST
from tsunagari.release.part_files import sha256_of
from tsunagari.release.releases import Release
from tsunagari.release.report_files import REPORT, SHACL_REPORT, SHAPES

__all__ = ["copy_files", "put", "release_folder"]

Progress = Callable[[str, int, int], None]

# Small files that tell of a release, beside those of its data sets, with their types.
BESIDE: Final = {
    MANIFEST: "application/json",
    SHAPES: "text/turtle",
    REPORT: "application/json",
    SHACL_REPORT: "text/turtle",
    "validation-report.txt": "text/plain",
    "void.ttl": "text/turtle",
}
SUMS: Final = "SHA256SUMS"


def copy_files(
    release: Release, folder: Path, progress: Progress = lambda *_: None
) -> int:
    """Copy what *release* offers to *folder*; return how many files there are.

    They stand below ``releases/<id>/``, beside those of other releases, with a file
    SHA256SUMS. What describes the JSON stands at its own address too, where a
    context stays when another version comes. A file that is there with the right
    checksum stays. Each comes into place in one step, so a copy that is interrupted
    leaves no half file under its name.

    :param progress: Called with what is done, how many bytes of it are, and all.
    :raises ReleaseError: If the release does not tell its files, or lacks one.
    """
    notes = release.manifest.get("files") or {}
    if not notes:
        raise ReleaseError(
            f"the release '{release.id}' does not tell its files; build it again"
        )
    total = sum(note["bytes"] for note in notes.values())
    top, folder = folder, folder / release_folder(release)
    done, sums = 0, []
    for name, note in notes.items():
        _copy(release, name, folder / name, note["sha256"])
        done += note["bytes"]
        progress("copy bytes", done, total)
        sums.append(f"{note['sha256']}  {name}\n")
    describing = [
        f"{part}/{path.name}"
        for part in FOLDERS
        for path in sorted((release.path / part).glob("*"))
    ]
    for name in (*BESIDE, *describing):
        path = release.path / name
        if path.is_file():
            sha256 = sha256_of(path)
            _copy(release, name, folder / name, sha256)
            sums.append(f"{sha256}  {name}\n")
    for name in describing:
        put(top / name, (release.path / name).read_bytes())
    put(folder / SUMS, "".join(sums).encode())
    return len(sums) + 1 + len(describing)


def release_folder(release: Release) -> str:
    """Return where the files of *release* stand, below the address of all."""
    return f"releases/{release.id}"


def put(path: Path, data: bytes) -> None:
    """Write *data* to *path* in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        half.write_bytes(data)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _copy(release: Release, name: str, to: Path, sha256: str) -> None:
    if to.is_file() and sha256_of(to) == sha256:
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    for left in to.parent.glob(f".{to.name}-*"):
        left.unlink(missing_ok=True)
    half = to.with_name(f".{to.name}-{os.getpid()}")
    try:
        with opened(release.path / name) as file, half.open("wb") as out:
            shutil.copyfileobj(file, out)
        if sha256_of(half) != sha256:
            raise ReleaseError(
                f"the file {name} of the release '{release.id}' is damaged; build it "
                "again"
            )
        half.replace(to)
    except FileNotFoundError as error:
        raise ReleaseError(f"the release '{release.id}' has no {name}") from error
    finally:
        half.unlink(missing_ok=True)
