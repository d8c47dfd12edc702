"""The `SPARQL 1.1 suite of the W3C <https://github.com/w3c/rdf-tests>`_: its tests of
updates, read and carried out as differences.

All of them pass, but those that need LOAD, which is refused.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import pyoxigraph as ox
import pytest

from tsunagari.errors import (
    GraphExistsError,
    GraphMissingError,
    QueryRefusedError,
    QuerySyntaxError,
)
from tsunagari.sparql.engines.oxigraph_difference import apply
from tsunagari.sparql.engines.oxigraph_update import check_syntax, evaluate
from tsunagari.sparql.updates.operations import Operation
from tsunagari.sparql.updates.reading import read_update

from .conftest import ABSENT, SUITE
from .updates import FOLDERS, State, UpdateCase, update_cases

BASE: Final = "http://example.org/"
PRESENT: Final = all((SUITE / folder / "manifest.ttl").is_file() for folder in FOLDERS)
CASES: Final = update_cases(SUITE) if PRESENT else []
needs_suite = pytest.mark.skipif(not PRESENT, reason=ABSENT)


def loaded(state: State | None) -> ox.Store:
    assert state is not None
    store = ox.Store()
    for path in state.default:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    for name, path in state.named:
        graph = ox.NamedNode(name)
        store.add_graph(graph)
        store.load(
            path=str(path), format=ox.RdfFormat.TURTLE, base_iri=BASE, to_graph=graph
        )
    return store


def dataset(store: ox.Store) -> ox.Dataset:
    found = ox.Dataset(store)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def loads(case: UpdateCase) -> bool:
    return "load" in case.text.lower().split()


def carried_out(case: UpdateCase) -> ox.Store:
    """Return the store after the request; a failure leaves it as it was."""
    store = loaded(case.before)
    try:
        for operation in parsed(case):
            apply(store, evaluate(store, operation, BASE))
    except (GraphExistsError, GraphMissingError):
        return loaded(case.before)
    return store


def parsed(case: UpdateCase) -> list[Operation]:
    operations = read_update(case.text)
    for operation in operations:
        check_syntax(operation, BASE)
    return operations


@needs_suite
@pytest.mark.parametrize("update", CASES, ids=lambda case: case.id)
def test_an_update_of_the_suite(update: UpdateCase) -> None:
    if not update.parses:
        with pytest.raises((QuerySyntaxError, QueryRefusedError)):
            parsed(update)
    elif loads(update):
        with pytest.raises(QueryRefusedError, match="LOAD"):
            parsed(update)
    elif update.after is None:
        parsed(update)
    else:
        after = dataset(loaded(update.after))
        assert dataset(carried_out(update)) == after, update.text


@needs_suite
def test_all_updates_of_the_suite_are_found() -> None:
    assert Counter(case.folder for case in CASES) == FOLDERS
    assert len({case.iri for case in CASES}) == len(CASES)
    assert sum(map(loads, CASES)) < 12
