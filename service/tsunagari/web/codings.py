"""Content codings: how a body is compressed, and which one a client prefers."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

__all__ = ["CODINGS", "coding_for"]


def _zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(body)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=5, mtime=0)


LONGEST: Final = 2000
# The best first: what a client takes equally well comes in the first of them.
CODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {"zstd": _zstd, "gzip": _gzip}


@lru_cache(maxsize=256)
def coding_for(accept_encoding: str) -> str | None:
    """Return the coding to use, or ``None`` for none.

    Without the header a client may be old: it gets the body as it is.

    >>> coding_for("gzip, deflate, br, zstd"), coding_for("zstd;q=0, gzip")
    ('zstd', 'gzip')
    """
    if len(accept_encoding) > LONGEST:
        return None
    accept = parse_accept_header(accept_encoding, Accept)
    best = max(CODINGS, key=lambda coding: accept[coding])
    named = {name for name, _ in accept}
    plain = accept["identity"] if "identity" in named else 0
    return best if accept[best] > 0 and accept[best] >= plain else None
