"""The rows of a figure's query, asked once for each release."""

from __future__ import annotations

import json
import logging
import time
from typing import Final

from tsunagari.errors import QueryError
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import QueryRequest
from tsunagari.web.serving import ServingRelease
from tsunagari.web.stored import library

__all__ = ["LATER_SECONDS", "Row", "rows"]

Row = dict[str, str]
JSON: Final = format_named("json")
# A page does not wait longer for a figure, and for a while the next ones not at all.
SECONDS: Final = 3.0
LATER_SECONDS: Final = 30.0
ANY: Final = ""

log = logging.getLogger(__name__)


def rows(serving: ServingRelease, id: str) -> list[Row]:
    """Return the solutions of the stored query with that id, values only.

    A page is better without a figure than not at all: where a query has no answer in
    time, there are no rows, and for a while it is not asked again; nor is another for
    a moment, so that a page with many waits for one.
    """
    # What is drawn already waits for nobody.
    if (drawn := serving.drawn.get(id)) is not None:
        return drawn
    with serving.drawing[id]:
        if id not in serving.drawn:
            now = time.monotonic()
            if now < max(serving.undrawn_until[id], serving.undrawn_until[ANY]):
                return []
            try:
                serving.drawn[id] = _asked(serving, id)
            except QueryError as error:
                log.warning("the figure %s is left out: %s", id, error)
                now = time.monotonic()
                serving.undrawn_until[id] = now + LATER_SECONDS
                serving.undrawn_until[ANY] = now + SECONDS
                return []
        return serving.drawn[id]


def _asked(serving: ServingRelease, id: str) -> list[Row]:
    query = next(one for one in library().values() if one.header["id"] == id)
    answer = serving.pool.answer(QueryRequest(query.text, JSON, timeout=SECONDS))
    if not answer.complete:
        answer.close()
        raise QueryError("its answer is too large")
    return [
        {variable: str(term["value"]) for variable, term in row.items()}
        for row in json.loads(answer.head)["results"]["bindings"]
    ]
