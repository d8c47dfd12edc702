"""Publishing to a real server: whole or not in force, again and back."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.errors import ReleaseError, RemoteEngineError
from tsunagari.release.bulk_files import PRODUCTS, write_bulk_files
from tsunagari.release.publishing import Publishing, listed, publish, remove
from tsunagari.release.releases import Release, Releases
from tsunagari.sparql.engines.remote_graph_store import GraphStore
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_releases import (
    graphs_of,
    pointer,
    released,
    whole_graphs,
)
from tsunagari.sparql.engines.remote_spool import Spool

from .answering import comparable
from .conftest import NO_VIRTUOSO, Published, publishing
from .servers import RemoteServer, oxigraph, virtuoso, virtuoso_command

TOP = "https://w3id.org/tsunagari/"
NODE = "<https://x.example/s> <https://x.example/p>"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RemoteServer]:
    with oxigraph(tmp_path) as found:
        yield found


def small_release(top: Path, id: str, value: int) -> Release:
    """A release of five statements in four graphs; one statement is in two."""
    quads = [
        f'{NODE} "{value}" <{TOP}evidence/a> .',
        f'{NODE} "{value}" <{TOP}evidence/b> .',
        f"<{TOP}evidence/a> <https://x.example/says> _:b <{TOP}graph/provenance> .",
        f'_:b <https://x.example/exact> "q" <{TOP}graph/provenance> .',
        f'<{TOP}dataset> <https://x.example/p> "d" <{TOP}graph/void> .',
    ]
    folder = top / id
    folder.mkdir(parents=True)
    (folder / "tsunagari.nq").write_text("\n".join(quads) + "\n", encoding="utf-8")
    counts = {"statements": 3, "statements in named graphs": 5}
    (folder / "MANIFEST.json").write_text(json.dumps({"id": id, "counts": counts}))
    return Releases(top).open(id)


class KillingStore(GraphStore):
    """Ends after so many requests that write."""

    def __init__(self, address: str, left: int) -> None:
        super().__init__(address)
        self.left = left

    def _send(self, method: str, graph: str, data: bytes | None) -> None:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        super()._send(method, graph, data)


def test_a_release_is_whole_and_in_force(on_oxigraph: Published) -> None:
    to = publishing(on_oxigraph.server)
    names = Names(on_oxigraph.release.id)
    counts = on_oxigraph.release.manifest["counts"]
    assert released(to.endpoint) == on_oxigraph.release.id
    assert len(whole_graphs(to.endpoint, names)) == counts["named graphs"]
    assert graphs_of(to.endpoint, names)[names.merge] == counts["statements"]
    assert on_oxigraph.sent > counts["statements"]
    # Again, nothing is sent.
    assert publish(on_oxigraph.release, to) == 0


def test_whoever_was_interrupted_goes_on(server: RemoteServer, tmp_path: Path) -> None:
    to = publishing(server)
    old = small_release(tmp_path, "0001", 1)
    new = small_release(tmp_path, "0002", 2)
    publish(old, to)
    for requests in range(40):
        killed = Publishing(to.endpoint, KillingStore(server.graph_store, requests))
        try:
            publish(new, killed)
        except KeyboardInterrupt:
            # Until the last step the old one is in force.
            assert released(to.endpoint) == old.id
        else:
            break
    assert requests > 3
    assert released(to.endpoint) == new.id
    names = Names(new.id)
    assert graphs_of(to.endpoint, names) == {
        names.stored(f"{TOP}evidence/a"): 1,
        names.stored(f"{TOP}evidence/b"): 1,
        names.stored(f"{TOP}graph/provenance"): 2,
        names.stored(f"{TOP}graph/void"): 1,
        names.merge: 3,
    }


def test_two_releases_do_not_see_each_other(
    server: RemoteServer, tmp_path: Path
) -> None:
    to = publishing(server)
    everything = (
        "SELECT ?g ?s ?o { GRAPH ?g { ?s <https://x.example/p> ?o } "
        "MINUS { ?nobody a ?nothing } }"
    )
    for id, value in (("0001", 1), ("0002", 2)):
        publish(small_release(tmp_path, id, value), to)
    for id, value in (("0001", "1"), ("0002", "2")):
        held = Published(server, Releases(tmp_path).open(id), 0)
        pool = held.pool()
        try:
            rows = comparable(pool, everything)
            assert isinstance(rows, list)
            found = [json.loads(row) for row in rows]
            assert sorted((row["g"]["value"], row["o"]["value"]) for row in found) == [
                (f"{TOP}evidence/a", value),
                (f"{TOP}evidence/b", value),
                (f"{TOP}graph/void", "d"),
            ]
        finally:
            pool.close(0)


def test_one_goes_back_and_old_ones_are_removed(
    server: RemoteServer, tmp_path: Path
) -> None:
    to = publishing(server)
    old, new = (small_release(tmp_path, f"000{n}", n) for n in (1, 2))
    publish(old, to)
    publish(new, to)
    assert publish(old, to) == 0
    assert listed(to.endpoint) == [("0001", "in force"), ("0002", "whole")]
    with pytest.raises(ReleaseError, match="in force"):
        remove("0001", to)
    with pytest.raises(ReleaseError, match="no release"):
        remove("0003", to)
    assert remove("0002", to) == 5
    assert listed(to.endpoint) == [("0001", "in force")]
    text = 'SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER (CONTAINS(STR(?g), "0002")) }'
    assert to.endpoint.rows(text, 5) == []


def test_what_does_not_arrive_whole_is_not_in_force(
    server: RemoteServer, tmp_path: Path
) -> None:
    class LosingStore(GraphStore):
        def put(self, graph: str, data: bytes) -> None:
            lost = graph.endswith("provenance")
            super().put(graph, data.splitlines(keepends=True)[0] if lost else data)

    to = publishing(server)
    losing = Publishing(to.endpoint, LosingStore(server.graph_store))
    with pytest.raises(RemoteEngineError, match="holds 1 statements in"):
        publish(small_release(tmp_path, "0001", 1), losing)
    assert released(to.endpoint) is None
    assert listed(to.endpoint) == [("0001", "not whole")]


def test_a_dump_that_lacks_something_is_not_published(
    server: RemoteServer, tmp_path: Path
) -> None:
    release = small_release(tmp_path, "0001", 1)
    dump = release.path / "tsunagari.nq"
    lines = dump.read_text("utf-8").splitlines(keepends=True)
    for text in ("".join(lines[1:]), "no line", f"{NODE} <x:o> <x:graph> .\n"):
        dump.write_text(text)
        with pytest.raises(ReleaseError, match=r"build it again|build the|neither"):
            publish(release, publishing(server))
    dump.unlink()
    with pytest.raises(ReleaseError, match="no dump"):
        publish(release, publishing(server))


def test_a_dump_is_sorted_by_graph_within_bounded_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tsunagari.sparql.engines.remote_spool.ROOM", 2000)
    dump = tmp_path / "dump.nq"
    lines = [f'{NODE} "{n}" <{TOP}evidence/{n % 7}> .\n' for n in range(2000)]
    dump.write_text("".join(lines))
    (tmp_path / "spool").mkdir()
    spool = Spool(tmp_path / "spool", Names("67bb"))
    spool.fill([dump])
    assert spool.statements == 2000
    assert len(spool.graphs) == 7
    pieces = [piece for graph in spool.graphs for piece in graph.pieces(100)]
    assert len({line for piece in pieces for line in piece.splitlines()}) == 2000
    for graph in spool.graphs:
        assert sum(p.count(b"\n") for p in graph.pieces(13)) == graph.statements


@pytest.mark.parametrize("product", sorted(PRODUCTS))
def test_files_hold_what_would_be_sent(
    product: str, tmp_path: Path, server: RemoteServer
) -> None:
    release = small_release(tmp_path / "releases", "0001", 1)
    folder = tmp_path / "load"
    guide = write_bulk_files(release, folder, product, lambda *_: None)
    text = (folder / guide).read_text("utf-8")
    assert str(folder) in text
    assert PRODUCTS[product].documentation in text
    store = ox.Store()
    for path in sorted(folder.glob("data/*.nq.gz")):
        store.bulk_load(gzip.decompress(path.read_bytes()), format=ox.RdfFormat.N_QUADS)
    names = Names(release.id)
    to = publishing(server)
    publish(release, to)
    sent = graphs_of(to.endpoint, names)
    assert {str(g.value) for g in store.named_graphs()} == {*sent, names.release}
    for iri, statements in sent.items():
        found = list(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
        assert len(found) == statements
    assert (
        pointer(names).decode().removesuffix(" .\n")
        in gzip.decompress(next(folder.glob("last/*.nq.gz")).read_bytes()).decode()
    )
    with pytest.raises(ReleaseError, match="not empty"):
        write_bulk_files(release, folder, product, lambda *_: None)


@pytest.mark.skipif(virtuoso_command() is None, reason=NO_VIRTUOSO)
def test_the_guide_for_virtuoso_loads(tmp_path: Path) -> None:
    shell = shutil.which("isql-vt") or shutil.which("isql-v")
    assert shell
    release = small_release(tmp_path / "releases", "0001", 1)
    guide = write_bulk_files(release, tmp_path / "load", "virtuoso", lambda *_: None)
    lines = (tmp_path / "load" / guide).read_text("utf-8").splitlines()
    commands = "\n".join(line for line in lines if not line.startswith(("#", "--")))
    (tmp_path / "database").mkdir()
    with virtuoso(tmp_path / "database") as server:
        subprocess.run(
            [shell, f"127.0.0.1:{server.shell_port}", "dba", "dba"],
            input=commands.encode(),
            check=True,
            capture_output=True,
            timeout=60,
        )
        to = publishing(server)
        assert released(to.endpoint) == release.id
        # All is there: nothing is sent.
        assert publish(release, to) == 0


def test_the_command_publishes_and_lists(
    server: RemoteServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = small_release(tmp_path, "0001", 1)
    Releases(tmp_path).put_in_force(release.id)
    monkeypatch.setenv("TSUNAGARI_RELEASES", str(tmp_path))
    run = CliRunner().invoke
    assert "TSUNAGARI_ENGINE" in run(main, ["publish"]).output
    monkeypatch.setenv("TSUNAGARI_ENGINE", server.queries)
    assert "GRAPH_STORE" in run(main, ["publish"]).output
    monkeypatch.setenv("TSUNAGARI_ENGINE_GRAPH_STORE", server.graph_store)
    said = run(main, ["publish"])
    assert said.exit_code == 0, said.output
    assert "release 0001: 9 statements were sent; it is in force" in said.output
    assert run(main, ["publish", "--list"]).output == "0001  in force\n"
    assert run(main, ["publish", "--remove", "0001"]).exit_code == 4
    assert run(main, ["publish", "--files", "x"]).exit_code == 2
    said = run(main, ["publish", "--engine", "http://u:p@127.0.0.1/"])
    assert said.exit_code == 2
    assert "environment" in said.output
    files = str(tmp_path / "load")
    said = run(main, ["publish", "--files", files, "--for", "neptune"])
    assert said.exit_code == 0, said.output
    assert "LOAD.txt says how" in said.output
