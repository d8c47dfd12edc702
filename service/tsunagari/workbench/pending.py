"""What is being written: on the disk before the store is touched.

A write may be refused after the store was changed for it, and the process may end at
any moment. What stands here can be taken back in either case, however much of it was
done: differences are exact.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import Difference

__all__ = ["Pending"]


class Pending:
    """The parts of one write, in the order they were done."""

    def __init__(self, path: Path, id: str) -> None:
        """Begin the write *id*; nothing is on the disk yet."""
        self._path = path
        self._id = id
        self._parts: list[Difference] = []

    @property
    def whole(self) -> Difference:
        """What all parts change together."""
        found = Difference()
        for part in self._parts:
            found = found.then(part) if found else part
        return found

    def do(self, dataset: Dataset, part: Difference) -> None:
        """Change the dataset, once it is written down that it will be."""
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            told = {
                "id": self._id,
                "rows": list(part.rows()),
                "created": sorted(part.created),
                "dropped": sorted(part.dropped),
            }
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._parts.append(part)
        dataset.apply(part)

    def take_back(self, dataset: Dataset) -> None:
        """Let the dataset be as it was before."""
        for part in reversed(self._parts):
            dataset.apply(part.inverse())
        self.settle()

    def settle(self) -> None:
        """Forget it: it is in the history, or was taken back."""
        self._parts = []
        self._path.unlink(missing_ok=True)

    @classmethod
    def left(cls, path: Path) -> Pending | None:
        """Return what a process that was ended left, if it left anything.

        A last line that is not whole was never done.
        """
        try:
            lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            lines = path.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
        found = cls(path, "")
        for line in lines:
            told = json.loads(line)
            found._id = told["id"]
            found._parts.append(
                Difference.of_rows(told["rows"], told["created"], told["dropped"])
            )
        return found

    @property
    def id(self) -> str:
        """The id of the write."""
        return self._id
