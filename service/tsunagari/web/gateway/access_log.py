"""The access log: a line for each request, on standard error.

Lines are gathered and written a few times a second by a thread of their own: an
answer never waits for the log. What comes from clients is escaped and bounded.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final, TextIO

from tsunagari.web.gateway.exchange import Exchange

__all__ = ["AccessLog"]

FLUSH_SECONDS: Final = 0.25
LONGEST: Final = 500


class AccessLog:
    """Writes lines of ``name=value``; nothing where *stream* is ``None``."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._lines: deque[str] = deque()
        self._second = 0
        self._when = ""
        self._stop = threading.Event()
        if stream:
            threading.Thread(target=self._write_on, daemon=True).start()

    def line(self, exchange: Exchange, release: str, query: str | None = None) -> None:
        """Write the line of *exchange*, with the text of its query if given."""
        if not self._stream:
            return
        incoming = exchange.incoming
        now = time.time()
        if int(now) != self._second:
            self._second = int(now)
            self._when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))
        milliseconds = (time.monotonic() - exchange.started) * 1000
        asked = "" if query is None else f" query={_shown(query)}"
        line = (
            f"{self._when}.{int(now % 1 * 1000):03}Z id={exchange.id} "
            f"client={incoming.client} method={_shown(incoming.method)} "
            f"path={_shown(incoming.path)} status={exchange.status} "
            f"bytes={exchange.bytes} ms={milliseconds:.1f} release={release}{asked}\n"
        )
        self._lines.append(line)

    def close(self) -> None:
        """Write what is left."""
        self._stop.set()
        self._write()

    def _write_on(self) -> None:
        while not self._stop.wait(FLUSH_SECONDS):
            self._write()

    def _write(self) -> None:
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        if lines and self._stream:
            self._stream.write("".join(lines))
            self._stream.flush()


def _shown(text: str) -> str:
    """Return *text* on one line, control characters escaped."""
    if text.isascii() and text.isprintable() and " " not in text and text:
        return text[:LONGEST]
    escaped = text[:LONGEST].encode("unicode_escape").decode("ascii")
    return '"' + escaped.replace('"', '\\"') + '"'
