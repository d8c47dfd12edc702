"""What lets pages of other sites read an answer: `CORS
<https://fetch.spec.whatwg.org/#http-cors-protocol>`_ headers."""

from __future__ import annotations

from flask import Response

__all__ = ["EXPOSED", "allow_everyone", "preflight"]

EXPOSED = "ETag, Link, Retry-After, X-Request-Id"


def allow_everyone(response: Response) -> Response:
    """Let pages of other sites read *response*."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response


def preflight(methods: str) -> Response:
    """Say that *methods* are allowed, to browsers on other sites too."""
    response = Response(status=204)
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
