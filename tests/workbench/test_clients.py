"""Libraries that others use, and what the endpoints say of themselves."""

from __future__ import annotations

import pytest
from rdflib import RDF, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from .bench import Bench

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
S, P = URIRef("https://example.org/s"), URIRef("https://example.org/p")
GRAPH = URIRef("https://example.org/g")


def test_rdflib_reads_and_writes(bench: Bench) -> None:
    store = SPARQLUpdateStore(
        f"{bench.url}/sparql",
        f"{bench.url}/update",
        headers={"Authorization": f"Bearer {bench.token}"},
        autocommit=True,
    )
    graph = Dataset(store=store).graph(GRAPH)
    graph.add((S, P, Literal("繋がり", lang="ja")))
    graph.add((S, P, Literal(2)))
    assert set(graph.objects(S, P)) == {Literal("繋がり", lang="ja"), Literal(2)}
    graph.remove((S, P, Literal(2)))
    assert len(bench.nquads()) == 1
    graph.update("DELETE WHERE { ?s ?p ?o }")
    assert bench.nquads() == set()


def test_sparql_wrapper_writes(bench: Bench) -> None:
    client = SPARQLWrapper(f"{bench.url}/sparql", f"{bench.url}/update")
    client.addCustomHttpHeader("Authorization", f"Bearer {bench.token}")
    client.setMethod(POST)
    client.setQuery(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{S}> <{P}> 1 }} }}")
    assert client.query().response.status == 200
    reader = SPARQLWrapper(f"{bench.url}/sparql", returnFormat=JSON)
    reader.setQuery(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    found = reader.query().convert()["results"]["bindings"]
    assert [row["o"]["value"] for row in found] == ["1"]


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml"])
def test_the_endpoints_describe_themselves(bench: Bench, accept: str) -> None:
    answer = bench.ask("GET", "/sparql", None, {"Accept": accept})
    assert answer.status == 200
    format = answer.headers["Content-Type"].partition(";")[0]
    about = Graph().parse(data=answer.body, format=format)
    spoken = {
        str(about.value(service, SD.endpoint)): set(
            about.objects(service, SD.supportedLanguage)
        )
        for service in about.subjects(RDF.type, SD.Service)
    }
    assert spoken == {
        f"{bench.url}/sparql": {SD.SPARQL11Query},
        f"{bench.url}/update": {SD.SPARQL11Update},
    }


def test_whoever_runs_it_is_told(bench: Bench) -> None:
    assert bench.ask("GET", "/health").status == 200
    assert bench.ask("GET", "/ready").status == 200
    number = bench.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").json()["change"]
    metrics = bench.ask("GET", "/metrics").body.decode()
    assert f'tsunagari_release_info{{id="change-{number}"}} 1' in metrics
    assert "tsunagari_writes_waiting 0" in metrics
    assert "tsunagari_writer_up 1" in metrics
