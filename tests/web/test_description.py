"""The service describes itself: true, complete, at the address users see.

One test for each line of the checklist on service descriptions, then VoID and
the dumps. What is claimed is tried.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest
from rdflib import RDF, SDO, SH, VOID, Graph, Namespace, URIRef
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.namespaces import LICENCE, prefixes
from tsunagari.release.description.names import DATASET, DEFAULT_GRAPH
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import FORMATS, Format, Kind, formats_for
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

SD: Final = Namespace(prefixes()["sd"])
ENDPOINT: Final = URIRef("http://localhost/sparql")
VOID_PATH: Final = "/.well-known/void"
RDF_FORMATS: Final = formats_for(Kind.GRAPH)
PATHS: Final = ("/sparql", VOID_PATH)
DUMPS: Final = ("/download/tsunagari.nq", "/download/tsunagari.ttl")
BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
each_format = pytest.mark.parametrize("format", RDF_FORMATS, ids=lambda f: f.name)
each_path = pytest.mark.parametrize("path", PATHS)
each_dump = pytest.mark.parametrize("path", DUMPS)


def graph(response: Any) -> Graph:
    assert response.status_code == 200, response.text
    return Graph().parse(data=response.data, format=response.mimetype)


@pytest.fixture
def service(client: Client) -> Graph:
    return graph(client.get("/sparql", headers={"Accept": "application/n-triples"}))


@pytest.fixture
def behind_proxy(settings: Settings, serving: Serving) -> Client:
    public = replace(settings, public_url="https://sse.example/graph/")
    return create_app(State.of(public, serving)).test_client()


# GET on the endpoint without parameters returns RDF, negotiated.


@each_path
@each_format
def test_each_format_has_the_same_statements(
    client: Client, path: str, format: Format
) -> None:
    response = client.get(path, headers={"Accept": format.media_type})
    assert response.mimetype == format.media_type
    assert response.headers["Vary"] == "Accept, Accept-Encoding"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    first = client.get(path, headers={"Accept": "application/n-triples"})
    assert set(graph(response)) == set(graph(first))


@pytest.mark.parametrize("path", ["/sparql", "/sparql/", VOID_PATH])
@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle, text/html;q=0.5"])
def test_turtle_is_what_comes_unasked(
    client: Client, path: str, accept: str | None
) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    assert response.status_code == 200
    assert response.content_type == "text/turtle; charset=utf-8"


def test_a_browser_sees_the_page(client: Client) -> None:
    response = client.get("/sparql", headers={"Accept": BROWSER})
    assert response.status_code == 303
    assert response.headers["Location"] == "/editor"
    assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/sparql?format=turtle", "text/turtle"),
        ("/sparql?default-graph-uri=x:y", "*/*"),
        ("/sparql?query", "text/turtle; x=1"),
        ("/sparql", "application/sparql-results+json"),
    ],
)
def test_a_forgotten_query_is_an_error(client: Client, path: str, accept: str) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == 400
    assert client.post("/sparql").status_code == 415


@each_path
def test_the_description_is_kept_and_validated(
    client: Client, serving: Serving, path: str
) -> None:
    first = client.get(path)
    hits = serving.now.cache.hits
    head = client.head(path)
    assert serving.now.cache.hits == hits + 1
    assert head.data == b""
    assert head.headers["ETag"] == first.headers["ETag"]
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(path, headers=known).status_code == 304
    small = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) * 4 < len(first.data)


def test_a_browser_reads_void_as_text(client: Client) -> None:
    plain = client.get(VOID_PATH, headers={"Accept": BROWSER})
    turtle = client.get(VOID_PATH, headers={"Accept": "text/turtle"})
    assert plain.mimetype == "text/plain"
    assert turtle.mimetype == "text/turtle"
    assert plain.data == turtle.data
    assert plain.headers["ETag"] != turtle.headers["ETag"]


# Contains an sd:endpoint equal to the public URL.


def test_the_endpoint_is_this_one(service: Graph) -> None:
    assert list(service.subject_objects(SD.endpoint)) == [(ENDPOINT, ENDPOINT)]
    assert (ENDPOINT, RDF.type, SD.Service) in service


def test_behind_a_proxy_the_address_is_the_setting(behind_proxy: Client) -> None:
    headers = {"Host": "inner.example:9", "X-Forwarded-Host": "evil.example"}
    public = "https://sse.example/graph"
    endpoint = URIRef(f"{public}/sparql")
    for path in PATHS:
        response = behind_proxy.get(path, headers=headers)
        assert "inner.example" not in response.text
        assert "evil.example" not in response.text
        assert (DATASET, VOID.sparqlEndpoint, endpoint) in graph(response)
    found = graph(behind_proxy.get("/sparql", headers=headers))
    assert list(found.objects(None, SD.endpoint)) == [endpoint]
    link = behind_proxy.get("/sparql", headers=headers).headers["Link"]
    assert f"<{public}{VOID_PATH}>" in link


@each_path
@pytest.mark.parametrize("host", ["evil.example", "a> <b"])
def test_without_a_setting_the_address_is_that_of_the_socket(
    settings: Settings, serving: Serving, path: str, host: str
) -> None:
    state = State.of(replace(settings, public_url=""), serving)
    client = create_app(state).test_client()
    response = client.get(path, headers={"Host": host, "X-Forwarded-Host": host})
    assert response.status_code == 200
    assert host not in response.text
    assert "http://localhost" in response.text


# Languages, features, formats, dataset, entailment: only what holds.


def test_the_languages_are_queries_of_1_1(service: Graph) -> None:
    languages = set(service.objects(ENDPOINT, SD.supportedLanguage))
    assert languages == {SD.SPARQL11Query, SD.SPARQLQuery}
    versions = {str(v) for v in service.objects(ENDPOINT, SD.supportedVersion)}
    assert versions == {"http://www.w3.org/ns/sparql#version-1.1"}


def test_no_feature_is_claimed_that_does_not_hold(
    client: Client, service: Graph
) -> None:
    assert not list(service.objects(ENDPOINT, SD.feature))
    assert not list(service.objects(ENDPOINT, SD.extensionFunction))
    assert not list(service.objects(ENDPOINT, SD.inputFormat))
    # BasicFederatedQuery, DereferencesURIs, UnionDefaultGraph, RequiresDataset
    for query, status, text in (
        ("ASK { SERVICE <http://localhost/sparql> { ?s ?p ?o } }", 400, "SERVICE"),
        ("ASK FROM <http://localhost/> { ?s ?p ?o }", 200, "false"),
        (f"ASK {{ <{DATASET}> a ?type }}", 200, "false"),
        (f"ASK {{ GRAPH ?g {{ <{DATASET}> a ?type }} }}", 200, "true"),
        ("ASK { ?s ?p ?o }", 200, "true"),
    ):
        response = client.get("/sparql", query_string={"query": query})
        assert response.status_code == status
        assert text in response.text


def test_every_result_format_is_named_and_given(client: Client, service: Graph) -> None:
    named = {str(value) for value in service.objects(ENDPOINT, SD.resultFormat)}
    assert named == {format.iri for format in FORMATS}
    for format in FORMATS:
        query = "DESCRIBE" if Kind.GRAPH in format.kinds else "SELECT ?s {} #"
        response = client.get(
            "/sparql",
            query_string={"query": f"{query} <x:y>"},
            headers={"Accept": format.media_type},
        )
        assert response.status_code == 200
        assert response.mimetype == format.media_type


def test_the_dataset_has_its_graphs_with_their_sizes(
    client: Client, service: Graph, release: Release
) -> None:
    assert service.value(ENDPOINT, SD.defaultDataset) == DATASET
    assert service.value(DATASET, SD.defaultGraph) == DEFAULT_GRAPH
    counts = release.manifest["counts"]
    assert int(str(service.value(DEFAULT_GRAPH, VOID.triples))) == counts["statements"]
    described = {
        str(service.value(node, SD.name)): int(
            str(service.value(service.value(node, SD.graph), VOID.triples))
        )
        for node in service.objects(DATASET, SD.namedGraph)
    }
    response = client.get(
        "/sparql",
        query_string={
            "query": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
            "format": "csv",
        },
    )
    lines = response.text.splitlines()[1:]
    found = {g: int(n) for g, n in (line.split(",") for line in lines)}
    assert described == found
    assert len(found) == counts["named graphs"]


def test_answers_are_those_of_the_stored_graph_alone(
    client: Client, service: Graph
) -> None:
    regime = URIRef("http://www.w3.org/ns/entailment/Simple")
    assert list(service.objects(ENDPOINT, SD.defaultEntailmentRegime)) == [regime]
    # Under OWL everything is an owl:Thing; the closure leaves that out.
    query = "ASK { ?s a <http://www.w3.org/2002/07/owl#Thing> }"
    assert "false" in client.get("/sparql", query_string={"query": query}).text


def test_the_limits_are_told(service: Graph, settings: Settings) -> None:
    comments = [str(value) for value in service.objects(ENDPOINT, None)]
    for limit in (f"{settings.deadline:g} seconds", f"{settings.max_rows} rows"):
        assert any(limit in comment for comment in comments)


# VoID


def test_void_is_that_of_the_release_and_the_addresses(
    client: Client, release: Release
) -> None:
    found = set(graph(client.get(VOID_PATH)))
    inside = set(Graph().parse(release.path / "void.ttl"))
    assert inside < found
    added = found - inside
    examples = {(s, p, o) for s, p, o in added if p == SDO.target}
    assert {s for s, _, _ in examples} == {
        s for s, p, o in inside if p == RDF.type and o == SH.SPARQLExecutable
    }
    assert {o for _, _, o in examples} == {ENDPOINT}
    assert added - examples == {
        (DATASET, VOID.sparqlEndpoint, ENDPOINT),
        *((DATASET, VOID.dataDump, URIRef(f"http://localhost{p}")) for p in DUMPS),
    }


def test_void_is_the_named_graph_too(client: Client, release: Release) -> None:
    arguments = {"graph": "https://w3id.org/tsunagari/graph/void"}
    response = client.get("/graph-store", query_string=arguments)
    inside = Graph().parse(release.path / "void.ttl")
    assert set(graph(response)) == set(inside)


def test_a_format_can_be_named(client: Client) -> None:
    assert client.get(f"{VOID_PATH}?format=nt").mimetype == "application/n-triples"
    assert client.get(f"{VOID_PATH}?format=csv").status_code == 406


def test_answers_lead_to_the_description_and_the_licence(client: Client) -> None:
    described = f'<http://localhost{VOID_PATH}>; rel="describedby"'
    expected = f'{described}, <{LICENCE}>; rel="license"'
    for arguments in ({"query": "ASK {}"}, {}):
        for _ in range(3):
            response = client.get("/sparql", query_string=arguments)
            assert response.headers["Link"] == expected
    assert "Link" in response.headers["Access-Control-Expose-Headers"]


# The dumps


@each_dump
def test_a_dump_is_the_file_of_the_release(
    client: Client, release: Release, path: str
) -> None:
    name = path.rpartition("/")[2]
    data = (release.path / name).read_bytes()
    with client.get(path) as response:
        assert response.status_code == 200
        assert response.data == data
        assert response.headers["ETag"] == f'"{release.id}"'
        assert "Last-Modified" not in response.headers
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        shown = f"attachment; filename={name.replace('.', f'-{release.id}.')}"
        assert response.headers["Content-Disposition"] == shown
    with client.head(path) as response:
        assert response.content_length == len(data)
        assert response.data == b""
    known = {"If-None-Match": f'"{release.id}"'}
    with client.get(path, headers=known) as response:
        assert response.status_code == 304
    with client.get(path, headers={"Range": "bytes=10-19"}) as response:
        assert response.status_code == 206
        assert response.data == data[10:20]


@pytest.mark.parametrize(
    "name", ["store/CURRENT", "store", "..%2Fcurrent", "%2e%2e/MANIFEST.json", "x"]
)
def test_nothing_else_can_be_fetched(client: Client, name: str) -> None:
    assert client.get(f"/download/{name}").status_code == 404


@pytest.mark.parametrize("path", [VOID_PATH, *DUMPS])
def test_other_methods(client: Client, path: str) -> None:
    response = client.options(path)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.post(path).status_code == 405
