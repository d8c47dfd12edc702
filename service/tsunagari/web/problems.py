"""Problems, told in JSON or in text: `RFC 9457
<https://www.rfc-editor.org/rfc/rfc9457>`_.

Whatever goes wrong, the client gets a status, a title, what happened and what
to do; never a stack trace or a path of the server.
"""

from __future__ import annotations

import json

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from tsunagari.errors import QueryError, ReleaseError, UnknownFormatError

__all__ = ["problem", "register"]

MAX_DETAIL = 2000
TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    413: "Request too large",
    415: "Unsupported media type",
    500: "Internal error",
    503: "Not available",
}


def problem(status: int, detail: str) -> Response:
    """Return a response that tells *detail*, as text unless JSON is asked for."""
    title = TITLES.get(status, "Error")
    detail = detail[:MAX_DETAIL]
    wanted = request.accept_mimetypes.best_match(
        ["text/plain", "application/problem+json", "application/json"],
        default="text/plain",
    )
    if wanted == "text/plain":
        body = f"{status} {title}: {detail}\n"
        response = Response(body, status, content_type="text/plain; charset=utf-8")
    else:
        content = {"title": title, "status": status, "detail": detail}
        body = json.dumps(content, ensure_ascii=False) + "\n"
        response = Response(body, status, content_type="application/problem+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Vary"] = "Accept"
    return response


def register(app: Flask) -> None:
    """Let *app* answer every error with a problem."""

    @app.errorhandler(QueryError)
    def query_error(error: QueryError) -> Response:
        return problem(400, str(error))

    @app.errorhandler(UnknownFormatError)
    def format_error(error: UnknownFormatError) -> Response:
        return problem(406, str(error))

    @app.errorhandler(ReleaseError)
    def release_error(error: ReleaseError) -> Response:
        app.logger.error("%s", error)
        return problem(503, "the release cannot be read; try again later")

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        response = problem(error.code or 500, error.description or "")
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def any_error(error: Exception) -> Response:
        app.logger.exception("unexpected error")
        return problem(500, "something went wrong here; it has been logged")
