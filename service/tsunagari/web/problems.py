"""Problems, told in JSON, in text or on a page: `RFC 9457
<https://www.rfc-editor.org/rfc/rfc9457>`_.

Whatever goes wrong, the client gets a status, a title, what happened and what
to do; never a stack trace or a path of the server.
"""

from __future__ import annotations

import json
import logging
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from tsunagari.errors import (
    AnswerTooLargeError,
    BatchTooLargeError,
    ChangeMissingError,
    DocumentError,
    DocumentTypeError,
    GraphExistsError,
    GraphMissingError,
    GraphNameError,
    NotConformingError,
    OtherGraphError,
    OverBudgetError,
    PreconditionError,
    QueryError,
    QueryMemoryError,
    QueryTimeoutError,
    ReleaseError,
    RemoteEndpointError,
    RemoteEngineError,
    ScopeError,
    SearchIndexError,
    ServiceBusyError,
    StatementError,
    TokenError,
    TsunagariError,
    UndoError,
    UnknownFormatError,
    WorkbenchError,
    WorkerLostError,
    WriteError,
    WriterLostError,
    WriteTimeoutError,
    WriteTooLargeError,
)
from tsunagari.sparql.worker_process import Gone
from tsunagari.web.headers import CROSS_ORIGIN
from tsunagari.web.reply import Reply
from tsunagari.web.trouble import prefers_trouble_page, trouble_page

__all__ = ["CLIENT_LEFT", "error_reply", "problem", "problem_reply", "register"]

log = logging.getLogger(__name__)

WRONG_HERE: Final = "something went wrong here; it has been logged"
# Told to nobody but the log.
CLIENT_LEFT: Final = 499
LONGEST: Final = 2000
MAX_DETAIL: Final = 2000
RETRY_SECONDS: Final = 5
# The first class that fits decides; the second text is what to do.
STATUSES: Final[tuple[tuple[type[TsunagariError], int, str], ...]] = (
    (OverBudgetError, 429, "wait, or take /download/tsunagari.nq"),
    (ServiceBusyError, 503, ""),
    (QueryTimeoutError, 504, "ask for less, or take /download/tsunagari.nq"),
    (QueryMemoryError, 503, "ask for less, or take /download/tsunagari.nq"),
    (RemoteEndpointError, 502, "try again later, or ask it yourself"),
    (RemoteEngineError, 503, "try again later"),
    (WorkerLostError, 503, "try again; if it happens again, ask for less"),
    (AnswerTooLargeError, 422, "use LIMIT, or take /download/tsunagari.nq"),
    (BatchTooLargeError, 413, ""),
    (QueryError, 400, ""),
    (SearchIndexError, 503, ""),
    (StatementError, 400, ""),
    (UnknownFormatError, 406, ""),
    (ScopeError, 403, "ask whoever runs this for a token that may"),
    (TokenError, 401, "send 'Authorization: Bearer' and a token"),
    (DocumentTypeError, 415, ""),
    (DocumentError, 400, ""),
    (WriteTooLargeError, 413, ""),
    (GraphNameError, 403, ""),
    (OtherGraphError, 422, ""),
    (GraphMissingError, 404, ""),
    (GraphExistsError, 409, ""),
    (PreconditionError, 412, "read the graph again, and change what it is now"),
    (NotConformingError, 422, ""),
    (ChangeMissingError, 404, ""),
    (UndoError, 409, ""),
    (WriteTimeoutError, 504, "nothing was changed; write less at a time"),
    (WriterLostError, 503, "nothing was changed; try again"),
    (WriteError, 400, ""),
    (WorkbenchError, 503, ""),
)


def problem_reply(status: int, detail: str, accept: str, retry: int = 0) -> Reply:
    """Return a reply that tells *detail*, as text unless JSON is asked for.

    :param accept: The request's ``Accept`` header.
    :param retry: Seconds after which to try again; by default some, where that
        can help.
    """
    title = HTTPStatus(status).phrase
    detail = detail[:MAX_DETAIL]
    if _prefers_json(accept):
        content = {"title": title, "status": status, "detail": detail}
        body = json.dumps(content, ensure_ascii=False) + "\n"
        content_type = "application/problem+json"
    else:
        body = f"{status} {title}: {detail}\n"
        content_type = "text/plain; charset=utf-8"
    # What cannot be written in UTF-8 came from the client; it is shown as "?".
    data = body.encode("utf-8", "replace")
    headers = [
        ("Content-Type", content_type),
        ("Content-Length", str(len(data))),
        ("Vary", "Accept"),
        ("Cache-Control", "no-store"),
        *CROSS_ORIGIN.items(),
    ]
    if status in (429, 503):
        headers.append(("Retry-After", str(retry or RETRY_SECONDS)))
    if status == 401:
        headers.append(("WWW-Authenticate", "Bearer"))
    return Reply(status, headers, data)


def error_reply(error: TsunagariError, accept: str) -> Reply:
    """Return the reply that tells of *error*."""
    status, detail, retry = _told(error)
    return problem_reply(status, detail, accept, retry)


def _told(error: TsunagariError) -> tuple[int, str, int]:
    """Return the status that *error* has, what is told of it, and when to retry."""
    for kind, status, remedy in STATUSES:
        if isinstance(error, kind):
            detail = f"{error}; {remedy}" if remedy else str(error)
            retry = error.seconds if isinstance(error, OverBudgetError) else 0
            return status, detail, retry
    log.error("%s", error)
    if isinstance(error, ReleaseError):
        return 503, "the release cannot be read; try again later", 0
    return 500, WRONG_HERE, 0


@lru_cache(maxsize=256)
def _prefers_json(accept: str) -> bool:
    if len(accept) > LONGEST:
        return False
    types = ["text/plain", "application/problem+json", "application/json"]
    best = parse_accept_header(accept, MIMEAccept).best_match(types, "text/plain")
    return best != "text/plain"


def problem(status: int, detail: str, retry: int = 0) -> Response:
    """Return :func:`problem_reply` for this request, or a page for people."""
    reply = problem_reply(status, detail, request.headers.get("Accept", ""), retry)
    if not prefers_trouble_page():
        return Response(reply.body, reply.status, reply.headers)
    page = trouble_page(status, detail[:MAX_DETAIL])
    for name, value in reply.headers:
        if name in CROSS_ORIGIN or name in ("Retry-After", "WWW-Authenticate"):
            page.headers[name] = value
    return page


def register(app: Flask) -> None:
    """Let *app* answer every error with a problem."""

    @app.errorhandler(TsunagariError)
    def own_error(error: TsunagariError) -> Response:
        return problem(*_told(error))

    @app.errorhandler(Gone)
    def gone(error: Gone) -> Response:
        return Response(status=CLIENT_LEFT)

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
        return problem(500, WRONG_HERE)
