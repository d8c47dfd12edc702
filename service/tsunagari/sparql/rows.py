"""Counting the rows of an answer while its bytes go by.

The engine writes whole answers; to bound the rows, the bytes it writes are
watched. Each format has a mark that ends a row and cannot occur inside one
once quoted text is set aside.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["RowCounter"]

_ESCAPED: Final = re.compile(rb"\\.", re.DOTALL)
# The format, the mark of a row, and whether quoted text is set aside.
_MARKS: Final = {
    "json": (b"},{", True),
    "xml": (b"<result>", False),
    "csv": (b"\n", True),
    "tsv": (b"\n", False),
    "ntriples": (b"\n", False),
}


class RowCounter:
    """Counts the rows in what it is fed; formats without rows count none.

    >>> counter = RowCounter("csv")
    >>> counter.feed(b'a\\r\\n"one\\ntwo"\\r\\n')
    >>> counter.rows
    1
    """

    def __init__(self, format_name: str) -> None:
        self._mark, self._quoted = _MARKS.get(format_name, (b"", False))
        # In bytes: a row has at least its mark.
        self.shortest_row = len(self._mark)
        self._json = format_name == "json"
        # The header line of a table is no row; rows of JSON are one more than
        # the gaps between them, and an empty answer is too small to matter.
        self.rows = {"csv": -1, "tsv": -1, "json": 1}.get(format_name, 0)
        self._inside = False
        self._rest = b""
        self._gap = b""

    def feed(self, data: bytes) -> None:
        """Count the rows that end in *data*, the next bytes of the answer."""
        if not self._mark:
            return
        if not self._quoted:
            data = self._rest + data
            self.rows += data.count(self._mark)
            self._rest = data[-len(self._mark) + 1 :] if len(self._mark) > 1 else b""
            return
        if self._json:
            data = self._unescaped(data)
        parts = data.split(b'"')
        outside = b"".join(parts[int(self._inside) :: 2])
        self._inside ^= not len(parts) % 2
        # A mark may be cut in two: its beginning is looked at again.
        outside = self._gap + outside
        self._gap = outside[-len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        self.rows += outside.count(self._mark)

    def _unescaped(self, data: bytes) -> bytes:
        """Return *data* without escaped characters; keep half of one for later."""
        data = self._rest + data
        slashes = len(data) - len(data.rstrip(b"\\"))
        cut = len(data) - slashes % 2
        self._rest = data[cut:]
        return _ESCAPED.sub(b"", data[:cut])
