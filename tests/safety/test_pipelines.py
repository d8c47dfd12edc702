"""Requests that a client sends ahead of the answers do not pile up (R38, R63)."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from .processes import holdings
from .server import serve
from .wire import request

pytestmark = pytest.mark.xdist_group("safety-growth")

CLIENTS = 8
SECONDS = 3.0
MEMORY = 100_000_000
BOUND = 2.0
AHEAD = 200


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D"])
def test_requests_ahead_of_answers_wait_outside(
    path: str, small_releases: Path, tmp_path: Path
) -> None:
    data = request("GET", path, {"Connection": "keep-alive"}) * AHEAD
    with serve(small_releases, tmp_path / "work") as server, ExitStack() as stack:
        server.get(path)
        server.check()
        start = holdings(server.process.pid, server.temporary).memory
        clients = [
            stack.enter_context(socket.create_connection(server.address))
            for _ in range(CLIENTS)
        ]
        for client in clients:
            client.setblocking(False)
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            for client in clients:
                # Its buffer is full, or it has hung up on this client.
                with suppress(OSError):
                    client.send(data)
            time.sleep(0.005)
        answer = server.control()
        assert answer.status == 200
        assert answer.seconds < BOUND
        end = holdings(server.process.pid, server.temporary).memory
        assert end < start + MEMORY
