"""What a worker writes: frames, within the caps on bytes and rows."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from tsunagari.sparql.frames import DATA, MAX_BODY, pack
from tsunagari.sparql.rows import RowCounter

__all__ = ["CHUNK", "Output", "TooLarge"]

CHUNK: Final = 64 << 10


class TooLarge(Exception):
    """The answer went over a cap."""


class Output:
    """A file that turns what is written into data frames, within the caps."""

    def __init__(self, out: BinaryIO, request: dict[str, Any]) -> None:
        self._out = out
        self._max_bytes: int = request["max_bytes"]
        self._max_rows: int = request["max_rows"]
        self._counter = RowCounter(request["format"])
        self._uncounted: list[bytes] = []
        self._pending = bytearray()
        self.bytes = 0

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer."""
        self._pending += data
        if len(self._pending) >= CHUNK:
            self.end()
            self._out.flush()
        return len(data)

    def flush(self) -> None:
        """Wait for more: whoever ends the answer sends what is pending."""

    def end(self) -> None:
        """Put what is pending into frames."""
        data = bytes(self._pending)
        self._pending.clear()
        self.bytes += len(data)
        if self.bytes > self._max_bytes:
            raise TooLarge(f"the answer is larger than {self._max_bytes} bytes")
        self._count(data)
        for start in range(0, len(data), MAX_BODY):
            self._out.write(pack(DATA, data[start : start + MAX_BODY]))

    def _count(self, data: bytes) -> None:
        # Few bytes cannot hold many rows: most answers need no counting.
        self._uncounted.append(data)
        if self.bytes <= self._max_rows * self._counter.shortest_row:
            return
        for part in self._uncounted:
            self._counter.feed(part)
        self._uncounted.clear()
        if self._counter.rows > self._max_rows:
            raise TooLarge(f"the answer has more than {self._max_rows} rows")
