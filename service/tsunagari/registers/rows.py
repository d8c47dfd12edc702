"""Rows of a table: lines as cells, and what is wrong with those that are none.

The dialect is that of `RFC 4180 <https://www.rfc-editor.org/rfc/rfc4180>`_. A
row that cannot be read is told with its line and its rule, and the next is read.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from tsunagari.registers.files import MAX_LINE, Line
from tsunagari.registers.packing import printable

__all__ = ["Reject", "Row", "rows"]

SHOWN: Final = 200


class Row(NamedTuple):
    """One row: the number of its first line, and its cells."""

    number: int
    cells: list[str]


class Reject(NamedTuple):
    """A row that is not taken: where, which value, and by which rule.

    :param row: The number of its first line.
    :param column: The name of the column; empty if it is the whole row.
    :param value: What stands there, shortened.
    :param rule: The rule that was broken, with what was expected.
    """

    row: int
    column: str
    value: str
    rule: str

    @classmethod
    def of(cls, row: int, column: str, value: str, rule: str) -> Reject:
        """Make one with a value that can be printed on one line."""
        shown = printable(value[:SHOWN])
        return cls(row, column, shown + "…" * (len(value) > SHOWN), rule)


def rows(
    lines: Iterator[Line],
    encoding: str,
    multiline: bool = False,
    delimiter: str = ",",
    quote: str = '"',
) -> Iterator[Row | Reject]:
    """Yield the rows of *lines*.

    :param multiline: Whether a cell in quotes may hold line breaks. If not, a
        quote left open costs its own line and no other.
    :param delimiter: What stands between cells.
    :param quote: What stands around a cell that holds it; nothing if nothing does.
    """
    csv.field_size_limit(MAX_LINE)
    feed = _Feed(lines, encoding)
    reader = _table(feed, delimiter, quote)
    while True:
        try:
            cells = next(reader, None)
            wrong = "a quote is left open" if cells is not None else ""
        except csv.Error as error:
            cells, wrong = [], f"quotes: {error}"
        yield from feed.rejects()
        given = feed.given
        if cells is None:
            return
        if cells and (len(given) == 1 or multiline) and not wrong.startswith("quotes"):
            # Lines that could not be decoded are told of; a row across them is torn.
            yield Row(given[0][0], cells)
            given.clear()
        elif not given or not given[0][1].strip():
            given.clear()
        else:
            number, text = given[0]
            yield Reject.of(number, "", text.rstrip("\r\n"), wrong)
            feed.give_back(given[1:])
            reader = _table(feed, delimiter, quote)


def _table(feed: _Feed, delimiter: str, quote: str) -> Iterator[list[str]]:
    if quote:
        return csv.reader(feed, strict=True, delimiter=delimiter, quotechar=quote)
    return csv.reader(feed, strict=True, delimiter=delimiter, quoting=csv.QUOTE_NONE)


class _Feed:
    """Decoded lines, with those given since the last row."""

    def __init__(self, lines: Iterator[Line], encoding: str) -> None:
        self._lines = lines
        self._encoding = encoding
        self._back: deque[tuple[int, str]] = deque()
        self._rejects: list[Reject] = []
        self.given: list[tuple[int, str]] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._back:
            self.given.append(self._back.popleft())
            return self.given[-1][1]
        for number, data in self._lines:
            if data is None:
                rule = f"a line has at most {MAX_LINE} bytes"
                self._rejects.append(Reject.of(number, "", "", rule))
                continue
            try:
                text = data.decode(self._encoding)
            except UnicodeDecodeError as error:
                shown = data.decode(self._encoding, "replace").rstrip("\r\n")
                rule = f"byte {error.start + 1} is not {self._encoding}"
                self._rejects.append(Reject.of(number, "", shown, rule))
                continue
            if "\0" in text:
                rule = "a row holds no NUL"
                self._rejects.append(Reject.of(number, "", text, rule))
                continue
            self.given.append((number, text))
            return text
        raise StopIteration

    def rejects(self) -> list[Reject]:
        """Return the lines that were left out, once."""
        found, self._rejects = self._rejects, []
        return found

    def give_back(self, lines: list[tuple[int, str]]) -> None:
        """Let *lines* come again."""
        self._back.extendleft(reversed(lines))
        self.given = []
