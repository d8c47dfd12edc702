"""Asking a remote SPARQL 1.1 server, through SPARQLWrapper.

SPARQLWrapper sends and reads the `protocol
<https://www.w3.org/TR/sparql11-protocol/>`_; it opens requests with the opener
of the process, which is set here to one that follows nothing (see
:mod:`~tsunagari.sparql.engines.remote_http`). No other module sends requests
that way. It guesses the form of a query with a pattern, and an "update" would
go out as one: the form is told to it.
"""

from __future__ import annotations

import json
import math
import time
from email.message import Message
from http.client import HTTPException
from typing import IO, Final
from urllib.error import HTTPError
from urllib.request import install_opener

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
)

from tsunagari.errors import (
    AnswerTooLargeError,
    QueryError,
    QueryTimeoutError,
    RemoteEngineError,
)
from tsunagari.sparql.engines.remote_http import opener
from tsunagari.sparql.engines.remote_kinds import ServerKind
from tsunagari.sparql.formats import format_named

__all__ = ["RemoteEndpoint", "time_left"]

# What the servers are asked for, by the form of the query: they all write these.
_TABLE: Final = format_named("json").media_type
_GRAPH: Final = format_named("ntriples").media_type
MEDIA_TYPES: Final = {"SELECT": _TABLE, "ASK": _TABLE, "CONSTRUCT": _GRAPH}
# What reading JSON of another shape raises.
NOT_AS_EXPECTED: Final = (ValueError, LookupError, TypeError, AttributeError)
LONGEST_ANSWER: Final = 50_000_000
LONGEST_REASON: Final = 200


class RemoteEndpoint:
    """One address that answers queries.

    :param ours: Whether the server is the operator's. Another is told no credentials.
    """

    def __init__(self, address: str, kind: ServerKind, ours: bool = True) -> None:
        install_opener(opener(address, ours))
        self._address = address
        self._kind = kind

    def ask(self, form: str, text: str, seconds: float) -> IO[bytes]:
        """Send the query *text*; return the answer as it comes.

        :param form: SELECT or ASK (answered in JSON), or CONSTRUCT (in N-Triples).
        :param seconds: After which both sides are to stop.
        :raises QueryError: If it is refused or not answered.
        """
        # It warns of formats that do not fit the form; the header below decides.
        format_ = TURTLE if form == "CONSTRUCT" else JSON
        wrapper = SPARQLWrapper(self._address, returnFormat=format_)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(math.ceil(seconds) + 1)
        wrapper.setQuery(text)
        wrapper.queryType = form
        wrapper.addCustomHttpHeader("Accept", MEDIA_TYPES[form])
        for name, value in self._kind.timeout(seconds).items():
            wrapper.addParameter(name, value)
        try:
            response: IO[bytes] = wrapper.query().response
        except (SPARQLWrapperException, OSError, HTTPException) as error:
            for held in (error, error.__context__):
                if isinstance(held, HTTPError):
                    held.close()
            raise _told(error) from error
        try:
            _check_whole(response.info())  # type: ignore[attr-defined]
        except QueryError:
            response.close()
            raise
        return response

    def rows(self, text: str, seconds: float) -> list[dict[str, str]]:
        """Return the solutions of the SELECT *text*, values only.

        :raises RemoteEngineError: If they cannot be had.
        """
        try:
            with self.ask("SELECT", text, seconds) as answer:
                content = json.loads(answer.read(LONGEST_ANSWER))
            return [
                {name: str(term["value"]) for name, term in row.items()}
                for row in content["results"]["bindings"]
            ]
        except RemoteEngineError:
            raise
        except QueryError as error:
            raise RemoteEngineError(str(error)) from error
        except (OSError, HTTPException, *NOT_AS_EXPECTED) as error:
            raise RemoteEngineError(
                "the remote engine does not answer as a SPARQL 1.1 server; see "
                "TSUNAGARI_ENGINE"
            ) from error


def time_left(until: float) -> float:
    """Return the seconds to *until* (monotonic).

    :raises QueryTimeoutError: If there are none.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise QueryTimeoutError("the query was stopped at its deadline")
    return left


def _check_whole(headers: Message) -> None:
    """Refuse an answer that its server cut.

    Virtuoso sends what it has when the time is up, and the first rows only where
    ``ResultSetMaxRows`` is smaller; both as a success.
    """
    if headers.get("X-SQL-State", "") == "S1TAT":
        raise QueryTimeoutError("the query was stopped at its deadline")
    if "X-SPARQL-MaxRows" in headers:
        rows = str(headers["X-SPARQL-MaxRows"])[:20]
        raise AnswerTooLargeError(
            f"the remote engine gives {rows} rows at most (ResultSetMaxRows)"
        )


def _told(error: Exception) -> QueryError:
    """Return what to tell of *error*: never an address, a header or a password."""
    if isinstance(error, QueryBadFormed):
        return QueryError(f"the remote engine refuses the query{_reason(error)}")
    status = error.code if isinstance(error, HTTPError) else 0
    if isinstance(error, Unauthorized) or status == 403:
        return RemoteEngineError("the remote engine does not accept who asks it")
    if isinstance(error, EndPointNotFound) or 300 <= status < 400:
        return RemoteEngineError("the remote engine is not at its address")
    if isinstance(error, TimeoutError) or status in (408, 504):
        return QueryTimeoutError("the query was stopped at its deadline")
    if isinstance(error, OSError) and isinstance(
        getattr(error, "reason", None), TimeoutError
    ):
        return QueryTimeoutError("the query was stopped at its deadline")
    if isinstance(error, SPARQLWrapperException):
        # Its own words for the status 500.
        if "timeout" in str(error).lower() or "time limit" in str(error).lower():
            return QueryTimeoutError("the query was stopped at its deadline")
        return RemoteEngineError("the remote engine failed while it answered")
    return RemoteEngineError("the remote engine gives no answer")


def _reason(error: QueryBadFormed) -> str:
    """Return the first line of what the server says."""
    said = str(error).partition("Response:\n")[2][2:-1].partition("\\n")[0]
    printable = "".join(c for c in said if c.isprintable())
    return f": {printable[:LONGEST_REASON]}" if printable else ""
