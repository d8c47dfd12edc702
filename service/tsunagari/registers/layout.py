"""The layout of a table: its columns, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tsunagari.registers.checks import Check
from tsunagari.registers.rows import Reject, Row

__all__ = ["Column", "Layout"]

BLANK: Final = ""


@dataclass(frozen=True)
class Column:
    """One column.

    :param name: The name that rejects and documents use.
    :param header: What the header row says, where there is one.
    :param check: What its values must pass.
    :param left_out: Whether it is never kept: personal data, or texts of others.
    """

    name: str
    header: str
    check: Check | None = None
    left_out: bool = False


@dataclass(frozen=True)
class Layout:
    """The columns of a table, in order.

    :param has_header: Whether the first row names the columns.
    :param multiline: Whether a cell may hold line breaks.
    """

    columns: Sequence[Column]
    has_header: bool = False
    multiline: bool = False

    def __post_init__(self) -> None:
        checked = [(i, c, c.check) for i, c in enumerate(self.columns) if c.check]
        object.__setattr__(self, "_checked", checked)
        out = [i for i, column in enumerate(self.columns) if column.left_out]
        object.__setattr__(self, "_left_out", out)

    _checked = ()
    _left_out = ()

    def place(self, name: str) -> int:
        """Return the place of the column *name*, from 0."""
        return [column.name for column in self.columns].index(name)

    def problems(self, row: Row) -> Iterator[Reject]:
        """Yield what is wrong with *row*."""
        number, cells = row
        if len(cells) != len(self.columns):
            rule = f"a row has {len(self.columns)} columns, this one {len(cells)}"
            yield Reject.of(number, BLANK, ",".join(cells), rule)
            return
        for place, column, check in self._checked:
            if rule := check(cells[place]):
                yield Reject.of(number, column.name, cells[place], rule)

    def kept(self, cells: list[str]) -> list[str]:
        """Return *cells* without what is left out."""
        for place in self._left_out:
            cells[place] = BLANK
        return cells

    def header_problem(self, cells: list[str]) -> str:
        """Return how a header row differs from the layout; nothing if it fits."""
        expected = [column.header for column in self.columns]
        for place, (found, wanted) in enumerate(zip(cells, expected, strict=False), 1):
            if found.strip() != wanted:
                return f"column {place} is named '{found[:40]}', not '{wanted}'"
        if len(cells) != len(expected):
            return f"there are {len(cells)} columns, not {len(expected)}"
        return ""
