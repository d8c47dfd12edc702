"""Bytes to a server and what comes back, without a library that would tidy them.

A hostile request is often one that no HTTP library sends, and its answer one
that none would read: two answers to one request, or none.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from .replies import Reply, read_replies

__all__ = ["Exchange", "Outcome", "exchange", "request"]

# The status of an answer, or: closed without one, still open without one, or
# something that is no HTTP.
Outcome = int | str
PATIENCE: Final = 15.0
# How long a second answer may take after the first, on a connection left open.
QUIET: Final = 0.25


@dataclass(frozen=True)
class Exchange:
    """What came back on one connection."""

    data: bytes
    replies: list[Reply]
    closed: bool

    @property
    def outcome(self) -> Outcome:
        """What happened: the status of the first answer, or a word."""
        if self.replies:
            return self.replies[0].status
        if self.data:
            return "no HTTP"
        return "close" if self.closed else "wait"


def request(
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
    host: str = "localhost",
) -> bytes:
    """Return a request as bytes; one character of the texts is one byte."""
    fields = {"Host": host, "Connection": "close", **(headers or {})}
    names = {name.lower() for name in fields}
    if body is not None and not {"content-length", "transfer-encoding"} & names:
        fields["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (body or b"")


def exchange(
    address: tuple[str, int], data: bytes, patience: float = PATIENCE
) -> Exchange:
    """Send *data* on a connection of its own and read until nothing comes."""
    received = bytearray()
    until = time.monotonic() + patience
    head = data.startswith(b"HEAD ")
    with socket.create_connection(address, timeout=patience) as connection:
        # A server may answer and hang up before it has read everything.
        with suppress(OSError):
            connection.sendall(data)
        closed = False
        while (left := until - time.monotonic()) > 0:
            connection.settimeout(min(left, QUIET))
            try:
                part = connection.recv(65536)
            except TimeoutError:
                replies = read_replies(bytes(received), head)
                if replies and replies[-1].complete:
                    break
                continue
            except OSError:
                part = b""
            if not part:
                closed = True
                break
            received += part
    return Exchange(bytes(received), read_replies(bytes(received), head), closed)
