"""A wrong datum is refused: node, rule and file are named, nothing is published."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tsunagari.errors import (
    ReleaseError,
    TsunagariError,
    ValidationError,
)
from tsunagari.release.build import build
from tsunagari.release.manifest import LAYOUT, MANIFEST
from tsunagari.release.releases import Releases

HEAD = """
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix assessment: <https://w3id.org/tsunagari/jp/assessment/> .
@prefix concept: <https://w3id.org/tsunagari/concept/> .
@prefix ev: <https://w3id.org/tsunagari/evidence/> .
@prefix form: <https://w3id.org/tsunagari/jp/form/> .
@prefix graph: <https://w3id.org/tsunagari/graph/> .
@prefix id: <https://w3id.org/tsunagari/jp/identifier/> .
@prefix jpc: <https://w3id.org/tsunagari/jp/concept/> .
@prefix jporg: <https://w3id.org/tsunagari/jp/org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix src: <https://w3id.org/tsunagari/source/> .
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
"""
EVIDENCE = """
graph:provenance {
    ev:bad a sse:Evidence ;
        prov:wasQuotedFrom src:ilo-brief-2021 ;
        sse:reading concept:stated ;
        oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "some words"@en ] .
}
"""
# Name of the case: what is added, and what the message must hold.
CASES: dict[str, tuple[str, list[str]]] = {
    "bad check digit": (
        """ev:bad {
            jporg:sample-cooperative adms:identifier id:bad .
            id:bad a adms:Identifier ; skos:notation "6011005000855" ;
                sse:identifierScheme jpc:corporate-number .
        }"""
        + EVIDENCE,
        ["HYG-05", "id:bad", "6011005000855", "graph_data/brief/bad.trig"],
    ),
    "missing label": (
        "ev:bad { jporg:nameless a org:Organization . }" + EVIDENCE,
        [
            "ssesh:NamedOrganization",
            "jporg:nameless",
            "graph_data/brief/bad.trig",
        ],
    ),
    "evidence without source": (
        """ev:bad { jporg:sample-cooperative sse:purpose concept:social . }
        graph:provenance {
            ev:bad a sse:Evidence ; sse:reading concept:stated ;
                sse:locator "nowhere" .
        }""",
        ["ssesh:Evidence-source", "HYG-02", "ev:bad", "graph_data/brief/bad.trig"],
    ),
    "identifier without evidence": (
        """graph:provenance {
            jporg:sample-cooperative adms:identifier id:bad .
            id:bad a adms:Identifier ; skos:notation "6011005000854" ;
                sse:identifierScheme jpc:corporate-number .
        }""",
        ["HYG-04", "jporg:sample-cooperative", "graph_data/brief/bad.trig"],
    ),
    "derived class asserted": (
        "ev:bad { form:political-party a sse:FullSSEForm . }" + EVIDENCE,
        ["HYG-08", "form:political-party", "graph_data/brief/bad.trig"],
    ),
    "misspelt term": (
        "ev:bad { jporg:sample-cooperative sse:legalFrom form:rokin-bank . }"
        + EVIDENCE,
        ["HYG-01", "sse:legalFrom"],
    ),
    "verdicts that differ": (
        """ev:bad {
            assessment:bad a sse:CriterionAssessment ;
                sse:assessedForm form:consumer-cooperative ;
                sse:assessedCriterion concept:social ;
                sse:verdict concept:not-met ;
                sse:assessmentScheme concept:ilo-mapping-scheme-2019-2021 .
        }"""
        + EVIDENCE,
        ["HYG-20", "form:consumer-cooperative", "concept:social"],
    ),
    "number the engine rewrites": (
        "ev:bad { jporg:sample-cooperative sse:amount 1.50 . }" + EVIDENCE,
        ["HYG-00", "1.50", "jporg:sample-cooperative", "graph_data/brief/bad.trig"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_datum_is_refused(case: str, small_project: Path) -> None:
    added, expected = CASES[case]
    releases = Releases(small_project / "releases")
    (small_project / "graph_data/brief/bad.trig").write_text(HEAD + added)
    with pytest.raises(ValidationError) as refusal:
        build(releases)
    for part in expected:
        assert part in str(refusal.value)
    assert {path.name for path in releases.top.iterdir()} == {".lock"}


def test_a_statement_outside_any_graph_is_refused(small_project: Path) -> None:
    (small_project / "graph_data/brief/bad.trig").write_text(
        HEAD + "jporg:sample-cooperative sse:purpose concept:social ."
    )
    with pytest.raises(TsunagariError, match="stands in no named graph"):
        build(Releases(small_project / "releases"))


def test_a_statement_in_a_graph_that_the_build_makes_is_refused(
    small_project: Path,
) -> None:
    (small_project / "graph_data/brief/bad.trig").write_text(
        HEAD + "graph:inferred { jporg:sample-cooperative a sse:SSEOrganization . }"
    )
    with pytest.raises(TsunagariError, match=r"bad\.trig: writes into .*inferred"):
        build(Releases(small_project / "releases"))


def test_broken_turtle_is_refused_with_file_and_line(small_project: Path) -> None:
    (small_project / "graph_data/brief/bad.trig").write_text("ev:bad {\n nonsense")
    with pytest.raises(TsunagariError, match=r"graph_data/brief/bad\.trig: does not"):
        build(Releases(small_project / "releases"))


def test_a_failed_build_leaves_the_last_good_release(small_project: Path) -> None:
    releases = Releases(small_project / "releases")
    good = build(releases)
    (small_project / "graph_data/brief/bad.trig").write_text("nonsense")
    with pytest.raises(TsunagariError):
        build(releases)
    assert releases.current().id == good.id
    names = {path.name for path in releases.top.iterdir()}
    assert names == {good.id, "current", ".lock"}
    assert bool(releases.current().engine().query("ASK { ?s ?p ?o }").result)


@pytest.mark.parametrize("folder", ["shapes", "queries/hygiene", "graph_data"])
def test_a_check_that_finds_nothing_to_check_fails(
    folder: str, small_project: Path
) -> None:
    for path in (small_project / folder).rglob("*.*"):
        path.unlink()
    with pytest.raises(TsunagariError, match="no "):
        build(Releases(small_project / "releases"))


def test_removing_one_criterion_takes_the_class_away(small_project: Path) -> None:
    ask = "ASK { form:consumer-cooperative a sse:FullSSEForm }".replace(
        "form:", "jpform:"
    )
    text = (
        "PREFIX jpform: <https://w3id.org/tsunagari/jp/form/> "
        "PREFIX sse: <https://w3id.org/tsunagari/ontology#> "
    )
    organization = (
        text + "ASK { <https://w3id.org/tsunagari/jp/org/sample-cooperative> "
        "a sse:SSEOrganization }"
    )
    releases = Releases(small_project / "releases")
    engine = build(releases).engine()
    assert bool(engine.query(text + ask).result)
    assert bool(engine.query(organization).result)
    path = small_project / "graph_data/brief/forms.trig"
    start = path.read_text().index("    assessment:small-consumer-cooperative-social")
    end = path.read_text().index("}", start)
    spoilt = path.read_text()[:start] + path.read_text()[end:]
    path.write_text(
        spoilt.replace(
            "concept:economic ,\n        concept:social .", "concept:economic ."
        )
    )
    engine = build(releases).engine()
    assert not bool(engine.query(text + ask).result)
    assert not bool(engine.query(organization).result)


def test_what_killed_builds_left_is_cleared(small_project: Path) -> None:
    releases = Releases(small_project / "releases")
    dead, alive = 2**22 + 1, os.getpid()
    for name in (f".building-x-{dead}", f".old-x-{dead}", f".building-x-{alive}"):
        (releases.top / name).mkdir(parents=True)
    releases.prepare()
    names = {path.name for path in releases.top.iterdir()}
    assert names == {f".building-x-{alive}", ".lock"}


def test_a_release_that_is_there_is_not_built_again(small_project: Path) -> None:
    releases = Releases(small_project / "releases")
    first = build(releases)
    stages: list[str] = []
    assert build(releases, stages.append).id == first.id
    assert stages == []
    shutil.rmtree(first.path / "store")
    assert build(releases, stages.append).id == first.id
    assert stages
    assert bool(releases.current().engine().query("ASK { ?s ?p ?o }").result)


def test_a_folder_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReleaseError, match="cannot be written to"):
        build(Releases(tmp_path / "file" / "releases"))


def test_a_release_of_a_newer_version_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    manifest = {"id": "later", "layout": LAYOUT + 1}
    (tmp_path / "later" / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ReleaseError, match="made by a newer version"):
        Releases(tmp_path).open("later")
