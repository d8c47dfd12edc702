"""Frames: how the service and a worker process talk over two pipes.

A frame is one letter, the length of its body (four bytes, big-endian) and the
body. The service sends one request frame; the worker answers with at most one
note, data frames, and one end or error frame. A process that may not reach the data
itself asks in between: each ask frame holds a query, and is answered with a data or
an error frame. This module imports nothing heavy: the worker starts in a tenth of a
second.
"""

from __future__ import annotations

import os
import struct
from typing import IO, Final

__all__ = [
    "ASK",
    "DATA",
    "END",
    "ERROR",
    "MAX_BODY",
    "NOTE",
    "READY",
    "REQUEST",
    "FrameReader",
    "pack",
    "read_frame",
]

READY: Final = b"R"
REQUEST: Final = b"Q"
NOTE: Final = b"N"
ASK: Final = b"A"
DATA: Final = b"D"
END: Final = b"Z"
ERROR: Final = b"E"
MAX_BODY: Final = 1 << 20
_HEAD: Final = struct.Struct("!cI")


def pack(kind: bytes, body: bytes = b"") -> bytes:
    """Return the frame with that *kind* and *body*."""
    return _HEAD.pack(kind, len(body)) + body


class FrameReader:
    """Takes frames from a pipe, reading as much at a time as there is."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._buffer = bytearray()

    def next(self) -> tuple[bytes, bytes] | None:
        """Return the next frame that was read whole, its kind and body."""
        if len(self._buffer) < _HEAD.size:
            return None
        kind, length = _HEAD.unpack_from(self._buffer)
        end = _HEAD.size + length
        if len(self._buffer) < end:
            return None
        body = bytes(memoryview(self._buffer)[_HEAD.size : end])
        del self._buffer[:end]
        return kind, body

    def fill(self) -> bool:
        """Read what the pipe holds, or wait for it; tell whether it is open."""
        data = os.read(self._descriptor, MAX_BODY)
        self._buffer += data
        return bool(data)


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return the next frame's kind and body, or ``None`` at the end.

    :raises EOFError: If the stream ends within a frame.
    """
    head = stream.read(_HEAD.size)
    if not head:
        return None
    if len(head) == _HEAD.size:
        kind, length = _HEAD.unpack(head)
        body = stream.read(length)
        if len(body) == length:
            return kind, body
    raise EOFError("the stream ended within a frame")
