"""Every engine gives the same answers; where one does not, the table says how.

The queries are the stored ones (the competency questions among them) and those
of ``queries.toml``. The answers of the engine on disk, which other tests compare
with the expected ones, are the measure. ``differences.csv`` names each query that
another engine answers differently, with the reason; a difference that is no longer
there fails as one that is new.
"""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

from tsunagari.namespaces import prefixes
from tsunagari.sparql.library import read_queries

from .answering import Comparable, comparable
from .conftest import Asked

HERE = Path(__file__).parent
ENGINES = ("oxigraph", "virtuoso")
DECLARED = " ".join(f"PREFIX {p}: <{iri}>" for p, iri in prefixes().items())
STORED = {
    query.name: query.text
    for role in ("competency", "hygiene", "construct")
    for query in read_queries(role)
}
MORE = {
    name: f"{DECLARED} {text}"
    for name, text in tomllib.loads((HERE / "queries.toml").read_text("utf-8")).items()
}
QUERIES = STORED | MORE
ROWS = list(csv.DictReader((HERE / "differences.csv").read_text("utf-8").splitlines()))
DIFFERENCES = {(row["engine"], row["query"]): row["how"] for row in ROWS}


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("engine", ENGINES)
def test_answers_are_the_same(engine: str, name: str, asked: Asked) -> None:
    found = comparable(asked(engine), QUERIES[name])
    expected = comparable(asked("on disk"), QUERIES[name])
    assert how(found, expected) == DIFFERENCES.get((engine, name), "")


def how(found: Comparable, expected: Comparable) -> str:
    """Say in a word how an answer differs, or nothing."""
    if found == expected:
        return ""
    if isinstance(found, str) or isinstance(expected, str):
        return f"{found}" if isinstance(found, str) else "no error"
    if isinstance(found, bool) or isinstance(expected, bool):
        return "opposite"
    if set(found) == set(expected):
        return "rows repeated"
    if set(found) < set(expected):
        return "rows missing"
    if set(found) > set(expected):
        return "more rows"
    return "other values"


def test_the_suite_asks_much() -> None:
    assert len([name for name in STORED if name.startswith("cq")]) >= 20
    assert len(MORE) >= 50
    assert not set(STORED) & set(MORE)


def test_the_table_names_queries_and_reasons() -> None:
    assert len(ROWS) == len(DIFFERENCES)
    for row in ROWS:
        assert row["engine"] in ENGINES
        assert row["query"] in QUERIES
        assert row["how"]
        assert row["why"]
