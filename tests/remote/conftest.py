"""The release, published to real servers, and pools that ask them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from tsunagari.release.publishing import Publishing, publish
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.remote import RemoteEndpoint
from tsunagari.sparql.engines.remote_graph_store import GraphStore
from tsunagari.sparql.engines.remote_http import PASSWORD, USER
from tsunagari.sparql.engines.remote_kinds import server_kind
from tsunagari.sparql.limits import PoolLimits, RemoteStore
from tsunagari.sparql.pool import WorkerPool

from .servers import RemoteServer, oxigraph, virtuoso, virtuoso_command

LIMITS = PoolLimits(
    fast_workers=1, slow_workers=1, deadline=20.0, fast_seconds=20.0, buffer=50_000_000
)
NO_VIRTUOSO = "virtuoso-t is not installed (Debian: virtuoso-opensource-7)"

Asked = Callable[[str], WorkerPool]


@dataclass(frozen=True)
class Published:
    """A server that holds the release."""

    server: RemoteServer
    release: Release
    sent: int

    def pool(self, limits: PoolLimits = LIMITS) -> WorkerPool:
        place = RemoteStore(self.server.queries, self.server.kind, self.release.id)
        return WorkerPool(place, limits)


def publishing(server: RemoteServer) -> Publishing:
    """What publishes to *server*, with its credentials in the environment."""
    with known(server):
        endpoint = RemoteEndpoint(server.queries, server_kind(server.kind))
        return Publishing(endpoint, GraphStore(server.graph_store))


@contextmanager
def known(server: RemoteServer) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if server.user:
            patch.setenv(USER, server.user)
            patch.setenv(PASSWORD, server.password)
        yield


@pytest.fixture(scope="session")
def on_oxigraph(
    release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Published]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield Published(server, release, publish(release, publishing(server)))


@pytest.fixture(scope="session")
def on_virtuoso(
    release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Published]:
    if virtuoso_command() is None:
        pytest.skip(NO_VIRTUOSO)
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield Published(server, release, publish(release, publishing(server)))


@pytest.fixture(scope="session")
def asked(request: pytest.FixtureRequest, release: Release) -> Iterator[Asked]:
    """The pool of an engine, by its name; it is started when it is first asked."""
    pools: dict[str, WorkerPool] = {}
    with ExitStack() as at_end:

        def pool(engine: str) -> WorkerPool:
            if engine not in pools:
                if engine == "on disk":
                    pools[engine] = WorkerPool(release.path / "store", LIMITS)
                else:
                    held: Published = request.getfixturevalue(f"on_{engine}")
                    pools[engine] = held.pool()
                at_end.callback(pools[engine].close, 0)
            return pools[engine]

        yield pool
