"""One trivial application as a WSGI, an ASGI and an RSGI server runs it.

``/`` answers at once with a few bytes. ``/fails`` sends some pieces and then
fails. ``/streams`` sends pieces for some seconds, ``/computes`` sends nothing
for as long; both note when they hear that the client has left, and ``/told``
says how often each did. Needs the standard library only: any Python may run it.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import aclosing
from typing import Any, Final

__all__ = ["BODY", "FAILING", "PIECE", "Rsgi", "asgi", "rsgi", "wsgi"]

BODY: Final = b'{"head":{},"boolean":true}'
PIECE: Final = b"x" * 60_000
PIECES: Final = 50
PAUSE: Final = 0.1
# After so many pieces ``/fails`` fails.
FAILING: Final = 5
SMALL: Final = [
    ("content-type", "application/sparql-results+json"),
    ("content-length", str(len(BODY))),
]
PLAIN: Final = [("content-type", "text/plain")]

_told: Counter[str] = Counter()


class HalfWayError(Exception):
    """What ``/fails`` ends with."""


def _short(path: str) -> bytes:
    if path == "/told":
        return f"{_told['/streams']} {_told['/computes']}".encode()
    return BODY


def wsgi(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as WSGI."""
    path = environ["PATH_INFO"]
    if path == "/computes":
        # WSGI has no word for it; waitress has one of its own.
        has_left = environ.get("waitress.client_disconnected", lambda: False)
        for _ in range(PIECES):
            time.sleep(PAUSE)
            if has_left():
                _told[path] += 1
                break
    start("200 OK", SMALL if path == "/" else PLAIN)
    return _pieces(path) if path in ("/fails", "/streams") else [_short(path)]


def _pieces(path: str) -> Iterator[bytes]:
    try:
        for number in range(PIECES):
            if path == "/fails" and number == FAILING:
                raise HalfWayError
            yield PIECE
            time.sleep(PAUSE if path == "/streams" else 0)
    except GeneratorExit:
        _told[path] += 1
        raise


async def asgi(
    scope: Any,
    receive: Callable[[], Awaitable[Any]],
    send: Callable[[Any], Awaitable[None]],
) -> None:
    """Answer as ASGI."""
    if scope["type"] == "lifespan":
        while True:
            kind = (await receive())["type"]
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return
    path = scope["path"]
    heads = [(n.encode(), v.encode()) for n, v in (SMALL if path == "/" else PLAIN)]
    start = {"type": "http.response.start", "status": 200, "headers": heads}
    piece = {"type": "http.response.body", "body": PIECE, "more_body": True}
    if path in ("/fails", "/streams"):
        await send(start)
        async with aclosing(_until_left(path, _disconnect(receive))) as pieces:
            async for _ in pieces:
                await send(piece)
    elif path == "/computes":
        async with aclosing(_until_left(path, _disconnect(receive))) as pauses:
            async for _ in pauses:
                pass
        await send(start)
    else:
        await send(start)
    body = b"" if path in ("/fails", "/streams") else _short(path)
    await send({"type": "http.response.body", "body": body})


async def _disconnect(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _until_left(path: str, leaving: Awaitable[Any]) -> AsyncGenerator[None]:
    """Go on for some seconds, or until the client has left, which is noted."""
    left = asyncio.ensure_future(leaving)
    try:
        for number in range(PIECES):
            if path == "/fails" and number == FAILING:
                raise HalfWayError
            yield
            await asyncio.wait([left], timeout=0 if path == "/fails" else PAUSE)
            if left.done():
                _told[path] += 1
                break
    finally:
        left.cancel()


class Rsgi:
    """Answers as RSGI, the interface of granian."""

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        path = scope.path
        if path in ("/fails", "/streams"):
            transport = protocol.response_stream(200, PLAIN)
            left = protocol.client_disconnect()
            async with aclosing(_until_left(path, left)) as pieces:
                async for _ in pieces:
                    await transport.send_bytes(PIECE)
            return
        if path == "/computes":
            left = protocol.client_disconnect()
            async with aclosing(_until_left(path, left)) as pauses:
                async for _ in pauses:
                    pass
        protocol.response_bytes(200, SMALL if path == "/" else PLAIN, _short(path))


rsgi = Rsgi()
