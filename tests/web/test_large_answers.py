"""Answers too large for one piece: whoever leaves early frees what they held."""

from __future__ import annotations

import time

import pytest
from werkzeug.test import Client

from tsunagari.web.serving import Serving

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_what_is_not_read_holds_no_worker(
    client: Client, serving: Serving, method: str
) -> None:
    held = (0, 0)
    # One more than there are slow workers would wait for ever.
    for _ in range(serving.now.pool.limits.slow_workers + 1):
        response = client.open(
            "/sparql", method=method, query_string={"query": LARGE, "format": "tsv"}
        )
        assert response.status_code == 200
        response.close()
    # A server hears of it a little later.
    until = time.monotonic() + 5
    while (serving.now.pool.running, serving.now.users) != held:
        assert time.monotonic() < until
        time.sleep(0.05)
