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
from tsunagari.sparql.worker_process import LookUp
from tsunagari.web.serving import ServingRelease

__all__ = ["asking_until", "looking_up_until"]


def asking_until(
    serving: ServingRelease, ends: float, is_gone: Callable[[], bool] | None
) -> Ask:
    """Return what asks the release, until the time *ends* on the monotonic clock."""
    look_up = looking_up_until(serving, ends, is_gone)

    def ask(query: str) -> list[Solution]:
        return solutions(look_up(query))

    return ask


def looking_up_until(
    serving: ServingRelease, ends: float, is_gone: Callable[[], bool] | None
) -> LookUp:
    """Return the same, whose answers are as they come: in the JSON of SPARQL."""
    return partial(_look_up, serving, ends, is_gone)


def _look_up(
    serving: ServingRelease,
    ends: float,
    is_gone: Callable[[], bool] | None,
    query: str,
) -> bytes:
    # A look takes a moment even at the end: what was found is still to be told.
    left = max(1.0, ends - time.monotonic())
    wanted = QueryRequest(query, format_named("json"), timeout=left)
    answer = serving.pool.answer(wanted, is_gone)
    try:
        return b"".join((answer.head, *(answer.rest or ())))
    finally:
        answer.close()
