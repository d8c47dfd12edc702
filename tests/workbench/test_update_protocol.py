"""The update operation of the `SPARQL 1.1 Protocol, 2.2
<https://www.w3.org/TR/sparql11-protocol/#update-operation>`_, line by line."""

from __future__ import annotations

import http.client
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from tests.sparql.update_cases import Case, cases, loaded

from .bench import Bench

FORM = "application/x-www-form-urlencoded"
SPARQL = "application/sparql-update"
INSERT = "INSERT DATA { GRAPH <urn:x> { <urn:a> <urn:b> <urn:c> } }"
LINE = "<urn:a> <urn:b> <urn:c> <urn:x> ."


def test_direct(bench: Bench) -> None:
    answer = bench.write("POST", "/update", INSERT, SPARQL)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    told = answer.json()
    assert (told["added"], told["removed"]) == (1, 0)
    assert answer.headers["X-Change"] == str(told["change"])
    assert bench.nquads() == {LINE}


@pytest.mark.parametrize("path", ["/update", "/update/"])
def test_form(bench: Bench, path: str) -> None:
    body = urlencode({"update": INSERT, "format": "x", "results": "y", "output": "z"})
    assert bench.write("POST", path, body, FORM).status == 200
    assert bench.nquads() == {LINE}


def test_utf_8_may_be_named(bench: Bench) -> None:
    text = 'INSERT DATA { <urn:a> <urn:b> "繋がり" }'
    for type in (SPARQL, f"{SPARQL}; charset=UTF-8"):
        assert bench.write("POST", "/update", text, type).status == 200
    assert bench.nquads() == {'<urn:a> <urn:b> "繋がり" .'}


def test_nothing_to_do_is_done(bench: Bench) -> None:
    before = bench.update("").json()["change"]
    for text in (
        "",
        "# nothing",
        "PREFIX : <urn:x>",
        "DELETE DATA { <urn:a> a <urn:b> }",
    ):
        answer = bench.update(text)
        assert (answer.status, answer.json()["change"]) == (200, before)


def test_a_base_is_defined(bench: Bench) -> None:
    assert bench.update("INSERT DATA { <#a> <b> <> }").status == 200
    place = f"{bench.url}/update"
    assert bench.nquads() == {f"<{place}#a> <{bench.url}/b> <{place}> ."}


USING = "INSERT { GRAPH <urn:found> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
NAMED = "INSERT { GRAPH <urn:found> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize(
    ("text", "name", "graphs"),
    [
        (USING, "using-graph-uri", ["urn:1"]),
        (USING, "using-graph-uri", ["urn:1", "urn:2"]),
        (NAMED, "using-named-graph-uri", ["urn:2"]),
        (NAMED, "using-named-graph-uri", ["urn:1", "urn:2"]),
        (USING, "using-graph-uri", ["urn:none"]),
    ],
)
def test_the_dataset_is_named_beside_it(
    bench: Bench, text: str, name: str, graphs: list[str], form: bool
) -> None:
    """2.2.3: with any of them, they are the whole dataset of the pattern."""
    for number in (0, 1, 2):
        graph = f"GRAPH <urn:{number}> " if number else ""
        said = f"INSERT DATA {{ {graph} {{ <urn:s> <urn:p> {number} }} }}"
        said = said if number else "INSERT DATA { <urn:s> <urn:p> 0 }"
        assert bench.update(said).status == 200
    parameters = urlencode([(name, graph) for graph in graphs])
    if form:
        body = urlencode({"update": text}) + "&" + parameters
        answer = bench.write("POST", "/update", body, FORM)
    else:
        answer = bench.update(text, "?" + parameters)
    assert answer.status == 200
    found = {
        row[0] for row in bench.rows("SELECT ?o { GRAPH <urn:found> { ?s ?p ?o } }")
    }
    assert found == {graph[4:] for graph in graphs if graph != "urn:none"}


@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
@pytest.mark.parametrize(
    "text",
    [
        "INSERT { <urn:a> <urn:b> 1 } USING <urn:1> WHERE {}",
        "INSERT { <urn:a> <urn:b> 1 } USING NAMED <urn:1> WHERE {}",
        "WITH <urn:1> INSERT { <urn:a> <urn:b> 1 } WHERE {}",
        f"{INSERT} ; WITH <urn:1> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    ],
)
def test_a_dataset_in_both_places_is_refused(
    bench: Bench, text: str, name: str
) -> None:
    answer = bench.update(text, f"?{name}=urn:1")
    assert answer.status == 400
    assert "USING" in answer.body.decode() or "WITH" in answer.body.decode()
    assert bench.nquads() == set()


@pytest.mark.parametrize("value", ["not absolute", "a b:c", ""])
def test_a_graph_beside_it_is_an_absolute_iri(bench: Bench, value: str) -> None:
    assert (
        bench.update(USING, "?" + urlencode({"using-graph-uri": value})).status == 400
    )


@pytest.mark.parametrize(
    ("status", "body", "type"),
    [
        (400, b"INSERT DATA { <urn:a> <urn:b> }", SPARQL),
        (400, b"INSERT { ?a ?b ?c }", SPARQL),
        (400, b"SELECT * { ?s ?p ?o }", SPARQL),
        (400, "INSERT DATA { <urn:a> <urn:b> 'é' }".encode("latin-1"), SPARQL),
        (400, b"INSERT DATA { _:a <urn:b> ?c }", SPARQL),
        (400, b"DELETE DATA { _:a <urn:b> 1 }", SPARQL),
        (415, INSERT.encode("utf-16"), f"{SPARQL}; charset=utf-16"),
        (415, INSERT.encode(), "application/sparql-query"),
        (415, INSERT.encode(), ""),
        (400, urlencode({"query": INSERT}).encode(), FORM),
        (400, b"", FORM),
    ],
)
def test_what_is_wrong_is_told(
    bench: Bench, status: int, body: bytes, type: str
) -> None:
    answer = bench.write("POST", "/update", body, type)
    assert answer.status == status, answer.body
    assert len(answer.body) > 30
    assert bench.nquads() == set()


def test_errors_come_as_json_too(bench: Bench) -> None:
    answer = bench.write(
        "POST", "/update", "INSERT", SPARQL, {"Accept": "application/json"}
    )
    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 400


def test_only_post(bench: Bench) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "QUERY"):
        answer = bench.write(method, "/update", INSERT, SPARQL)
        assert answer.status == 405, method
        assert "POST" in answer.headers["Allow"]


def test_a_part_that_fails_undoes_the_others(bench: Bench) -> None:
    """R21: all operations, or none."""
    for last in (
        "DROP GRAPH <urn:none>",
        "INSERT DATA { <urn:a> }",
        "CREATE GRAPH <urn:x>",
    ):
        answer = bench.update(f"{INSERT} ; CLEAR ALL ; {INSERT} ; {last}")
        assert answer.status in (400, 404, 409)
        assert bench.nquads() == set()
        assert bench.rows("SELECT ?g { GRAPH ?g {} }") == []


def test_a_large_update_is_refused(bench: Bench) -> None:
    text = "INSERT DATA { " + "<urn:a> <urn:b> 'x' . " * 800_000 + "}"
    assert bench.update(text).status == 413


def test_a_connection_is_kept(bench: Bench) -> None:
    connection = http.client.HTTPConnection(*bench.address, timeout=20)
    for number in range(3):
        headers = {"Authorization": f"Bearer {bench.token}", "Content-Type": SPARQL}
        text = f"INSERT DATA {{ <urn:a> <urn:b> {number} }}"
        connection.request("POST", "/update", text, headers)
        response = connection.getresponse()
        assert response.status == 200
        response.read()
    connection.close()
    assert len(bench.nquads()) == 3


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_each_form_of_update_over_http(bench: Bench, case: Case) -> None:
    """The cases of `SPARQL 1.1 Update <https://www.w3.org/TR/sparql11-update/>`_."""
    start = case.state_before
    data = ox.serialize(start, format=ox.RdfFormat.N_QUADS) or b""
    if data:
        loaded_ = bench.write("PUT", "/dataset", data, "application/n-quads")
        assert loaded_.status == 200, loaded_.body
    for graph in start.named_graphs():
        bench.update(f"CREATE SILENT GRAPH {graph}")
    parameters = urlencode(
        [("using-graph-uri", graph) for graph in case.using]
        + [("using-named-graph-uri", graph) for graph in case.using_named]
    )
    answer = bench.update(case.text, f"?{parameters}" if parameters else "")
    expected = start if case.error else case.state_after
    if case.error:
        assert 400 <= answer.status < 500, answer.body
    else:
        assert answer.status == 200, answer.body
    found = loaded("", ())
    found.extend(
        ox.parse("\n".join(bench.nquads()).encode(), format=ox.RdfFormat.N_QUADS)
    )
    assert canonical(found) == canonical(expected)
    graphs = {row[0] for row in bench.rows("SELECT ?g { GRAPH ?g {} }")}
    assert graphs == {name.value for name in expected.named_graphs()}


def canonical(store: ox.Store) -> set[ox.Quad]:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)
