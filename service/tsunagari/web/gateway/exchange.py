"""A request and what is sent for it, as far as it has been sent."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor

from tsunagari.web.gateway.incoming import Incoming, Send
from tsunagari.web.reply import Reply

__all__ = ["Exchange"]

log = logging.getLogger(__name__)


class Exchange:
    """Sends one answer and remembers what the log tells of it."""

    def __init__(self, incoming: Incoming, send: Send) -> None:
        self.incoming = incoming
        self.id = os.urandom(8).hex()
        self.started = time.monotonic()
        self.status = 0
        self.bytes = 0
        self.query = ""
        self._send = send

    async def reply(self, reply: Reply, more: Iterable[tuple[str, str]] = ()) -> None:
        """Send *reply*, with *more* headers."""
        await self.start(reply.status, [*reply.headers, *more])
        await self.part(reply.body, last=True)

    async def start(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        """Send the status and *headers*, with the id of the request."""
        self.status = status
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
        raw.append((b"X-Request-Id", self.id.encode()))
        message = {"type": "http.response.start", "status": status, "headers": raw}
        await self._send(message)

    async def part(self, data: bytes, last: bool = False) -> None:
        """Send *data*; waits while the client has not taken what was sent before."""
        self.bytes += len(data)
        message = {"type": "http.response.body", "body": data, "more_body": not last}
        await self._send(message)

    async def parts(
        self, parts: Iterator[bytes], close: Callable[[], None], threads: Executor
    ) -> None:
        """Send *parts* to the end, or until the client leaves; then call *close*.

        What *parts* raises cuts the connection: the status is long sent, and only
        an unfinished body tells the truth.
        """
        loop = asyncio.get_running_loop()
        try:
            while not self.incoming.is_gone():
                data = await loop.run_in_executor(threads, next, parts, None)
                if data is None:
                    await self.part(b"", last=True)
                    break
                await self.part(data)
        except ConnectionAbortedError as error:
            log.warning("the answer to request %s was cut: %s", self.id, error)
            self.cut()
        finally:
            await loop.run_in_executor(threads, close)

    def cut(self) -> None:
        """Leave the answer unfinished, so that its client sees it."""
        if self.incoming.connection is None:
            raise ConnectionAbortedError
        self.incoming.connection.cut()
