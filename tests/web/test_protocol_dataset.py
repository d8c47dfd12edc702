"""The dataset of a query by the parameters of the protocol (`SPARQL 1.1 Protocol,
2.1.4 <https://www.w3.org/TR/sparql11-protocol/#dataset>`_), in each way to ask.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

import pytest
from werkzeug.test import Client

UNKNOWN: Final = "https://nowhere.example/graph"
COUNT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPHS: Final = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
SHARED: Final = """
    SELECT ?one ?other {
      GRAPH ?one { ?s ?p ?o }
      GRAPH ?other { ?s ?p ?o }
      FILTER (STR(?one) < STR(?other))
    } LIMIT 1"""

Parameters = list[tuple[str, str]]
Way = Callable[[Client, str, Parameters], Any]


def get(client: Client, query: str, parameters: Parameters) -> Any:
    return client.get("/sparql?" + urlencode([("query", query), *parameters]))


def post_form(client: Client, query: str, parameters: Parameters) -> Any:
    return client.post(
        "/sparql",
        data=urlencode([("query", query), *parameters]),
        content_type="application/x-www-form-urlencoded",
    )


def post_direct(client: Client, query: str, parameters: Parameters) -> Any:
    return client.post(
        "/sparql?" + urlencode(parameters),
        data=query.encode(),
        content_type="application/sparql-query",
    )


class Asker(NamedTuple):
    """Asks in one of the three ways."""

    client: Client
    way: Way

    def response(
        self, query: str, default: Iterable[str] = (), named: Iterable[str] = ()
    ) -> Any:
        parameters = [("default-graph-uri", iri) for iri in default]
        parameters += [("named-graph-uri", iri) for iri in named]
        return self.way(self.client, query, parameters)

    def rows(
        self, query: str, default: Iterable[str] = (), named: Iterable[str] = ()
    ) -> list[dict[str, str]]:
        response = self.response(query, default, named)
        assert response.status_code == 200, response.text
        return [
            {name: term["value"] for name, term in row.items()}
            for row in json.loads(response.data)["results"]["bindings"]
        ]

    def number(
        self, query: str, default: Iterable[str] = (), named: Iterable[str] = ()
    ) -> int:
        (row,) = self.rows(query, default, named)
        return int(row["n"])

    def graphs(
        self, query: str, default: Iterable[str] = (), named: Iterable[str] = ()
    ) -> set[str]:
        return {row["g"] for row in self.rows(query, default, named)}


class Pair(NamedTuple):
    """Two named graphs with a statement in common, and their sizes."""

    one: str
    other: str
    size: int
    other_size: int
    merged: int


@pytest.fixture(params=[get, post_form, post_direct], ids=lambda way: way.__name__)
def asker(client: Client, request: pytest.FixtureRequest) -> Asker:
    return Asker(client, request.param)


@pytest.fixture
def pair(client: Client) -> Pair:
    """Sizes are counted by ``GRAPH`` over the release's own dataset."""
    asker = Asker(client, get)
    (row,) = asker.rows(SHARED)
    one, other = row["one"], row["other"]
    either = (
        f"{{ GRAPH <{one}> {{ ?s ?p ?o }} }} UNION {{ GRAPH <{other}> {{ ?s ?p ?o }} }}"
    )
    return Pair(
        one,
        other,
        asker.number(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{one}> {{ ?s ?p ?o }} }}"),
        asker.number(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{other}> {{ ?s ?p ?o }} }}"),
        asker.number(
            f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {either} }} }}"
        ),
    )


def test_the_graphs_of_these_tests_can_tell_a_merge(pair: Pair) -> None:
    assert 0 < pair.merged < pair.size + pair.other_size


def test_default_graph_uri_chooses_the_default_graph(asker: Asker, pair: Pair) -> None:
    assert asker.number(COUNT, [pair.one]) == pair.size
    assert asker.number(COUNT, [pair.other]) == pair.other_size
    assert asker.number(COUNT) > pair.merged


def test_several_default_graphs_are_merged(asker: Asker, pair: Pair) -> None:
    both = [pair.one, pair.other]
    assert asker.number(COUNT, both) == pair.merged
    assert asker.number(COUNT, [*both, pair.one]) == pair.merged
    rows = asker.rows("SELECT ?s ?p ?o { ?s ?p ?o }", both)
    assert len({tuple(sorted(row.items())) for row in rows}) == len(rows)
    assert len(rows) == pair.merged


def test_several_from_are_merged_too(asker: Asker, pair: Pair) -> None:
    query = COUNT.replace("{", f"FROM <{pair.one}> FROM <{pair.other}> {{", 1)
    assert asker.number(query) == pair.merged


def test_default_graph_uri_wins_over_from(asker: Asker, pair: Pair) -> None:
    query = COUNT.replace("{", f"FROM <{pair.other}> {{", 1)
    assert asker.number(query) == pair.other_size
    assert asker.number(query, [pair.one]) == pair.size
    assert asker.number(query, [UNKNOWN]) == 0
    # One parameter is a whole dataset: nothing of the query's own is left.
    assert asker.number(query, named=[pair.one]) == 0


def test_named_graph_uri_restricts_graph(asker: Asker, pair: Pair) -> None:
    assert {pair.one, pair.other} < asker.graphs(GRAPHS)
    assert asker.graphs(GRAPHS, named=[pair.one]) == {pair.one}
    both = [pair.one, pair.other]
    assert asker.graphs(GRAPHS, named=both) == set(both)
    other = f"SELECT ?s {{ GRAPH <{pair.other}> {{ ?s ?p ?o }} }}"
    assert asker.rows(other)
    assert not asker.rows(other, named=[pair.one])


def test_named_graph_uri_wins_over_from_named(asker: Asker, pair: Pair) -> None:
    query = GRAPHS.replace("{", f"FROM NAMED <{pair.other}> {{", 1)
    assert asker.graphs(query) == {pair.other}
    assert asker.graphs(query, named=[pair.one]) == {pair.one}
    assert asker.graphs(query, default=[pair.one]) == set()


def test_default_and_named_graphs_stay_apart(asker: Asker, pair: Pair) -> None:
    assert asker.number(COUNT, named=[pair.one]) == 0
    assert asker.graphs(GRAPHS, default=[pair.one]) == set()
    assert asker.number(COUNT, [pair.one], [pair.other]) == pair.size
    assert asker.graphs(GRAPHS, [pair.one], [pair.other]) == {pair.other}


def test_merged_and_named_graphs_stay_apart(asker: Asker, pair: Pair) -> None:
    both = [pair.one, pair.other]
    assert asker.number(COUNT, both, [pair.other]) == pair.merged
    assert asker.graphs(GRAPHS, both, [pair.other]) == {pair.other}
    assert asker.graphs(GRAPHS, both) == set()


def test_an_unknown_graph_is_empty(asker: Asker, pair: Pair) -> None:
    assert asker.number(COUNT, [UNKNOWN]) == 0
    assert asker.number(COUNT, [UNKNOWN, pair.one]) == pair.size
    assert asker.graphs(GRAPHS, named=[UNKNOWN]) == set()
    assert asker.graphs(GRAPHS, named=[UNKNOWN, pair.one]) == {pair.one}


@pytest.mark.parametrize("bad", ["graph", "/graph", "", "https://a.example/a b"])
def test_a_graph_is_named_by_an_absolute_iri(asker: Asker, bad: str) -> None:
    for arguments in ({"default": [bad]}, {"named": [bad]}):
        response = asker.response(COUNT, **arguments)
        assert response.status_code == 400
        assert "is not an absolute IRI" in response.text
