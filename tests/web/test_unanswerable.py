"""A query that parses and cannot be answered is told why."""

from werkzeug.test import Client


def test_a_function_that_does_not_exist_is_named(client: Client) -> None:
    query = "SELECT (<https://a.example/function>(1) AS ?x) {}"
    response = client.get("/sparql", query_string={"query": query})
    assert response.status_code == 400
    assert "function <https://a.example/function> is not supported" in response.text
