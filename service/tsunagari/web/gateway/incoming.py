"""A request as it comes in from an `ASGI
<https://asgi.readthedocs.io/en/latest/specs/www.html>`_ server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from ipaddress import ip_address
from typing import Any, Final, Protocol

__all__ = ["EXTENSION", "Connection", "Incoming", "Receive", "Scope", "Send"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# The name under which our connections present themselves; see connections.py.
LONGEST: Final = 2000
EXTENSION: Final = "tsunagari.connection"


class Connection(Protocol):
    """What is known of the connection that a request came by."""

    gone: bool

    def cut(self) -> None:
        """End it, so that a client sees that its answer is unfinished."""


class Incoming:
    """A request: what is asked of its head in more than one place."""

    __slots__ = (
        "accept",
        "accept_encoding",
        "client",
        "connection",
        "has_body",
        "if_none_match",
        "method",
        "path",
        "query",
        "scope",
    )

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: bytes = scope["query_string"]
        self.client: str = (scope.get("client") or ("",))[0]
        extension = scope.get("extensions", {}).get(EXTENSION, {})
        self.connection: Connection | None = extension.get("connection")
        self.accept = self.accept_encoding = self.if_none_match = ""
        self.has_body = False
        for name, value in scope["headers"]:
            if name == b"accept":
                self.accept = _joined(self.accept, value)
            elif name == b"accept-encoding":
                self.accept_encoding = _joined(self.accept_encoding, value)
            elif name == b"if-none-match":
                self.if_none_match = _joined(self.if_none_match, value)
            elif name in (b"content-length", b"transfer-encoding"):
                self.has_body = True

    def believe(self, proxies: Collection[str]) -> None:
        """Take the client from ``X-Forwarded-For``, if one of *proxies* sent it.

        Each proxy adds who sent it the request; what stands before the first of
        ours from the right was written by a stranger.
        """
        if self.client not in proxies:
            return
        for name, value in reversed(self.scope["headers"]):
            if name == b"x-forwarded-for":
                for hop in reversed(value.decode("latin-1").split(",")):
                    try:
                        self.client = str(ip_address(hop.strip()))
                    except ValueError:
                        return
                    if self.client not in proxies:
                        return

    def is_gone(self) -> bool:
        """Tell whether the client has left, as far as is known."""
        return self.connection is not None and self.connection.gone


def _joined(before: str, value: bytes) -> str:
    text = value.decode("latin-1")
    whole = f"{before}, {text}" if before else text
    # To read a very long one takes long; nobody means it.
    return whole if len(whole) <= LONGEST else before
