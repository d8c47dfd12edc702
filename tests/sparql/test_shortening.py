"""A query for the first rows: what it keeps, and what it leaves to the engine."""

import pyoxigraph as ox
import pytest

from tsunagari.sparql.shortening import shortened
from tsunagari.sparql.tokens import all_tokens

ROWS = 3


@pytest.mark.parametrize(
    ("text", "query", "probe"),
    [
        ("SELECT * {}", "SELECT * {} LIMIT 3", "SELECT * {} LIMIT 1 OFFSET 3"),
        ("SELECT * {} LIMIT 2", "SELECT * {} LIMIT 2", None),
        ("SELECT * {} LIMIT 3", "SELECT * {} LIMIT 3", None),
        (
            "SELECT * {} LIMIT 9 OFFSET 4",
            "SELECT * {} LIMIT 3 OFFSET 4",
            "SELECT * {} LIMIT 1 OFFSET 7",
        ),
        (
            "SELECT * {} offset 4 limit 9",
            "SELECT * {} LIMIT 3 OFFSET 4",
            "SELECT * {} LIMIT 1 OFFSET 7",
        ),
        (
            "SELECT * { { SELECT * {} LIMIT 1 } } # the end",
            "SELECT * { { SELECT * {} LIMIT 1 } } LIMIT 3",
            "SELECT * { { SELECT * {} LIMIT 1 } } LIMIT 1 OFFSET 3",
        ),
        (
            "SELECT ?x {} ORDER BY ?x VALUES ?x { 1 2 }",
            "SELECT ?x {} ORDER BY ?x LIMIT 3 VALUES ?x { 1 2 }",
            "SELECT ?x {} ORDER BY ?x LIMIT 1 OFFSET 3 VALUES ?x { 1 2 }",
        ),
        ("SELECT * { VALUES ?x { 1 } }", "SELECT * { VALUES ?x { 1 } } LIMIT 3", ...),
    ],
)
def test_the_first_rows(text: str, query: str, probe: str | None) -> None:
    found = shortened(list(all_tokens(text)), ROWS)
    assert found.query == query
    if probe is not ...:
        assert found.probe == probe
    ox.Store().query(found.query)
    ox.Store().query(found.probe or "ASK {}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {} LIMIT",
        "SELECT * {} LIMIT -1",
        "SELECT * {} LIMIT 1.5",
        "SELECT * {} LIMIT ?n",
        "SELECT * {} LIMIT 1 LIMIT 2",
        "SELECT ?x {} VALUES ?x { 1 } LIMIT 2",
    ],
)
def test_what_does_not_parse_still_does_not(text: str) -> None:
    found = shortened(list(all_tokens(text)), ROWS)
    assert found.query == text
    assert found.probe is None
    with pytest.raises(SyntaxError):
        ox.Store().query(found.query)


def test_the_rows_are_the_first_of_the_whole_answer() -> None:
    text = "SELECT DISTINCT ?x { VALUES ?x { 5 4 4 3 2 1 } } ORDER BY ?x"
    whole = [str(row[0]) for row in ox.Store().query(text)]
    found = shortened(list(all_tokens(text)), ROWS)
    first = [str(row[0]) for row in ox.Store().query(found.query)]
    assert first == whole[:ROWS]
    assert found.probe is not None
    assert [str(row[0]) for row in ox.Store().query(found.probe)] == whole[3:4]
