"""The folder of releases: which there are, and which is in force."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import ReleaseError
from tsunagari.release.manifest import MANIFEST
from tsunagari.sparql.engines.oxigraph import OxigraphEngine

__all__ = ["Release", "Releases"]

CURRENT: Final = "current"


@dataclass(frozen=True)
class Release:
    """One published release."""

    path: Path
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        """The id, which is also the folder's name."""
        return str(self.manifest["id"])

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
        return Release(path, content)

    def publish(self, made: Path, id: str) -> Release:
        """Move the finished folder *made* to its place and put it in force.

        A release of the same id is replaced: it holds the same.
        """
        place = self.top / id
        if place.exists():
            old = self.top / f".old-{id}-{os.getpid()}"
            place.rename(old)
            made.rename(place)
            shutil.rmtree(old, ignore_errors=True)
        else:
            made.rename(place)
        self.put_in_force(id)
        return self.open(id)

    def put_in_force(self, id: str) -> None:
        """Let ``current`` point to the release *id*, in one step."""
        link = self.top / f".{CURRENT}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(id, target_is_directory=True)
        link.replace(self.top / CURRENT)
