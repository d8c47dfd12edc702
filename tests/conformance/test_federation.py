"""The suite's tests of ``SERVICE``: what we read, and that we never follow it.

The endpoint refuses ``SERVICE`` and its workers cannot open a socket. So the
tests of syntax are made in three steps: the endpoint refuses by name, the guard
lets a query through whose endpoints are allowed, and a worker reads it. The
tests of evaluation need other endpoints and are listed as misses.
"""

from __future__ import annotations

from collections.abc import Callable

from tsunagari.errors import QueryError, QuerySyntaxError
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.limits import QueryRequest
from tsunagari.sparql.tokens import TokenKind, tokens

from .conftest import Miss
from .services import OurService
from .suite import Case

JSON = format_named("json")


def test_a_federated_query_is_read_and_refused(
    federated: Case,
    service_for: Callable[[Case], OurService],
    misses: dict[str, Miss],
) -> None:
    service = service_for(federated)
    reply = service.ask(federated.text, JSON)
    assert reply.status == 400
    assert "SERVICE at character" in reply.text
    # The evaluation tests are misses; the syntax tests are passed below.
    assert (federated.iri in misses) == (federated.result is not None)

    inspect_query(federated.text, _endpoints(federated.text))
    try:
        service.serving.now.pool.answer(QueryRequest(federated.text, JSON))
    except QuerySyntaxError as error:
        raise AssertionError(f"{federated.text}\n{error}") from error
    except QueryError:
        # It was read; what it asks for is not to be had in a worker.
        pass


def _endpoints(text: str) -> set[str]:
    """Return the IRIs in *text*: one that is no endpoint allows nothing."""
    return {token.text[1:-1] for token in tokens(text) if token.kind is TokenKind.IRI}
