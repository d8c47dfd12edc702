"""Whether two servers gave the same answer: a fast wrong one counts for nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

import pyoxigraph as ox
from tests.benchmarks.latency import FLOOR, Timed
from tests.benchmarks.wire import Answer

__all__ = ["disagreements"]


def disagreements(
    found: Mapping[str, Mapping[str, Timed]], queries: Mapping[str, str], against: str
) -> list[tuple[str, str, str]]:
    """Return query, server and what differs from the answer of *against*.

    Where a query takes any hundred of the rows there are, their number is
    compared; otherwise all values are, but not their datatypes or order.
    """
    differences = []
    for name, row in found.items():
        expected = row[against].answer
        for server, timed in row.items():
            if server in (against, FLOOR):
                continue
            if remark := _difference(queries[name], expected, timed.answer):
                differences.append((name, server, remark))
    return differences


def _difference(query: str, expected: Answer, answer: Answer) -> str:
    if answer.status != 200:
        return f"status {answer.status}" if answer.status else "no whole answer"
    if expected.status != 200:
        return ""
    ours, theirs = _content(answer), _content(expected)
    if ours.total() != theirs.total():
        return f"{ours.total()} rows against {theirs.total()}"
    any_rows = "LIMIT" in query and "ORDER BY" not in query
    return "" if any_rows or ours == theirs else "other values"


def _content(answer: Answer) -> Counter[object]:
    if b"results+json" in answer.head:
        document = json.loads(answer.body)
        if "boolean" in document:
            return Counter([document["boolean"]])
        return Counter(
            frozenset(
                (name, term["value"], term.get("xml:lang", "").lower())
                for name, term in row.items()
            )
            for row in document["results"]["bindings"]
        )
    # rdflib-endpoint answers in RDF/XML, whatever it was asked for.
    xml = answer.body.startswith(b"<?xml")
    format = ox.RdfFormat.RDF_XML if xml else ox.RdfFormat.N_TRIPLES
    return Counter(set(ox.parse(answer.body, format=format)))
