"""Reading graphs, line by line of the `Graph Store HTTP Protocol
<https://www.w3.org/TR/sparql11-http-rdf-update/>`_.
"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from rdflib import Graph
from werkzeug.test import Client

from tsunagari.namespaces import ONTOLOGY
from tsunagari.sparql.formats import Format, Kind, formats_for

PATH: Final = "/graph-store"
UNKNOWN: Final = "https://nowhere.example/graph"
CHOICES: Final = ({"graph": str(ONTOLOGY)}, {"default": ""})
ONE: Final = {"query_string": {"graph": str(ONTOLOGY)}}


class Reader:
    """A client that reads to the end: a large graph comes in parts."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, path: str, **arguments: Any) -> Any:
        return self.open(path, "GET", **arguments)

    def open(self, path: str, method: str, **arguments: Any) -> Any:
        return self._client.open(path, method=method, buffered=True, **arguments)


@pytest.fixture
def reader(client: Client) -> Reader:
    return Reader(client)


def size(reader: Reader, pattern: str) -> int:
    """Return how often *pattern* matches, as the endpoint has it."""
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    response = reader.get("/sparql", query_string={"query": query})
    (row,) = json.loads(response.data)["results"]["bindings"]
    return int(row["n"]["value"])


def triples(response: Any, format: str = "turtle") -> int:
    assert response.status_code == 200, response.text
    return len(Graph().parse(data=response.data, format=format))


def methods(response: Any) -> set[str]:
    return set(response.headers["Allow"].replace(" ", "").split(","))


def test_graph_gives_a_named_graph(reader: Reader) -> None:
    expected = size(reader, f"GRAPH <{ONTOLOGY}> {{ ?s ?p ?o }}")
    assert triples(reader.get(PATH, **ONE)) == expected > 0


def test_default_gives_the_default_graph(reader: Reader) -> None:
    expected = size(reader, "?s ?p ?o")
    assert triples(reader.get(PATH + "?default")) == expected
    assert triples(reader.get(PATH + "?default=")) == expected


@pytest.mark.parametrize("choice", CHOICES, ids=["graph", "default"])
@pytest.mark.parametrize("format", formats_for(Kind.GRAPH), ids=lambda f: f.name)
def test_accept_chooses_the_format(
    reader: Reader, choice: dict[str, str], format: Format
) -> None:
    response = reader.get(
        PATH, query_string=choice, headers={"Accept": format.media_type}
    )
    assert response.mimetype == format.media_type
    assert response.headers["Vary"] == "Accept, Accept-Encoding"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert triples(response, format.media_type) > 0


@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}])
def test_without_a_wish_it_is_turtle(reader: Reader, headers: dict[str, str]) -> None:
    response = reader.get(PATH, **ONE, headers=headers)
    assert response.headers["Content-Type"] == "text/turtle; charset=utf-8"


def test_several_accepted_types_are_weighed(reader: Reader) -> None:
    accept = "text/turtle;q=0.2, application/n-triples;q=0.8, image/png"
    response = reader.get(PATH, **ONE, headers={"Accept": accept})
    assert response.mimetype == "application/n-triples"


@pytest.mark.parametrize(
    "graph", ["graph", "/graph-store", "", "https://a.example/a b"]
)
def test_a_graph_that_is_no_absolute_iri_is_refused(reader: Reader, graph: str) -> None:
    response = reader.get(PATH, query_string={"graph": graph})
    assert response.status_code == 400
    assert "is not an absolute IRI" in response.text


@pytest.mark.parametrize(
    "query",
    ["", f"graph={ONTOLOGY}&default", f"graph={ONTOLOGY}&graph={UNKNOWN}"],
    ids=["none", "both", "two"],
)
def test_exactly_one_graph_is_asked_for(reader: Reader, query: str) -> None:
    response = reader.get(PATH, query_string=query)
    assert response.status_code == 400
    assert "name one graph" in response.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_absent_graph_is_not_found(reader: Reader, method: str) -> None:
    response = reader.open(PATH, method, query_string={"graph": UNKNOWN})
    assert response.status_code == 404


@pytest.mark.parametrize("choice", CHOICES, ids=["graph", "default"])
@pytest.mark.parametrize(
    "accept", ["image/png", "text/csv", "application/sparql-results+json"]
)
def test_a_format_that_holds_no_graph_is_not_acceptable(
    reader: Reader, choice: dict[str, str], accept: str
) -> None:
    response = reader.get(PATH, query_string=choice, headers={"Accept": accept})
    assert response.status_code == 406
    assert "text/turtle" in response.text


@pytest.mark.parametrize("choice", CHOICES, ids=["graph", "default"])
def test_head_has_the_headers_of_get(reader: Reader, choice: dict[str, str]) -> None:
    got = reader.get(PATH, query_string=choice)
    head = reader.open(PATH, "HEAD", query_string=choice)
    assert head.status_code == 200
    assert head.data == b""
    for name in ("Content-Type", "ETag", "Vary"):
        assert head.headers.get(name) == got.headers.get(name)


def test_what_a_client_has_is_not_sent_again(reader: Reader) -> None:
    tag = reader.get(PATH, **ONE).headers["ETag"]
    response = reader.get(PATH, **ONE, headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert response.data == b""


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "query", ["default", f"graph={ONTOLOGY}", f"graph={UNKNOWN}", ""]
)
def test_nothing_can_be_written(reader: Reader, method: str, query: str) -> None:
    response = reader.open(
        PATH,
        method,
        query_string=query,
        data=b"<x:a> <x:b> <x:c> .",
        content_type="text/turtle",
    )
    assert response.status_code == 405
    assert methods(response) == {"GET", "HEAD", "OPTIONS"}


def test_options_tells_the_methods(reader: Reader) -> None:
    response = reader.open(PATH, "OPTIONS")
    assert response.status_code in (200, 204)
    assert methods(response) == {"GET", "HEAD", "OPTIONS"}


def test_a_trailing_slash_is_the_same_store(reader: Reader) -> None:
    assert reader.get(PATH + "/", **ONE).status_code == 200
