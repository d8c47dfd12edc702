"""What registers hold: it conforms, adds little in reasoning, and answers.

Without registers the questions about them have no rows, or the few that other
sources give (the CSV files beside this test). Here some bodies are loaded as a
reader writes them; ``registers.trig`` is also the model for readers.
"""

import json
from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Graph, URIRef

from tsunagari.graph.sources import SourceFile, Sources, read_sources
from tsunagari.namespaces import prefixes, shorten
from tsunagari.release.build import Checked, check
from tsunagari.sparql.engine import Engine
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import read_queries

# Each test needs the whole graph reasoned over again: once is enough.
pytestmark = pytest.mark.xdist_group("registers")

REGISTERS = Path(__file__).with_name("registers.trig")
BODY = "jporg:5011105010449"

ROWS = {
    "cq21-new-workers-cooperatives": {
        (
            "jporg:sample-converted",
            "労働者協同組合見本の会",
            "2024-04-01",
            "form:specified-nonprofit-corporation",
        ),
        (
            "jporg:workers-coop-center-jigyodan",
            "労働者協同組合ワーカーズコープ・センター事業団",
            "2023-04-03",
            "",
        ),
    },
    "cq22-first-workers-cooperatives": {
        (
            BODY,
            "労働者協同組合ワーカーズ葬祭＆後見サポートセンター結の会",
            "2022-10-20",
        ),
    },
    "cq23-forms-by-prefecture": {
        ("form:nonprofit-corporation", "jpplace:tokyo", "1"),
        ("form:public-interest-incorporated-foundation", "jpplace:tokyo", "1"),
        ("form:specified-nonprofit-corporation", "jpplace:tokyo", "1"),
        ("form:workers-cooperative", "jpplace:tokyo", "1"),
    },
    "cq24-funding-by-ministry-and-form": {
        (
            "見本省",
            "form:public-interest-incorporated-foundation",
            "1",
            "300000",
            "JPY",
        ),
        ("見本省", "form:social-welfare-corporation", "2", "2000000", "JPY"),
    },
    "cq25-mergers": {
        (
            "jporg:6430005000566",
            "社会福祉法人慈光園",
            "jporg:1430005000554",
            "社会福祉法人心の里親ホーム",
            "2023-03-01",
        ),
    },
}
# What follows for one registered body, its number, its event and its holdings. With
# millions of bodies each line here is millions of statements.
INFERRED = {
    f"{BODY} org:classification form:workers-cooperative",
    "event:5011105010449-2022-10-20-01 rdf:type org:ChangeEvent",
}


def read_registers() -> SourceFile:
    dataset = Dataset()
    head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes().items())
    dataset.parse(data=head + REGISTERS.read_text(encoding="utf-8"), format="trig")
    graphs = {URIRef(str(g.identifier)): g for g in dataset.graphs() if len(g)}
    return SourceFile(REGISTERS.name, graphs)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(Sources([*read_sources().files, read_registers()]))


@pytest.fixture(scope="module")
def engine(checked: Checked) -> Engine:
    return checked.dataset.engine()


def test_registered_bodies_conform(checked: Checked) -> None:
    names = {
        shorten(str(node))
        for graph in read_registers().graphs.values()
        for node in graph.subjects(RDF.type)
    }
    assert [p for p in checked.report.problems if p.node in names] == []
    checked.report.raise_for_violations(checked.files_about)


def test_little_follows_for_a_body(checked: Checked) -> None:
    described = Graph()
    for graph in read_registers().graphs.values():
        described += graph
    mine = {node for node in described.subjects() if "5011105010449" in str(node)}
    found = {
        " ".join(shorten(str(term)) for term in triple)
        for triple in checked.assembly.inferred
        if triple[0] in mine
    }
    assert found == INFERRED


def cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]


@pytest.mark.parametrize("name", ROWS)
def test_registers_answer(name: str, engine: Engine) -> None:
    (question,) = [q for q in read_queries("competency") if q.name == name]
    data = engine.query(question.text).serialize(format_named("json"))
    content = json.loads(data)
    found = {
        tuple(cell(row.get(key)) for key in content["head"]["vars"])
        for row in content["results"]["bindings"]
    }
    assert found == ROWS[name]
