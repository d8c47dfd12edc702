"""What a page needs to know: small queries to the pool, with one deadline.

A query that begins after it still has a second: what was found is to be told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from tsunagari.explanation.lookup import Ask, Solution, solutions
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import QueryRequest
from tsunagari.web.serving import ServingRelease

__all__ = ["asking_until"]


def asking_until(
    serving: ServingRelease, ends: float, is_gone: Callable[[], bool] | None
) -> Ask:
    """Return what asks the release, until the time *ends* on the monotonic clock."""
    return partial(_ask, serving, ends, is_gone)


def _ask(
    serving: ServingRelease,
    ends: float,
    is_gone: Callable[[], bool] | None,
    query: str,
) -> list[Solution]:
    # A look takes a moment even at the end: what was found is still to be told.
    left = max(1.0, ends - time.monotonic())
    wanted = QueryRequest(query, format_named("json"), timeout=left)
    answer = serving.pool.answer(wanted, is_gone)
    try:
        return solutions(b"".join((answer.head, *(answer.rest or ()))))
    finally:
        answer.close()
