"""The corpus again, with a remote engine behind the service: nothing changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from tsunagari.sparql.engines.remote_graph_store import GraphStore
from tsunagari.sparql.engines.remote_names import POINTER, Names
from tsunagari.sparql.engines.remote_releases import marks, parts, pointer

from ..remote.servers import RemoteServer, oxigraph
from .release import ID, statements
from .server import Server, serve
from .test_corpus import test_a_hostile_request

__all__ = ["test_a_hostile_request"]

pytestmark = pytest.mark.xdist_group("safety")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteServer]:
    """A server with the small release in force."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph"), seconds=3) as found:
        names = Names(ID)
        graphs: dict[str, list[str]] = defaultdict(list)
        for quad in statements():
            is_merge = isinstance(quad.graph_name, ox.DefaultGraph)
            graph = names.merge if is_merge else quad.graph_name.value
            terms = (quad.subject, quad.predicate, quad.object)
            graphs[graph].append(" ".join(map(names.written, terms)) + " .\n")
        store = GraphStore(found.graph_store)
        counts = {graph: len(lines) for graph, lines in graphs.items()}
        store.put(names.release, parts(names, graphs) + marks(counts))
        for graph, lines in graphs.items():
            store.put(graph, "".join(lines).encode())
        store.put(POINTER, pointer(names))
        yield found


@pytest.fixture(scope="module")
def server(
    engine: RemoteServer, small_releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The server that is attacked, in front of the other."""
    work = tmp_path_factory.mktemp("server")
    limits = ("--deadline", "2", "--queue-seconds", "2", "--max-rows", "20000")
    place = ("--engine", engine.queries, "--engine-kind", engine.kind)
    with serve(small_releases, work, *limits, *place) as server:
        yield server
