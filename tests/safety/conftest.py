"""One server that many tests attack in turn, and a canary beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .canary import Canary
from .release import publish
from .server import Server, serve
from .witness import Witness


@pytest.fixture(scope="session")
def small_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with the small release, to be read only."""
    top = tmp_path_factory.mktemp("safety") / "releases"
    publish(top)
    return top


@pytest.fixture(scope="session")
def server(
    small_releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The server that is attacked."""
    work = tmp_path_factory.mktemp("server")
    limits = ("--deadline", "2", "--queue-seconds", "2", "--max-rows", "20000")
    with serve(small_releases, work, *limits) as server:
        yield server


@pytest.fixture(scope="session")
def canary() -> Iterator[Canary]:
    """A listener on loopback that nobody should call."""
    canary = Canary()
    yield canary
    canary.close()


@pytest.fixture
def witness(server: Server, canary: Canary, small_releases: Path) -> Witness:
    """What looks at the answers and the state of the attacked server."""
    return Witness(server, canary, small_releases)
