"""HTTP over a bare socket, so that little of what is timed is the client's.

A connection is kept, sends at once (no Nagle), and reads answers that have a
length as well as those that come in chunks. Only what the benchmarks need.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from select import select
from typing import Final
from urllib.parse import quote

__all__ = ["JSON", "LOOPBACK", "N_TRIPLES", "Answer", "Connection", "get", "target"]

LOOPBACK: Final = "127.0.0.1"
JSON: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"
_PIECE: Final = 1 << 20


@dataclass(frozen=True)
class Answer:
    """A whole answer, and the seconds from the request's first byte to its last."""

    status: int
    head: bytes
    body: bytes
    seconds: float


def target(path: str, query: str) -> str:
    """Return the target of a SPARQL request by GET."""
    return f"{path}?query={quote(query, safe='')}"


def get(target: str, accept: str = "*/*") -> bytes:
    """Return a GET request as it goes over the wire."""
    return (
        f"GET {target} HTTP/1.1\r\nHost: {LOOPBACK}\r\nAccept: {accept}\r\n\r\n"
    ).encode("ascii")


class Connection:
    """A connection to a port of this machine, made anew where the server ended it."""

    def __init__(self, port: int, timeout: float = 300) -> None:
        self._address = (LOOPBACK, port)
        self._timeout = timeout
        self._socket = self._connect()

    def ask(self, request: bytes) -> Answer:
        """Send *request* and read its whole answer.

        :raises OSError: If the connection ends before the answer does.
        """
        if self._has_ended():
            self.close()
            self._socket = self._connect()
        began = time.perf_counter()
        self._socket.sendall(request)
        data = bytearray()
        while (end := data.find(b"\r\n\r\n")) < 0:
            self._more(data)
        head = bytes(data[:end]).lower()
        if b"transfer-encoding: chunked" in head:
            body = self._chunks(data, end + 4)
        else:
            length = int(head.partition(b"\r\ncontent-length:")[2].split(None, 1)[0])
            while len(data) < end + 4 + length:
                self._more(data)
            body = bytes(data[end + 4 :])
        seconds = time.perf_counter() - began
        if b"\r\nconnection: close" in head:
            self.close()
        return Answer(int(head.split(None, 2)[1]), head, body, seconds)

    def close(self) -> None:
        self._socket.close()

    def _connect(self) -> socket.socket:
        made = socket.create_connection(self._address, self._timeout)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def _has_ended(self) -> bool:
        # Nothing is due between two requests: what can be read is the end.
        return self._socket.fileno() < 0 or bool(select([self._socket], [], [], 0)[0])

    def _more(self, data: bytearray) -> None:
        if not (piece := self._socket.recv(_PIECE)):
            raise ConnectionError("the connection ended before the answer did")
        data += piece

    def _chunks(self, data: bytearray, at: int) -> bytes:
        parts: list[bytes] = []
        while True:
            while (line := data.find(b"\r\n", at)) < 0:
                self._more(data)
            size = int(bytes(data[at:line]).partition(b";")[0], 16)
            at = line + 2
            while len(data) < at + size + 2:
                self._more(data)
            if not size:
                return b"".join(parts)
            parts.append(bytes(data[at : at + size]))
            at += size + 2
