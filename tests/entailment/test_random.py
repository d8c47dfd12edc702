"""Random ontologies where owlrl says less than the profile: ours never does.

Where axioms speak of equal classes and properties, owlrl leaves out what is
within itself; where rules lead through literals, it compares them otherwise (see
the differences in ``service/REASONING.md``). What owlrl finds, ours finds too.
``CLOSURE_SEEDS`` says how many graphs are tried.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

import pytest
from rdflib import OWL, Graph

from tsunagari.entailment.closure import close
from tsunagari.entailment.reference import close_by_reference
from tsunagari.errors import ContradictionError

from .random_graphs import LITERALS, PUNNING, random_graph

SEEDS: Final = max(60, int(os.environ.get("CLOSURE_SEEDS", "60")))
KINDS: Final = {"equal names of the ontology": PUNNING, "literals": LITERALS}


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_reference_finds_is_found(kind: str) -> None:
    compared = 0
    for seed in range(SEEDS):
        given = random_graph(seed, bool(seed % 2), bool(seed // 2 % 2), KINDS[kind])
        found, expected = (_outcome(f, given) for f in (_close, close_by_reference))
        if found is None:
            continue
        text = given.serialize(format="turtle")
        assert expected is not None, text
        # A literal has no properties of its own, which hasValue could give it.
        if kind != "literals" or (None, OWL.hasValue, None) not in given:
            assert expected <= found, text
            compared += 1
    assert compared > SEEDS // 4


def _close(graph: Graph) -> Graph:
    return close(graph, cliques=True)


def _outcome(closing: Callable[[Graph], Graph], given: Graph) -> set[object] | None:
    try:
        return set(closing(given))
    except ContradictionError:
        return None
