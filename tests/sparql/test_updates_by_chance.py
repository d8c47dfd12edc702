"""What chance writes as an update changes what the engine's own update changes.

The engine is the reference here, but where it departs from what is done here:

* COPY, MOVE and ADD from a graph that is missing: a failure, as `3.2.3
  <https://www.w3.org/TR/sparql11-update/#copy>`_ and the next allow, and nothing with
  SILENT; the engine empties the graph they lead to.
* COPY, MOVE and ADD from an empty graph: the other is created if it is missing, as the
  same clauses say, and stays; the engine drops it.
* USING twice, and blank nodes in a template: a statement in both graphs is one in
  their merge, and a graph that is named twice is one; the engine makes a blank node
  for each. Such updates are not made by chance.
* A blank node in the place of a graph: no statement, as graphs are named by IRIs
  (`13 <https://www.w3.org/TR/sparql11-query/#rdfDataset>`_ of the query language); the
  engine makes a graph without a name.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Final

import pyoxigraph as ox
import pytest

from tsunagari.errors import QueryError, WriteError
from tsunagari.sparql.engines.oxigraph_difference import apply
from tsunagari.sparql.engines.oxigraph_update import check_syntax, evaluate
from tsunagari.sparql.updates.operations import Add, Copy, Move, Operation
from tsunagari.sparql.updates.reading import read_update

from .update_cases import copy_of, same
from .update_making import PROLOGUE, Maker

BASE: Final = "http://base.example/"
SEEDS: Final = range(40)
REQUESTS: Final = 40


class Departing(Exception):
    """The engine does something else there."""


def departs(store: ox.Store, operation: Operation) -> bool:
    """Tell whether the engine does something else with *operation*."""
    if not isinstance(operation, Copy | Move | Add):
        return False
    pattern = "{ ?s ?p ?o }"
    if operation.source != "DEFAULT":
        pattern = f"{{ GRAPH {operation.source} {pattern} }}"
    return not store.query(f"{operation.prologue} ASK {pattern}", base_iri=BASE)


def unnamed(store: ox.Store) -> bool:
    return any(isinstance(name, ox.BlankNode) for name in store.named_graphs())


def by_us(store: ox.Store, text: str) -> ox.Store | None:
    """Return a copy of *store* that is changed, or ``None`` for a failure.

    :raises Departing: If the engine would do something else.
    """
    found = copy_of(store)
    try:
        for operation in read_update(text):
            check_syntax(operation, BASE)
            if departs(found, operation):
                raise Departing
            before = copy_of(found)
            difference = evaluate(found, operation, BASE)
            assert same(found, before), "something was changed too early"
            apply(found, difference)
            undone = copy_of(found)
            apply(undone, difference.inverse())
            assert same(undone, before)
    except (QueryError, WriteError):
        return None
    return found


def by_the_engine(store: ox.Store, text: str) -> ox.Store | None:
    found = copy_of(store)
    try:
        found.update(text, base_iri=BASE)
    except (SyntaxError, RuntimeError, UnicodeEncodeError):
        return None
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_chance_finds_no_difference(seed: int) -> None:
    maker = Maker(Random(seed))
    seen: Counter[str] = Counter()
    for _ in range(REQUESTS):
        store = maker.store()
        text = PROLOGUE + " ;\n".join(maker.request())
        try:
            ours = by_us(store, text)
        except Departing:
            seen["departs"] += 1
            continue
        theirs = by_the_engine(store, text)
        if theirs is not None and unnamed(theirs):
            seen["departs"] += 1
        elif ours is None or theirs is None:
            assert ours is theirs, text
            seen["fails"] += 1
        else:
            assert same(ours, theirs), text
            seen["unchanged" if same(ours, store) else "changed"] += 1
    assert seen["changed"] > REQUESTS / 8, seen
    assert seen["departs"] < REQUESTS / 4, seen
