"""The history of a body: which rows count, and what held from when to when.

Every row is an event and shows the body as it is after it. Rows are in the order
of the day on which the change took effect, then of the day it was recorded.

Corrections replace. In the difference files all of a corrected body's history
comes again, from a corrected row for its number on (in all 4,292 cases of seven
files): such a row takes the place of all that was recorded before. Another
corrected row stands alone in a full file, which has the last row only: it takes
the place of the same event. A deletion removes what was recorded up to it.

The row that is marked as the latest, of those the one recorded last, shows the body as
it is: what was recorded before and took effect later by its dates was corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tsunagari.registers.corporate_numbers.columns import Entry
from tsunagari.registers.reader import Settled
from tsunagari.registers.staging import StagedRow

__all__ = ["ASSIGNED", "DELETED", "RENAMED", "Span", "settle", "spans"]

ASSIGNED: Final = "01"
RENAMED: Final = "11"
DELETED: Final = "99"
CORRECTED: Final = "1"
LATEST: Final = "1"


class Span(NamedTuple):
    """A value, and from when to when it held; an end that is not told is empty.

    :param file: The place of the file that shows the value.
    """

    value: tuple[str, ...]
    since: str
    until: str
    file: int


def settle(rows: list[StagedRow]) -> Settled:
    """Decide which of the rows of one body count; they are in their order."""
    if len(rows) == 1:
        return Settled(rows, [], [])
    seen: dict[tuple[str, ...], StagedRow] = {}
    ignored = []
    # Of equal rows the last stays, which has its place among others of its days: a
    # full file can have the last row of a day alone, under a smaller number.
    for row in reversed(rows):
        # Its number within a file, and whether a later row was known there.
        told = (*row.cells[1:23], *row.cells[24:])
        if seen.setdefault(told, row) is not row:
            ignored.append(row)
    kept: list[StagedRow] = []
    replaced: list[StagedRow] = []
    entries = [(row, Entry(*row.cells)) for row in reversed(seen.values())]
    rewritten = max(
        (e.update_date for _, e in entries if e.process == ASSIGNED and _corrected(e)),
        default="",
    )
    deleted = max(
        (e.update_date for _, e in entries if e.process == DELETED), default=""
    )
    corrected = {
        (e.process, e.change_date): e.update_date
        for _, e in sorted(entries, key=lambda pair: pair[1].update_date)
        if _corrected(e)
    }
    newest = max(
        (
            e.update_date
            for _, e in entries
            if e.latest == LATEST and e.process != DELETED
        ),
        default="",
    )
    passed = False
    for row, entry in entries:
        day = entry.update_date
        gone = (
            day < rewritten
            or day < corrected.get((entry.process, entry.change_date), "")
            or (day <= deleted and entry.process != DELETED)
            or (passed and day < newest)
        )
        passed |= entry.latest == LATEST and day == newest
        (replaced if gone else kept).append(row)
    return Settled(kept, replaced, ignored)


def _corrected(entry: Entry) -> bool:
    return entry.correct == CORRECTED


def spans(
    states: Sequence[tuple[int, str, tuple[str, ...]]], changes: set[int]
) -> Iterator[Span]:
    """Yield the values that held for a time of which an end is told.

    :param states: For each event, the place of its file, the day of change and
        the value after it.
    :param changes: The events that say that the value changed then, whatever it
        was before.
    """
    since, file, value = "", -1, None
    for i, (place, day, after) in enumerate(states):
        if value is None:
            file, value = place, after
            since = day if i in changes else ""
        elif after != value:
            yield Span(value, since, day, file)
            since, file, value = day, place, after
    if value is not None and since:
        yield Span(value, since, "", file)
