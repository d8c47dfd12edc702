"""One query counts the retail co-operatives of the United Kingdom and Japan.

The view of the release and five hundred co-operatives of the United Kingdom
stand in one dataset, each in a graph of its own. The British graph is under the
names of a mirror of ESSGlobal, which are made the canonical ones on reading.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Graph, Namespace, URIRef

from tsunagari.linking.faults import Faults
from tsunagari.linking.reading import read_rdf
from tsunagari.namespaces import ESSGLOBAL
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import stored_query
from tsunagari.validation.profiles import profile
from tsunagari.validation.shacl import validate_graph

CANONICAL = "http://purl.org/essglobal/"
ESS = Namespace(f"{CANONICAL}vocab/")
COUNTRY = f"{CANONICAL}standard/countries-iso/"
BRITISH = URIRef("https://lod.coop/coops-uk/")


@pytest.fixture(scope="module")
def british(reference: Path) -> Graph:
    path = reference / "graphs" / "coops-uk-2022q2-first500-derived.ttl"
    return read_rdf(path, Faults())


@pytest.fixture(scope="module")
def japanese(release: Release) -> Graph:
    dataset = Dataset()
    dataset.parse(release.path / "tsunagari.nq", format="nquads")
    view = Graph()
    for triple in dataset.graph(ESSGLOBAL):
        view.add(triple)
    return view


def counts(*graphs: tuple[URIRef, Graph]) -> dict[str, int]:
    quads = [(s, p, o, name) for name, graph in graphs for s, p, o in graph]
    query = stored_query("CMP-1").text
    engine = CanonicalDataset(quads).engine()
    data = engine.query(query).serialize(format_named("json"))
    return {
        row["country"]["value"].removeprefix(COUNTRY): int(row["cooperatives"]["value"])
        for row in json.loads(data)["results"]["bindings"]
    }


def test_japan_alone(japanese: Graph) -> None:
    """Co-op Mirai sells in its shops, the Seikatsu Club's union buys jointly."""
    assert counts((ESSGLOBAL, japanese)) == {"JP": 2}


def test_both_countries_together(british: Graph, japanese: Graph) -> None:
    found = counts((ESSGLOBAL, japanese), (BRITISH, british))
    assert found == {"GB": 141, "JP": 2}
    standard = f"{CANONICAL}standard/"
    retail = {f"{standard}activities-ica/{code}" for code in ("ICA240", "ICA260")}
    consumers = {
        f"{standard}organisational-structure/OS80",
        f"{standard}base-membership-type/BMT10",
    }
    by_hand = [
        initiative
        for initiative in british.subjects(RDF.type, ESS.SSEInitiative)
        if str(british.value(initiative, ESS.primarySector)) in retail
        and consumers.intersection(map(str, british.objects(initiative)))
    ]
    assert len(by_hand) == found["GB"]


def test_the_mirror_is_not_counted_under_its_own_names(
    reference: Path, japanese: Graph
) -> None:
    path = reference / "graphs" / "coops-uk-2022q2-first500-derived.ttl"
    raw = Graph().parse(path)
    assert counts((ESSGLOBAL, japanese), (BRITISH, raw)) == {"JP": 2}


def test_the_british_graph_conforms_to_the_same_profile(british: Graph) -> None:
    assert len(set(british.subjects(RDF.type, ESS.SSEInitiative))) == 500
    problems = validate_graph(british, profile("essglobal")).problems
    assert [problem.messages["en"] for problem in problems] == []
