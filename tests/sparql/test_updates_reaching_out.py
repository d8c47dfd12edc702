"""No update makes anybody call another host, however it is written or spoilt."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from random import Random
from typing import Final

import pyoxigraph as ox
import pytest
from tests.safety.fuzzing import Grammar, spoilt

from tsunagari.errors import QueryError, QueryRefusedError, WriteError
from tsunagari.sparql.engines.oxigraph_difference import apply
from tsunagari.sparql.engines.oxigraph_update import check_syntax, evaluate
from tsunagari.sparql.updates.reading import read_update

from .update_cases import copy_of

BASE: Final = "urn:base"
SEEDS: Final = range(10)
TEXTS: Final = 200
FORMS: Final = (
    "INSERT {{ ?s ?p ?x }} WHERE {group}",
    "DELETE {{ ?s ?p ?o }} INSERT {{ GRAPH ?g {{ ?s ?p [] }} }} WHERE {group}",
    "WITH <urn:graph> DELETE {{ ?s ?p ?x }} USING <urn:graph> WHERE {group}",
    "INSERT DATA {{ <urn:s> <urn:p> <{url}> }} ; LOAD SILENT <{url}>",
    "LOAD <{url}> INTO GRAPH <urn:graph> ; DELETE WHERE {{ ?s ?p ?o }}",
    "CLEAR SILENT GRAPH <{url}> ; INSERT {{ ?s ?p <{url}> }} WHERE {{ ?s ?p ?o }}",
)


class Listener:
    """It hangs up on whoever calls, and counts them."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                self._socket.accept()[0].close()
                self.calls += 1

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture(scope="module")
def data() -> ox.Store:
    store = ox.Store()
    store.update(
        "INSERT DATA { <urn:s1> <urn:link> <urn:s2> ; <urn:number> 1 "
        "GRAPH <urn:graph> { <urn:s1> <urn:number> 2 } }"
    )
    return store


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_called(seed: int, listener: Listener, data: ox.Store) -> None:
    chance = Random(seed)
    grammar = Grammar(chance, listener.url)
    seen: Counter[str] = Counter()
    for _ in range(TEXTS):
        form = chance.choice(FORMS)
        text = form.format(group=grammar.group(3), url=listener.url)
        if chance.random() < 0.5:
            text = spoilt([text], chance, listener.url)
        try:
            carry_out(text, data)
            seen["carried out"] += 1
        except QueryRefusedError:
            seen["refused"] += 1
        except (QueryError, WriteError):
            seen["failed"] += 1
        assert not listener.calls, text
    assert min(seen["carried out"], seen["refused"], seen["failed"]) > 0, seen


def carry_out(text: str, data: ox.Store) -> None:
    store = copy_of(data)
    operations = read_update(text)
    for operation in operations:
        check_syntax(operation, BASE)
    for operation in operations:
        apply(store, evaluate(store, operation, BASE))


def test_the_listener_hears_the_engine(listener: Listener) -> None:
    with suppress(OSError, RuntimeError):
        ox.Store().update(f"LOAD <{listener.url}>")
    assert listener.calls == 1
    listener.calls = 0
