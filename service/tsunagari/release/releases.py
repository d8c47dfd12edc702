"""The folder of releases: which there are, and which is in force."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import ReleaseError
from tsunagari.release.manifest import LAYOUT, MANIFEST
from tsunagari.sparql.engines.oxigraph import OxigraphEngine

__all__ = ["BUILDING", "Release", "Releases"]

CURRENT: Final = "current"
LOCK: Final = ".lock"
BUILDING: Final = ".building-"
OLD: Final = ".old-"


@dataclass(frozen=True)
class Release:
    """One published release."""

    path: Path
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        """The id, which is also the folder's name."""
        return str(self.manifest["id"])

    def description(self) -> bytes:
        """Return the graph that describes the data set, as Turtle.

        :raises ReleaseError: If there is none.
        """
        try:
            return (self.path / "void.ttl").read_bytes()
        except OSError as error:
            raise ReleaseError(
                f"the release '{self.id}' has no description; build it again"
            ) from error

    def engine(self) -> OxigraphEngine:
        """Open the store, read-only.

        :raises ReleaseError: If it is missing or damaged.
        """
        return OxigraphEngine.open(self.path / "store")


@dataclass(frozen=True)
class Releases:
    """All releases below one folder."""

    top: Path

    def current(self) -> Release:
        """Return the release in force.

        :raises ReleaseError: If none was built, or it is incomplete.
        """
        link = self.top / CURRENT
        if not link.exists():
            raise ReleaseError(
                f"there is no release in '{self.top}'; run 'tsunagari build' first"
            )
        return self.open(link.resolve().name)

    def all(self) -> list[Release]:
        """Return the releases that are whole, the one put here last first."""
        found = []
        for path in self.top.iterdir():
            if path.name != CURRENT and not path.name.startswith("."):
                with suppress(ReleaseError):
                    made = (path / MANIFEST).stat().st_mtime if path.is_dir() else 0
                    found.append((made, path.name, self.open(path.name)))
        return [release for *_, release in sorted(found, reverse=True)]

    def store(self, release: Release) -> Path:
        """Return the folder of the store of *release*."""
        return release.path / "store"

    def open(self, id: str) -> Release:
        """Return the release *id*.

        :raises ReleaseError: If it does not exist or has no readable manifest.
        """
        path = self.top / id
        try:
            content = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ReleaseError(
                f"the release '{id}' in '{self.top}' is incomplete; build it again"
            ) from error
        if not isinstance(content, dict) or content.get("id") != id:
            raise ReleaseError(
                f"the manifest of the release '{id}' in '{self.top}' is damaged; "
                "build it again"
            )
        if content.get("layout", LAYOUT) > LAYOUT:
            raise ReleaseError(
                f"the release '{id}' in '{self.top}' was made by a newer version of "
                "this program; update it, or load the dump tsunagari.nq elsewhere"
            )
        return Release(path, content)

    def publish(self, made: Path, id: str) -> Release:
        """Move the finished folder *made* to its place and put it in force.

        A whole release of the same id stays: it holds the same. Only a damaged
        one is moved aside first.
        """
        place = self.top / id
        with self.lock():
            if not self.has(id):
                if place.exists():
                    place.rename(self.top / f"{OLD}{id}-{os.getpid()}")
                made.chmod(0o755)
                made.rename(place)
            self.put_in_force(id)
        return self.open(id)

    def prepare(self) -> None:
        """Make the folder, and remove what builds that were killed left behind.

        :raises ReleaseError: If it cannot be written to.
        """
        try:
            self.top.mkdir(parents=True, exist_ok=True)
            self._clear_leftovers()
        except OSError as error:
            raise ReleaseError(
                f"releases cannot be written to '{self.top}': {error.strerror}"
            ) from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other builds from changing this folder meanwhile."""
        with (self.top / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _clear_leftovers(self) -> None:
        with self.lock():
            for path in self.top.iterdir():
                if path.name.startswith((BUILDING, OLD)) and not _in_use(path):
                    shutil.rmtree(path, ignore_errors=True)

    def has(self, id: str) -> bool:
        """Tell whether the release *id* is there and whole."""
        try:
            self.open(id).engine()
        except ReleaseError:
            return False
        return True

    def put_in_force(self, id: str) -> None:
        """Let ``current`` point to the release *id*, in one step."""
        link = self.top / f".{CURRENT}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(id, target_is_directory=True)
        link.replace(self.top / CURRENT)


def _in_use(path: Path) -> bool:
    """Tell whether the process whose number ends the name still runs."""
    number = path.name.rpartition("-")[2]
    with suppress(ValueError, OSError):
        os.kill(int(number), 0)
        return True
    return False
