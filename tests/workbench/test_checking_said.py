"""What is said of a posted graph: the library, without a process or a server."""

from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph

from tsunagari.errors import ReleaseError, WriteTimeoutError, WriteTooLargeError
from tsunagari.namespaces import BASE, SSE
from tsunagari.release.releases import Release
from tsunagari.validation.agreement import differences
from tsunagari.validation.compiled.results import read_report
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.report import Severity
from tsunagari.validation.shapes import read_shapes
from tsunagari.workbench.checking.beside import Beside, ontology
from tsunagari.workbench.checking.bounds import Bounds
from tsunagari.workbench.checking.counting import counted
from tsunagari.workbench.checking.proposing import linked
from tsunagari.workbench.checking.reasoning import reasoned
from tsunagari.workbench.checking.validating import Validated, validated

GRAPHS = Path(__file__).parent / "graphs"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "graphs"
EX = "https://example.org/"
ORGANIZATION = URIRef("http://www.w3.org/ns/org#Organization")


def given(name: str) -> Graph:
    return Graph().parse(GRAPHS / f"{name}.ttl")


@cache
def beside(name: str) -> Beside:
    return Beside(given(name))


def of(text: str, dataset: Path | None = None) -> Beside:
    prefixes = (
        "@prefix ex: <https://example.org/> ."
        "@prefix org: <http://www.w3.org/ns/org#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        "@prefix adms: <http://www.w3.org/ns/adms#> ."
        "@prefix owl: <http://www.w3.org/2002/07/owl#> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
        f"@prefix sse: <{SSE}> . @prefix jp: <{BASE}jp/> ."
    )
    return Beside(Graph().parse(data=prefixes + text), dataset)


def rules(found: Validated) -> set[str]:
    return {problem.rule.removeprefix("ssesh:") for problem, _ in found.found}


def test_a_good_graph_conforms() -> None:
    found = validated(beside("valid"))
    assert found.conforms
    assert not found.nothing_checked
    assert found.checked == 2
    assert found.found == ()
    assert list(found.report.objects(None, SH.conforms)) == [Literal(True)]


def test_a_bad_graph_does_not_and_is_told_why_in_both_languages() -> None:
    found = validated(beside("violations"))
    assert not found.conforms
    assert {
        "Organization-label",
        "Organization-foundedIn",
        "Organization-legalForm",
        "Affiliation-organization",
        "NamedOrganization",
        "NamedPlace",
    } <= rules(found)
    for problem, _ in found.found:
        assert problem.messages["en"]
        assert problem.messages["ja"]
    gravest = [problem.severity for problem, _ in found.found]
    assert gravest == sorted(gravest, reverse=True)
    assert found.counts()["violation"] == gravest.count(Severity.VIOLATION) > 5


def test_warnings_alone_do_not_stop_a_graph() -> None:
    found = validated(of('ex:a a org:Organization ; rdfs:label "A"@en .'))
    assert found.conforms
    assert found.counts()["warning"] == 1
    # SHACL's own report knows no such mercy.
    assert list(found.report.objects(None, SH.conforms)) == [Literal(False)]


@pytest.mark.parametrize("name", ["empty", "foreign"])
def test_a_graph_of_which_no_shape_speaks_is_no_success(name: str) -> None:
    found = validated(beside(name))
    assert found.nothing_checked
    assert not found.conforms
    assert found.found == ()


def test_only_what_the_graph_describes_is_told() -> None:
    found = validated(of("ex:a sse:legalForm ex:form . ex:b sse:affiliatedWith ex:c ."))
    focus = {str(result.focus) for _, result in found.found}
    assert focus == {f"{EX}b"}


def test_classes_below_ours_and_what_follows_are_validated_too() -> None:
    below = of("ex:Club rdfs:subClassOf org:Organization . ex:a a ex:Club .")
    assert "NamedOrganization" in rules(validated(below))
    domain = of("ex:a sse:fundedBy ex:b . [] a sse:Movement .")
    assert "Movement-englishLabel" in rules(validated(domain))


@pytest.mark.parametrize("name", ["valid", "violations", "contradiction", "foreign"])
def test_the_report_is_that_of_pyshacl(name: str) -> None:
    found, shapes = validated(beside(name)), read_shapes()
    theirs = read_report(validate_by_reference(beside(name).data, shapes))
    described = beside(name).described()
    wanted = [result for result in theirs if result.focus in described]
    ours = [result for _, result in found.found]
    assert differences(ours, wanted, shapes) == []
    assert differences(read_report(found.report), wanted, shapes | found.report) == []


def test_spellings_that_the_engine_changes_are_validated_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Another test of this process may have switched it on.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    odd = of('ex:a a org:Organization ; ex:size "01"^^xsd:integer .')
    found = validated(odd)
    assert "NamedOrganization" in rules(found)
    assert "01" in str(found.handed_over[0])


def test_a_profile_is_asked_where_the_graph_uses_its_terms() -> None:
    ess = "https://lod.coop/essglobal/2.1/vocab/"
    found = validated(of(f"ex:a a <{ess}SSEInitiative> ."))
    assert found.profiles == ("essglobal",)
    assert "Initiative-name" in rules(found)
    assert not found.conforms


def test_what_follows_is_what_is_new() -> None:
    found = reasoned(beside("valid"))
    assert found.contradictions == ()
    a = URIRef(f"{EX}midori")
    linked_to = URIRef("http://www.w3.org/ns/org#linkedTo")
    assert (a, linked_to, URIRef(f"{EX}federation")) in found.new
    assert not any(triple in beside("valid").posted for triple in found.new)
    assert not any(triple in ontology() for triple in found.new)
    assert len(reasoned(beside("empty")).new) == 0


def test_axioms_that_are_posted_are_reasoned_with() -> None:
    found = reasoned(
        of(
            "ex:Club owl:equivalentClass [ a owl:Restriction ; owl:onProperty ex:in ;"
            " owl:someValuesFrom ex:Town ] . ex:a ex:in ex:t . ex:t a ex:Town ."
            "[] ex:in ex:t ."
        )
    )
    clubs = set(found.new.subjects(RDF.type, URIRef(f"{EX}Club")))
    assert URIRef(f"{EX}a") in clubs
    # What has no IRI is reasoned about as well, and class expressions are not told.
    assert {type(club) for club in clubs} == {URIRef, BNode}
    assert not any(found.new.triples((None, RDFS.subClassOf, None)))


def test_contradictions_are_told_with_the_rule_and_both_sides() -> None:
    found = reasoned(beside("contradiction"))
    assert len(found.new) == 0
    assert {one.rule for one in found.contradictions} == {"cax-dw"}
    assert len(found.contradictions) == 2
    for one in found.contradictions:
        kinds = {o for _, _, o in one.sides}
        assert kinds == {ORGANIZATION, SSE.Place}
        assert "genid" not in str(one.sides) + str(one.texts)
        assert "no source" not in one.texts["en"]
        assert "the graph that was sent" in one.texts["en"]
        assert "送信されたグラフ" in one.texts["ja"]
    texts = "".join(one.texts["ja"] for one in found.contradictions)
    assert "両方" in texts


def test_instances_are_counted_with_what_follows() -> None:
    found = {one.iri: one for one in counted(beside("valid"))}
    organizations = found[str(ORGANIZATION)]
    assert (organizations.before, organizations.after) == (0, 2)
    assert organizations.labels["en"] == "organization"
    assert organizations.labels["ja"] == "組織"
    assert not any(iri.startswith(str(OWL)) for iri in found)
    below = counted(of("ex:Club rdfs:subClassOf org:Organization . ex:a a ex:Club ."))
    assert {one.iri: one.after for one in below}[str(ORGANIZATION)] == 1
    assert counted(beside("empty")) == []


def test_links_are_proposed_with_what_they_rest_on() -> None:
    found = linked(beside("link"))
    assert found.things == 1
    (link,) = found.links
    assert link.right == f"{EX}jccu"
    assert link.left.startswith(str(BASE))
    assert 0 < link.score <= 1
    assert link.evidence
    assert linked(beside("foreign")).links == ()


def test_a_dataset_gives_what_the_graph_refers_to(release: Release) -> None:
    store = release.path / "store"
    text = (
        'ex:a a org:Organization ; rdfs:label "A"@en , "ア"@ja ; '
        "sse:affiliatedWith jp:org\\/jccu ."
    )
    alone, known = of(text), of(text, store)
    assert "Affiliation-organization" in rules(validated(alone))
    assert known.whole
    assert "Affiliation-organization" not in rules(validated(known))
    (count,) = [one for one in counted(known) if one.iri == str(ORGANIZATION)]
    assert count.before > 10
    assert count.after == count.before + 1


def test_of_a_large_dataset_what_is_near_is_read(release: Release) -> None:
    store = release.path / "store"
    text = (
        'ex:a a org:Organization ; rdfs:label "A"@en , "ア"@ja ; '
        "sse:affiliatedWith jp:org\\/jccu ."
    )
    graph = of(text).posted
    near = Beside(graph, store, Bounds(whole=100))
    assert not near.whole
    assert 0 < len(near.dataset) < 20_000
    assert "Affiliation-organization" not in rules(validated(near))
    assert not reasoned(near).whole
    whole = Beside(graph, store)
    assert [(c.iri, c.before, c.after) for c in counted(near)] == [
        (c.iri, c.before, c.after) for c in counted(whole)
    ]


def test_what_the_dataset_says_is_held_against_the_graph(release: Release) -> None:
    store = release.path / "store"
    jccu = "jp:org\\/jccu"
    graph = of(f"{jccu} a sse:Place .").posted
    for bounds in (Bounds(), Bounds(whole=100)):
        found = reasoned(Beside(graph, store, bounds))
        assert [one.rule for one in found.contradictions] == ["cax-dw"]
        assert "the dataset" in found.contradictions[0].texts["en"]


def test_too_much_is_refused(release: Release) -> None:
    with pytest.raises(WriteTooLargeError, match="more than 3 statements"):
        Beside(given("valid"), None, Bounds(statements=3))
    with pytest.raises(WriteTimeoutError, match="seconds"):
        linked(Beside(given("link"), None, Bounds(seconds=0)))
    with pytest.raises(ReleaseError) as caught:
        Beside(given("valid"), Path("/no/such/store"))
    assert "/no/such" not in str(caught.value)


def test_nothing_said_of_one_graph_reaches_the_next() -> None:
    before = to_canonical_graph(ontology())
    for name in ("contradiction", "valid", "violations"):
        one = Beside(given(name))
        validated(one), reasoned(one), counted(one), linked(one)
    assert len(before) == len(ontology())
    assert validated(Beside(given("valid"))).conforms


@pytest.mark.parametrize(
    "name",
    ["coops-uk-2022q2-first500-derived.ttl", "essglobal/essglobal-vocab-1.1.ttl"],
)
def test_graphs_of_others_are_checked(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the foreign graph {name} is not beside the project")
    one = Beside(Graph().parse(path))
    found = validated(one)
    if name.startswith("coops"):
        assert found.profiles == ("essglobal",)
        assert found.checked >= 500
        assert {count.after for count in counted(one)} == {500}
        assert linked(one).things == 500
    else:
        assert found.nothing_checked
        assert len(reasoned(one).new) > 0
