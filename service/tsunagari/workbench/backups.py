"""Backups: a workbench as one file, also while it is served.

In it are the dataset and its history. Tokens are not: whoever has a backup must not be
able to write because of it.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Final

import tsunagari
from tsunagari.errors import WorkbenchError
from tsunagari.sparql.engines.oxigraph_backup import graphs_of
from tsunagari.sparql.engines.oxigraph_dataset import dump
from tsunagari.workbench.archive import DATASET, NATURE, Manifest, change_name, pack
from tsunagari.workbench.changes import History
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.moments import moment_of

__all__ = ["back_up"]

BUFFER: Final = 1 << 20


def back_up(layout: Layout, file: Path) -> Manifest:
    """Write a backup of a workbench to *file*; return what it is of.

    A file of that name is replaced, once the new one is whole.

    :raises WorkbenchError: If there is no workbench, it cannot be read, or the folder
        of the file is not there.
    :raises OSError: If the file cannot be written.
    """
    if not file.parent.is_dir():
        raise WorkbenchError(f"there is no folder '{file.parent}'; make it first")
    with moment_of(layout) as moment:
        paths = {NATURE: moment.place / NATURE, DATASET: moment.place / DATASET}
        shutil.copyfile(layout.top / NATURE, paths[NATURE])
        with paths[DATASET].open("wb", BUFFER) as out:
            statements = dump(moment.store, moment.nature.merged, out)
        history = History(layout.changes)
        for number in range(1, moment.number + 1):
            paths[change_name(number)] = history.path(number)
        graphs, empty = graphs_of(moment.store)
        manifest = Manifest(
            tsunagari.__version__,
            moment.number,
            statements,
            graphs,
            tuple(empty),
            {name: _note(path) for name, path in paths.items()},
        )
        pack(file, manifest, paths)
    return manifest


def _note(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return path.stat().st_size, digest
