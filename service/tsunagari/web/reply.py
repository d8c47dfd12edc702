"""A reply before any framework has seen it: status, headers and body.

An answer has one representation for each content coding, each with a strong
validator of its own (`RFC 9110, 8.8.3
<https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3>`_).
"""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.http import parse_etags

from tsunagari.web.cache import CachedAnswer
from tsunagari.web.codings import coding_for
from tsunagari.web.headers import CUT

__all__ = ["Headers", "Reply", "Representation", "represent", "streaming"]

# A longer list of tags is not read.
LONGEST = 2000
Headers = list[tuple[str, str]]
# An answer may be kept, and is asked for again: the next release changes it.
_KEEPING: Headers = [("Vary", "Accept, Accept-Encoding"), ("Cache-Control", "no-cache")]


@dataclass(frozen=True)
class Reply:
    """What is sent."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Representation:
    """An answer as some clients get it."""

    tag: str
    headers: Headers
    body: bytes

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        return len(self.body) + 1000

    def reply(self, if_none_match: str = "") -> Reply:
        """Return it, or that the client has it already."""
        if if_none_match and self._is_among(if_none_match):
            return Reply(304, [("ETag", self.tag), *_KEEPING], b"")
        headers = [("ETag", self.tag), *_KEEPING, *self.headers]
        return Reply(200, headers, self.body)

    def _is_among(self, tags: str) -> bool:
        if len(tags) > LONGEST:
            return False
        return tags == self.tag or parse_etags(tags).contains_weak(self.tag.strip('"'))


def represent(answer: CachedAnswer, accept_encoding: str = "") -> Representation:
    """Return *answer* in the coding that the client prefers, where one pays."""
    coding = coding_for(accept_encoding) if accept_encoding else None
    coded = answer.coded(coding) if coding else None
    body = answer.body if coded is None else coded
    headers = _describe(answer.content_type, answer.cut)
    headers.append(("Content-Length", str(len(body))))
    if coding and coded is not None:
        headers.append(("Content-Encoding", coding))
    suffix = f"-{coding}" if coded is not None else ""
    return Representation(f'"{answer.digest}{suffix}"', headers, body)


def _describe(content_type: str, cut: int | None) -> Headers:
    """Return the headers that say what an answer is."""
    headers = [("Content-Type", content_type)]
    if cut is not None:
        headers.append((CUT, str(cut)))
    return headers


def streaming(content_type: str, cut: int | None) -> Headers:
    """Return the headers of an answer whose length is not known yet."""
    return [*_KEEPING, *_describe(content_type, cut)]
