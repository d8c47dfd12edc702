"""Three services over copies of one release behind nginx: one may die.

The configuration is the example in ``service/examples/replicas``, with ports that
are free and folders of ours.
"""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tsunagari.release.releases import Release, Releases

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "service" / "examples" / "replicas" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
QUERIES = [f"SELECT * {{ ?s ?p ?o }} LIMIT {n}" for n in range(1, 20)]
START_SECONDS = 30.0

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@dataclass(frozen=True)
class Replica:
    port: int
    process: subprocess.Popen[bytes]


@dataclass(frozen=True)
class Reply:
    status: int
    etag: str | None
    body: bytes


@contextmanager
def started(line: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until = time.monotonic() + START_SECONDS
            while not listens(port):
                assert process.poll() is None, f"{line[0]} ended"
                assert time.monotonic() < until, f"{line[0]} does not answer"
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()
            process.wait(20)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def serve(releases: Path, port: int) -> list[str]:
    line = [sys.executable, "-m", "tsunagari", "serve", "--releases", str(releases)]
    line += ["--port", str(port), "--proxies", "127.0.0.1", "--access-log", "no"]
    line += ["--fast-workers", "1", "--slow-workers", "1"]
    return [*line, "--public-url", "https://sse.example.org"]


@pytest.fixture(scope="module")
def copies(release: Release, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The release, copied as to three hosts."""
    tops = [tmp_path_factory.mktemp("copy") for _ in range(3)]
    for top in tops:
        shutil.copytree(release.path, top / release.id)
        Releases(top).put_in_force(release.id)
    return tops


@pytest.fixture(scope="module")
def replicas(copies: list[Path]) -> Iterator[list[Replica]]:
    with ExitStack() as held:
        found = []
        for top in copies:
            port = free_port()
            process = held.enter_context(started(serve(top, port), port))
            found.append(Replica(port, process))
        yield found


@pytest.fixture(scope="module")
def front(
    replicas: list[Replica], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """The port of nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    text = EXAMPLE.read_text("utf-8").replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    for number, replica in enumerate(replicas, start=1):
        text = text.replace(f"127.0.0.1:808{number}", f"127.0.0.1:{replica.port}")
    ours = "".join(
        f"    {name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = text.replace("http {\n", f"http {{\n    access_log off;\n{ours}", 1)
    head = f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
    (folder / "nginx.conf").write_text(head + text, encoding="utf-8")
    assert NGINX
    with started([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")], port):
        yield port


def ask(port: int, query: str, method: str = "GET") -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Accept": "text/csv"}
    parameters = urlencode({"query": query})
    try:
        if method == "GET":
            connection.request("GET", f"/sparql?{parameters}", headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", "/sparql", parameters, headers)
        reply = connection.getresponse()
        return Reply(reply.status, reply.getheader("ETag"), reply.read())
    finally:
        connection.close()


def test_all_give_the_same_answer_under_the_same_name(
    replicas: list[Replica], front: int
) -> None:
    for query in QUERIES[:5]:
        ports = [front, *(replica.port for replica in replicas)]
        replies = {ask(port, query) for port in ports}
        assert len(replies) == 1
        (reply,) = replies
        assert reply.status == 200
        assert reply.etag


def test_what_is_for_the_operator_is_not_shown(front: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", front, timeout=10)
    for path in ("/metrics", "/ready"):
        connection.request("GET", path)
        reply = connection.getresponse()
        reply.read()
        assert reply.status == 404
    connection.close()


def test_no_request_fails_while_they_die_one_by_one(
    replicas: list[Replica], front: int
) -> None:
    expected = {query: ask(front, query).body for query in QUERIES}
    for replica in replicas[:2]:
        # From one moment to the next: nothing is said to anybody.
        replica.process.send_signal(signal.SIGKILL)
        for query in QUERIES:
            for method in ("GET", "POST"):
                reply = ask(front, query, method)
                assert (reply.status, reply.body) == (200, expected[query])
    replicas[2].process.send_signal(signal.SIGKILL)
    replicas[2].process.wait()
    assert ask(front, QUERIES[0]).status == 502


def test_one_that_comes_back_is_asked_again(
    replicas: list[Replica], copies: list[Path], front: int
) -> None:
    port = replicas[0].port
    with started(serve(copies[0], port), port):
        until = time.monotonic() + 20
        while ask(front, QUERIES[0]).status != 200:
            assert time.monotonic() < until
            time.sleep(0.2)
