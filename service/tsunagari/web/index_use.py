"""Asking the search index of the release, within the time and budget of a request."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from tsunagari.search.index import SearchIndex
from tsunagari.web.serving import ServingRelease
from tsunagari.web.state import state

__all__ = ["search_index"]


@contextmanager
def search_index(serving: ServingRelease) -> Iterator[SearchIndex]:
    """Give the index of the release for as long as a question may take.

    :raises OverBudgetError: If this client caused too much work.
    :raises SearchIndexError: If the release has no index.
    """
    here, client = state(), request.remote_addr or ""
    here.budgets.check(client)
    index = serving.search()
    started = time.monotonic()
    try:
        with index.within(here.settings.deadline):
            yield index
    finally:
        here.budgets.spend(client, time.monotonic() - started)
