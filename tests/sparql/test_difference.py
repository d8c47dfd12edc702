"""What a write changes: exact, undone by its inverse, done twice without harm."""

from random import Random

import pyoxigraph as ox
import pytest

from tsunagari.errors import PatchError
from tsunagari.sparql.engines.oxigraph_difference import (
    Difference,
    apply,
    effective,
    nquads,
)

INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
VALUES = (
    ox.NamedNode("urn:o"),
    ox.Literal('a\n"\u2028b', language="ja"),
    ox.Literal("01", datatype=INTEGER),
    ox.BlankNode("x"),
)
GRAPHS = ("urn:g", "urn:h", "urn:i")
SEEDS = range(200)


def quad(n: int, graph: str) -> ox.Quad:
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return ox.Quad(ox.NamedNode(f"urn:s{n}"), INTEGER, VALUES[n % 4], name)


def some(random: Random) -> set[ox.Quad]:
    graphs = ("", *GRAPHS[:2])
    return {quad(random.randrange(6), random.choice(graphs)) for _ in range(5)}


def names(random: Random) -> set[str]:
    return set(random.sample(GRAPHS, random.randrange(3)))


def state(store: ox.Store) -> tuple[set[str], set[str]]:
    return set(nquads(store)), {name.value for name in store.named_graphs()}


def loaded(quads: set[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_exact_and_its_inverse_undoes_it(seed: int) -> None:
    random = Random(seed)
    store = loaded(some(random))
    at_first = state(store)
    created = names(random)
    found = effective(store, some(random), some(random), created, names(random))
    assert not found.added & set(store)
    assert found.removed <= set(store)
    apply(store, found)
    afterwards = state(store)
    assert created <= afterwards[1]
    apply(store, found)
    assert state(store) == afterwards
    apply(store, found.inverse())
    assert state(store) == at_first


@pytest.mark.parametrize("seed", SEEDS)
def test_two_in_a_row_are_one(seed: int) -> None:
    random = Random(seed)
    before = some(random)
    store = loaded(before)
    one = effective(store, some(random), some(random), names(random), names(random))
    apply(store, one)
    two = effective(store, some(random), some(random), names(random), names(random))
    apply(store, two)
    at_once = loaded(before)
    apply(at_once, one.then(two))
    assert state(at_once) == state(store)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_the_same_after_being_written_and_read(seed: int) -> None:
    random = Random(seed)
    found = effective(loaded(some(random)), some(random), some(random))
    again = Difference.of_rows(found.rows(), found.created, found.dropped)
    assert again == found
    assert list(again.rows()) == list(found.rows())


def test_a_dropped_graph_takes_its_statements_along() -> None:
    store = loaded({quad(0, "urn:g"), quad(0, "urn:h")})
    found = effective(store, dropped=["urn:g", "urn:none"])
    gone = frozenset({quad(0, "urn:g")})
    assert found == Difference(removed=gone, dropped=frozenset({"urn:g"}))
    assert found.graphs == {"urn:g"}


def test_a_number_is_what_the_engine_keeps() -> None:
    store = loaded({quad(2, "urn:g")})
    assert not effective(store, [quad(2, "urn:g")])
    assert effective(store, removed=[quad(2, "urn:g")]).removed == set(store)


@pytest.mark.parametrize("row", ["X <u:s> <u:p> <u:o> .", "A <u:s> .", "A"])
def test_what_is_no_row_is_an_error(row: str) -> None:
    with pytest.raises(PatchError):
        Difference.of_rows([row, "A <u:s> <u:p> 3 ."])
