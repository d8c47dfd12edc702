"""A release with registers: the same as if all of it had been closed at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.term import Node

from tsunagari.entailment.closure import close
from tsunagari.errors import ContradictionError, RegisterError
from tsunagari.namespaces import (
    CATALOG_GRAPHS,
    INFERRED,
    STATISTICS,
    prefixes,
)
from tsunagari.registers.collection import Collection, staging_path
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import import_file
from tsunagari.registers.registry import Register, registers
from tsunagari.registers.staging import Staging
from tsunagari.release.build import build, check
from tsunagari.release.dumps import opened
from tsunagari.release.releases import Release, Releases
from tsunagari.sparql.formats import format_named

Triple = tuple[Node, Node, Node]
PREFIXES = "".join(f"PREFIX {p}: <{iri}> " for p, iri in prefixes().items())
ROWS = Path(__file__).parents[1] / "data" / "registers"


def ask(release: Release, query: str) -> list[tuple[str, ...]]:
    data = release.engine().query(PREFIXES + query).serialize(format_named("json"))
    found = json.loads(data)
    names = found["head"]["vars"]
    return [
        tuple(row.get(name, {}).get("value", "") for name in names)
        for row in found["results"]["bindings"]
    ]


@pytest.fixture(scope="module")
def dump(with_registers: Release) -> Dataset:
    dataset = Dataset()
    with opened(with_registers.path / "tsunagari.nq") as file:
        dataset.parse(file, format="nquads")
    return dataset


def test_what_follows_is_the_closure_of_the_whole(dump: Dataset) -> None:
    asserted, inferred = Graph(), Graph()
    for graph in dump.graphs():
        if graph.identifier in CATALOG_GRAPHS | {STATISTICS}:
            continue
        for triple in graph:
            (inferred if graph.identifier == INFERRED else asserted).add(triple)
    # The statistics come after the closure, and what follows from them too.
    counted = {s for s, _, _ in dump.graph(STATISTICS)}
    told = {triple for triple in inferred if triple[0] not in counted}
    assert len(told) > 2_000
    assert not set(asserted) & set(inferred)
    # What the constructs add, the closure cannot know.
    given = Graph()
    for triple in (*asserted, *_drawn(told)):
        given.add(triple)
    assert told == {*close(given), *_drawn(told)}


def _drawn(triples: set[Triple]) -> set[Triple]:
    names = ("legalForm", "partneredWith")
    return {t for t in triples if str(t[1]).rpartition("#")[2] in names}


def test_the_store_holds_what_the_dumps_hold(
    with_registers: Release, dump: Dataset
) -> None:
    merged = Graph()
    for graph in dump.graphs():
        if graph.identifier not in CATALOG_GRAPHS:
            merged += graph
    with opened(with_registers.path / "tsunagari.ttl") as file:
        turtle = Graph().parse(file, format="turtle")
    counts = with_registers.manifest["counts"]
    ((stored,),) = ask(with_registers, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert len(turtle) == len(merged) == int(stored) == counts["statements"]
    ((named,),) = ask(
        with_registers, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    )
    assert sum(map(len, dump.graphs())) == int(named)
    assert int(named) == counts["statements in named graphs"]
    graphs = ask(with_registers, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert len(graphs) == counts["named graphs"]


def test_a_body_of_the_brief_meets_its_row(with_registers: Release) -> None:
    rows = ask(
        with_registers,
        """SELECT DISTINCT ?name ?since { GRAPH ?g {
          ?holding a sse:NameHolding ; sse:holder jporg:workers-coop-center-jigyodan ;
            sse:heldName ?name ; sse:since ?since } }""",
    )
    name = "労働者協同組合ワーカーズコープ・センター事業団"
    assert rows == [(name, "2023-04-03")]
    number = URIRef(prefixes()["jporg"] + "3013305000743")
    assert not ask(with_registers, f"SELECT ?p {{ <{number}> ?p ?o }}")


def test_changes_of_form_and_new_bodies_are_answers(with_registers: Release) -> None:
    changed = ask(
        with_registers,
        """SELECT DISTINCT ?body { ?h a sse:LegalFormHolding ; sse:holder ?body ;
             sse:heldForm form:workers-cooperative ; sse:since "2023-04-03"^^xsd:date }
           ORDER BY ?body""",
    )
    assert [body.rpartition("/")[2] for (body,) in changed] == [
        "7100005001506",
        "workers-coop-center-jigyodan",
    ]
    new = ask(
        with_registers,
        """SELECT ?body ?day { ?e sse:concerns ?body ; sse:effectiveOn ?day ;
             sse:eventKind jpc:register-process-01 .
             ?body sse:legalForm form:workers-cooperative }""",
    )
    assert [(body.rpartition("/")[2], day) for body, day in new] == [
        ("5011105010449", "2022-10-20")
    ]


def test_a_successor_that_no_row_describes_is_still_a_body(
    with_registers: Release,
) -> None:
    rows = ask(
        with_registers,
        """SELECT ?new ?old ?number { ?new sse:succeeds ?old ; a org:Organization ;
             adms:identifier/skos:notation ?number . ?old sse:closedOn ?day }
           ORDER BY ?number""",
    )
    assert [number for _, _, number in rows] == [
        "6010001045269",
        "6430005000566",
        "7011101040258",
    ]


def test_the_manifest_says_what_became_of_each_row(with_registers: Release) -> None:
    (note,) = with_registers.manifest["registers"].values()
    assert note["titles"]["ja"] == "国税庁法人番号公表サイト"
    assert "国税庁" in note["attribution"]["ja"]
    assert note["licence"].startswith("https://")
    for name, counts in note["files"].items():
        read = len((ROWS / name).read_bytes().splitlines())
        assert counts["retrieved"] == "2026-07-28"
        fates = ("kept", "replaced", "ignored", "rejected")
        assert counts["read"] == read == sum(counts[fate] for fate in fates)


def test_every_row_is_evidence_of_its_file(with_registers: Release) -> None:
    rows = ask(
        with_registers,
        """SELECT ?title (COUNT(*) AS ?n) {
          GRAPH ?g { ?event a sse:RegisterEvent }
          ?g prov:wasDerivedFrom ?file ; sse:reading concept:stated .
          ?file dcterms:title ?title ; dcterms:isPartOf src:nta-corporate-numbers ;
            dcterms:date "2026-07-28"^^xsd:date .
          FILTER (LANG(?title) = "en") } GROUP BY ?title""",
    )
    assert {int(number) for _, number in rows} == {15, 7}
    issued = ask(
        with_registers,
        """SELECT ?day { ?file dcterms:isPartOf src:nta-corporate-numbers ;
             dcterms:issued ?day }""",
    )
    assert issued == [("2026-07-22",)]


# What a build refuses


def imported(top: Path, lines: str) -> Collection:
    source = prefixes()["src"] + "nta-corporate-numbers"
    register = Register("corporate-numbers", "corporate-numbers", source)
    path = top / "rows.csv"
    top.mkdir(exist_ok=True)
    path.write_text(lines, encoding="utf-8")
    with Staging(staging_path(top, register), create=True) as staging:
        import_file(staging, register.reader, RegisterFile.open(path))
    return Collection([register], top)


ROW = (
    '1,5011105010449,01,0,2022-10-20,2022-10-20,"{name}",,399,"東京都","新宿区",'
    '"百人町２丁目１６番８号",,13,104,1690073,,,,,,,2022-10-20,1,,,,,,0\n'
)


def test_a_leaf_that_contradicts_the_graph_stops_the_build(
    small_project: Path, tmp_path: Path
) -> None:
    # The rows cannot say such a thing; an ontology that they do not fit can.
    (small_project / "ontology" / "odd.ttl").write_text(
        "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes().items())
        + "sse:RegisterEvent owl:disjointWith org:ChangeEvent .\n",
        encoding="utf-8",
    )
    with pytest.raises(ContradictionError) as error:
        check(collection=imported(tmp_path / "imports", ROW.format(name="友の会")))
    assert "event:5011105010449-2022-10-20-01" in str(error.value)
    assert "imports" in str(error.value)


def test_a_file_that_was_not_read_to_its_end_stops_the_build(tmp_path: Path) -> None:
    register = registers()["corporate-numbers"]
    path = staging_path(tmp_path, register)
    with Staging(path, create=True) as staging:
        staging.begin("0" * 64, "half.csv", "half", "utf-8", "")
    with (
        Collection([register], tmp_path) as collection,
        pytest.raises(RegisterError, match=r"half\.csv .* import corporate-numbers"),
    ):
        build(Releases(tmp_path / "releases"), collection=collection)
    assert not (tmp_path / "releases").exists()
