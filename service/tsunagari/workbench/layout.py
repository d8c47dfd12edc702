"""A workbench on disk: what its folder holds, and that one process has it at a time.

::

    .workbench-…       locks: who has it
    workbench.json     what it is: the version of this layout, where it began
    store/             the dataset, which one process writes to
    pending            what is being written; there only for a moment
    flushed            the number of the last change that is surely in store/
    changes/           the history, one file per change
    snapshots/         what queries read; made anew at each start. The name of each
                       begins with the number of its last change
    incoming/          documents on their way in
    tokens.json        who may write: the hashes of tokens
    .moment-…          what a backup reads; there only for a moment
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

from tsunagari.errors import WorkbenchError, WorkbenchHeldError
from tsunagari.namespaces import CATALOG_GRAPHS

__all__ = [
    "BEGINNING",
    "LOCKS",
    "PATIENCE_SECONDS",
    "Layout",
    "Nature",
    "sync_folder",
    "write_whole",
]

LAYOUT: Final = 1
PATIENCE_SECONDS: Final = 5.0
LOCKS: Final = (".workbench-served", ".workbench-lock")
# A store that is being made; a beginning that was ended leaves it.
BEGINNING: Final = ".workbench-beginning"
SNAPSHOT: Final = re.compile(r"([0-9]{9,})-([0-9]{9,})")


@dataclass(frozen=True)
class Nature:
    """What a workbench is.

    :param release: The id of the release that it began with; empty for none. Then
        its default graph is the merge of the named graphs, as it is in a release.
    """

    release: str = ""
    layout: int = LAYOUT

    @property
    def merged(self) -> bool:
        """Whether the default graph is the merge of the named graphs."""
        return bool(self.release)

    @property
    def apart(self) -> tuple[str, ...]:
        """The IRIs of named graphs that are no part of that merge."""
        return tuple(sorted(map(str, CATALOG_GRAPHS))) if self.release else ()


@dataclass(frozen=True)
class Layout:
    """The folder of a workbench."""

    top: Path

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.top / "store"

    @property
    def pending(self) -> Path:
        """The file of what is being written."""
        return self.top / "pending"

    @property
    def flushed(self) -> Path:
        """The file with the number of the last change that is surely in the store."""
        return self.top / "flushed"

    @property
    def changes(self) -> Path:
        """The folder of the history."""
        return self.top / "changes"

    @property
    def snapshots(self) -> Path:
        """The folder of what queries read."""
        return self.top / "snapshots"

    @property
    def incoming(self) -> Path:
        """The folder of documents on their way in."""
        return self.top / "incoming"

    @property
    def tokens(self) -> Path:
        """The file of tokens."""
        return self.top / "tokens.json"

    def snapshot(self, number: int, count: int) -> Path:
        """Return the folder of a snapshot.

        :param number: The number of its last change.
        :param count: Which of the snapshots of this service it is.
        """
        return self.snapshots / f"{number:09}-{count:09}"

    def last_snapshot(self) -> tuple[int, Path] | None:
        """Return the newest snapshot with the number of its last change, if any."""
        found = [
            (int(match.group(1)), int(match.group(2)), path)
            for path in self.snapshots.glob("*")
            if (match := SNAPSHOT.fullmatch(path.name))
        ]
        if not found:
            return None
        number, _, path = max(found)
        return number, path

    def exists(self) -> bool:
        """Tell whether there is a workbench."""
        return (self.top / "workbench.json").is_file()

    def make(self, nature: Nature) -> None:
        """Lay out a folder; its store is made when it is first opened."""
        self.changes.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(nature), indent=1) + "\n"
        write_whole(self.top / "workbench.json", text)

    def nature(self) -> Nature:
        """Return what the workbench is.

        :raises WorkbenchError: If there is none, or it is of a newer version.
        """
        try:
            found = json.loads(
                (self.top / "workbench.json").read_text(encoding="utf-8")
            )
            nature = Nature(str(found["release"]), int(found["layout"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkbenchError(
                f"'{self.top}' is no workbench; 'tsunagari workbench' makes one"
            ) from error
        if nature.layout > LAYOUT:
            raise WorkbenchError(
                f"the workbench '{self.top}' was made by a newer version of this "
                "program; update it"
            )
        return nature

    def clear(self) -> None:
        """Remove what a process that is no more left for the moment."""
        for folder in (self.snapshots, self.incoming):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)

    @contextmanager
    def held(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Keep every other process from it meanwhile: nobody serves it.

        :param patience: How many seconds to wait for another one: one whose service
            was ended takes a moment to notice.
        :raises WorkbenchHeldError: If another one has it.
        """
        with self.served(patience), self.written(patience):
            yield

    @contextmanager
    def served(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Be the one that serves it, whether its writer runs or not; as :meth:`held`.

        :raises WorkbenchHeldError: If another process has it.
        """
        with self._locked(LOCKS[0], patience):
            yield

    @contextmanager
    def written(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Be the one that writes to it; as :meth:`held`.

        :raises WorkbenchHeldError: If another process has it.
        """
        with self._locked(LOCKS[1], patience):
            yield

    def is_new(self) -> bool:
        """Tell whether the folder holds nothing but what a beginning leaves.

        :raises WorkbenchError: If it is no folder.
        """
        if self.top.exists() and not self.top.is_dir():
            raise WorkbenchError(f"'{self.top}' is a file; name a folder")
        return not self.top.exists() or all(
            path.name in (*LOCKS, BEGINNING) for path in self.top.iterdir()
        )

    @contextmanager
    def _locked(self, name: str, patience: float) -> Iterator[None]:
        self.top.mkdir(parents=True, exist_ok=True)
        # Whatever the file holds stays.
        with (self.top / name).open("a") as file:
            until = time.monotonic() + patience
            while not _lock(file):
                if time.monotonic() > until:
                    raise WorkbenchHeldError(
                        f"another process has the workbench '{self.top}'; stop it "
                        "first, or ask it"
                    )
                time.sleep(0.05)
            yield


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there as a whole or as it was, on the disk."""
    made = path.with_name(f".{path.name}.{uuid4().hex}.new")
    with made.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Let the names in a folder be on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
