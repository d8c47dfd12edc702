"""The ontology has what FOOPS! looks for, or says why not.

``foops.py`` has the checks of its text; those of a service are here, asked of ours as
it would answer behind the w3id redirect. What needs a register that others keep cannot
be asked without a network; the table says what each of those waits for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.export.resources import ONTOLOGY_IRI
from tsunagari.namespaces import BASE, LICENCE
from tsunagari.release.releases import Release
from tsunagari.resources import folder
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

from .foops import CHECKS, DETAILED, Check

# What the header does not say, by the check that asks for it.
EXCEPTIONS: Final[dict[str, dict[str, str]]] = {
    "OM3": {
        "doi": "none was registered, and none is made up",
        "logo": "there is none: the icon of the pages stands for the service",
        "status": "each term has its own (vs:term_status); one for all would hide them",
    }
}
# What others keep.
ELSEWHERE: Final = {
    "FIND2": "the prefix can be registered at prefix.cc when the w3id redirect stands",
    "FIND3": "LOV takes an ontology that is on the Web under its own IRI",
    "FIND_3_BIS": "as FIND3",
    "OM4.2": "the licence is one of Creative Commons, by its own IRI; they serve it",
}
# Those of a service, below.
OF_SERVICE: Final = {"CN1", "DOC1", "RDF1", "URI1", "URI2", "VER2"}
HEADER: Final = URIRef(ONTOLOGY_IRI)
RDF_TYPES: Final = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
}
each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    top = folder("ontology")
    graph = Graph()
    for path in (top / "tsunagari.ttl", *sorted((top / "modules").glob("*.ttl"))):
        graph.parse(path, format="turtle")
    assert len(graph) > 3000
    return graph


@pytest.fixture(scope="module")
def client(release: Release) -> Iterator[Client]:
    settings = Settings(
        releases=release.path.parent,
        fast_workers=1,
        slow_workers=1,
        public_url="http://localhost",
    )
    serving = Serving(settings)
    yield create_app(State.of(settings, serving)).test_client()
    serving.close(0)


def fetched(client: Client, iri: str, accept: str) -> tuple[int, str, bytes]:
    """Look *iri* up as a client on the Web does, through the redirects."""
    path = "/id/" + iri.removeprefix(str(BASE))
    for _ in range(3):
        response = client.get(path, headers={"Accept": accept})
        if response.status_code != 303:
            return response.status_code, response.mimetype, response.data
        there = urlsplit(response.headers["Location"])
        assert there.netloc == "localhost"
        path = there.path
    raise AssertionError(f"{iri} leads in circles")


@each_check
def test_the_ontology_has_it(ontology: Graph, check: Check) -> None:
    kept = EXCEPTIONS.get(check.code, {})
    found = set(check.find(ontology, HEADER))
    assert found == kept.keys(), f"{check.code} {check.name}"


def test_every_check_of_the_catalogue_has_its_place() -> None:
    codes = [check.code for check in CHECKS]
    assert len(codes) == len(set(codes))
    assert not {*codes} & {*ELSEWHERE}
    assert len({*codes} | {*ELSEWHERE} | OF_SERVICE) == 24
    assert all(reason for reason in ELSEWHERE.values())


def test_the_ontology_comes_as_pages_and_as_data(client: Client) -> None:
    """CN1, DOC1, RDF1, URI1."""
    status, media_type, body = fetched(client, ONTOLOGY_IRI, "text/html")
    assert (status, media_type) == (200, "text/html")
    assert ONTOLOGY_IRI.encode() in body
    for accept, syntax in RDF_TYPES.items():
        status, media_type, body = fetched(client, ONTOLOGY_IRI, accept)
        assert (status, media_type) == (200, accept)
        if accept != "application/ld+json":
            graph = Graph().parse(data=body, format=syntax)
            assert (HEADER, RDF.type, OWL.Ontology) in graph


def test_the_ontology_has_the_iri_that_it_is_found_by(client: Client) -> None:
    """URI2."""
    _, _, body = fetched(client, ONTOLOGY_IRI, "text/turtle")
    graph = Graph().parse(data=body, format="turtle")
    assert [*graph.subjects(RDF.type, OWL.Ontology)] == [HEADER]


def test_the_version_can_be_looked_up(client: Client, ontology: Graph) -> None:
    """VER2."""
    version = str(ontology.value(HEADER, OWL.versionIRI))
    for accept in ("text/html", "text/turtle"):
        status, media_type, _ = fetched(client, version, accept)
        assert (status, media_type) == (200, accept)
    assert fetched(client, f"{version}9", "text/turtle")[0] == 404


def test_the_licence_is_an_address(ontology: Graph) -> None:
    """OM4.2, as far as we can see from here."""
    licence = urlsplit(str(LICENCE))
    assert (licence.scheme, licence.netloc) == ("https", "creativecommons.org")


# Every check must be able to fail.

PREFIXES: Final = """
@prefix : <http://example.org/o#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
BARE: Final = URIRef("urn:example:o")


def small(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@each_check
def test_each_check_finds_what_is_missing(check: Check) -> None:
    graph = small(
        "<urn:example:o> a owl:Ontology ; owl:versionIRI <urn:example:o> . "
        "<urn:example:o#A> a owl:Class ; rdfs:subClassOf <urn:example:o#B> . "
        "<urn:example:o#B> a owl:Class ."
    )
    assert list(check.find(graph, BARE))


def test_a_single_piece_of_metadata_is_missed(ontology: Graph) -> None:
    [check] = [one for one in CHECKS if one.code == "OM3"]
    bare = set(check.find(Graph(), HEADER))
    assert bare == set(DETAILED)
    said = Graph().add((HEADER, URIRef("http://purl.org/dc/terms/issued"), HEADER))
    assert set(check.find(said, HEADER)) == bare - {"issued date"}


def test_one_term_without_a_label_is_found(ontology: Graph) -> None:
    graph = Graph()
    graph += ontology
    term = URIRef(f"{ONTOLOGY_IRI}#LegalForm")
    for code, property in (("VOC3", RDFS.label), ("VOC4", SKOS.definition)):
        graph.remove((term, property, None))
        [check] = [one for one in CHECKS if one.code == code]
        assert list(check.find(graph, HEADER)) == [str(term)]
