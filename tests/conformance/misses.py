"""The table of the tests that we fail, each with its reason."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Miss", "read_misses"]

TABLE: Final = Path(__file__).with_name("misses.csv")


@dataclass(frozen=True)
class Miss:
    """Why a test is failed.

    :param alone: What Oxigraph alone does with it: "passes", "fails", or it is
        "not asked", as it would send a request to another host.
    """

    alone: str
    reason: str


def read_misses() -> dict[str, Miss]:
    """Return the misses by the IRI of the test."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    found = {row["test"]: Miss(row["oxigraph"], row["reason"]) for row in rows}
    assert len(found) == len(rows), "a test is listed twice"
    return found
