"""Answers as responses of Flask."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from flask import Response, request

from tsunagari.sparql.formats import Format
from tsunagari.web.answers import Asker, StreamedAnswer, answer
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.operation import Operation
from tsunagari.web.reply import represent
from tsunagari.web.state import state

__all__ = [
    "IS_GONE",
    "QUERY",
    "as_json",
    "as_moment",
    "asker",
    "respond",
    "respond_with",
]

# Where a server tells an application how to ask whether the client has left.
IS_GONE = "tsunagari.client_is_gone"
# Where a view tells a server which query was asked, for its log.
QUERY = "tsunagari.query"


def asker() -> Asker:
    """Return who sent this request."""
    return Asker(request.remote_addr or "", request.environ.get(IS_GONE))


def as_json(content: Any) -> Response:
    """Return what a page tells, for programs that ask for JSON at its address."""
    body = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    response = Response(body, content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept"
    return response


def as_moment(seconds: float) -> str:
    """Return a time in seconds since 1970 as people and programs read it, in UTC."""
    moment = datetime.fromtimestamp(int(seconds), UTC)
    return moment.isoformat().replace("+00:00", "Z")


def respond(operation: Operation, format: Format) -> Response:
    """Return the answer to *operation* in *format*."""
    found = answer(state(), operation, format, asker())
    if isinstance(found, CachedAnswer):
        return respond_with(found)
    return _stream(found)


def respond_with(answer: CachedAnswer) -> Response:
    """Return *answer*, or that the client has it already."""
    accepted = request.headers.get("Accept-Encoding", "")
    tags = ""
    if request.method in ("GET", "HEAD"):
        tags = request.headers.get("If-None-Match", "")
    reply = represent(answer, accepted).reply(tags)
    return Response(reply.body, reply.status, reply.headers)


def _stream(answer: StreamedAnswer) -> Response:
    """Send a large answer as it comes; what goes wrong cuts the connection."""
    response = Response(iter(answer), headers=answer.headers)
    # Not in the generator: a HEAD, or a client that left, never begins it.
    response.call_on_close(answer.close)
    return response
