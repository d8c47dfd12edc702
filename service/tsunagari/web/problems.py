"""Problems, told in JSON or in text: `RFC 9457
<https://www.rfc-editor.org/rfc/rfc9457>`_.

Whatever goes wrong, the client gets a status, a title, what happened and what
to do; never a stack trace or a path of the server.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from tsunagari.errors import (
    AnswerTooLargeError,
    QueryError,
    QueryMemoryError,
    QueryTimeoutError,
    ReleaseError,
    ServiceBusyError,
    TsunagariError,
    UnknownFormatError,
    WorkerLostError,
)

__all__ = ["problem", "register"]

MAX_DETAIL: Final = 2000
RETRY_SECONDS: Final = 5
# The first class that fits decides; the second text is what to do.
STATUSES: Final[tuple[tuple[type[TsunagariError], int, str], ...]] = (
    (ServiceBusyError, 503, ""),
    (QueryTimeoutError, 504, "ask for less, or take /download/tsunagari.nq"),
    (QueryMemoryError, 503, "ask for less, or take /download/tsunagari.nq"),
    (WorkerLostError, 503, "try again; if it happens again, ask for less"),
    (AnswerTooLargeError, 422, "use LIMIT, or take /download/tsunagari.nq"),
    (QueryError, 400, ""),
    (UnknownFormatError, 406, ""),
)


def problem(status: int, detail: str) -> Response:
    """Return a response that tells *detail*, as text unless JSON is asked for."""
    title = HTTPStatus(status).phrase
    detail = detail[:MAX_DETAIL]
    wanted = request.accept_mimetypes.best_match(
        ["text/plain", "application/problem+json", "application/json"],
        default="text/plain",
    )
    if wanted == "text/plain":
        body = f"{status} {title}: {detail}\n"
        content_type = "text/plain; charset=utf-8"
    else:
        content = {"title": title, "status": status, "detail": detail}
        body = json.dumps(content, ensure_ascii=False) + "\n"
        content_type = "application/problem+json"
    # What cannot be written in UTF-8 came from the client; it is shown as "?".
    data = body.encode("utf-8", "replace")
    response = Response(data, status, content_type=content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-store"
    if status in (429, 503):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def register(app: Flask) -> None:
    """Let *app* answer every error with a problem."""

    @app.errorhandler(TsunagariError)
    def own_error(error: TsunagariError) -> Response:
        for kind, status, remedy in STATUSES:
            if isinstance(error, kind):
                return problem(status, f"{error}; {remedy}" if remedy else str(error))
        app.logger.error("%s", error)
        if isinstance(error, ReleaseError):
            return problem(503, "the release cannot be read; try again later")
        return problem(500, "something went wrong here; it has been logged")

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        response = problem(error.code or 500, error.description or "")
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def any_error(error: Exception) -> Response:
        app.logger.exception("unexpected error")
        return problem(500, "something went wrong here; it has been logged")
