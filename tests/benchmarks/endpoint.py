"""The endpoint against its peers, over HTTP, in one run.

    python -m pip install oxigraph rdflib-endpoint
    python -m tests.benchmarks.endpoint --organizations 52000

Prints for each query the median in milliseconds of each server and the ratio
to ``oxigraph serve-read-only`` on the same optimized store; then requests per
second. The machine is noisy: only ratios within one run count. rdflib-endpoint
is asked on a tenth of the data, because it needs minutes to load more.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from tests.benchmarks.queries import MIX
from tests.benchmarks.synthetic import organizations

Peer = AbstractContextManager[tuple[int, str]]

LOOPBACK = "127.0.0.1"
ROUNDS = 7
RATE_SECONDS = 3.0
RATE_CLIENTS = 8
RATES = ("ask one statement", "one entity", "thousand rows")


def main() -> None:
    """Make the data, start the servers, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organizations", type=int, default=52_000)
    parser.add_argument("--with-rdflib-endpoint", action="store_true")
    options = parser.parse_args()
    with ExitStack() as held:
        top = Path(held.enter_context(tempfile.TemporaryDirectory()))
        count = make_store(top / "release" / "store", options.organizations)
        print(f"{count} statements about {options.organizations} organizations")
        make_release(top, count)
        servers = {
            "oxigraph": held.enter_context(oxigraph(top / "release" / "store")),
            "tsunagari, first": held.enter_context(tsunagari(top, 1)),
            "tsunagari, again": held.enter_context(tsunagari(top, 200_000_000)),
        }
        if options.with_rdflib_endpoint:
            small = top / "small.nt"
            make_dump(small, options.organizations // 10)
            servers["rdflib, a tenth"] = held.enter_context(rdflib_endpoint(small))
        medians = measure(servers)
        print_medians(medians)
        print_rates(servers)


def make_store(path: Path, number: int) -> int:
    """Make an optimized store of *number* organizations; return its size."""
    path.mkdir(parents=True)
    store = ox.Store(str(path))
    store.bulk_extend(organizations(number))
    store.optimize()
    store.flush()
    return len(store)


def make_dump(path: Path, number: int) -> None:
    """Write *number* organizations as N-Triples."""
    triples = (quad.triple for quad in organizations(number))
    with path.open("wb") as out:
        ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)


def make_release(top: Path, count: int) -> None:
    """Put a manifest beside the store, so that the service can serve it."""
    counts = {"statements": count, "inferred statements": 0, "evidence graphs": 0}
    (top / "release" / "MANIFEST.json").write_text(
        json.dumps({"id": "release", "counts": counts})
    )
    (top / "current").symlink_to("release")


@contextmanager
def running(command: list[str], port: int, path: str) -> Iterator[tuple[int, str]]:
    """Run a server until the block ends; yield its port and endpoint path."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until = time.monotonic() + 300
            while True:
                try:
                    ask(port, path, "ASK {}")
                    break
                except OSError:
                    assert process.poll() is None, f"{command[0]} ended"
                    assert time.monotonic() < until, f"{command[0]} does not answer"
                    time.sleep(0.1)
            yield port, path
        finally:
            process.terminate()
            process.wait(30)


def oxigraph(store: Path) -> Peer:
    port = free_port()
    command = shutil.which("oxigraph")
    assert command, "install the peer: python -m pip install oxigraph"
    bind = f"{LOOPBACK}:{port}"
    return running(
        [command, "serve-read-only", "--location", str(store), "--bind", bind],
        port,
        "/query",
    )


def tsunagari(top: Path, cache_bytes: int) -> Peer:
    port = free_port()
    return running(
        [
            sys.executable,
            *("-m", "tsunagari", "serve", "--releases", str(top)),
            *("--port", str(port), "--cache-bytes", str(cache_bytes)),
            *("--client-seconds", "100000", "--fast-seconds", "10"),
        ],
        port,
        "/sparql",
    )


def rdflib_endpoint(dump: Path) -> Peer:
    port = free_port()
    command = shutil.which("rdflib-endpoint")
    assert command, "install the peer: python -m pip install rdflib-endpoint"
    return running(
        [command, "serve", "--host", LOOPBACK, "--port", str(port), str(dump)],
        port,
        "/",
    )


def ask(port: int, path: str, text: str) -> tuple[float, int]:
    """Return the seconds an answer takes and its length."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=300)
    started = time.perf_counter()
    accept = "application/sparql-results+json"
    if "CONSTRUCT" in text or "DESCRIBE" in text:
        accept = "application/n-triples"
    connection.request("GET", f"{path}?query={quote(text)}", headers={"Accept": accept})
    response = connection.getresponse()
    body = response.read()
    seconds = time.perf_counter() - started
    connection.close()
    assert response.status == 200, (response.status, body[:200])
    return seconds, len(body)


def measure(servers: dict[str, tuple[int, str]]) -> dict[str, dict[str, float]]:
    """Return the median milliseconds of each query on each server."""
    found: dict[str, dict[str, float]] = {}
    for name, text in MIX.items():
        times: dict[str, list[float]] = {server: [] for server in servers}
        for number in range(ROUNDS + 1):
            for server, (port, path) in servers.items():
                seconds, _ = ask(port, path, text)
                # The first round warms caches of every kind.
                if number:
                    times[server].append(seconds * 1000)
        found[name] = {s: statistics.median(times[s]) for s in servers}
    return found


def print_medians(medians: dict[str, dict[str, float]]) -> None:
    servers = list(next(iter(medians.values())))
    print(f"\n{'p50 in ms':28}" + "".join(f"{server:>20}" for server in servers))
    for name, row in medians.items():
        print(f"{name:28}" + "".join(f"{row[server]:20.2f}" for server in servers))
    print(f"{'ratio to oxigraph':28}", end="")
    for server in servers:
        ratios = [row[server] / row["oxigraph"] for row in medians.values()]
        print(f"{statistics.geometric_mean(ratios):20.3f}", end="")
    print()
    slower = [
        n for n, r in medians.items() if r["tsunagari, again"] * 10 > r["oxigraph"]
    ]
    print(
        f"repeated, less than 10x faster than oxigraph: {', '.join(slower) or 'none'}"
    )


def print_rates(servers: dict[str, tuple[int, str]]) -> None:
    print(f"\n{'requests per second':28}" + "".join(f"{s:>20}" for s in servers))
    for name in RATES:
        print(f"{name:28}", end="")
        for port, path in servers.values():
            print(f"{rate(port, path, MIX[name]):20.0f}", end="", flush=True)
        print()


def rate(port: int, path: str, text: str) -> float:
    """Return requests per second of some clients that keep their connections."""
    target = f"{path}?query={quote(text)}"
    headers = {"Accept": "application/sparql-results+json"}
    until = time.monotonic() + RATE_SECONDS
    counts = [0] * RATE_CLIENTS

    def client(index: int) -> None:
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
        while time.monotonic() < until:
            connection.request("GET", target, headers=headers)
            connection.getresponse().read()
            counts[index] += 1
        connection.close()

    threads = [threading.Thread(target=client, args=(n,)) for n in range(RATE_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / RATE_SECONDS


def free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
