"""Stored queries that ask a peer, between two servers on the loopback interface.

One is our release with a peer "uk", the other our own service over a graph of
co-operatives in the United Kingdom. Both are started as people start them.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace

from tsunagari.linking.faults import Faults
from tsunagari.linking.reading import read_rdf
from tsunagari.release.manifest import MANIFEST
from tsunagari.release.releases import Release, Releases
from tsunagari.sparql.library import read_queries, stored_query

CANONICAL = "http://purl.org/essglobal/"
ESS = Namespace(f"{CANONICAL}vocab/")


@contextmanager
def serving(releases: Path, *options: str) -> Iterator[tuple[str, Any]]:
    """Run ``tsunagari serve``; give its address and its process."""
    command = [sys.executable, "-m", "tsunagari", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--releases", str(releases), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            yield line.split(" at ")[-1].strip().rstrip("/"), process
        finally:
            process.terminate()


def fetched(address: str, **headers: str) -> str:
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        text: str = response.read().decode()
        return text


@pytest.fixture(scope="module")
def british(reference: Path) -> Graph:
    path = reference / "graphs" / "coops-uk-2022q2-first500-derived.ttl"
    return read_rdf(path, Faults())


@pytest.fixture(scope="module")
def other(
    british: Graph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Any]]:
    """Our service over the British graph, in its default graph."""
    top = tmp_path_factory.mktemp("british")
    folder = top / "uk"
    folder.mkdir()
    (folder / MANIFEST).write_text(json.dumps({"id": "uk"}), encoding="utf-8")
    store = ox.Store(str(folder / "store"))
    data = british.serialize(format="nt", encoding="utf-8")
    store.load(data, format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    del store
    Releases(top).put_in_force("uk")
    with serving(top) as served:
        yield served


@pytest.fixture(scope="module")
def ours(release: Release, other: tuple[str, Any]) -> Iterator[str]:
    peers = f"uk={other[0]}/sparql nobody=http://127.0.0.1:9/sparql"
    options = ("--peers", peers, "--peer-seconds", "1")
    with serving(release.path.parent, *options) as (address, _):
        yield address


def answered(address: str, name: str) -> list[dict[str, str]]:
    query = urlencode({"query": stored_query(name).text, "format": "csv"})
    return list(csv.DictReader(fetched(f"{address}/sparql?{query}").splitlines()))


def looked_at(address: str) -> dict[str, dict[str, Any]]:
    """Return the peers of a service by name, once all were looked at."""
    until = time.monotonic() + 30
    while True:
        peers = json.loads(fetched(f"{address}/peers?format=json"))["peers"]
        if all(peer["lookedAt"] for peer in peers) or time.monotonic() > until:
            return {peer["name"]: peer for peer in peers}
        time.sleep(0.2)


def test_a_stored_query_asks_its_peer_at_its_own_address(ours: str) -> None:
    name = stored_query("FED-1").name
    found = fetched(f"{ours}/queries/{name}.csv").splitlines()
    assert list(csv.DictReader(found)) == answered(ours, "FED-1")
    assert len(found) == 3
    page = fetched(f"{ours}/queries/{name}?format=html&run=1&lang=en")
    assert page.count("<tr>") == 3


def test_there_are_queries_to_try() -> None:
    assert len(list(read_queries("federation"))) == 3


def test_retail_cooperatives_of_both_countries(ours: str) -> None:
    """The same numbers as of both graphs in one store (``tests/comparison``)."""
    found = {
        row["country"].rpartition("/")[2]: row["cooperatives"]
        for row in answered(ours, "FED-1")
    }
    assert found == {"GB": "141", "JP": "2"}


def test_what_the_peer_has_is_called_in_japanese(ours: str, british: Graph) -> None:
    rows = answered(ours, "FED-2")
    structures = [str(o) for o in british.objects(None, ESS.organisationalStructure)]
    assert structures
    assert {row["structure"]: int(row["organizations"]) for row in rows} == {
        structure: structures.count(structure) for structure in set(structures)
    }
    labels = {row["structure"].rpartition("/")[2]: row["label"] for row in rows}
    assert labels["OS115"] == "協同組合"
    assert all(labels.values())


def test_forms_and_their_counterparts(ours: str, british: Graph) -> None:
    """Cooperatives of no closer kind are OS115, companies OS50."""
    counts = Counter(map(str, british.objects(None, ESS.organisationalStructure)))
    rows = answered(ours, "FED-3")
    for row in rows:
        assert int(row["organizations"]) == counts[row["structure"]] > 0
    cooperatives = {
        row["form"].rpartition("/")[2]
        for row in rows
        if row["structure"].endswith("/OS115")
    }
    assert cooperatives == {"rokin-bank", "shinkin-bank", "sme-cooperative"}


def test_health_and_age(ours: str) -> None:
    peers = looked_at(ours)
    uk, nobody = peers["uk"], peers["nobody"]
    assert uk["health"] == "up"
    assert uk["lookSeconds"] > 0
    assert uk["secondsSinceAnswer"] < 60
    assert nobody["health"] == "silent"
    assert nobody["answeredAt"] is None
    metrics = fetched(f"{ours}/metrics")
    assert 'tsunagari_peer_up{peer="uk"} 1' in metrics
    assert 'tsunagari_peer_up{peer="nobody"} 0' in metrics
    assert 'last_answer_timestamp_seconds{peer="uk"}' in metrics


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Peers", "gives no answer", "How many retail cooperatives"]),
        ("ja", ["連携先", "応答なし", "小売の協同組合"]),
    ],
)
def test_the_page(ours: str, language: str, words: list[str]) -> None:
    looked_at(ours)
    page = fetched(f"{ours}/peers?lang={language}")
    for word in words:
        assert word in page


def test_a_peer_that_falls_silent(
    release: Release, other: tuple[str, Any], tmp_path: Path
) -> None:
    """The error says so, the page soon too, and when it last answered is kept."""
    with serving(other_releases(tmp_path)) as (address, process):
        peers = ("--peers", f"uk={address}/sparql", "--peer-seconds", "1")
        with serving(release.path.parent, *peers) as (ours, _):
            before = looked_at(ours)["uk"]
            assert before["health"] == "empty"
            process.terminate()
            process.wait(30)
            until = time.monotonic() + 30
            while looked_at(ours)["uk"]["health"] == "empty":
                assert time.monotonic() < until
                time.sleep(0.2)
            after = looked_at(ours)["uk"]
            assert after["health"] == "silent"
            assert after["answeredAt"] >= before["answeredAt"]
            query = urlencode({"query": stored_query("FED-2").text})
            with pytest.raises(urllib.error.HTTPError) as told:
                fetched(f"{ours}/sparql?{query}")
            with told.value as response:
                assert response.code == 502
                assert "/peers" in response.read().decode()


def other_releases(top: Path) -> Path:
    """Return releases of which the one in force holds nothing."""
    folder = top / "none"
    folder.mkdir()
    (folder / MANIFEST).write_text(json.dumps({"id": "none"}), encoding="utf-8")
    ox.Store(str(folder / "store")).flush()
    Releases(top).put_in_force("none")
    return top


def test_an_unknown_peer_is_named(ours: str) -> None:
    text = "SELECT * { SERVICE <https://w3id.org/tsunagari/peer/kr> { ?s ?p ?o } }"
    with pytest.raises(urllib.error.HTTPError) as told:
        fetched(f"{ours}/sparql?{urlencode({'query': text})}")
    with told.value as response:
        assert response.code == 400
        said = response.read().decode()
    assert "names the peer 'kr'" in said
    assert "nobody, uk" in said


def test_on_the_command_line(other: tuple[str, Any], release: Release) -> None:
    command = [sys.executable, "-m", "tsunagari", "query", "FED-2", "--format", "csv"]
    command += ["--releases", str(release.path.parent)]
    peers = f"uk={other[0]}/sparql"
    asked = subprocess.run([*command, "--peers", peers], capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
    assert "協同組合" in asked.stdout
    refused = subprocess.run(command, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "names the peer 'uk'" in refused.stderr


def test_a_query_without_its_peer_is_no_answer_of_it(ours: str) -> None:
    assert looked_at(ours)["nobody"]["health"] == "silent"
    peer = "https://w3id.org/tsunagari/peer/nobody"
    text = f"SELECT * {{ SERVICE SILENT <{peer}> {{ ?s ?p ?o }} }}"
    fetched(f"{ours}/sparql?{urlencode({'query': text})}")
    after = looked_at(ours)["nobody"]
    assert after["health"] == "silent"
    assert after["answeredAt"] is None
