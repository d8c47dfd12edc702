"""A workbench laid out anew from a backup.

All of it is made in a folder within the new one, and checked there. ``workbench.json``
comes to its place last: before that the folder is no workbench, whatever happens.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tsunagari.errors import BackupError, PatchError, WorkbenchError
from tsunagari.sparql.engines.oxigraph_backup import load_store
from tsunagari.workbench.archive import DATASET, NATURE, Manifest, unpack
from tsunagari.workbench.changes import History
from tsunagari.workbench.layout import LOCKS, Layout, sync_folder, write_whole

__all__ = ["restore"]

STAGING: Final = ".restoring"
# A header of a change has an IRI at most.
LONGEST_HEADER: Final = 100_000


def restore(file: Path, layout: Layout) -> Manifest:
    """Lay out a workbench as it was when the backup *file* was made; nobody can write.

    :raises BackupError: If the file is no backup, or damaged; the text says what of it.
    :raises WorkbenchError: If the folder has something in it, or the disk no room.
    :raises OSError: If the file cannot be read, or the disk be written to.
    """
    with _new(layout) as staging:
        try:
            manifest = unpack(file, staging.top)
            _load(staging, manifest)
            _check_history(staging, manifest.last)
        except BackupError as error:
            raise BackupError(
                f"the backup '{file}' cannot be restored: {error}; nothing was laid out"
            ) from error
        (staging.top / DATASET).unlink()
        write_whole(staging.flushed, f"{manifest.last}\n")
        sync_folder(staging.changes)
        for made in (staging.store, staging.changes, staging.flushed):
            made.rename(layout.top / made.name)
        sync_folder(layout.top)
        (staging.top / NATURE).rename(layout.top / NATURE)
        sync_folder(layout.top)
    return manifest


@contextmanager
def _new(layout: Layout) -> Iterator[Layout]:
    """Have a folder to make it in; if that fails, all is as it was."""
    made = not layout.top.exists()
    # Looked at before anything is put into it, and again when nobody else can.
    if not layout.is_new() and not (layout.top / STAGING).is_dir():
        raise WorkbenchError(
            f"'{layout.top}' is not empty; name a folder that is not there yet"
        )
    with layout.held():
        _clear(layout)
        if not layout.is_new():
            raise WorkbenchError(
                f"'{layout.top}' is not empty; name a folder that is not there yet"
            )
        staging = Layout(layout.top / STAGING)
        staging.top.mkdir()
        try:
            yield staging
        finally:
            _clear(layout)
            if made and not layout.exists():
                with suppress(OSError):
                    for lock in LOCKS:
                        (layout.top / lock).unlink()
                    layout.top.rmdir()


def _clear(layout: Layout) -> None:
    """Remove what a restoring left that was ended, or its empty folder."""
    staging = layout.top / STAGING
    if not staging.is_dir() or staging.is_symlink():
        return
    if not layout.exists():
        shutil.rmtree(layout.store, ignore_errors=True)
        shutil.rmtree(layout.changes, ignore_errors=True)
        layout.flushed.unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)


def _load(staging: Layout, manifest: Manifest) -> None:
    try:
        nature = staging.nature()
    except WorkbenchError as error:
        raise BackupError(
            f"its {NATURE} is damaged, or of a newer version of this program"
        ) from error
    statements, graphs = load_store(
        staging.store,
        staging.top / DATASET,
        nature.merged,
        nature.apart,
        manifest.empty,
    )
    for found, told, what in (
        (statements, manifest.statements, "statements"),
        (graphs, manifest.graphs, "named graphs"),
    ):
        if found != told:
            raise BackupError(
                f"its dataset has {found} {what}, and its manifest says {told}"
            )


def _check_history(staging: Layout, last: int) -> None:
    history = History(staging.changes)
    for number in range(1, last + 1):
        _check_headers(history.path(number), number)
        try:
            found = history.head(number).number
        except PatchError as error:
            raise BackupError(str(error)) from error
        if found != number:
            raise BackupError(f"the file of change {number} is of change {found}")


def _check_headers(path: Path, number: int) -> None:
    """Do nothing if the headers of a change are no longer than one can read."""
    with path.open("rb") as file:
        while (line := file.readline(LONGEST_HEADER)) != b"TX .\n":
            if not line.endswith(b"\n"):
                raise BackupError(f"change {number} has a header that cannot be read")
