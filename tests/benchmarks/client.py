"""One client of a crowd: keeps a connection, asks, and looks at what it gets."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.mixed import mixed
from tests.benchmarks.wire import JSON, LOOPBACK, get, target

__all__ = ["Crowd", "Outcome", "visit"]

# Statuses that refuse, and whether they say when to come again.
REFUSALS: Final = {429: True, 503: True, 504: False}
PATIENCE: Final = 120.0
LIMIT: Final = 1 << 26


@dataclass(frozen=True)
class Crowd:
    """Some clients: where they ask, for how long, and whether they wait when told."""

    port: int
    organizations: int
    numbers: range
    seconds: float
    patient: bool


@dataclass(frozen=True)
class Outcome:
    """What became of one request; a flaw is what must not happen."""

    kind: str
    status: int
    seconds: float
    flaw: str = ""


async def visit(crowd: Crowd) -> list[Outcome]:
    """Let all clients of *crowd* ask until the time is over."""
    until = time.monotonic() + crowd.seconds
    found = await asyncio.gather(
        *(_client(crowd, number, until) for number in crowd.numbers)
    )
    return [outcome for outcomes in found for outcome in outcomes]


async def _client(crowd: Crowd, number: int, until: float) -> list[Outcome]:
    outcomes = []
    connection = _Connection(crowd.port)
    queries = mixed(crowd.organizations, number)
    while time.monotonic() < until:
        kind, text = next(queries)
        began = time.perf_counter()
        status, wait, flaw = await connection.ask(get(target("/sparql", text), JSON))
        outcomes.append(Outcome(kind, status, time.perf_counter() - began, flaw))
        if wait and crowd.patient:
            await asyncio.sleep(min(wait, max(0.0, until - time.monotonic())))
    connection.close()
    return outcomes


class _Connection:
    """A connection that is made when it is needed and kept while it can be."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> tuple[int, float, str]:
        """Return the status, the seconds to wait before the next, and any flaw."""
        flaw = ""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._exchange(request)
        except asyncio.IncompleteReadError as error:
            flaw = "cut" if error.partial else "closed instead of an answer"
        except TimeoutError:
            flaw = f"no answer in {PATIENCE:g} s"
        except ConnectionRefusedError:
            flaw = "connection refused"
        except OSError as error:
            flaw = f"reset ({type(error).__name__})"
        self.close()
        return 0, 0.0, flaw

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _exchange(self, request: bytes) -> tuple[int, float, str]:
        if self._streams and self._streams[0].at_eof():
            self.close()
        if not self._streams:
            self._streams = await asyncio.open_connection(
                LOOPBACK, self._port, limit=LIMIT
            )
        reader, writer = self._streams
        writer.write(request)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        body = await _body(reader, head)
        status = int(head.split(None, 2)[1])
        wait = float(_field(head, b"retry-after") or 0)
        # Who is told to wait does not keep the connection meanwhile.
        if wait or _field(head, b"connection") == b"close":
            self.close()
        return status, wait, _flaw(status, wait, body)


def _flaw(status: int, wait: float, body: bytes) -> str:
    if status == 200:
        return "" if body.rstrip().endswith(b"}") else "not whole"
    if status not in REFUSALS:
        return f"status {status}"
    return f"{status} without Retry-After" if REFUSALS[status] and not wait else ""


def _field(head: bytes, name: bytes) -> bytes:
    return head.partition(b"\r\n" + name + b":")[2].partition(b"\r\n")[0].strip()


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    if b"chunked" not in _field(head, b"transfer-encoding"):
        return await reader.readexactly(int(_field(head, b"content-length")))
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)
