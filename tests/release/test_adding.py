"""What follows from a file beside a release: as if all of it had been closed."""

import random
from pathlib import Path

import pytest
from rdflib import ORG, RDF, BNode, Graph, URIRef
from rdflib.term import Node

from tsunagari.entailment.closure import close
from tsunagari.errors import DocumentError, DocumentTypeError, ReleaseError
from tsunagari.graph.sources import SourceFile, Sources
from tsunagari.namespaces import BASE, INFERRED, SSE
from tsunagari.release.adding import GIVEN, Added, added_to, read_given
from tsunagari.release.releases import Release
from tsunagari.release.shortcuts import shortcuts
from tsunagari.sparql.engines.oxigraph_excerpt import StoredDataset

PREFIXES = """
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
@prefix form: <https://w3id.org/tsunagari/jp/form/> .
@prefix jporg: <https://w3id.org/tsunagari/jp/org/> .
@prefix concept: <https://w3id.org/tsunagari/concept/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix ex: <https://example.org/> .
"""
EX = "https://example.org/"


def adding(release: Release, text: str) -> Added:
    graph = Graph().parse(data=PREFIXES + text, format="turtle")
    return added_to(release.path, Sources([SourceFile("mine.ttl", {GIVEN: graph})]))


@pytest.fixture(scope="module")
def merged(release: Release) -> Graph:
    """All that the release says."""
    found = StoredDataset.open(release.path / "store", merged=True).whole(10_000_000)
    assert found is not None
    return found


def named(graph: Graph) -> set[tuple[Node, Node, Node]]:
    return {triple for triple in graph if BNode not in map(type, triple)}


def copied(asserted: Graph, one: Node, name: str) -> Graph:
    """Return what is asserted of *one*, and of what hangs on it, of another thing."""
    others = {one: URIRef(EX + name)}
    for p in (SSE.holder, SSE.member):
        for number, node in enumerate(sorted(asserted.subjects(p, one))):
            others[node] = URIRef(f"{EX}{name}/{number}")
    found = Graph()
    for old, new in others.items():
        for p, o in asserted.predicate_objects(old):
            found.add((new, p, others.get(o, o)))
    return found


def test_the_same_follows_as_from_all_of_it(release: Release, merged: Graph) -> None:
    stored = StoredDataset.open(release.path / "store")
    asserted = merged - stored.named(INFERRED)
    organizations = sorted(set(asserted.subjects(RDF.type, ORG.Organization)))
    chooser = random.Random(20261130)
    posted = Graph()
    for number, one in enumerate(chooser.sample(organizations, 40)):
        posted += copied(asserted, one, f"copy{number}")
    found = added_to(release.path, Sources([SourceFile("", {GIVEN: posted})]))
    drawn = shortcuts(merged, posted)
    expected = named(close(merged + posted + drawn)) | named(drawn)
    assert found.contradiction is None
    assert named(found.new) == expected - set(merged) - set(posted)
    assert len(found.new) > 20


def test_a_form_makes_an_organization(release: Release) -> None:
    found = adding(
        release,
        "ex:a a org:Organization ; sse:legalForm form:consumer-cooperative . "
        "[] a org:Organization ; sse:legalForm form:rokin-bank .",
    )
    assert (found.statements, found.nameless) == (2, 2)
    assert (URIRef(EX + "a"), RDF.type, SSE.SSEOrganization) in found.new
    (blank,) = {s for s in found.new.subjects() if isinstance(s, BNode)}
    assert (blank, RDF.type, SSE.PartialHybridOrganization) in found.new


def test_class_expressions_of_the_file_are_no_conclusions(release: Release) -> None:
    found = adding(
        release,
        "ex:C owl:equivalentClass [ a owl:Restriction ; owl:onProperty ex:p ; "
        "owl:someValuesFrom ex:D ] . ex:x ex:p ex:y . ex:y a ex:D . [] ex:p ex:y .",
    )
    assert (URIRef(EX + "x"), RDF.type, URIRef(EX + "C")) in found.new
    assert not [o for o in found.new.objects() if isinstance(o, BNode)]
    assert len(found.new) == 2


def test_a_property_without_a_name_is_no_conclusion(release: Release) -> None:
    found = adding(
        release,
        "ex:E owl:equivalentClass [ a owl:Restriction ; owl:someValuesFrom owl:Thing ;"
        " owl:onProperty [ owl:inverseOf sse:legalForm ] ] .",
    )
    assert len(found.new)
    assert set(found.new.predicates()) == {RDF.type}


def test_a_legal_form_that_ended_is_not_given_back(
    release: Release, merged: Graph
) -> None:
    """What is read of a holding is read with its end."""
    ended = sorted(set(merged.subjects(SSE.until)) & set(merged.subjects(SSE.heldForm)))
    assert ended
    mentioned = Graph()
    for holding in ended:
        for o in merged.objects(holding):
            if isinstance(o, URIRef):
                mentioned.add((URIRef(EX + "a"), URIRef(EX + "r"), o))
    found = added_to(release.path, Sources([SourceFile("", {GIVEN: mentioned})]))
    assert not len(found.new)


def test_what_stands_there_adds_nothing(release: Release, merged: Graph) -> None:
    some = Graph()
    for triple in sorted(named(merged))[:200]:
        some.add(triple)
    found = added_to(release.path, Sources([SourceFile("", {GIVEN: some})]))
    assert (found.statements, len(found.new), found.contradiction) == (0, 0, None)


def test_a_new_axiom_is_applied_to_all_that_it_speaks_of(
    release: Release, merged: Graph
) -> None:
    found = adding(release, "sse:LegalForm rdfs:subClassOf ex:Form .")
    forms = set(merged.subjects(RDF.type, SSE.LegalForm))
    assert len(forms) > 10
    typed = set(found.new.subjects(RDF.type, URIRef(EX + "Form")))
    assert typed == forms


@pytest.mark.parametrize(
    ("text", "rule", "sides"),
    [
        ("jporg:jccu a sse:Place .", "cax-dw", ["mine.ttl", "releases/", "法人番号"]),
        (
            "form:consumer-cooperative sse:doesNotMeet concept:social .",
            "cls-nothing2",
            ["mine.ttl", "releases/"],
        ),
        (
            "jporg:jccu owl:differentFrom jporg:jccu .",
            "eq-diff1",
            ["mine.ttl"],
        ),
    ],
)
def test_a_contradiction_is_told_with_both_sources(
    release: Release, text: str, rule: str, sides: list[str]
) -> None:
    found = adding(release, text)
    assert not len(found.new)
    assert found.contradiction
    told = found.contradiction.texts["en"]
    assert f"[{rule}]" in told
    for side in sides:
        assert side in told


def test_files_are_read_by_their_endings(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text("<urn:g> { <urn:a> <urn:p> <urn:b> }")
    (tmp_path / "b.ttl").write_text("<urn:a> <urn:p> <urn:c> .")
    found = read_given(sorted(tmp_path.iterdir()))
    assert [(one.name, *one.graphs) for one in found.files] == [
        ("a.trig", URIRef("urn:g")),
        ("b.ttl", GIVEN),
    ]
    (tmp_path / "c.txt").write_text("")
    with pytest.raises(DocumentTypeError, match=r"c\.txt: its ending .* \.ttl"):
        read_given([tmp_path / "c.txt"])
    (tmp_path / "d.ttl").write_text("<a> <urn:p> <urn:b> .")
    with pytest.raises(DocumentError, match=r"d\.ttl"):
        read_given([tmp_path / "d.ttl"])


def test_without_a_release_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        added_to(tmp_path, Sources([]))


def test_the_graph_of_nameless_statements_is_ours() -> None:
    assert str(GIVEN).startswith(str(BASE))
