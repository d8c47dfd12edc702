"""The service in front of a real server: as on disk, and when the server is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.errors import ReleaseError, RemoteEngineError
from tsunagari.release.publishing import publish
from tsunagari.release.releases import Release, Releases
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

from .conftest import publishing
from .servers import RemoteServer, oxigraph
from .test_publish import small_release

# Oxigraph's own time-out looks at the time when it looks up statements: this it
# stops, a product without a join it does not.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?b ?f . ?g ?b ?i }"
TOP = "https://w3id.org/tsunagari/"
TABLE = (
    "SELECT * { GRAPH ?g { ?s <http://www.w3.org/ns/oa#hasSelector> ?b } } ORDER BY ?s"
)
ASK = "ASK { GRAPH ?g { ?s ?p ?o } }"
GRAPH = f"DESCRIBE <{TOP}evidence/ilo-2021-co-op-mirai>"
FORMS = [
    *((TABLE, name) for name in ("json", "xml", "csv", "tsv")),
    *((ASK, name) for name in ("json", "xml")),
    *((GRAPH, name) for name in ("turtle", "ntriples", "rdfxml", "jsonld")),
]


def settings_for(
    releases: Path, server: RemoteServer | None = None, deadline: float = 20.0
) -> Settings:
    return Settings(
        releases=releases,
        engine=server.queries if server else "",
        engine_kind=server.kind if server else "other",
        fast_workers=1,
        slow_workers=1,
        deadline=deadline,
        # They have what others leave of the processor, which may be little.
        explain_seconds=30.0,
        fast_seconds=min(2.0, deadline),
        access_log=False,
        public_url="http://localhost",
    )


@contextmanager
def views(settings: Settings) -> Iterator[Client]:
    serving = Serving(settings)
    try:
        yield create_app(State.of(settings, serving)).test_client()
    finally:
        serving.close(0)


@pytest.fixture(scope="module")
def server(
    release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteServer]:
    """A server that holds the release."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as found:
        publish(release, publishing(found))
        yield found


@pytest.fixture(scope="module")
def remote(release: Release, server: RemoteServer) -> Iterator[Client]:
    with views(settings_for(release.path.parent, server)) as client:
        yield client


@pytest.fixture(scope="module")
def on_disk(release: Release) -> Iterator[Client]:
    with views(settings_for(release.path.parent)) as client:
        yield client


@pytest.mark.parametrize(("query", "format"), FORMS)
def test_answers_are_the_same_to_the_byte(
    query: str, format: str, remote: Client, on_disk: Client
) -> None:
    parameters = {"query": query, "format": format}
    ours, theirs = (
        client.get("/sparql", query_string=parameters) for client in (remote, on_disk)
    )
    assert ours.status_code == theirs.status_code == 200
    assert ours.data == theirs.data
    assert ours.headers["ETag"] == theirs.headers["ETag"]


def test_tables_are_matched_as_on_disk(remote: Client, on_disk: Client) -> None:
    batch = '{"q": {"query": "日本生活協同組合連合会", "type": "org:Organization"}}'
    ours, theirs = (
        client.post("/ja/reconcile", data={"queries": batch})
        for client in (remote, on_disk)
    )
    assert ours.get_json()["q"]["result"][0]["id"] == "jp/org/jccu"
    assert ours.data == theirs.data


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p }",
        "ASK { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT (<bif:now>() AS ?x) {}",
    ],
)
def test_what_is_refused_is_refused_the_same_way(
    query: str, remote: Client, on_disk: Client
) -> None:
    ours, theirs = (
        client.get("/sparql", query_string={"query": query})
        for client in (remote, on_disk)
    )
    assert ours.status_code == theirs.status_code == 400
    assert ours.data == theirs.data


def test_an_endless_query_ends_on_both_sides(release: Release, tmp_path: Path) -> None:
    releases = release.path.parent
    # The server gives up a query a little after we do.
    with oxigraph(tmp_path, seconds=3) as server:
        publish(release, publishing(server))
        with views(settings_for(releases, server, deadline=2.0)) as client:
            for seconds in ("0.3", "30"):
                started = time.monotonic()
                parameters = {"query": ENDLESS, "timeout": seconds}
                reply = client.get("/sparql", query_string=parameters)
                assert reply.status_code == 504
                assert time.monotonic() - started < 10
        until = time.monotonic() + 30
        while True:
            before = server.processor_seconds()
            time.sleep(1)
            if server.processor_seconds() - before < 0.2:
                break
            assert time.monotonic() < until, "the server still computes"


@pytest.mark.parametrize(
    "target",
    [
        f"/graph-store?graph={TOP}graph/inferred&format=ntriples",
        f"/graph-store?graph={TOP}graph/none",
        f"/graph-store?graph={TOP}release/current",
        "/.well-known/void",
        *(
            f"/data/jp/org/co-op-mirai.{ending}"
            for ending in ("jsonld", "nt", "rdf", "ttl")
        ),
        "/data/evidence/ilo-2021-co-op-mirai.jsonld",
        "/data/ontology.ttl",
        "/data/query/cq06-government-investors.jsonld",
        "/data/dataset/jp.jsonld",
        "/data/jp/org/none.nt",
        "/explain?subject=jporg:co-op-mirai&predicate=a&object=sse:SSEOrganization",
        f"/sparql?query=SELECT+(COUNT(*)+AS+%3Fn)+%7B%3Fs+%3Fp+%3Fo%7D"
        f"&default-graph-uri={TOP}graph/inferred&default-graph-uri={TOP}graph/ontology",
        "/sparql?query=ASK+%7B%7D&default-graph-uri=http://%5B",
        "/sparql?query=ASK+%7B%7D&named-graph-uri=http://a%5Db/",
        f"/sparql?query=SELECT+*+%7BGRAPH+%3Fg+%7B%3Fs+a+%3Ft%7D%7D+ORDER+BY+%3Fs+%3Ft"
        f"&named-graph-uri={TOP}graph/inferred&maxrows=7",
    ],
)
def test_other_pages_are_the_same(target: str, remote: Client, on_disk: Client) -> None:
    ours, theirs = remote.get(target), on_disk.get(target)
    assert ours.status_code == theirs.status_code
    assert ours.data == theirs.data
    for name in ("X-SPARQL-MaxRows", "ETag"):
        assert ours.headers.get(name) == theirs.headers.get(name)


def test_a_server_that_is_away_is_told_and_found_again(
    release: Release, tmp_path: Path
) -> None:
    query = {"query": "ASK { ?s ?p ?o }"}
    with oxigraph(tmp_path) as server:
        port = int(server.queries.split(":")[2].partition("/")[0])
        publish(release, publishing(server))
        serving = Serving(settings_for(release.path.parent, server))
    try:
        settings = settings_for(release.path.parent, server)
        client = create_app(State.of(settings, serving)).test_client()
        reply = client.get("/sparql", query_string=query)
        assert reply.status_code == 503
        assert "the remote engine gives no answer; try again later" in reply.text
        assert str(port) not in reply.text
        assert int(reply.headers["Retry-After"]) > 0
        assert ready(client, 503)
        # Pages that need no engine are there.
        assert client.get("/health").status_code == 200
        with oxigraph(tmp_path, port=port):
            assert ready(client, 200)
            assert client.get("/sparql", query_string=query).status_code == 200
    finally:
        serving.close(0)


def ready(client: Client, status: int) -> bool:
    until = time.monotonic() + 20
    while client.get("/ready").status_code != status:
        assert time.monotonic() < until
        time.sleep(0.1)
    return True


def test_it_does_not_start_without_its_release(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as server:
        here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
        with pytest.raises(ReleaseError, match="no release in force"):
            Serving(settings_for(here, server))
        publish(small_release(elsewhere, "0001", 1), publishing(server))
        with pytest.raises(ReleaseError, match=r"'0001' in force, and .*copy its"):
            Serving(settings_for(here, server))
    with pytest.raises(RemoteEngineError, match="gives no answer"):
        Serving(settings_for(here, server))


def test_the_pointer_is_followed(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    top = tmp_path / "releases"
    with oxigraph(tmp_path / "server") as server:
        to = publishing(server)
        for value in (1, 2):
            small_release(top, f"000{value}", value)
        publish(releases_of(top, "0001"), to)
        with views(settings_for(top, server)) as client:
            assert objects(client) == {"1"}
            publish(releases_of(top, "0002"), to)
            until = time.monotonic() + 20
            while objects(client) != {"2"}:
                assert time.monotonic() < until
                time.sleep(0.1)


def releases_of(top: Path, id: str) -> Release:
    return Releases(top).open(id)


def objects(client: Client) -> set[str]:
    query = "SELECT ?o { ?s <https://x.example/p> ?o }"
    parameters = {"query": query, "format": "csv"}
    return set(client.get("/sparql", query_string=parameters).text.split()[1:])
