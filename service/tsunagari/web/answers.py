"""From a query to a response: cache, pool, validators, compression."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import cast

from flask import Response, request
from werkzeug.exceptions import TooManyRequests

from tsunagari.errors import QueryError
from tsunagari.sparql.dataset import Dataset
from tsunagari.sparql.formats import Format
from tsunagari.sparql.limits import QueryRequest
from tsunagari.sparql.pool import PooledAnswer
from tsunagari.sparql.tokens import normalized
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.front import remember
from tsunagari.web.state import state

__all__ = ["refuse_spendthrift", "respond_with", "response_to"]

# Finding the normal form of a long text costs more than it gains.
LONGEST_NORMALIZED = 10_000


def response_to(
    text: str,
    format: Format,
    dataset: Dataset | None,
    timeout: float | None = None,
    repeatable: bool = True,
) -> Response:
    """Answer the query *text* in *format*.

    :param repeatable: Whether the answer may be kept and given again.
    :raises QueryError: As the pool does.
    """
    client = request.remote_addr or ""
    with ExitStack() as held:
        serving = held.enter_context(state().use())
        key = (_key(text), format, dataset)
        if repeatable and (kept := serving.cache.get(key)):
            remember(request.environ, kept, serving.front)
            return respond_with(kept)
        refuse_spendthrift(client)
        started = time.monotonic()
        try:
            answer = serving.pool.answer(
                QueryRequest(
                    text,
                    format,
                    dataset.default if dataset else None,
                    dataset.named if dataset else None,
                    timeout,
                ),
                cast(
                    Callable[[], bool] | None,
                    request.environ.get("waitress.client_disconnected"),
                ),
            )
        finally:
            state().budgets.spend(client, time.monotonic() - started)
        if not answer.complete:
            # Held on until the last part is sent; dropped, it would be left now.
            return _streamed(answer, format, held.pop_all().close)
    found = CachedAnswer(answer.head, format.content_type)
    if repeatable:
        serving.cache.put(key, found)
    return respond_with(found)


def respond_with(answer: CachedAnswer) -> Response:
    """Return *answer*, or that the client has it already."""
    compressed = answer.compressed
    gzip = compressed is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(content_type=answer.content_type)
    # A strong validator belongs to one representation, coding included.
    response.set_etag(answer.digest + ("-gzip" if gzip else ""))
    if gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(compressed if gzip and compressed else answer.body)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    return cast(Response, response.make_conditional(request))


def _key(text: str) -> str:
    return normalized(text) if len(text) <= LONGEST_NORMALIZED else text


def refuse_spendthrift(client: str) -> None:
    """Turn *client* away if it has caused too much work.

    :raises TooManyRequests: With the time to wait.
    """
    if wait := state().budgets.wait(client):
        raise TooManyRequests(
            "this client caused too much work; wait, or take /download/tsunagari.nq",
            retry_after=int(wait) + 1,
        )


def _streamed(
    answer: PooledAnswer, format: Format, leave: Callable[[], None]
) -> Response:
    """Send a large answer as it comes; what goes wrong cuts the connection.

    :param leave: Called once, when the answer was sent or the client has left.
    """
    budgets, client = state().budgets, request.remote_addr or ""
    started = time.monotonic()

    def parts() -> Iterator[bytes]:
        try:
            yield answer.head
            assert answer.rest is not None
            yield from answer.rest
        except QueryError as error:
            # The status is long sent: only an unfinished body tells the truth.
            raise ConnectionAbortedError(str(error)) from error

    def end() -> None:
        answer.close()
        leave()
        budgets.spend(client, time.monotonic() - started)

    response = Response(parts(), content_type=format.content_type)
    # Not in the generator: a HEAD, or a client that left, never begins it.
    response.call_on_close(end)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    return response
