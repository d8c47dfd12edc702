"""What we say about other people's terms adds nothing that nobody stated.

Reasoning with an alignment may say in another vocabulary what we say in ours:
a type, a property, of things that are there. It must not make a new thing, a
scheme, a term of ours, or a statement in our own words.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from tsunagari.entailment.closure import close
from tsunagari.graph.sources import read_sources, source_paths
from tsunagari.namespaces import BASE
from tsunagari.resources import folder

# Each test needs the closure, which is drawn twice for all of them.
pytestmark = pytest.mark.xdist_group("closure")

TARGETS = {
    "core-business": "http://www.w3.org/ns/legal#",
    "data-cube": "http://purl.org/linked-data/",
    "essglobal": "http://purl.org/essglobal/",
    "org": "http://www.w3.org/ns/org#",
    "prov-o": "http://www.w3.org/ns/prov#",
    "schema-org": "https://schema.org/",
    "wikidata": "http://www.wikidata.org/entity/",
}
ALIGNMENTS = sorted((folder("ontology") / "alignments").glob("*.ttl"))


@pytest.fixture(scope="module")
def plain() -> Graph:
    """The graph with what follows from it, without any alignment."""
    paths = [(name, path) for name, path in source_paths() if path not in ALIGNMENTS]
    merged = read_sources(paths).merged()
    return merged + close(merged)


@pytest.fixture(scope="module")
def added(plain: Graph) -> set[tuple[URIRef, URIRef, URIRef]]:
    """What follows from the alignments alone, as statements about named things."""
    merged = read_sources().merged()
    return {
        (s, p, o)
        for s, p, o in close(merged) - plain
        if isinstance(s, URIRef) and isinstance(p, URIRef) and isinstance(o, URIRef)
    }


def test_there_is_one_file_per_target() -> None:
    assert {path.stem for path in ALIGNMENTS} == TARGETS.keys()


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_an_alignment_points_at_its_target(path: Path) -> None:
    target = TARGETS[path.stem]
    graph = Graph().parse(path)
    header = graph.value(predicate=RDF.type, object=OWL.Ontology)
    links = {
        o
        for s, p, o in graph
        if s != header and str(s).startswith(str(BASE)) and p != RDF.type
    }
    assert any(str(link).startswith(target) for link in links)
    # The forms of Japan are matched with ISO 20275 as well.
    others = {
        str(link)
        for link in links
        if not str(link).startswith((target, "https://rdf.gleif.org/"))
    }
    assert all(
        iri.startswith("http://data.europa.eu/ih3/legal-form/") for iri in others
    )
    assert path.stem == "core-business" or not others


def test_alignments_make_no_phantoms(
    plain: Graph, added: set[tuple[URIRef, URIRef, URIRef]]
) -> None:
    assert added, "the alignments say nothing"
    known = plain.all_nodes()
    foreign = tuple(TARGETS.values())
    for s, p, o in added:
        assert s in known or str(s).startswith(foreign), f"{s} is new"
        assert o != SKOS.ConceptScheme, f"{s} becomes a scheme"
        assert p != SKOS.inScheme, f"{s} comes into a scheme"
        assert not (p == RDF.type and o.startswith(str(BASE))), f"{s} becomes a {o}"
        assert not p.startswith(str(BASE)), f"{p} is said in our own words"
        assert p != OWL.sameAs


def test_alignments_never_say_what_an_organization_is(
    added: set[tuple[URIRef, URIRef, URIRef]],
) -> None:
    above = {o for _, p, o in added if p in (RDFS.subClassOf, RDFS.subPropertyOf)}
    assert not any(str(term).startswith(str(BASE)) for term in above)


def test_the_terms_of_essglobal_exist(reference: Path) -> None:
    path = reference / "source" / "essglobal-terms.csv"
    with path.open(encoding="utf-8") as file:
        known = {row["iri"] for row in csv.DictReader(file)}
    graph = Graph().parse(folder("ontology") / "alignments" / "essglobal.ttl")
    used = {
        str(o)
        for _, p, o in graph
        if str(o).startswith(TARGETS["essglobal"]) and p != RDFS.isDefinedBy
    }
    assert len(used) > 30
    assert used <= known
