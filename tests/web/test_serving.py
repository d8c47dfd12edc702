"""The service as a process: it answers, moves on, and stops in good order."""

import gzip
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import zstandard

from tsunagari.release.releases import Release, Releases

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"


class Server:
    """A running ``tsunagari serve`` and a way to ask it."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self.process = process
        self.host = urlsplit(address).netloc

    def get(
        self, path: str, timeout: float = 30, **headers: str
    ) -> tuple[int, bytes, "http.client.HTTPMessage"]:
        connection = http.client.HTTPConnection(self.host, timeout=timeout)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, response.read(), response.headers
        finally:
            connection.close()

    def query(
        self, text: str, **headers: str
    ) -> tuple[int, bytes, "http.client.HTTPMessage"]:
        return self.get(f"/sparql?query={quote(text)}", **headers)


@contextmanager
def serve(top: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "tsunagari", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--releases", str(top), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            yield Server(process, line.split(" at ")[1].strip())
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(20)


@pytest.fixture(scope="module")
def server(release: Release) -> Iterator[Server]:
    limits = ("--deadline", "3", "--max-answer-bytes", "5000000")
    with serve(release.path.parent, *limits, "--client-seconds", "1000") as server:
        yield server


def test_a_runaway_is_stopped_with_504_and_cheap_queries_go_on(server: Server) -> None:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(server.query(RUNAWAY)[0]))
        for _ in range(4)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    time.sleep(1)
    for _ in range(20):
        assert server.query("ASK {}")[0] == 200
    for thread in threads:
        thread.join()
    assert time.monotonic() - started < 12
    assert set(statuses) <= {503, 504}
    assert 504 in statuses


def test_a_body_over_the_cap_is_never_complete(server: Server) -> None:
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        server.query(LARGE, Accept="text/csv")
    assert server.query("ASK {}")[0] == 200


def test_a_client_that_leaves_frees_its_worker(server: Server) -> None:
    connection = http.client.HTTPConnection(server.host)
    connection.request("GET", f"/sparql?query={quote(RUNAWAY)}")
    time.sleep(0.8)
    connection.close()
    until = time.monotonic() + 2.5
    while b"tsunagari_queries_running 0" not in server.get("/metrics")[1]:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_validators_and_compression(server: Server) -> None:
    text = "SELECT * { ?s a ?type } ORDER BY ?s ?type LIMIT 200"
    status, plain, headers = server.query(text)
    assert status == 200
    assert int(headers["Content-Length"]) == len(plain)
    again, nothing, _ = server.query(text, **{"If-None-Match": headers["ETag"]})
    assert (again, nothing) == (304, b"")
    _, small, zipped = server.query(text, **{"Accept-Encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert len(small) < len(plain) / 4
    _, smaller, coded = server.query(text, **{"Accept-Encoding": "gzip, br, zstd"})
    assert coded["Content-Encoding"] == "zstd"
    assert zstandard.decompress(smaller) == gzip.decompress(small) == plain
    assert len({headers["ETag"], zipped["ETag"], coded["ETag"]}) == 3
    _, _, table = server.query(text, Accept="text/csv")
    assert table["ETag"] != headers["ETag"]


def test_the_metrics_count(server: Server) -> None:
    before = server.get("/metrics")[1].decode()
    server.query("ASK { ?s ?p 12345 }")
    server.query("ASK  { ?s  ?p 12345 }")
    after = server.get("/metrics")[1].decode()

    def value(text: str, name: str) -> int:
        (line,) = [x for x in text.splitlines() if x.startswith(name + " ")]
        return int(line.split()[1])

    for name in ("tsunagari_queries_answered_total", "tsunagari_cache_hits_total"):
        assert value(after, name) == value(before, name) + 1


def test_ready_and_health(server: Server, release: Release) -> None:
    assert server.get("/ready")[:2] == (200, f"ready {release.id}\n".encode())
    assert server.get("/health")[:2] == (200, f"ok {release.id}\n".encode())


def test_it_moves_to_a_new_release_without_dropping_a_request(
    release: Release, tmp_path: Path
) -> None:
    other = "0123456789abcdef"
    shutil.copytree(release.path, tmp_path / release.id)
    shutil.copytree(release.path, tmp_path / other)
    manifest = json.loads((tmp_path / other / "MANIFEST.json").read_text())
    (tmp_path / other / "MANIFEST.json").write_text(
        json.dumps({**manifest, "id": other})
    )
    releases = Releases(tmp_path)
    releases.put_in_force(release.id)
    with serve(tmp_path) as server:
        releases.put_in_force(other)
        until = time.monotonic() + 10
        statuses = set()
        while other.encode() not in server.get("/health")[1]:
            statuses.add(server.query("ASK {}")[0])
            assert time.monotonic() < until
        assert statuses <= {200}
        assert server.query("ASK { ?s ?p ?o }")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_in_good_order(release: Release, number: int) -> None:
    with serve(release.path.parent) as server:
        children = workers_of(server.process.pid)
        assert children
        slow: list[int] = []
        text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?c }"
        thread = threading.Thread(target=lambda: slow.append(server.query(text)[0]))
        thread.start()
        time.sleep(0.1)
        server.process.send_signal(number)
        assert server.process.wait(15) == 0
        thread.join()
        assert not any(alive(child) for child in children)


def test_the_workers_die_with_a_server_that_is_killed(release: Release) -> None:
    with serve(release.path.parent) as server:
        children = workers_of(server.process.pid)
        server.process.kill()
        server.process.wait()
        until = time.monotonic() + 5
        while any(alive(child) for child in children):
            assert time.monotonic() < until
            time.sleep(0.1)


def workers_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
