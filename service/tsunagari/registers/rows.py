"""Rows of a table: lines as cells, and what is wrong with those that are none.

The dialect is that of `RFC 4180 <https://www.rfc-editor.org/rfc/rfc4180>`_. A
row that cannot be read is told with its line and its rule, and the next is read.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import chain
from math import inf
from typing import Final, NamedTuple

from tsunagari.registers.files import MAX_LINE, Line
from tsunagari.registers.packing import printable

__all__ = ["Reject", "Row", "rows"]

SHOWN: Final = 200
# Lines that are read at once, as long as nothing is wrong with them.
BATCH: Final = 200
BATCH_BYTES: Final = 1 << 19


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
    if multiline:
        yield from _one_by_one(_Feed(lines, encoding), True, delimiter, quote)
        return
    while batch := _batch(lines):
        if found := _at_once(batch, encoding, delimiter, quote):
            for line, cells in zip(batch, found, strict=True):
                if cells:
                    yield Row(line.number, cells)
        else:
            feed = _Feed(chain(batch, lines), encoding, len(batch))
            yield from _one_by_one(feed, False, delimiter, quote)


def _batch(lines: Iterator[Line]) -> list[Line]:
    """Return the next lines, as many as need little memory."""
    batch, size = [], 0
    for line in lines:
        batch.append(line)
        size += len(line.data or b"")
        if len(batch) == BATCH or size > BATCH_BYTES:
            break
    return batch


def _at_once(
    batch: list[Line], encoding: str, delimiter: str, quote: str
) -> list[list[str]]:
    """Return the cells of each line; nothing if the lines need a closer look.

    As many rows as lines are one row for each line.
    """
    try:
        texts = [data.decode(encoding) for _, data in batch if data is not None]
        found = [*_table(iter(texts), delimiter, quote)]
    except (UnicodeDecodeError, csv.Error):
        return []
    whole = len(found) == len(batch) and "\0" not in "".join(texts)
    return found if whole else []


def _one_by_one(
    feed: _Feed, multiline: bool, delimiter: str, quote: str
) -> Iterator[Row | Reject]:
    """Yield the rows of *feed*; after one that is wrong, begin with the next line."""
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
        elif not given or not given[0][1].strip("\r\n"):
            given.clear()
        else:
            number, text = given[0]
            yield Reject.of(number, "", text.rstrip("\r\n"), wrong)
            feed.give_back(given[1:])
            reader = _table(feed, delimiter, quote)


def _table(feed: Iterator[str], delimiter: str, quote: str) -> Iterator[list[str]]:
    if quote:
        return csv.reader(feed, strict=True, delimiter=delimiter, quotechar=quote)
    return csv.reader(feed, strict=True, delimiter=delimiter, quoting=csv.QUOTE_NONE)


class _Feed:
    """Decoded lines, with those given since the last row.

    It ends between two rows, when so many *enough* lines were taken or more.
    """

    def __init__(
        self, lines: Iterator[Line], encoding: str, enough: float = inf
    ) -> None:
        self._lines = lines
        self._enough = enough
        self._taken = 0
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
        if not self.given and self._taken >= self._enough:
            raise StopIteration
        for number, data in self._lines:
            self._taken += 1
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
