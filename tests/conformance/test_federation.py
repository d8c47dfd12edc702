"""The suite's tests of ``SERVICE``: what we read, and that we never follow it.

The endpoint refuses ``SERVICE`` and its workers cannot open a socket. So a test
of syntax is passed in three steps: the endpoint refuses the query for that
reason alone, the guard lets it through where its endpoint is allowed, and a
worker reads it. The tests of evaluation need other endpoints: they are misses.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from tsunagari.errors import QueryError, QuerySyntaxError
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.limits import QueryRequest

from .misses import Miss
from .services import OurService
from .suite import Case

JSON = format_named("json")
# The queries of the folder "syntax-fed" all ask this endpoint, by a relative IRI.
ENDPOINT = "g"


def read(service: OurService, text: str) -> None:
    """Let a worker read *text*; what the query then asks for is not to be had.

    :raises AssertionError: If it does not parse.
    """
    with suppress(QueryError):
        try:
            service.serving.now.pool.answer(QueryRequest(text, JSON))
        except QuerySyntaxError as error:
            raise AssertionError(f"{text}\n{error}") from error


def test_a_federated_query_is_refused(
    federated_case: Case,
    service_for: Callable[[Case], OurService],
    misses: dict[str, Miss],
) -> None:
    reply = service_for(federated_case).ask(federated_case.text, JSON)
    assert reply.status == 400
    assert "SERVICE at character" in reply.text
    assert (federated_case.iri in misses) == (federated_case.result is not None)


def test_the_syntax_of_a_federated_query_is_read(
    federated_syntax: Case, service_for: Callable[[Case], OurService]
) -> None:
    inspect_query(federated_syntax.text, {ENDPOINT})
    read(service_for(federated_syntax), federated_syntax.text)


def test_a_worker_tells_bad_syntax_of_a_federated_query(
    federated_syntax: Case, service_for: Callable[[Case], OurService]
) -> None:
    service = service_for(federated_syntax)
    with pytest.raises(AssertionError, match="does not parse"):
        read(service, federated_syntax.text.replace("<g>", "<g> <g>"))
