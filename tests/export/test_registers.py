"""Bodies that only registers tell of: documents on request, lists without them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph
from rdflib.compare import isomorphic

from tsunagari.export.compaction import Compactor
from tsunagari.export.compaction import Graph as Nodes
from tsunagari.export.context import Context
from tsunagari.export.frames import frame_of
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
