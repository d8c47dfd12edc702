"""The layout of a table: its columns, and what each may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tsunagari.registers.checks import Check
from tsunagari.registers.packing import printable
from tsunagari.registers.rows import Reject, Row

__all__ = ["Column", "Layout", "Part", "whole_or_nothing"]

BLANK: Final = ""
MAX_PASSED: Final = 10_000
SHORT: Final = 20
KEPT_WITHOUT: Final = "; the row is kept without it"
# From the cells of a row to column, value and rule of what is wrong with it.
Whole = Callable[[list[str]], Iterable[tuple[str, str, str]]]
# From a value to what is kept of it, and to what is not, each with its rule.
Part = Callable[[str], tuple[str, Sequence[tuple[str, str]]]]


def whole_or_nothing(check: Check, *untold: str) -> Part:
    """Return a part that keeps a value that passes *check*, and no other.

    :param untold: What is written where nothing is told, which breaks no rule.
    """

    def part(value: str) -> tuple[str, Sequence[tuple[str, str]]]:
        if not value or value in untold:
            return BLANK, ()
        rule = check(value)
        return (BLANK, ((value, rule),)) if rule else (value, ())

    return part


@dataclass(frozen=True)
class Column:
    """One column.

    :param name: The name that rejects and documents use.
    :param header: What the header row says, where there is one.
    :param check: What its values must pass; a row with another is not taken.
    :param left_out: Whether it is never kept: personal data, or texts of others.
    :param part: What is kept of a value, where a row is taken without the rest.
    :param also: Other spellings of the header.
    :param optional: Whether a file may lack it.
    """

    name: str
    header: str
    check: Check | None = None
    left_out: bool = False
    part: Part | None = None
    also: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Layout:
    """The columns of a table, in order.

    :param has_header: Whether a row names the columns.
    :param multiline: Whether a cell may hold line breaks.
    :param delimiter: What stands between cells.
    :param quote: What stands around a cell that holds the delimiter; may be empty.
    :param skipped: How many rows come before the header or the first row.
    :param encoding: Of the file, where it need not be found out.
    :param whole: What a row must pass that the columns have let pass.
    :param missing: The places of optional columns that the file at hand lacks.
    """

    columns: Sequence[Column]
    has_header: bool = False
    multiline: bool = False
    delimiter: str = ","
    quote: str = '"'
    skipped: int = 0
    encoding: str = ""
    whole: Whole | None = None
    missing: tuple[int, ...] = ()
    _checked: list[tuple[int, Column, Check]] = field(init=False, repr=False)
    # Values that passed, since most columns hold the same few again and again.
    _passed: list[tuple[int, Check, set[str]]] = field(init=False, repr=False)
    _parts: list[tuple[int, Column, Part]] = field(init=False, repr=False)
    _left_out: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        columns = [*enumerate(self.columns)]
        for name, value in (
            ("_checked", [(i, c, c.check) for i, c in columns if c.check]),
            ("_passed", [(i, c.check, set()) for i, c in columns if c.check]),
            ("_parts", [(i, c, c.part) for i, c in columns if c.part]),
            ("_left_out", [i for i, c in columns if c.left_out]),
        ):
            object.__setattr__(self, name, value)

    @property
    def hides(self) -> bool:
        """Whether a row holds what is never kept, not even in a reject."""
        return bool(self._left_out)

    def place(self, name: str) -> int:
        """Return the place of the column *name*, from 0."""
        return [column.name for column in self.columns].index(name)

    def fits(self, cells: list[str]) -> bool:
        """Tell whether there is nothing wrong with *cells*, which is so of most."""
        if len(cells) != len(self.columns):
            return False
        for place, check, passed in self._passed:
            value = cells[place]
            if value not in passed:
                if check(value):
                    return False
                if len(value) <= SHORT and len(passed) < MAX_PASSED:
                    passed.add(value)
        return not self.whole or not any(self.whole(cells))

    def problems(self, row: Row) -> Iterator[Reject]:
        """Yield what is wrong with *row*."""
        number, cells = row
        if len(cells) != len(self.columns):
            rule = f"a row has {len(self.columns)} columns, this one {len(cells)}"
            yield Reject.of(number, BLANK, self.delimiter.join(cells), rule)
            return
        passed = True
        for place, column, check in self._checked:
            if rule := check(cells[place]):
                passed = False
                value = BLANK if column.left_out else cells[place]
                yield Reject.of(number, column.name, value, rule)
        if passed and self.whole:
            for name, value, rule in self.whole(cells):
                hidden = any(c.left_out and c.name == name for c in self.columns)
                yield Reject.of(number, name, BLANK if hidden else value, rule)

    def kept(self, row: Row) -> tuple[list[str], list[Reject]]:
        """Return the cells without what is left out, and the values lost by a rule.

        A column that the file lacks is empty.
        """
        number, cells = row
        lost = []
        for place in self._left_out:
            cells[place] = BLANK
        for place, column, part in self._parts:
            cells[place], found = part(cells[place])
            for value, rule in found:
                rule += KEPT_WITHOUT
                lost.append(Reject.of(number, column.name, value, rule))
        for place in self.missing:
            cells.insert(place, BLANK)
        return cells, lost

    def fitted(self, header: Sequence[str]) -> Layout:
        """Return the layout of a file with that header: without what it lacks."""
        named = {name.strip() for name in header}
        missing = tuple(
            place
            for place, column in enumerate(self.columns)
            if column.optional and named.isdisjoint((column.header, *column.also))
        )
        columns = [c for i, c in enumerate(self.columns) if i not in missing]
        return replace(self, columns=columns, missing=missing) if missing else self

    def header_problem(self, cells: Sequence[str]) -> str:
        """Return how a header row differs from the layout; nothing if it fits."""
        for place, (found, column) in enumerate(
            zip(cells, self.columns, strict=False), 1
        ):
            if found.strip() not in (column.header, *column.also):
                shown = printable(found[:40])
                return f"column {place} is named '{shown}', not '{column.header}'"
        if len(cells) != len(self.columns):
            return f"there are {len(cells)} columns, not {len(self.columns)}"
        return ""
