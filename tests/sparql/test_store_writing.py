"""A store that is filled piece by piece holds what it is given, once it is finished."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from tsunagari.sparql.engines import oxigraph_writing
from tsunagari.sparql.engines.oxigraph_writing import StoreWriter

GRAPH = ox.NamedNode("urn:g")


def quad(name: str, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(ox.NamedNode(name), ox.NamedNode("urn:p"), ox.Literal("一"), graph)


@pytest.mark.parametrize("together", [1, 2, 5, 1000])
def test_it_holds_all_that_was_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(oxigraph_writing, "TOGETHER", together)
    store = StoreWriter(tmp_path / "store")
    for number in range(7):
        line = f'<urn:{number}> <urn:p> "一"'
        store.add(f"{line} <urn:g> .\n".encode())
        store.add(f"{line} .\n".encode())
    store.finish([quad("urn:0", GRAPH), quad("urn:last", ox.DefaultGraph())])
    # It is closed: a reader finds it whole.
    found = set(ox.Store.read_only(str(tmp_path / "store")))
    default = ox.DefaultGraph()
    assert found == {
        *(quad(f"urn:{n}", graph) for n in range(7) for graph in (GRAPH, default)),
        quad("urn:last", default),
    }


def test_a_store_can_be_given_up(tmp_path: Path) -> None:
    store = StoreWriter(tmp_path / "store")
    store.add(b"no line\n")
    store.close()
    # Another process may open it, or remove it.
    assert len(ox.Store(str(tmp_path / "store"))) == 0
