"""A workbench that begins with a release: its graphs, and a default graph that is the
merge of the named graphs, whatever is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from tsunagari.errors import GraphNameError, WorkbenchError
from tsunagari.namespaces import CATALOG_GRAPHS
from tsunagari.release.releases import Release, Releases
from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import effective
from tsunagari.workbench.beginning import begin
from tsunagari.workbench.layout import BEGINNING, Layout

from .bench import Bench, running

FORM = "https://w3id.org/tsunagari/jp/form/consumer-cooperative"
FULL = "https://w3id.org/tsunagari/ontology#FullSSEForm"
EVIDENCE = "https://w3id.org/tsunagari/evidence/workbench-test"
NEW = f"<urn:new> <https://w3id.org/tsunagari/ontology#legalForm> <{FORM}> ."
GRAPH = f"/graph-store?graph={EVIDENCE}"


@pytest.fixture(scope="module")
def bench(
    release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("released") / "bench"
    releases = ("--with-release", "--releases", str(release.path.parent))
    with running(folder, *releases) as found:
        yield found


def count(bench: Bench, pattern: str) -> int:
    return int(bench.rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0][0])


def test_it_begins_with_all_of_the_release(bench: Bench, release: Release) -> None:
    counts = release.manifest["counts"]
    assert count(bench, "?s ?p ?o") == counts["statements"]
    assert count(bench, f"<{FORM}> a <{FULL}>") == 1
    assert bench.ask(
        "GET", "/changes", None, {"Accept": "application/json"}
    ).json() == {"changes": []}


def test_what_is_written_is_asked_together_with_it(bench: Bench) -> None:
    before = count(bench, "?s ?p ?o")
    assert bench.write("PUT", GRAPH + "&validate=yes", NEW).status == 201
    query = f"?s <https://w3id.org/tsunagari/ontology#legalForm> ?f . ?f a <{FULL}>"
    assert ["urn:new"] in bench.rows(f"SELECT ?s {{ {query} }}")
    assert count(bench, "?s ?p ?o") == before + 1
    assert bench.write("DELETE", GRAPH).status == 200
    assert count(bench, "?s ?p ?o") == before


def test_what_stands_elsewhere_stays(bench: Bench) -> None:
    (row,) = bench.rows(
        "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER (isIRI(?o) && isIRI(?s)) "
        f"FILTER (?g != <{EVIDENCE}> && ?p != <urn:x>) }} LIMIT 1"
    )
    said = " ".join(f"<{iri}>" for iri in row)
    before = count(bench, "?s ?p ?o")
    for change in ("PUT", "DELETE"):
        body = f"{said} ." if change == "PUT" else ""
        assert bench.write(change, GRAPH, body).status in (200, 201)
        assert count(bench, said) == 1
        assert count(bench, "?s ?p ?o") == before


def test_the_merge_changes_with_each_graph(bench: Bench) -> None:
    path = "/graph-store?default"
    lines = {"Accept": "application/n-triples"}
    tag = bench.ask("GET", path, None, lines).headers["ETag"]
    assert bench.write("PUT", GRAPH, NEW).status == 201
    headers = {**lines, "If-None-Match": tag}
    assert bench.ask("GET", path, None, headers).status == 200
    assert bench.write("DELETE", GRAPH).status == 200


def test_what_was_put_in_can_still_be_looked_at(bench: Bench) -> None:
    """Its graph is named, and is then taken for not there."""
    body = NEW + " <urn:new> a <http://www.w3.org/ns/org#Organization> ."
    lines = {"Accept": "application/n-triples", "Content-Type": "text/turtle"}
    first = bench.ask("POST", "/reason", body, lines)
    assert first.status == 200
    assert b"SSEOrganization" in first.body
    assert bench.write("PUT", GRAPH, body).status == 201
    assert bench.ask("POST", "/reason", body, lines).body == b""
    named = bench.ask("POST", f"/reason?graph={EVIDENCE}", body, lines)
    assert (named.status, named.body) == (200, first.body)
    assert bench.write("DELETE", GRAPH).status == 200


def test_the_merge_itself_is_not_written_to(bench: Bench) -> None:
    before = bench.ask("GET", "/changes").body
    for method, path, body, type in (
        ("PUT", "/graph-store?default", NEW, "text/turtle"),
        ("POST", "/graph-store?default", NEW, "text/turtle"),
        ("DELETE", "/graph-store?default", "", "text/turtle"),
        ("POST", "/update", f"INSERT DATA {{ {NEW} }}", "application/sparql-update"),
        ("POST", "/update", "CLEAR DEFAULT", "application/sparql-update"),
    ):
        answer = bench.write(method, path, body, type)
        assert answer.status == 403, (method, path)
        assert "merge" in answer.body.decode()
    assert bench.ask("GET", "/changes").body == before


def test_a_graph_that_tells_of_the_dataset_is_no_part_of_it(bench: Bench) -> None:
    before = count(bench, "?s ?p ?o")
    for graph in sorted(CATALOG_GRAPHS):
        assert bench.write("POST", f"/graph-store?graph={graph}", NEW).status in (
            200,
            201,
        )
        assert count(bench, "?s ?p ?o") == before
        number = bench.ask("GET", "/changes", None, {"Accept": "application/json"})
        last = number.json()["changes"][0]["number"]
        assert bench.write("POST", f"/changes/{last}/undo").status == 200


def test_a_backup_has_no_merge_in_it(bench: Bench) -> None:
    """Put back, it makes the same."""
    named = count(bench, "GRAPH ?g { ?s ?p ?o }")
    merged = count(bench, "?s ?p ?o")
    backup = bench.ask("GET", "/dataset").body
    assert backup.count(b"\n") == named
    emptied = bench.write("PUT", "/dataset", b"", "application/n-quads")
    assert emptied.status == 200
    assert count(bench, "?s ?p ?o") == 0
    answer = bench.write("PUT", "/dataset", backup, "application/n-quads")
    assert answer.status == 200
    assert count(bench, "GRAPH ?g { ?s ?p ?o }") == named
    assert count(bench, "?s ?p ?o") == merged


def test_a_release_stays_as_it_is(bench: Bench, release: Release) -> None:
    """The workbench shares its files, and writes to none of them."""
    answer = release.engine().query("SELECT (COUNT(*) AS ?n) { <urn:new> ?p ?o }")
    assert answer.result is not None
    before = {
        path.name: path.stat().st_size for path in (release.path / "store").iterdir()
    }
    assert bench.write("PUT", GRAPH, NEW).status in (200, 201)
    assert bench.update(f"DROP GRAPH <{EVIDENCE}>").status == 200
    assert before == {
        path.name: path.stat().st_size for path in (release.path / "store").iterdir()
    }


def test_a_workbench_without_one_does_not_get_one(
    release: Release, tmp_path: Path
) -> None:
    layout = Layout(tmp_path / "bench")
    begin(layout, None)
    begin(layout, None)
    with pytest.raises(WorkbenchError, match="without a release"):
        begin(layout, Releases(release.path.parent))


def test_what_is_in_the_folder_is_left_alone(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    (folder / "store").mkdir(parents=True)
    (folder / "store" / "a.txt").write_text("kept")
    releases = Releases(release.path.parent)
    for _ in range(2):
        with pytest.raises(WorkbenchError, match="not empty"):
            begin(Layout(folder), releases)
        assert (folder / "store" / "a.txt").read_text() == "kept"
    # What a beginning that was ended left does not stand in the way.
    other = Layout(tmp_path / "other")
    (other.top / BEGINNING).mkdir(parents=True)
    begin(other, releases)
    assert other.nature().release == release.id


@pytest.mark.parametrize("seed", range(100))
def test_the_merge_is_always_that_of_the_named_graphs(seed: int) -> None:
    random = Random(seed)
    graphs = ["urn:1", "urn:2", "urn:apart"]

    def some() -> set[ox.Quad]:
        return {
            ox.Quad(
                ox.NamedNode(f"urn:s{random.randrange(4)}"),
                ox.NamedNode("urn:p"),
                ox.Literal(random.randrange(2)),
                ox.NamedNode(random.choice(graphs)),
            )
            for _ in range(random.randrange(5))
        }

    dataset = Dataset(ox.Store(), merged=True, apart=["urn:apart"])
    for _ in range(8):
        part = effective(
            dataset.store,
            some(),
            some(),
            (),
            random.sample(graphs, random.randrange(2)),
        )
        dataset.apply(whole := dataset.whole(part))
        named = {
            quad.triple
            for quad in dataset.named_quads()
            if quad.graph_name != ox.NamedNode("urn:apart")
        }
        assert {quad.triple for quad in dataset.quads("")} == named
        if whole and random.random() < 0.3:
            dataset.apply(whole.inverse())
            dataset.apply(whole)
    with pytest.raises(GraphNameError):
        dataset.whole(
            effective(
                dataset.store,
                [ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(1))],
            )
        )
