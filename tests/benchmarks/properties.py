"""Two properties of an HTTP server: failures can be seen, and leaving is noticed."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import Final

from tests.benchmarks.applications import FAILING, PIECE
from tests.benchmarks.wire import LOOPBACK, Connection, get

__all__ = ["failing", "told"]

# How long a client stays, and how soon after that the application must know.
STAY_SECONDS: Final = 0.5
HEAR_SECONDS: Final = 3.0


def failing(port: int) -> str:
    """Say how an answer looks whose application fails half way."""
    connection = Connection(port, timeout=10)
    try:
        answer = connection.ask(get("/fails"))
    except TimeoutError:
        return "**neither ended nor cut**"
    except OSError:
        return "cut: visible"
    finally:
        connection.close()
    if answer.status != 200:
        return f"status {answer.status}: visible"
    got = len(answer.body) / len(PIECE)
    return f"**complete 200** with {got:g} of {FAILING} pieces: hidden"


def told(port: int) -> tuple[str, str]:
    """Say whether the application hears of a client that left.

    :returns: While it sends an answer, and while it still computes one.
    """
    before = _heard(port)
    for path in ("/streams", "/computes"):
        with socket.create_connection((LOOPBACK, port)) as client:
            client.sendall(get(path))
            time.sleep(STAY_SECONDS)
            client.settimeout(0)
            # What has come is read, so that leaving is an end and no reset.
            with suppress(BlockingIOError):
                while client.recv(1 << 20):
                    pass
    until = time.monotonic() + HEAR_SECONDS
    while (after := _heard(port)) != (before[0] + 1, before[1] + 1):
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    streams, computes = (b > a for a, b in zip(before, after, strict=True))
    return ("yes" if streams else "no", "yes" if computes else "no")


def _heard(port: int) -> tuple[int, int]:
    connection = Connection(port, timeout=10)
    first, second = connection.ask(get("/told")).body.split()
    connection.close()
    return int(first), int(second)
