"""Clients that are slow, or silent, take nothing from the others (R38)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from itertools import count, cycle
from pathlib import Path
from urllib.parse import quote

import pytest

from .server import Server, serve
from .wire import request

pytestmark = pytest.mark.xdist_group("safety-slow")

SECONDS = 3.0
# How long a cheap query may take on a machine that has other things to do.
BOUND = 2.0
# All at once they would be a crowd, which is another matter.
JOINING_TURNS = 50
QUERY = {"Content-Type": "application/sparql-query"}
HEADERS = request("GET", "/sparql?query=ASK%7B%7D", {"X-Slow": "a" * 500})
BODY = request("POST", "/sparql", QUERY, b"ASK { ?s ?p 'slow' } " * 20)
# About 20 MB, which no buffer between here and there holds.
LARGE = request(
    "GET",
    "/sparql?query="
    + quote("SELECT * { ?a ?b ?c . ?d ?e ?f FILTER (?a != <urn:a>) } LIMIT 100000"),
)
# Below what is kept in a cache, and still more than a socket takes.
KEPT = request(
    "GET",
    "/sparql?query=" + quote("SELECT * { ?a ?b ?c } LIMIT 900"),
    {"Connection": "keep-alive"},
)

Drip = Iterator[bytes]


def by_the_byte(data: bytes, whole: int = 0) -> Drip:
    """Yield the first *whole* bytes of *data*, then one at a time, but the last."""
    yield data[:whole]
    for place in range(whole, len(data) - 1):
        yield data[place : place + 1]


# How many clients, and what each of them sends.
KINDS: dict[str, tuple[int, Callable[[], Drip]]] = {
    "headers by the byte": (60, lambda: by_the_byte(HEADERS)),
    "nothing at all": (60, lambda: iter(())),
    "bodies by the byte": (
        30,
        lambda: by_the_byte(BODY, BODY.index(b"\r\n\r\n") + 4),
    ),
    "large answers are not read": (30, lambda: iter([LARGE])),
    "kept answers are not read": (30, lambda: cycle([KEPT])),
}


@pytest.fixture(scope="module")
def patient(
    small_releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of which nothing but the slow clients asks much."""
    work = tmp_path_factory.mktemp("slow")
    with serve(small_releases, work, "--fast-workers", "4") as server:
        server.check()
        yield server


@pytest.mark.parametrize("kind", KINDS)
def test_slow_clients_leave_room_for_others(kind: str, patient: Server) -> None:
    number, drip = KINDS[kind]
    over = threading.Event()
    with ExitStack() as stack:
        clients = [
            (stack.enter_context(connect(patient)), drip()) for _ in range(number)
        ]
        sender = threading.Thread(target=send, args=(clients, over))
        sender.start()
        try:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until:
                answer = patient.control()
                assert answer.status == 200
                assert answer.seconds < BOUND
                time.sleep(0.1)
        finally:
            over.set()
            sender.join()
    patient.check()


def connect(server: Server) -> socket.socket:
    """Return a connection that takes little at a time."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(10)
    client.connect(server.address)
    client.setblocking(False)
    return client


def send(clients: list[tuple[socket.socket, Drip]], over: threading.Event) -> None:
    """Let each client send its next piece, again and again; they join by and by."""
    for turn in count(1):
        if over.wait(0.04):
            break
        for client, drip in clients[: len(clients) * turn // JOINING_TURNS]:
            # A server may hang up on such a client, or take no more from it.
            with suppress(OSError):
                client.send(next(drip, b""))
