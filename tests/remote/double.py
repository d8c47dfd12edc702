"""A small server that answers as it is told to, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Asked", "Double", "Reply", "double"]


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    authorization: str
    accept: str
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What is answered; a length that is too large cuts the answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass
class Double:
    """The server: its address, what it was asked, and how it answers."""

    address: str = ""
    answer: Callable[[Asked], Reply] = lambda _: Reply()
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def double() -> Iterator[Double]:
    found = Double()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            get = self.headers.get
            came = Asked(
                self.command,
                self.path,
                get("Authorization", ""),
                get("Accept", ""),
                body,
            )
            found.asked.append(came)
            reply = found.answer(came)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            length = len(reply.body) if reply.length is None else reply.length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_PUT = do_DELETE = do_POST

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.address = f"http://127.0.0.1:{server.server_port}/sparql"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()
