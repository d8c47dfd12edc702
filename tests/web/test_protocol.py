"""The endpoint, line by line of the protocol: methods, bodies, formats, errors."""

import json
from typing import Any

import pytest
from werkzeug.test import Client

from tsunagari.sparql.formats import FORMATS, Format, Kind

SELECT = "SELECT ?form { ?form a <https://w3id.org/tsunagari/ontology#FullSSEForm> }"
QUERIES = {
    Kind.SOLUTIONS: SELECT,
    Kind.BOOLEAN: "ASK { ?s ?p ?o }",
    Kind.GRAPH: "DESCRIBE <https://w3id.org/tsunagari/jp/concept/tsunagari>",
}
QUERY_TYPE = "application/sparql-query"


def body(response: Any) -> Any:
    assert response.status_code == 200, response.text
    return json.loads(response.data)


def test_get_post_form_and_post_direct_agree(client: Client) -> None:
    got = body(client.get("/sparql", query_string={"query": SELECT}))
    form = body(client.post("/sparql", data={"query": SELECT}))
    direct = body(client.post("/sparql", data=SELECT.encode(), content_type=QUERY_TYPE))
    assert got == form == direct
    assert len(got["results"]["bindings"]) >= 4


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_accept_chooses_the_format(client: Client, kind: Kind, format: Format) -> None:
    response = client.get(
        "/sparql",
        query_string={"query": QUERIES[kind]},
        headers={"Accept": format.media_type},
    )
    if kind in format.kinds:
        assert response.status_code == 200
        assert response.mimetype == format.media_type
        assert response.headers["Vary"] == "Accept, Accept-Encoding"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    else:
        assert response.status_code == 406
        assert "this answer comes as" in response.text


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        (
            "text/csv;q=0.5, application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
        ("image/png, text/csv;q=0.1", "text/csv"),
        ("text/csv;charset=utf-8", "text/csv"),
        ("text/tab-separated-values;version=1.2", "text/tab-separated-values"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "application/json"),
    ],
)
def test_accept_with_several_types(client: Client, accept: str, expected: str) -> None:
    response = client.get(
        "/sparql", query_string={"query": SELECT}, headers={"Accept": accept}
    )
    assert response.mimetype == expected


def test_a_format_by_name_wins_over_accept(client: Client) -> None:
    response = client.get(
        "/sparql",
        query_string={"query": SELECT, "format": "csv"},
        headers={"Accept": "application/sparql-results+xml"},
    )
    assert response.mimetype == "text/csv"
    assert response.text.startswith("form\r\n")


def test_unknown_parameters_are_ignored(client: Client) -> None:
    arguments = {"query": SELECT, "output": "json", "results": "json", "_": "1"}
    assert client.get("/sparql", query_string=arguments).status_code == 200


def test_a_trailing_slash_is_the_same_endpoint(client: Client) -> None:
    assert client.get("/sparql/", query_string={"query": SELECT}).status_code == 200


def test_head_has_the_headers_and_no_body(client: Client) -> None:
    response = client.head("/sparql", query_string={"query": SELECT})
    assert response.status_code == 200
    assert response.data == b""


def test_options_tells_the_methods(client: Client) -> None:
    response = client.options("/sparql")
    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert response.headers["Access-Control-Allow-Methods"] == response.headers["Allow"]


@pytest.mark.parametrize(
    ("arguments", "status", "text"),
    [
        ({"query_string": "query=SELEC"}, 400, "does not parse"),
        ({"query_string": "query=ASK%7B%7D&query=ASK%7B%7D"}, 400, "exactly one"),
        ({"query_string": "format=csv"}, 400, "exactly one"),
        ({"query_string": "query=ASK%7B%7D&default-graph-uri=y"}, 400, "absolute"),
        ({"query_string": "query=ASK%7B%7D&named-graph-uri=y"}, 400, "absolute"),
        ({"query_string": "query=ASK%7B%7D&timeout=x"}, 400, "seconds"),
        ({"query_string": "query=ASK%7B%7D&timeout=nan"}, 400, "seconds"),
        ({"query_string": "query=%ED%A0%80"}, 400, "not UTF-8"),
        ({"query_string": "query=ASK%7B%7D%FF"}, 400, "not UTF-8"),
        ({"query_string": "query=ASK%7B%7D&format=xls"}, 406, "choose one of"),
        ({"query_string": "query=ASK%7B%7D&format=turtle"}, 406, "comes as json"),
        ({"query_string": "query=ASK%7BSERVICE<x:y>%7B%7D%7D"}, 400, "SERVICE"),
    ],
)
def test_a_bad_request_says_what_to_do(
    client: Client, arguments: dict[str, Any], status: int, text: str
) -> None:
    response = client.get("/sparql", **arguments)
    assert response.status_code == status
    assert response.mimetype == "text/plain"
    assert text in response.text


def test_problems_come_as_json_when_asked_for(client: Client) -> None:
    response = client.get(
        "/sparql",
        query_string={"query": "SELEC"},
        headers={"Accept": "application/json"},
    )
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.data)["status"] == 400


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"\xff\xfe", QUERY_TYPE, 400),
        (SELECT.encode(), "text/plain", 415),
        (b"", "application/x-www-form-urlencoded", 400),
        (b"query=ASK%7B%7D%FF", "application/x-www-form-urlencoded", 400),
        (b"query=ASK{}\xff", "application/x-www-form-urlencoded", 400),
        (b"x" * 2_000_000, QUERY_TYPE, 413),
        (b"query=" + b"x" * 2_000_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_a_bad_body_is_refused(
    client: Client, data: bytes, content_type: str, status: int
) -> None:
    response = client.post("/sparql", data=data, content_type=content_type)
    assert response.status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    response = client.open("/sparql", method=method, data=SELECT)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_updates_do_not_exist(client: Client) -> None:
    update = "INSERT DATA { <x:a> <x:b> <x:c> }"
    for data in ({"update": update}, {"query": update}):
        assert client.post("/sparql", data=data).status_code == 400
    response = client.post(
        "/sparql", data=update.encode(), content_type="application/sparql-update"
    )
    assert response.status_code == 415


def test_japanese_is_written_as_it_is(client: Client) -> None:
    query = (
        "SELECT ?name { <https://w3id.org/tsunagari/jp/concept/hieiri> "
        "<http://www.w3.org/2004/02/skos/core#prefLabel> ?name "
        "FILTER (LANG(?name) = 'ja') }"
    )
    response = client.get("/sparql", query_string={"query": query, "format": "csv"})
    assert response.text == "name\r\n非営利\r\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rdf+xml", "application/rdf+xml"),
        ("xml", "application/rdf+xml"),
        ("n3", "text/turtle"),
        ("json-ld", "application/ld+json"),
        ("json", "application/ld+json"),
    ],
)
def test_the_names_that_clients_send_for_graphs(
    client: Client, name: str, expected: str
) -> None:
    arguments = {"query": QUERIES[Kind.GRAPH], "format": name}
    assert client.get("/sparql", query_string=arguments).mimetype == expected


def test_a_browser_is_shown_text(client: Client) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    graph = {"query": QUERIES[Kind.GRAPH]}
    response = client.get("/sparql", query_string=graph, headers=headers)
    assert response.mimetype == "text/plain"
    assert "@prefix" in response.text
