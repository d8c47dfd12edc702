"""A query operation as the protocol gives it: a text and the parameters beside it.

What is read here is the same whichever way it came. Parameters that nobody
knows are ignored (`SPARQL 1.1 Protocol, 2.1
<https://www.w3.org/TR/sparql11-protocol/#query-operation>`_).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs

from tsunagari.config import Settings
from tsunagari.errors import ParameterError, QuerySyntaxError
from tsunagari.sparql.dataset import Dataset, protocol_dataset
from tsunagari.sparql.formats import Format, Kind
from tsunagari.sparql.guard import Inspection, inspect_query
from tsunagari.sparql.limits import QueryRequest
from tsunagari.sparql.peers import addressed, nameable, services
from tsunagari.sparql.shortening import shortened

__all__ = ["Operation", "Parameters", "one_query", "read_operation", "read_parameters"]

Parameters = Mapping[str, Sequence[str]]

# Finding the normal form of a long text costs more than it gains.
LONGEST_NORMALIZED: Final = 10_000
# What is longer is kept by its digest: keys take room too.
LONGEST_KEY: Final = 1000
MAX_PARAMETERS: Final = 2000
NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{0,9})?|\.[0-9]{1,9}")
WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Operation:
    """A query that was looked at, and how it is to be answered.

    :param peers: The names of the peers that it asks.
    """

    text: str
    inspection: Inspection
    kind: Kind
    format_name: str | None
    dataset: Dataset | None
    timeout: float | None
    rows: int | None
    peers: frozenset[str] = frozenset()

    def key(self, format: Format) -> tuple[object, ...] | None:
        """Return what is the same for requests with the same answer, if any are."""
        if not self.inspection.repeatable:
            return None
        text = self.text
        if len(text) <= LONGEST_NORMALIZED:
            text = self.inspection.normal
        if len(text) > LONGEST_KEY:
            text = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return text, format, self.dataset, self.rows

    def request(self, format: Format) -> QueryRequest:
        """Return it as the pool takes it, to be answered in *format*."""
        text, probe = self.text, None
        if self.rows is not None and self.kind is Kind.SOLUTIONS:
            shortening = shortened(self.inspection.tokens, self.rows)
            text, probe = shortening.query, shortening.probe
        return QueryRequest(
            text,
            format,
            self.dataset.default if self.dataset else None,
            self.dataset.named if self.dataset else None,
            self.timeout,
            self.rows,
            probe,
            self.inspection.federated,
        )


def read_parameters(encoded: bytes) -> dict[str, list[str]]:
    """Return the parameters of a query string or a form, by name.

    :raises ParameterError: If they are not UTF-8, or too many.

    >>> read_parameters(b"query=ASK+%7B%7D&query=&x")
    {'query': ['ASK {}', ''], 'x': ['']}
    """
    try:
        return parse_qs(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_PARAMETERS,
        )
    except UnicodeDecodeError as error:
        raise ParameterError("the parameters are not UTF-8") from error
    except ValueError as error:
        raise ParameterError(
            f"there are more than {MAX_PARAMETERS} parameters"
        ) from error


def one_query(parameters: Parameters) -> str:
    """Return the query among *parameters*.

    :raises ParameterError: If there is none, or more than one.
    """
    queries = parameters.get("query", ())
    if len(queries) != 1:
        raise ParameterError(f"send exactly one 'query' parameter, not {len(queries)}")
    return queries[0]


def read_operation(text: str, parameters: Parameters, settings: Settings) -> Operation:
    """Look at the query *text* and the *parameters* that came with it.

    :raises QueryError: If it cannot be answered, whatever the data.
    """
    known = nameable(settings.peers)
    inspection = inspect_query(text, known)
    peers: frozenset[str] = frozenset()
    if inspection.federated:
        text = addressed(inspection.tokens, known)
        inspection = inspect_query(text, known)
        peers = _peers(inspection, settings)
    if inspection.kind is None:
        raise QuerySyntaxError(
            "the query does not parse: it is no SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    dataset = protocol_dataset(
        list(parameters.get("default-graph-uri", ())),
        list(parameters.get("named-graph-uri", ())),
    )
    rows = _rows(parameters)
    return Operation(
        text,
        inspection,
        inspection.kind,
        _first(parameters, "format"),
        dataset or inspection.dataset,
        _timeout(parameters),
        None if rows is None else min(rows, settings.max_rows),
        peers,
    )


def _peers(inspection: Inspection, settings: Settings) -> frozenset[str]:
    found = inspection.tokens
    asked = {found[place].text[1:-1] for place in services(found)}
    return frozenset(peer.name for peer in settings.peers if peer.address in asked)


def _first(parameters: Parameters, name: str) -> str | None:
    values = parameters.get(name)
    return values[0] if values else None


def _timeout(parameters: Parameters) -> float | None:
    if (text := _first(parameters, "timeout")) is None:
        return None
    if not NUMBER.fullmatch(text) or not float(text) > 0:
        raise ParameterError("'timeout' is a number of seconds above 0")
    return float(text)


def _rows(parameters: Parameters) -> int | None:
    if (text := _first(parameters, "maxrows")) is None:
        return None
    if not WHOLE_NUMBER.fullmatch(text) or int(text) == 0:
        raise ParameterError("'maxrows' is a number of rows above 0")
    return int(text)
