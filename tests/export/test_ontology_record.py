"""The record of a version: derived, kept, and compared with the next one."""

from __future__ import annotations

import copy
import doctest
import json
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from tsunagari.errors import SourceError
from tsunagari.export import manchester, ontology_record
from tsunagari.export.manchester import axioms
from tsunagari.export.ontology_record import Record, changes
from tsunagari.graph.sources import SourceFile, Sources, read_sources
from tsunagari.namespaces import ONTOLOGY, SSE
from tsunagari.release.releases import Release
from tsunagari.resources import folder


@pytest.fixture(scope="module")
def sources() -> Sources:
    found = read_sources()
    return Sources([file for file in found.files if file.name.startswith("ontology/")])


@pytest.fixture(scope="module")
def record(sources: Sources) -> Record:
    return ontology_record.ontology_record(sources)


def test_a_published_record_never_changes(
    record: Record, pytestconfig: pytest.Config
) -> None:
    """To publish another: a new owl:versionInfo in ontology/tsunagari.ttl, and then

    pytest tests/export/test_ontology_record.py --update-record

    Until a version is published (CHANGELOG), the same writes its file anew.
    """
    path = folder("ontology") / "versions" / f"{record['version']}.json"
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    if pytestconfig.getoption("update_record"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, (
        f"the record of {record['version']} has changed; see this test's docstring"
    )


def test_it_is_in_the_release(release: Release, record: Record) -> None:
    [path] = (release.path / "versions").iterdir()
    assert path.name == f"{record['version']}.json"
    assert json.loads(path.read_text(encoding="utf-8")) == record


def test_every_term_is_in_one_module_and_told(record: Record) -> None:
    named = [name for names in record["modules"].values() for name in names]
    assert len(named) > 190
    assert sorted(named) == sorted(record["terms"])
    for name, term in record["terms"].items():
        assert term["kind"], name
        assert {"en", "ja"} <= term["label"].keys(), name
        assert {"en", "ja"} == term["definition"].keys(), name


def test_axioms_are_in_the_manchester_syntax(record: Record) -> None:
    told = {name: term["axioms"] for name, term in record["terms"].items()}
    assert told["FullSSEForm"][1] == (
        "EquivalentTo: sse:OrganizationType and (sse:meets value concept:economic) "
        "and (sse:meets value concept:social) and (sse:meets value concept:democratic)"
    )
    assert "SubPropertyChain: inverse sse:funder o sse:recipient" in told["funds"]
    assert told["within"] == ["Characteristics: Transitive"]
    assert "SubClassOf: org:Organization" in told["Government"]
    # An alignment is no part of a version.
    assert not any("schema:" in line for line in told["Government"])


def test_other_expressions_are_written_as_well() -> None:
    graph = Graph().parse(
        format="turtle",
        data="""
        @prefix : <https://w3id.org/tsunagari/ontology#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :A rdfs:subClassOf
          [ owl:unionOf ( :B [ owl:complementOf :C ] ) ] ,
          [ owl:onProperty :p ; owl:allValuesFrom [ owl:oneOf ( :x :y ) ] ] ,
          [ owl:onProperty :p ; owl:maxQualifiedCardinality 2 ; owl:onClass :B ] ,
          [ owl:onProperty :p ; owl:hasSelf true ] ,
          [ owl:onProperty :p ; owl:cardinality 1 ] .
        :p a owl:FunctionalProperty ; owl:inverseOf :q ; rdfs:domain :A .
        """,
    )
    assert [axiom.text for axiom in axioms(graph, SSE.A)] == [
        "SubClassOf: sse:B or (not sse:C)",
        "SubClassOf: sse:p Self",
        "SubClassOf: sse:p exactly 1",
        "SubClassOf: sse:p max 2 sse:B",
        "SubClassOf: sse:p only {sse:x , sse:y}",
    ]
    assert [axiom.text for axiom in axioms(graph, SSE.p)] == [
        "InverseOf: sse:q",
        "Domain: sse:A",
        "Characteristics: Functional",
    ]


def changed(record: Record, **terms: Any) -> Record:
    found = copy.deepcopy(record)
    for name, value in terms.items():
        found["terms"][name] |= value
    return found


def test_nothing_changed_is_no_change(record: Record) -> None:
    assert changes(record, copy.deepcopy(record)) == []


def test_each_sort_of_change_is_found(record: Record) -> None:
    new = changed(
        record,
        LegalForm={"definition": {"en": "another", "ja": "別の定義"}},
        meets={"axioms": []},
        funds={"status": "stable", "deprecated": True},
        Place={"label": {"en": "spot", "ja": "場所"}},
    )
    del new["terms"]["within"]
    new["modules"]["place"].remove("within")
    new["terms"]["invented"] = {"kind": "ObjectProperty"}
    new["modules"]["place"].append("invented")
    new["modules"]["period"].append("Place")
    new["modules"]["place"].remove("Place")
    assert [(one.term, one.what) for one in changes(record, new)] == [
        ("LegalForm", "definition"),
        ("Place", "module"),
        ("Place", "label"),
        ("funds", "deprecated"),
        ("funds", "status"),
        ("invented", "added"),
        ("meets", "axioms"),
        ("within", "removed"),
    ]


def spoilt(sources: Sources, name: str, *triples: Any) -> Sources:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return Sources([*sources.files, SourceFile(name, {ONTOLOGY: graph})])


def test_a_deprecated_term_says_so(sources: Sources) -> None:
    old = (SSE.LegalForm, OWL.deprecated, Literal(True))
    found = ontology_record.ontology_record(
        spoilt(sources, "ontology/modules/zz.ttl", old)
    )
    assert found["terms"]["LegalForm"]["deprecated"] is True


def test_a_term_in_two_modules_is_refused(sources: Sources) -> None:
    twice = (SSE.LegalForm, RDF.type, OWL.Class)
    with pytest.raises(SourceError, match="LegalForm is declared in two modules"):
        ontology_record.ontology_record(
            spoilt(sources, "ontology/modules/zz.ttl", twice)
        )


def test_an_ontology_without_a_version_is_refused(sources: Sources) -> None:
    only = [file for file in sources.files if "tsunagari.ttl" not in file.name]
    with pytest.raises(SourceError, match=r"no owl:versionInfo"):
        ontology_record.ontology_record(Sources(only))


def test_the_examples_of_the_modules_hold() -> None:
    for module in (manchester, ontology_record):
        failed, tried = doctest.testmod(module)
        assert tried
        assert not failed


def test_a_blank_node_that_is_no_class_is_still_told() -> None:
    graph = Graph().parse(
        data="_:a <http://example.org/p> 1 . <http://example.org/A> "
        f"<{RDFS.subClassOf}> _:a .",
        format="turtle",
    )
    [axiom] = axioms(graph, URIRef("http://example.org/A"))
    assert axiom.text.startswith("SubClassOf: _:")
