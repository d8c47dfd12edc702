"""Frames: how the service and a worker process talk over two pipes.

A frame is one letter, the length of its body (four bytes, big-endian) and the
body. The service sends one request frame; the worker answers with data frames
and ends with one end or error frame. This module imports nothing heavy: the
worker starts in a tenth of a second.
"""

from __future__ import annotations

import struct
from typing import IO, Final

__all__ = ["DATA", "END", "ERROR", "MAX_BODY", "READY", "REQUEST", "pack", "read_frame"]

READY: Final = b"R"
REQUEST: Final = b"Q"
DATA: Final = b"D"
END: Final = b"Z"
ERROR: Final = b"E"
MAX_BODY: Final = 1 << 20
_HEAD: Final = struct.Struct("!cI")


def pack(kind: bytes, body: bytes = b"") -> bytes:
    """Return the frame with that *kind* and *body*."""
    return _HEAD.pack(kind, len(body)) + body


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return the next frame's kind and body, or ``None`` at the end.

    :raises EOFError: If the stream ends within a frame.
    """
    head = _read(stream, _HEAD.size)
    if not head:
        return None
    kind, length = _HEAD.unpack(head)
    body = _read(stream, length)
    if len(body) < length:
        raise EOFError("the stream ended within a frame")
    return kind, body


def _read(stream: IO[bytes], size: int) -> bytes:
    """Return *size* bytes, or none if the stream is at its end."""
    parts = []
    left = size
    while left:
        # An unbuffered stream gives what is there, which may be less.
        part = stream.read(left)
        if not part:
            if left < size:
                raise EOFError("the stream ended within a frame")
            return b""
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
