"""Validation with queries: ``queries/hygiene`` must return nothing.

A shape sees one graph; a hygiene query sees the named graphs too, and can
count and compare. Each row it returns is a violation. The header names the
rule (``id``) and the text for the reader (``message``, ``message-ja``); the
row's ``?node`` is what is wrong, ``?value`` (optional) is the offending value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from tsunagari.errors import QueryHeaderError, SourceError
from tsunagari.namespaces import shorten
from tsunagari.sparql.engine import Engine
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import StoredQuery, read_queries
from tsunagari.validation.report import Problem, Severity

__all__ = ["inspect"]


def inspect(
    engine: Engine, queries: Iterable[StoredQuery] | None = None
) -> list[Problem]:
    """Return what the hygiene queries find in the dataset of *engine*.

    :param queries: By default those of the project.
    :raises SourceError: If there is no query: an inspection that looks at
        nothing must not pass.
    :raises QueryHeaderError: If a query lacks its message.
    """
    chosen = list(read_queries("hygiene") if queries is None else queries)
    if not chosen:
        raise SourceError("queries/hygiene: there is no query, so nothing is checked")
    return [problem for query in chosen for problem in _run(engine, query)]


def _run(engine: Engine, query: StoredQuery) -> Iterable[Problem]:
    try:
        messages = {
            "en": query.header["message"],
            "ja": query.header["message-ja"],
        }
    except KeyError as error:
        raise QueryHeaderError(
            f"queries/{query.role}/{query.name}.rq: the header lacks {error}"
        ) from error
    data = engine.query(query.text).serialize(format_named("json"))
    for row in json.loads(data)["results"]["bindings"]:
        yield Problem(
            severity=Severity.VIOLATION,
            node=_name(row.get("node")),
            rule=query.header["id"],
            messages=messages,
            value=_name(row.get("value")),
        )


def _name(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]
