"""Connections: what one may take of the server's time, memory and places.

A client that sends or reads too slowly, or too long a head, is dropped; none of
it costs a thread. What is no HTTP never gets as far as the application.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Collection
from http import HTTPStatus
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tsunagari.web.gateway.incoming import EXTENSION

__all__ = ["REQUEST_SECONDS", "guarded"]

REQUEST_SECONDS: Final = 30.0
# How long a client may leave what was sent to it unread.
READING_SECONDS: Final = 30.0
# The request line and all headers together.
HEAD_BYTES: Final = 64 << 10
# How many requests may have come while one before them is answered.
AHEAD: Final = 16
# One address may have this part of all connections.
SHARE: Final = 4
HEADERS: Final = 100
UPGRADE: Final = re.compile(rb"(?i)\r\n(?:upgrade|http2-settings):[^\r\n]*(?=\r\n|$)")
TOO_LONG: Final = "the head of the request is too long; send long queries by POST"


class GuardedConnection(HttpToolsProtocol):
    """A connection that ends by itself when its client does not do its part."""

    most = 1000
    # Addresses of proxies, which have the connections of many clients.
    proxies: frozenset[str] = frozenset()
    # How many connections each address has.
    of_client: ClassVar[Counter[str]] = Counter()
    # With what encodes a body in chunks.
    most_bytes = 4_000_000
    # From the first byte of a request, or of the connection, to the last one.
    seconds = REQUEST_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.gone = False
        self._head = self._raw = 0
        self._in_head = True
        self._refusal: tuple[int, str] | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self._slow: asyncio.TimerHandle | None = None
        self._address = self.client[0] if self.client else ""
        self.of_client[self._address] += 1
        if len(self.connections) > self.most or self._has_too_many():
            self._refuse(503, "too many connections are open; try again later")
        else:
            self._slow = self.loop.call_later(self.seconds, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True
        self.of_client[self._address] -= 1
        if not self.of_client[self._address]:
            del self.of_client[self._address]
        self._forget_slow()
        self.resume_writing()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {EXTENSION: {"connection": self}}
        self._head = self._raw = 0
        if self._slow is None:
            self._slow = self.loop.call_later(self.seconds, self._too_slow)

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._count(len(name) + len(value) + 4)
        if len(self.headers) > HEADERS:
            self._give_up(431, "the request has too many headers")

    def on_headers_complete(self) -> None:
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
            self._give_up(400, "a request names one host")
        self._in_head = False
        super().on_headers_complete()
        if len(self.pipeline) > AHEAD:
            self._give_up(400, "too many requests came ahead of their answers")

    def on_message_complete(self) -> None:
        self._forget_slow()
        self._in_head = True
        super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self.loop.call_later(READING_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        # A single header, chunk extension or trailer may have no end.
        self._raw += len(data)
        if self._in_head and b"pgrade" in data:
            # Nobody upgrades here, and the parser would lose the body.
            head, end, rest = data.partition(b"\r\n\r\n")
            data = UPGRADE.sub(b"", head) + end + rest
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head and self._slow and self._raw > HEAD_BYTES:
            self._refuse(431, TOO_LONG)
        elif self._waits_for_ever():
            self._slow = self.loop.call_later(self.seconds, self._too_slow)
        elif self._raw > self.most_bytes:
            # Its application waits for the rest, and learns that there is none.
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        self._refuse(*(self._refusal or (400, "this is no request of HTTP/1.1")))

    def _waits_for_ever(self) -> bool:
        # Line ends between requests begin none, and have ended the wait for one.
        idle = self.cycle is None or self.cycle.response_complete
        return idle and self._slow is None and self.timeout_keep_alive_task is None

    def cut(self) -> None:
        """Send what was written and close, so that the answer stays unfinished."""
        self.gone = self.cycle.disconnected = True
        self.transport.close()

    def _has_too_many(self) -> bool:
        mine = self.of_client[self._address]
        return mine > self.most // SHARE and self._address not in self.proxies

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > HEAD_BYTES:
            self._give_up(431, TOO_LONG)

    def _give_up(self, status: int, detail: str) -> None:
        # Raised through the parser, which then reads no further.
        self._refusal = status, detail
        raise ValueError(detail)

    def _refuse(self, status: int, detail: str) -> None:
        """Answer before there is a request, and end the connection."""
        cycle = self.cycle
        answering = cycle is not None and not cycle.response_complete
        begun = answering and (self._in_head or cycle.response_started)
        if self.pipeline or begun:
            # Written now, it would be taken for the answer to another request.
            self.transport.abort()
            return
        title = HTTPStatus(status).phrase
        body = f"{status} {title}: {detail}\n".encode()
        head = (
            f"HTTP/1.1 {status} {title}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\n"
            f"{'Retry-After: 5' if status == 503 else 'Vary: Accept'}\r\n"
            "Connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _too_slow(self) -> None:
        self._slow = None
        if self.cycle is not None and not self.cycle.response_complete:
            # Its application waits for the body, and learns that nobody is there.
            self.transport.abort()
        elif not self.transport.is_closing():
            self._refuse(408, "the request did not arrive in time")

    def _forget_slow(self) -> None:
        if self._slow:
            self._slow.cancel()
            self._slow = None


def guarded(
    most: int,
    max_body: int,
    proxies: Collection[str],
    seconds: float = REQUEST_SECONDS,
) -> type[GuardedConnection]:
    """Return connections of which *most* may be open.

    :param max_body: The largest body that anybody reads, in bytes.
    :param proxies: Addresses that may have all connections.
    :param seconds: How long a request may take to arrive.
    """
    members: dict[str, Any] = {
        "most": most,
        "most_bytes": 4 * max_body + HEAD_BYTES,
        "proxies": frozenset(proxies),
        "of_client": Counter(),
        "seconds": seconds,
    }
    return type("GuardedConnection", (GuardedConnection,), members)
