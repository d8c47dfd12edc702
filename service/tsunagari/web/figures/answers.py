"""The rows of a figure's query, asked once for each release."""

from __future__ import annotations

import json
import logging
from typing import Final

from tsunagari.errors import QueryError
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import stored_query
from tsunagari.sparql.limits import QueryRequest
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.serving import ServingRelease

__all__ = ["Row", "rows"]

Row = dict[str, str]
JSON: Final = format_named("json")
# A page does not wait longer for a figure.
SECONDS: Final = 5.0

log = logging.getLogger(__name__)


def rows(serving: ServingRelease, name: str) -> list[Row]:
    """Return the solutions of the stored query *name*, values only.

    A page is better without a figure than not at all: where the query has no answer
    in time, there are no rows.
    """
    key = ("figure", name)
    kept = serving.cache.get(key)
    if kept is None:
        request = QueryRequest(stored_query(name).text, JSON, timeout=SECONDS)
        try:
            answer = serving.pool.answer(request)
        except QueryError as error:
            log.warning("the figure %s is left out: %s", name, error)
            return []
        if not answer.complete:
            answer.close()
            log.warning("the figure %s is left out: its answer is too large", name)
            return []
        kept = CachedAnswer(answer.head, JSON.content_type, None)
        serving.cache.put(key, kept)
    bindings = json.loads(kept.body)["results"]["bindings"]
    return [
        {variable: str(term["value"]) for variable, term in row.items()}
        for row in bindings
    ]
