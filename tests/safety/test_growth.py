"""After much work a server holds what it held before (R63)."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from .processes import Holdings, holdings
from .queries import RUNAWAYS, at_once
from .server import Server, serve
from .wire import request

pytestmark = pytest.mark.xdist_group("safety-growth")

CLIENTS = 6
ROUNDS = 16
# What may differ: a thread or a connection that is just ending.
FEW = 4
# A library's own pool of threads need not shrink at once.
SOME = 12
MEMORY = 50_000_000
SETTLING_SECONDS = 15
ENDLESS = quote(RUNAWAYS["a product counted"])
LARGE = quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000")


@pytest.fixture
def server(small_releases: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that has done nothing yet."""
    with serve(small_releases, tmp_path / "work", "--deadline", "2") as server:
        server.check()
        yield server


def test_nothing_is_left_after_much_work(server: Server) -> None:
    # The first load makes what is made once: caches, pools of threads.
    load(server)
    start = settled(server, None)
    load(server)
    end = settled(server, start)
    assert end.threads <= start.threads + SOME
    assert end.descriptors <= start.descriptors + FEW
    assert end.processes <= start.processes + 1
    assert end.files <= start.files
    assert end.memory <= start.memory + MEMORY
    server.check()


def load(server: Server) -> None:
    """Send requests of all kinds from several clients at once."""
    kinds = (cheap, cheap, wrong, nowhere, garbage, endless, leaving, half_read)
    numbers = iter(range(CLIENTS))

    def act() -> None:
        chosen = random.Random(next(numbers))
        for _ in range(ROUNDS):
            chosen.choice(kinds)(server)

    for thread in at_once(CLIENTS, act):
        thread.join()


def settled(server: Server, start: Holdings | None) -> Holdings:
    """Return what *server* holds when it is back at *start*, or no longer changes."""
    until = time.monotonic() + SETTLING_SECONDS
    before = now = holdings(server.process.pid, server.temporary)
    while time.monotonic() < until:
        time.sleep(1)
        before, now = now, holdings(server.process.pid, server.temporary)
        steady = (now.processes, now.descriptors) == (
            before.processes,
            before.descriptors,
        )
        back = start is None or (
            now.processes <= start.processes + 1
            and now.descriptors <= start.descriptors + FEW
        )
        if steady and back:
            break
    return now


def cheap(server: Server) -> None:
    server.control()


def wrong(server: Server) -> None:
    server.query("SELECT * { this does not parse")


def nowhere(server: Server) -> None:
    server.get(f"/nowhere/{random.random()}")


def garbage(server: Server) -> None:
    server.send(b"\x00\xff nonsense\r\n\r\n", patience=2)


def endless(server: Server) -> None:
    server.get(f"/sparql?timeout=0.3&query={ENDLESS}")


def leaving(server: Server) -> None:
    _begin(server, f"/sparql?query={ENDLESS}", lambda client: None)


def half_read(server: Server) -> None:
    _begin(server, f"/sparql?query={LARGE}", lambda client: client.recv(1000))


def _begin(server: Server, path: str, then: Callable[[socket.socket], object]) -> None:
    """Send a request, do *then*, and leave."""
    with socket.create_connection(server.address, timeout=5) as client:
        client.sendall(request("GET", path))
        time.sleep(0.05)
        then(client)
