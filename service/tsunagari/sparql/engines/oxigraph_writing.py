"""Filling a store on disk with more than memory holds, and closing it.

What is loaded at once becomes a file for each of the store's indexes, and these are
merged until one is left: so it is loaded in pieces as large as the engine sorts.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

__all__ = ["StoreWriter"]

# The engine sorts a million statements at a time; a few more would make a second,
# small set of files.
TOGETHER: Final = 950_000


class StoreWriter:
    """A new store in the folder *path*, open for writing until it is finished."""

    def __init__(self, path: Path) -> None:
        self._store: ox.Store | None = ox.Store(str(path))
        self._pieces: list[bytes] = []
        self._statements = 0

    def add(self, lines: bytes) -> None:
        """Add N-Quads, of fewer statements than are loaded together.

        A line without a graph is of the merge. Other threads can work meanwhile.
        """
        statements = lines.count(b"\n")
        if self._statements + statements > TOGETHER:
            self._load()
        self._pieces.append(lines)
        self._statements += statements

    def finish(self, quads: Iterable[ox.Quad]) -> None:
        """Add *quads*, optimize the store and close it."""
        assert self._store is not None
        self._load()
        self._store.bulk_extend(quads)
        self._store.optimize()
        self._store.flush()
        self.close()

    def close(self) -> None:
        """Close the store as it is."""
        self._store = None
        self._pieces.clear()

    def _load(self) -> None:
        assert self._store is not None
        if self._pieces:
            self._store.bulk_load(b"".join(self._pieces), format=ox.RdfFormat.N_QUADS)
        self._pieces.clear()
        self._statements = 0
