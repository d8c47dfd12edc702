"""Answers given before routing: the same request, byte for byte, again.

A request that was answered from the cache once is remembered with its own
text. When it comes again nothing of it is parsed: its answer is looked up and
sent. The release never changes, so this is right until another is in force,
and then the front of that release is empty.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from tsunagari.web.cache import AnswerCache, CachedAnswer
from tsunagari.web.serving import Serving

__all__ = ["Front", "remember"]

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Log = Callable[[dict[str, object]], None]

PATHS: Final = frozenset({"/sparql", "/sparql/"})
# A text longer than this is not worth keeping a second time.
LONGEST: Final = 4000


def _key(environ: Environ) -> tuple[str, ...] | None:
    if environ["PATH_INFO"] not in PATHS or environ["REQUEST_METHOD"] != "GET":
        return None
    if len(environ.get("QUERY_STRING", "")) > LONGEST:
        return None
    return (
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ACCEPT", ""),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
    )


def remember(environ: Environ, answer: CachedAnswer, front: AnswerCache) -> None:
    """Keep *answer* for requests that are the same as this one."""
    if key := _key(environ):
        front.put(key, answer)


class Front:
    """The application, with what it answered before in front of it."""

    def __init__(
        self,
        application: Application,
        serving: Serving,
        headers: dict[str, str],
        log: Log,
    ) -> None:
        self._application = application
        self._serving = serving
        self._headers = list(headers.items())
        self._log = log

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        started = time.monotonic()
        key = _key(environ)
        now = self._serving.now
        answer = now.front.get(key) if key and not self._serving.stopping else None
        if answer is None:
            return self._application(environ, start_response)
        gzip = answer.compressed is not None and _takes_gzip(key[2] if key else "")
        tag = f'"{answer.digest}{"-gzip" if gzip else ""}"'
        body = answer.compressed if gzip and answer.compressed else answer.body
        status = "200 OK"
        headers = [
            ("ETag", tag),
            ("Vary", "Accept, Accept-Encoding"),
            ("Cache-Control", "no-cache"),
            *self._headers,
        ]
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            status, body = "304 Not Modified", b""
        else:
            headers.append(("Content-Type", answer.content_type))
            headers.append(("Content-Length", str(len(body))))
            if gzip:
                headers.append(("Content-Encoding", "gzip"))
        request_id = secrets.token_hex(8)
        start_response(status, [*headers, ("X-Request-Id", request_id)])
        self._log(
            {
                "id": request_id,
                "client": environ.get("REMOTE_ADDR", ""),
                "method": "GET",
                "path": environ["PATH_INFO"],
                "status": status[:3],
                "bytes": len(body),
                "ms": round((time.monotonic() - started) * 1000, 1),
                "release": now.release.id,
            }
        )
        return [body]


def _takes_gzip(accept: str) -> bool:
    # The usual headers only; anything finer goes the long way, which parses it.
    return "gzip" in accept and ";q=0" not in accept.replace(" ", "")
