"""A moment of a workbench: its dataset, and the history up to it, to be read at ease.

Where nobody serves the workbench, its writer is asked. Where somebody does, the newest
snapshot is what queries see. Either is a folder that shares its files, so it costs
nothing and stays as it is while the workbench goes on.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from tsunagari.errors import WorkbenchError, WorkbenchHeldError
from tsunagari.sparql.engines.oxigraph_dataset import checkpoint_of
from tsunagari.workbench.changes import History
from tsunagari.workbench.layout import Layout, Nature
from tsunagari.workbench.writer import Writer

__all__ = ["Moment", "moment_of"]

NAME: Final = ".moment-"
# So long a service may take to show what its history has.
PATIENCE_SECONDS: Final = 60.0
PAUSE_SECONDS: Final = 0.1


@dataclass(frozen=True)
class Moment:
    """What a workbench was at one moment.

    :param nature: What the workbench is.
    :param number: The number of its last change.
    :param place: A folder that is there as long as the moment is.
    """

    nature: Nature
    number: int
    place: Path

    @property
    def store(self) -> Path:
        """The folder of the dataset, which nobody writes to."""
        return self.place / "store"


@contextmanager
def moment_of(layout: Layout) -> Iterator[Moment]:
    """Keep a moment of the workbench: no change that is done now is missing.

    :raises WorkbenchError: If there is none, it is damaged, or whoever serves it does
        not show its last change.
    """
    nature = layout.nature()
    _clear_leftovers(layout.top)
    place = layout.top / f"{NAME}{uuid4().hex}-{os.getpid()}"
    place.mkdir()
    try:
        number = _take(layout, place / "store")
        yield Moment(nature, number, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _take(layout: Layout, path: Path) -> int:
    """Make a checkpoint; return the number of its last change."""
    least = History(layout.changes).last()
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with Writer.open(layout.top, 0, patience=0) as writer:
                return writer.checkpoint(path)
        except WorkbenchHeldError as error:
            held = error
        number = _copy(layout, path, least)
        if number is not None:
            return number
        if time.monotonic() > until:
            raise WorkbenchError(
                f"another process has the workbench '{layout.top}', and does not show "
                f"change {least} to queries yet; try again later, or stop it"
            ) from held
        time.sleep(PAUSE_SECONDS)


def _copy(layout: Layout, path: Path, least: int) -> int | None:
    """Make a checkpoint of the newest snapshot, unless it lacks the change *least*.

    A snapshot that is left behind meanwhile is removed, perhaps half-way.
    """
    found = layout.last_snapshot()
    if not found or found[0] < least:
        return None
    try:
        checkpoint_of(found[1], path)
    except WorkbenchError:
        shutil.rmtree(path, ignore_errors=True)
        return None
    return found[0]


def _clear_leftovers(top: Path) -> None:
    for path in top.glob(f"{NAME}*"):
        try:
            os.kill(int(path.name.rpartition("-")[2]), 0)
        except ProcessLookupError:
            shutil.rmtree(path, ignore_errors=True)
        except (ValueError, OSError):
            continue
