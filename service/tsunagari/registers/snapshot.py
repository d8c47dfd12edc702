"""Lists that come out anew as a whole: of one body the newest file's row counts."""

from __future__ import annotations

from tsunagari.registers.reader import Settled
from tsunagari.registers.staging import StagedRow

__all__ = ["newest"]


def newest(rows: list[StagedRow]) -> Settled:
    """Keep the last of *rows*, which are in the order of their files' days.

    Files without a day, or of one day, are in the order of their digests; within a
    file the last row counts. A row with the same content is ignored, since it says
    nothing else; one with another content is replaced.
    """
    *older, last = rows
    same = [row for row in older if row.cells == last.cells]
    return Settled([last], [row for row in older if row.cells != last.cells], same)
