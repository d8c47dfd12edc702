"""The answers in a stream of bytes, after `RFC 9112
<https://www.rfc-editor.org/rfc/rfc9112>`_."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Reply", "read_replies"]

STATUS_LINE: Final = re.compile(rb"HTTP/1\.[01] (\d{3})[^\r\n]*\r\n")
BODYLESS: Final = frozenset({204, 304})


@dataclass(frozen=True)
class Reply:
    """One answer; an unfinished one is not complete."""

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes
    complete: bool

    def header(self, name: str) -> str:
        """Return the value of the header *name*, empty if there is none."""
        found = [value for key, value in self.fields if key == name.lower()]
        return ", ".join(found)


def read_replies(data: bytes, head: bool = False) -> list[Reply]:
    """Return the answers in *data*, one after the other.

    :param head: Whether the first request was a HEAD, whose answer has no body.
    """
    replies: list[Reply] = []
    while match := STATUS_LINE.match(data):
        # The line end is kept: an answer may have no headers at all.
        top, blank, rest = data[match.end() - 2 :].partition(b"\r\n\r\n")
        if not blank:
            break
        status = int(match[1])
        fields = tuple(_field(line) for line in top.split(b"\r\n") if line)
        values = dict(fields)
        if status < 200:
            data = rest
            continue
        if status in BODYLESS or (head and not replies):
            body, data, complete = b"", rest, True
        elif "chunked" in values.get("transfer-encoding", ""):
            body, data, complete = _chunked(rest)
        elif "content-length" in values:
            length = int(values["content-length"])
            body, data = rest[:length], rest[length:]
            complete = len(body) == length
        else:
            # It ends where the connection ends, which only the caller sees.
            body, data, complete = rest, b"", False
        replies.append(Reply(status, fields, body, complete))
    return replies


def _field(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("latin-1").partition(":")
    return name.lower(), value.strip()


def _chunked(data: bytes) -> tuple[bytes, bytes, bool]:
    """Return a body in chunks, what follows it, and whether it has an end."""
    body = b""
    while True:
        size, line, rest = data.partition(b"\r\n")
        if not line:
            return body, b"", False
        length = int(size.partition(b";")[0], 16)
        if not length:
            return body, rest.removeprefix(b"\r\n"), True
        if len(rest) < length + 2:
            return body + rest[:length], b"", False
        body, data = body + rest[:length], rest[length + 2 :]
