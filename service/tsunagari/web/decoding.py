"""Bodies that come packed: `gzip <https://www.rfc-editor.org/rfc/rfc1952>`_ alone.

What is unpacked is bounded while it is, so a small body that would be a large one
costs no more than the bound.
"""

from __future__ import annotations

import zlib
from typing import Final

from tsunagari.errors import DocumentError, DocumentTypeError, WriteTooLargeError
from tsunagari.sparql.documents import shown

__all__ = ["MOST_MEMBERS", "decoded"]

# What follows a member is copied, so it is kept short and there are not many.
CHUNK: Final = 1 << 14
MOST_MEMBERS: Final = 1_000
# A window of 32 kB, and the header of gzip.
GZIP: Final = 16 + zlib.MAX_WBITS


def decoded(body: bytes, coding: str, most: int) -> bytes:
    """Return *body* without its content coding.

    :param coding: The ``Content-Encoding`` header; empty if there is none.
    :param most: How many bytes there may be.
    :raises DocumentTypeError: If it is neither gzip nor as it is.
    :raises DocumentError: If it ends early, is damaged, or something follows it.
    :raises WriteTooLargeError: If there are more than *most* bytes.

    >>> import gzip
    >>> decoded(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", 10)
    b'ab'
    """
    named = coding.strip().lower()
    if named in ("", "identity"):
        if len(body) > most:
            raise _too_large(most)
        return body
    if named != "gzip":
        raise DocumentTypeError(
            f"bodies packed as '{shown(named)}' are not read; send gzip, or the body "
            "as it is"
        )
    return _unpacked(body, most)


def _unpacked(body: bytes, most: int) -> bytes:
    out = bytearray()
    members = 1
    unpacking = zlib.decompressobj(GZIP)
    for start in range(0, len(body), CHUNK):
        waiting = body[start : start + CHUNK]
        while waiting:
            if unpacking.eof:
                members += 1
                if members > MOST_MEMBERS:
                    raise DocumentError(
                        f"the body has more than {MOST_MEMBERS:,} members of gzip; "
                        "pack it as one"
                    )
                unpacking = zlib.decompressobj(GZIP)
            try:
                # One more than allowed is enough to know, and none would mean all.
                out += unpacking.decompress(waiting, most - len(out) + 1)
            except zlib.error as error:
                raise _damaged(body, members) from error
            if len(out) > most:
                raise _too_large(most)
            waiting = unpacking.unused_data or unpacking.unconsumed_tail
    if not unpacking.eof:
        raise DocumentError("the gzip of the body is cut off; send it again, whole")
    return bytes(out)


def _damaged(body: bytes, members: int) -> DocumentError:
    if not body.startswith(b"\x1f\x8b"):
        return DocumentTypeError(
            "the body is no gzip, though Content-Encoding says so; send gzip, or leave "
            "that header out"
        )
    if members > 1:
        return DocumentError(
            "something that is no gzip follows the gzip of the body; leave it out"
        )
    return DocumentError("the gzip of the body is damaged; pack it again")


def _too_large(most: int) -> WriteTooLargeError:
    return WriteTooLargeError(
        f"the body has more than {most:,} bytes unpacked; send it in parts"
    )
