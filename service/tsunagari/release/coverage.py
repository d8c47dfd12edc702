"""Coverage: how much of each source has become statements.

Each source that is read fact by fact has a table of its facts in
``graph_data``, with the statement that carries it or the reason why none does.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from tsunagari.errors import SourceError
from tsunagari.resources import files

__all__ = ["COLUMNS", "Fact", "coverage", "facts"]

Fact = dict[str, str]

COLUMNS: Final = ("fact", "evidence", "subject", "predicate", "object", "reason")


def facts(path: Path) -> list[Fact]:
    """Return the rows of the coverage table *path*.

    :raises SourceError: If a column is missing or the table is empty.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise SourceError(f"{path.name}: the columns must be {', '.join(COLUMNS)}")
        rows = list(reader)
    if not rows:
        raise SourceError(f"{path.name}: the table is empty")
    return rows


def coverage() -> dict[str, dict[str, int]]:
    """Return for each source folder how many facts it has and how many are in."""
    found = {}
    for name, path in files("graph_data", "**/coverage.csv"):
        rows = facts(path)
        stated = {row["fact"] for row in rows}
        covered = {row["fact"] for row in rows if row["evidence"]}
        found[name.rpartition("/")[0]] = {
            "facts": len(stated),
            "in the graph": len(covered),
        }
    return found
