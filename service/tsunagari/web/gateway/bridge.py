"""Between the server and Flask: a request of ASGI, answered by a WSGI application.

The body is read here, bounded, before a thread is taken; then the application
runs in a thread. A response that is long, or whose length is not known, is sent
part by part, each fetched by a thread when the client has taken the one before.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tsunagari.web.gateway.incoming import Incoming, Receive
from tsunagari.web.reply import Headers
from tsunagari.web.responses import IS_GONE

__all__ = ["BodyTooLargeError", "LeftError", "Outcome", "call", "environ", "read_body"]

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


# A body this many times too large is still taken, and thrown away.
MOST_DISCARDED: Final = 3
LONGEST_WHOLE: Final = 1_000_000


class BodyTooLargeError(Exception):
    """The body is larger than anybody reads."""


class LeftError(Exception):
    """The client left before its request was whole."""


@dataclass(frozen=True)
class Outcome:
    """What the application gave: a body, or its beginning and parts to come."""

    status: int
    headers: Headers
    body: bytes
    parts: Iterator[bytes] | None
    close: Callable[[], None]


async def read_body(incoming: Incoming, receive: Receive, most: int) -> bytes:
    """Return the body of the request.

    :raises BodyTooLargeError: If it has more than *most* bytes.
    :raises LeftError: If it ends early.
    """
    if not incoming.has_body:
        return b""
    headers = dict(incoming.scope["headers"])
    length = int(headers.get(b"content-length", 0))
    # A client may listen only when it has sent all, or wait before it sends any.
    if length > (most if b"expect" in headers else MOST_DISCARDED * most):
        raise BodyTooLargeError
    body = bytearray()
    too_large = False
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise LeftError
        body += message.get("body", b"")
        if len(body) > most:
            too_large = True
            body.clear()
        if not message.get("more_body", False):
            break
    if too_large:
        raise BodyTooLargeError
    return bytes(body)


def environ(incoming: Incoming, body: bytes) -> Environ:
    """Return *incoming* as `PEP 3333 <https://peps.python.org/pep-3333/>`_ has it."""
    scope = incoming.scope
    host, port = (scope.get("server") or ("localhost", 80))[:2]
    found: Environ = {
        "REQUEST_METHOD": incoming.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": incoming.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        # As it was sent: the IRI of a graph is what its address is, letter for letter.
        "RAW_URI": scope.get("raw_path", b"").decode("latin-1"),
        "QUERY_STRING": incoming.query.decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": incoming.client,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if incoming.connection:
        found[IS_GONE] = incoming.is_gone
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1")
        # "a_b" would look like "a-b", and a proxy that removes one keeps the other.
        if "_" in name or name in ("content-length", "transfer-encoding"):
            continue
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else "HTTP_" + key
        text = value.decode("latin-1")
        found[key] = f"{found[key]},{text}" if key in found else text
    return found


def call(application: Application, given: Environ) -> Outcome:
    """Let *application* answer; the body is whole where its length is told."""
    told: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: Any = None) -> None:
        told[:] = [(status, headers)]

    result = application(given, start)
    close: Callable[[], None] = getattr(result, "close", lambda: None)
    try:
        parts = iter(result)
        first = next(parts, None)
        ((status, headers),) = told
        if first is None:
            close()
            return Outcome(int(status[:3]), headers, b"", None, close)
        length = next((v for n, v in headers if n.lower() == "content-length"), None)
        if length is None or int(length) > LONGEST_WHOLE:
            return Outcome(int(status[:3]), headers, first, parts, close)
        body = first + b"".join(parts)
    except BaseException:
        close()
        raise
    close()
    return Outcome(int(status[:3]), headers, body, None, close)
