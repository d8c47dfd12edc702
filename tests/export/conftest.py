"""The context of the project and the trees of the built release."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import Graph

from tsunagari.export.compaction import Compactor
from tsunagari.export.context import Context, derive_context
from tsunagari.export.resources import resource_query
from tsunagari.graph.sources import read_sources
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import format_named
from tsunagari.validation.shapes import read_shapes


@pytest.fixture(scope="session")
def ontology() -> Graph:
    found = Graph()
    for file in read_sources().files:
        if file.name.startswith("ontology/"):
            for graph in file.graphs.values():
                found += graph
    return found


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return read_shapes()


@pytest.fixture(scope="session")
def context(ontology: Graph, shapes: Graph) -> Context:
    return derive_context(ontology, shapes)


@pytest.fixture(scope="session")
def compactor(context: Context) -> Compactor:
    return Compactor(context)


@pytest.fixture(scope="session")
def engine(release: Release) -> OxigraphEngine:
    return release.engine()


@pytest.fixture(scope="session")
def lists(release: Release) -> dict[str, list[dict[str, Any]]]:
    """The trees of each kind, from the files of the release."""
    found = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))["@graph"]
        for path in sorted((release.path / "json").glob("*.json"))
    }
    assert len(found) >= 20
    assert sum(map(len, found.values())) > 2_000
    return found


def told(engine: OxigraphEngine, iri: str, format: str) -> str:
    """Return what the release tells of a resource."""
    return engine.query(resource_query(iri)).serialize(format_named(format)).decode()
