"""What we say about other people's terms adds nothing that nobody stated.

Reasoning with an alignment may say in another vocabulary what we say in ours:
a type, a property, of things that are there. It must not make a new thing, a
scheme, a term of ours, or a statement in our own words.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from tsunagari.entailment.closure import close
from tsunagari.graph.sources import read_sources, source_paths
from tsunagari.namespaces import BASE, SSE, expand
from tsunagari.resources import folder

# Each test needs the closure, which is drawn twice for all of them.
pytestmark = pytest.mark.xdist_group("closure")

TARGETS: Final[dict[str, tuple[str, ...]]] = {
    "common-impact-data-standard": ("https://ontology.commonapproach.org/cids#",),
    "core-business": ("http://www.w3.org/ns/legal#",),
    # The list stands here under names of ours; the forms point at those.
    "corporate-kinds": (
        "http://imi.go.jp/ns/code_id/code/kind#",
        f"{BASE}jp/concept/corporate-kind-",
    ),
    "data-cube": ("http://purl.org/linked-data/",),
    "e-stat": ("http://data.e-stat.go.jp/lod/terms/sacs#",),
    "essglobal": ("http://purl.org/essglobal/",),
    "iso-20275": ("https://rdf.gleif.org/EntityLegalForm/",),
    # The types that SEMIC made have IRIs of the Publications Office of the EU.
    "jp-core-business": ("http://data.europa.eu/ih3/legal-form/",),
    "jp-essglobal": ("http://purl.org/essglobal/",),
    "jp-wikidata": ("http://www.wikidata.org/entity/",),
    "org": ("http://www.w3.org/ns/org#",),
    "prov-o": ("http://www.w3.org/ns/prov#",),
    "schema-org": ("https://schema.org/",),
    "sdg": ("http://metadata.un.org/sdg",),
    "wikidata": ("http://www.wikidata.org/entity/",),
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
    assert links
    assert {str(link) for link in links if not str(link).startswith(target)} == set()
    used = {part for part in target for link in links if str(link).startswith(part)}
    assert used == set(target)


def test_alignments_make_no_phantoms(
    plain: Graph, added: set[tuple[URIRef, URIRef, URIRef]]
) -> None:
    assert added, "the alignments say nothing"
    known = plain.all_nodes()
    foreign = tuple(part for parts in TARGETS.values() for part in parts)
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


def test_every_confirmed_code_is_used_and_no_other(reference: Path) -> None:
    path = reference / "source" / "confirmed-ids.csv"
    with path.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["kind"] == "legal form (JP)"]
    known = {row["iri"] for row in rows}
    assert len(known) == 30
    used = set()
    for stem in ("jp-core-business", "corporate-kinds", "iso-20275"):
        graph = Graph().parse(folder("ontology") / "alignments" / f"{stem}.ttl")
        prefixes = (
            "http://data.europa.eu/ih3/",
            "http://imi.go.jp/ns/code_id/code/kind#",
            "https://rdf.gleif.org/",
        )
        used |= {str(o) for o in graph.objects() if str(o).startswith(prefixes)}
    assert used == known


def test_a_form_has_one_kind_under_all_its_codes() -> None:
    """The kinds, ISO 20275 and SEMIC's types are one list under three names."""
    graphs = {
        stem: Graph().parse(folder("ontology") / "alignments" / f"{stem}.ttl")
        for stem in ("jp-core-business", "corporate-kinds", "iso-20275")
    }
    kinds = BASE["jp/concept/corporate-kind-"]
    for stem in ("jp-core-business", "iso-20275"):
        code_of = {
            s: o
            for s, o in graphs[stem].subject_objects(SKOS.exactMatch)
            if str(s).startswith(kinds)
        }
        assert len(code_of) == len(set(code_of.values())) == 10
        placed = [
            (form, relation, kind)
            for form, relation, kind in graphs["corporate-kinds"]
            if isinstance(kind, URIRef) and str(kind).startswith(kinds)
        ]
        assert len(placed) > 40
        for form, relation, kind in placed:
            assert (form, relation, code_of[kind]) in graphs[stem], form


def test_no_two_mappings_of_a_pair_contradict() -> None:
    """SKOS: what is exactly the same is neither wider nor merely related."""
    merged = Graph()
    for path in ALIGNMENTS:
        merged.parse(path)
    apart = (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    pairs = list(merged.subject_objects(SKOS.exactMatch))
    assert pairs
    assert not [(s, o) for s, o in pairs if any((s, p, o) in merged for p in apart)]
    vertical = set(merged.subject_objects(SKOS.broadMatch))
    assert vertical.isdisjoint(merged.subject_objects(SKOS.relatedMatch))
    assert vertical.isdisjoint(merged.subject_objects(SKOS.closeMatch))


def test_places_have_the_standing_code_that_their_own_code_gives() -> None:
    merged = read_sources().merged()
    area = "http://data.e-stat.go.jp/lod/sac/C"
    places = 0
    for kind, scheme, rest in (
        (SSE.FirstLevelArea, "jis-x-0401", "000"),
        (SSE.Municipality, "jis-x-0402", ""),
    ):
        for place in merged.subjects(RDF.type, kind):
            codes = {
                f"{area}{merged.value(number, SKOS.notation)}{rest}"
                for number in merged.objects(place, expand("adms:identifier"))
                if (number, SSE.identifierScheme, expand(f"jpc:{scheme}")) in merged
            }
            matches = map(str, merged.objects(place, SKOS.exactMatch))
            standing = {iri for iri in matches if iri.startswith(area)}
            assert standing == codes, place
            assert len(standing) == 1, place
            places += 1
    assert places > 50
