"""``maxrows``: fewer rows with 200, only if asked, and never without saying so."""

import json

import pytest
from werkzeug.test import Client

ALL = "SELECT DISTINCT ?s { ?s a ?type } ORDER BY ?s"
HEADER = "X-SPARQL-MaxRows"


def rows(client: Client, query: str, **parameters: str) -> tuple[list[object], str]:
    response = client.get("/sparql", query_string={"query": query, **parameters})
    assert response.status_code == 200, response.text
    bindings = json.loads(response.data)["results"]["bindings"]
    return bindings, response.headers.get(HEADER, "")


def test_the_first_rows_and_that_there_are_more(client: Client) -> None:
    whole, told = rows(client, ALL)
    assert told == ""
    assert len(whole) > 100
    assert rows(client, ALL, maxrows="7") == (whole[:7], "7")
    # The same again, from the cache.
    assert rows(client, ALL, maxrows="7") == (whole[:7], "7")
    assert rows(client, ALL) == (whole, "")


@pytest.mark.parametrize("extra", [0, 1])
def test_what_is_whole_is_not_announced_as_cut(client: Client, extra: int) -> None:
    whole, _ = rows(client, ALL)
    assert rows(client, ALL, maxrows=str(len(whole) + extra)) == (whole, "")
    assert rows(client, ALL + " LIMIT 5", maxrows="5") == (whole[:5], "")
    assert rows(client, ALL + " LIMIT 6", maxrows="5") == (whole[:5], "5")


def test_statements_are_rows_of_a_graph(client: Client) -> None:
    def lines(**parameters: str) -> tuple[int, str]:
        query = "CONSTRUCT { ?s a ?c } { ?s a ?c } ORDER BY ?s ?c LIMIT 50"
        sent = {"query": query, "format": "ntriples", **parameters}
        response = client.get("/sparql", query_string=sent)
        return len(response.text.splitlines()), response.headers.get(HEADER, "")

    assert lines() == (50, "")
    assert lines(maxrows="50") == (50, "")
    assert lines(maxrows="49") == (49, "49")


def test_a_boolean_has_no_rows(client: Client) -> None:
    parameters = {"query": "ASK { ?s ?p ?o }", "maxrows": "1"}
    response = client.get("/sparql", query_string=parameters)
    assert response.json["boolean"] is True  # type: ignore[index]
    assert HEADER not in response.headers


@pytest.mark.parametrize("number", ["0", "-1", "many", "1.5", "", "１０"])
def test_what_is_no_number_of_rows_is_told(client: Client, number: str) -> None:
    parameters = {"query": ALL, "maxrows": number}
    response = client.get("/sparql", query_string=parameters)
    assert response.status_code == 400
    assert "'maxrows' is a number of rows above 0" in response.text


def test_a_query_that_does_not_parse_still_does_not(client: Client) -> None:
    parameters = {"query": "SELECT * { ?s ?p ?o } LIMIT", "maxrows": "5"}
    assert client.get("/sparql", query_string=parameters).status_code == 400


def test_pages_of_other_sites_may_read_the_header(client: Client) -> None:
    response = client.get("/sparql", query_string={"query": ALL, "maxrows": "7"})
    assert HEADER in response.headers["Access-Control-Expose-Headers"]
