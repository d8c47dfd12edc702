"""Processes that are killed: the service goes on, or starts again at once."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pytest

from .processes import alive, descendants, workers
from .queries import RUNAWAYS, at_once, wait_until
from .server import Server, serve

pytestmark = pytest.mark.xdist_group("safety-kills")

KILLS = 20
RESTARTS = 3
START_SECONDS = 5.0
STOP_SECONDS = 10.0


def test_workers_that_die_are_replaced(small_releases: Path, tmp_path: Path) -> None:
    """R1, R8: twenty workers are killed while queries run."""
    statuses: list[int] = []
    over = threading.Event()
    chosen = random.Random(1)
    with serve(small_releases, tmp_path / "w", "--fast-workers", "3") as server:

        def ask() -> None:
            while not over.is_set():
                statuses.append(server.control().status)

        threads = at_once(3, ask)
        try:
            for _ in range(KILLS):
                wait_until(lambda: bool(workers_of(server)), 10, "no worker came back")
                with suppress(ProcessLookupError):
                    os.kill(chosen.choice(workers_of(server)), signal.SIGKILL)
                time.sleep(0.1)
        finally:
            over.set()
        for thread in threads:
            thread.join()
        assert len(statuses) > KILLS
        assert set(statuses) <= {200, 503}
        assert 200 in statuses
        server.check()
        assert server.process.poll() is None


def workers_of(server: Server) -> list[int]:
    return workers(server.process.pid)


def test_a_killed_server_starts_again(small_releases: Path, tmp_path: Path) -> None:
    """R39: over the same folder, at random moments, within seconds."""
    chosen = random.Random(2)
    for number in range(RESTARTS):
        started = time.monotonic()
        with serve(small_releases, tmp_path / str(number)) as server:
            server.check()
            assert time.monotonic() - started < START_SECONDS
            children = descendants(server.process.pid)
            threads = at_once(4, partial(ask_on, server))
            time.sleep(chosen.uniform(0.05, 0.5))
            server.process.kill()
            server.process.wait()
        for thread in threads:
            thread.join()
        wait_until(partial(all_ended, children), 10, "workers outlive their server")


def ask_on(server: Server, text: str | None = None) -> list[int]:
    """Ask *text*, or the control query, until the connection breaks."""
    statuses = []
    with suppress(OSError, HTTPException):
        while True:
            answer = server.query(text) if text else server.control()
            statuses.append(answer.status)
    return statuses


def all_ended(pids: list[int]) -> bool:
    return not any(map(alive, pids))


def test_a_server_stops_while_queries_run(small_releases: Path, tmp_path: Path) -> None:
    """R62: what runs may finish or is ended, and nothing remains."""
    statuses: list[int] = []
    with serve(small_releases, tmp_path / "w", "--deadline", "30") as server:
        server.check()
        children = descendants(server.process.pid)
        threads = at_once(
            3, lambda: statuses.extend(ask_on(server, RUNAWAYS["a product counted"]))
        )
        time.sleep(1)
        started = time.monotonic()
        server.process.terminate()
        assert server.process.wait(STOP_SECONDS * 2) == 0
        assert time.monotonic() - started < STOP_SECONDS + 1
        for thread in threads:
            thread.join()
        assert all_ended(children)
    # Who is not answered may be hung up on.
    assert set(statuses) <= {200, 503, 504}
    assert "Traceback" not in server.log.read_text()
