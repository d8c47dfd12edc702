"""Bodies that only registers tell of: documents on request, lists without them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph
from rdflib.compare import isomorphic

from tsunagari.export.compaction import Compactor
from tsunagari.export.compaction import Graph as Nodes
from tsunagari.export.context import Context
from tsunagari.export.frames import frame_of
from tsunagari.registers.statements import date, name, text
from tsunagari.release.register_table import RegisterTable
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import format_named

from .conftest import told
from .pyld_reference import reference_tree

BODIES = (
    "SELECT DISTINCT ?s { GRAPH ?g { ?s a ?class } ?s a ?class "
    "FILTER (STRSTARTS(STR(?s), 'https://w3id.org/tsunagari/jp/')) } ORDER BY ?s"
)


@pytest.fixture(scope="module")
def engine(with_registers: Release) -> OxigraphEngine:
    return with_registers.engine()


@pytest.fixture(scope="module")
def listed(with_registers: Release) -> set[str]:
    return {
        tree["id"]
        for path in (with_registers.path / "json").glob("*.json")
        for tree in json.loads(path.read_text(encoding="utf-8"))["@graph"]
    }


@pytest.fixture(scope="module")
def only_registers(engine: OxigraphEngine, listed: set[str]) -> list[str]:
    data = engine.query(BODIES).serialize(format_named("json"))
    rows = json.loads(data)["results"]["bindings"]
    found = [row["s"]["value"] for row in rows if row["s"]["value"] not in listed]
    assert len(found) > 20
    return found


def test_a_document_of_a_body_is_whole_and_valid(
    engine: OxigraphEngine,
    only_registers: list[str],
    with_registers: Release,
    compactor: Compactor,
    context: Context,
) -> None:
    kinds: dict[str, int] = {}
    # Each is a class of its own with many relations: some of all.
    for iri in only_registers[:: max(1, len(only_registers) // 60)]:
        expanded = json.loads(told(engine, iri, "jsonld"))
        nodes = Nodes(expanded)
        kind = frame_of(nodes.nodes[iri]["@type"]).name
        kinds[kind] = kinds.get(kind, 0) + 1
        tree = compactor.tree(nodes, iri)
        path = with_registers.path / "schemas" / f"{kind}.schema.json"
        schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        errors = [
            f"{error.json_path}: {error.message}"
            for error in Draft202012Validator(schema).iter_errors(tree)
        ]
        assert not errors, (iri, errors[:3])
        lines = told(engine, iri, "ntriples")
        assert reference_tree(lines, iri, context) == tree
        document = json.dumps({"@context": context.value, **tree})
        read = Graph().parse(data=document, format="json-ld")
        assert isomorphic(read, Graph().parse(data=lines, format="nt"))
    assert {"organizations", "identifiers"} <= set(kinds)


def test_what_a_body_held_stands_in_its_document(
    engine: OxigraphEngine, compactor: Compactor
) -> None:
    query = (
        "PREFIX sse: <https://w3id.org/tsunagari/ontology#> "
        "SELECT ?s { ?h a sse:AddressHolding ; sse:holder ?s } ORDER BY ?s LIMIT 1"
    )
    data = json.loads(engine.query(query).serialize(format_named("json")))
    [row] = data["results"]["bindings"]
    iri = row["s"]["value"]
    tree = compactor.tree(Nodes(json.loads(told(engine, iri, "jsonld"))), iri)
    held = {kind for one in tree["holding"] for kind in one["type"]}
    assert "AddressHolding" in held
    assert any(one["notation"] for one in tree["identifier"])


def test_each_body_has_a_row(
    with_registers: Release, only_registers: list[str], engine: OxigraphEngine
) -> None:
    tables = with_registers.path / "tables"
    data = (tables / "register-bodies.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig")
    assert lines.count("\r\n") == lines.count("\n")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(lines, newline=""))}
    query = (
        "PREFIX org: <http://www.w3.org/ns/org#> "
        "SELECT ?s { ?s a org:Organization } ORDER BY ?s"
    )
    found = json.loads(engine.query(query).serialize(format_named("json")))
    bodies = {row["s"]["value"] for row in found["results"]["bindings"]}
    assert set(rows) == bodies & set(only_registers)
    assert len(rows) > 5
    metadata = json.loads(
        (tables / "register-bodies.csv-metadata.json").read_text(encoding="utf-8")
    )
    names = [column["name"] for column in metadata["tableSchema"]["columns"]]
    assert names == lines.partition("\r\n")[0].split(",")
    row = rows["https://w3id.org/tsunagari/jp/org/1010805000762"]
    assert row["label_ja"] == "社会福祉法人お告げのフランシスコ姉妹会"
    assert row["label_ja_hrkt"] == "オツゲノフランシスコシマイカイ"
    assert row["identifier"] == "corporate-number 1010805000762"
    assert row["legalForm_en"] == "social welfare corporation"
    assert row["basedIn_ja"] == "大田区"
    # Of a postal code a spreadsheet would lose the zero.
    town = rows["https://w3id.org/tsunagari/jp/org/1000020014061"]
    assert town["postalCode"] == "'0460121"


def test_a_row_is_made_of_escaped_texts_too(tmp_path: Path) -> None:
    table = RegisterTable(tmp_path / "table.csv", Graph())
    subject = "<https://w3id.org/tsunagari/jp/org/1>"
    table.write(
        [
            (subject, name("rdf:type"), name("org:Organization")),
            (subject, name("rdfs:label"), text('=a "b", \\\n\x01 c', "ja")),
            (subject, name("sse:closedOn"), date("2026-07-02")),
            ("<urn:x>", name("rdfs:label"), text("no body", "ja")),
        ]
    )
    table.close()
    lines = (tmp_path / "table.csv").read_bytes().decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(lines, newline=""))
    assert row["label_ja"] == '\'=a "b", \\\n\x01 c'
    assert row["closedOn"] == "2026-07-02"
    assert row["legalForm"] == ""


def test_lists_and_the_whole_leave_them_out(
    with_registers: Release, only_registers: list[str]
) -> None:
    files = with_registers.manifest["files"]
    assert "json/organizations.json" in files
    assert "tsunagari.jsonld" not in files
    assert "datasets/corporate-numbers.nq" in files
    assert "datasets/corporate-numbers.jsonld" not in files
    size = sum(n["bytes"] for name, n in files.items() if name.startswith("json/"))
    assert size < 20_000_000
    assert only_registers
