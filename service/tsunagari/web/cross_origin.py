"""Answers that pages of other sites may read."""

from __future__ import annotations

from flask import Response

from tsunagari.web.headers import CROSS_ORIGIN

__all__ = ["allow_everyone", "preflight"]


def allow_everyone(response: Response) -> Response:
    """Let pages of other sites read *response*."""
    response.headers.update(CROSS_ORIGIN)
    return response


def preflight(methods: str) -> Response:
    """Say that *methods* are allowed, to browsers on other sites too."""
    response = Response(status=204)
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    allowed = "Accept, Content-Type, If-None-Match"
    response.headers["Access-Control-Allow-Headers"] = allowed
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
