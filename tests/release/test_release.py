"""A release: deterministic, the same everywhere, and each triple once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from tsunagari.errors import ReleaseError
from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import CATALOG_GRAPHS, SSE
from tsunagari.release.assembly import assemble
from tsunagari.release.inputs import Inputs
from tsunagari.release.releases import Release, Releases
from tsunagari.sparql.formats import format_named


def number(release: Release, query: str) -> int:
    data = release.engine().query(query).serialize(format_named("json"))
    (row,) = json.loads(data)["results"]["bindings"]
    return int(row["n"]["value"])


def test_a_second_build_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    """Also in another process, where sets have another order."""
    command = [sys.executable, "-m", "tsunagari", "build", "--releases", str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    second = Releases(tmp_path).current()
    assert second.id == release.id == Inputs.collect().id
    names = sorted(path.name for path in release.path.iterdir())
    assert names == sorted(path.name for path in second.path.iterdir())
    files = [
        path.relative_to(release.path)
        for path in sorted(release.path.rglob("*"))
        if path.is_file() and "store" not in path.parts
    ]
    assert len(files) > 80
    for name in files:
        assert (release.path / name).read_bytes() == (second.path / name).read_bytes()


def test_the_dump_and_the_endpoint_hold_the_same(release: Release) -> None:
    dump = set(
        ox.parse(path=str(release.path / "tsunagari.nq"), format=ox.RdfFormat.N_QUADS)
    )
    store = ox.Store.read_only(str(release.path / "store"))
    named = {quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph)}
    assert dump == named
    merge = {
        quad.triple
        for quad in ox.parse(
            path=str(release.path / "tsunagari.ttl"), format=ox.RdfFormat.TURTLE
        )
    }
    default = {
        quad.triple for quad in store if isinstance(quad.graph_name, ox.DefaultGraph)
    }
    # Turtle names blank nodes anew, so these are compared by their number.
    assert len(merge) == len(default)
    assert without_blanks(merge) == without_blanks(default)
    apart = {ox.NamedNode(str(name)) for name in CATALOG_GRAPHS}
    assert default == {quad.triple for quad in dump if quad.graph_name not in apart}


def without_blanks(triples: set[ox.Triple]) -> set[ox.Triple]:
    return {
        triple
        for triple in triples
        if not isinstance(triple.subject, ox.BlankNode)
        and not isinstance(triple.object, ox.BlankNode)
    }


def test_every_triple_of_the_default_graph_counts_once(release: Release) -> None:
    counted = number(release, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    distinct = number(
        release, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    )
    assert counted == distinct == release.manifest["counts"]["statements"]
    named = number(release, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert named == release.manifest["counts"]["statements in named graphs"]
    assert named > counted - 1


def test_nothing_inferred_is_noise(release: Release) -> None:
    inferred = "GRAPH <https://w3id.org/tsunagari/graph/inferred> { ?s ?p ?o }"
    assert number(release, f"SELECT (COUNT(*) AS ?n) {{ {inferred} }}") > 500
    for noise in (
        "FILTER (ISLITERAL(?s) || ISBLANK(?s) || ISBLANK(?o))",
        "FILTER (?s = ?o && ?p = <http://www.w3.org/2002/07/owl#sameAs>)",
        "FILTER (?o = <http://www.w3.org/2002/07/owl#Thing>)",
        "GRAPH ?other { ?s ?p ?o } FILTER (?other != "
        "<https://w3id.org/tsunagari/graph/inferred>)",
    ):
        query = f"SELECT (COUNT(*) AS ?n) {{ {inferred} {noise} }}"
        assert number(release, query) == 0, noise


def test_the_report_has_no_violation_and_no_hidden_warning(release: Release) -> None:
    counts = release.manifest["validation"]
    assert counts["violation"] == 0
    text = (release.path / "validation-report.txt").read_text(encoding="utf-8")
    assert text.count("WARNING  ") == counts["warning"]
    graph = (release.path / "validation-report.ttl").read_text(encoding="utf-8")
    assert "ValidationReport" in graph


def test_a_damaged_release_says_so(release: Release, tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    with pytest.raises(ReleaseError, match="tsunagari build"):
        releases.current()
    (tmp_path / "x").mkdir()
    with pytest.raises(ReleaseError, match="incomplete"):
        releases.open("x")
    (tmp_path / "x/MANIFEST.json").write_text('{"id": "x"}')
    with pytest.raises(ReleaseError, match="there is no store"):
        releases.open("x").engine()
    with pytest.raises(ReleaseError, match="no description"):
        releases.open("x").description()
    (tmp_path / "x/store").mkdir()
    with pytest.raises(ReleaseError, match="cannot be opened"):
        releases.open("x").engine()


def test_no_clock_time_is_in_a_release(release: Release) -> None:
    text = (release.path / "MANIFEST.json").read_text()
    assert set(json.loads(text)) == {
        "id",
        "layout",
        "options",
        "versions",
        "counts",
        "classes",
        "coverage",
        "registers",
        "validation",
        "inputs",
        "imports",
        "datasets",
        "files",
    }


def test_equal_names_are_written_out_on_demand(small_project: Path) -> None:
    (small_project / "graph_data/brief/equal.trig").write_text(
        """
        @prefix ev: <https://w3id.org/tsunagari/evidence/> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix sse: <https://w3id.org/tsunagari/ontology#> .
        ev:small-sample-cooperative {
            <https://w3id.org/tsunagari/jp/org/sample-cooperative>
                owl:sameAs <https://example.org/sample> .
        }
        """
    )
    other = URIRef("https://example.org/sample")
    one, all = (assemble(read_sources(), cliques).merged for cliques in (False, True))
    assert not list(one.objects(other, SSE.legalForm))
    assert list(all.objects(other, SSE.legalForm))
    assert Inputs.collect(cliques=True).id != Inputs.collect().id
