"""Answers too large for one piece: whoever leaves early frees what they held."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tsunagari.web.serving import Serving

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_what_is_not_read_holds_no_worker(
    client: FlaskClient, serving: Serving, method: str
) -> None:
    held = serving.now.pool.running, serving.now.users
    # One more than there are slow workers would wait for ever.
    for _ in range(serving.now.pool.limits.slow_workers + 1):
        response = client.open(
            "/sparql", method=method, query_string={"query": LARGE, "format": "tsv"}
        )
        assert response.status_code == 200
        response.close()
    assert (serving.now.pool.running, serving.now.users) == held
