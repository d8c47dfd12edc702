"""Headers that are the same on many answers."""

from __future__ import annotations

from typing import Final

__all__ = ["CROSS_ORIGIN", "CUT", "SECURITY"]

# Says that an answer was cut after so many rows, as its request allowed.
CUT: Final = "X-SPARQL-MaxRows"
# Nothing from elsewhere, and no script that stands in a page: pages are plain HTML
# with our own style; what few scripts there are come as files.
SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# What lets pages of other sites read an answer and these headers of it: `CORS
# <https://fetch.spec.whatwg.org/#http-cors-protocol>`_.
CROSS_ORIGIN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"ETag, Link, Retry-After, X-Request-Id, {CUT}",
}
