"""Adding to a closed graph gives what closing the whole gives, for less."""

import os
import random

import pytest
from rdflib import RDF, BNode, Graph, Namespace

from tsunagari.entailment.closure import Closure, close
from tsunagari.errors import ContradictionError

from .random_graphs import LITERALS, PREFIXES, PUNNING, random_graph

EX = Namespace("https://example.org/")
SEEDS = int(os.environ.get("CLOSURE_SEEDS", "40"))


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def in_parts(whole: Graph, seed: int) -> list[Graph]:
    """Split a graph; class expressions and lists stay whole, as they must."""
    chooser = random.Random(seed)
    parts = [Graph() for _ in range(3)]
    whole_ones = chooser.choice(parts)
    for triple in sorted(whole):
        nameless = any(isinstance(node, BNode) for node in triple)
        (whole_ones if nameless else chooser.choice(parts)).add(triple)
    return parts


@pytest.mark.parametrize("equality", [False, True])
@pytest.mark.parametrize("disjointness", [False, True])
@pytest.mark.parametrize("cliques", [False, True])
@pytest.mark.parametrize("more", [(), PUNNING, LITERALS], ids=["", "equal", "literals"])
def test_in_parts_or_at_once(
    equality: bool, disjointness: bool, cliques: bool, more: tuple[str, ...]
) -> None:
    for seed in range(SEEDS):
        whole = random_graph(seed, equality, disjointness, more=more)
        closure = Closure()
        for part in in_parts(whole, seed):
            closure.add(part)
        try:
            expected = set(close(whole, cliques))
        except ContradictionError:
            assert closure.clashes
            continue
        assert not closure.clashes
        found = set(closure.inferred(cliques))
        assert found == expected, whole.serialize(format="turtle")


def test_what_is_added_is_all_that_is_looked_at() -> None:
    closure = Closure()
    given = graph(":p a owl:TransitiveProperty ; rdfs:domain :A .")
    for number in range(1000):
        given.add((EX[f"a{number}"], EX.p, EX[f"b{number}"]))
    closure.add(given)
    found = closure.add(graph(":b7 :p :c7 ; :other :d7 ."))
    term = closure.terms.term
    assert {tuple(map(term, fact)) for fact in found} == {
        (EX.b7, EX.p, EX.c7),
        (EX.b7, RDF.type, EX.A),
        (EX.a7, EX.p, EX.c7),
    }


def test_a_clash_with_what_was_there_is_found() -> None:
    closure = Closure()
    closure.add(graph(":A owl:disjointWith :B . :x a :A ."))
    closure.add(graph(":x a :C ."))
    assert not closure.clashes
    closure.add(graph(":x a :B ."))
    with pytest.raises(ContradictionError, match=r"A and the type"):
        closure.raise_for_clashes()


def test_different_things_that_become_one_are_found() -> None:
    closure = Closure()
    closure.add(graph("[] a owl:AllDifferent ; owl:members ( :x :y :z ) ."))
    assert not closure.clashes
    closure.add(graph(":x owl:sameAs :z ."))
    assert [clash.rule for clash in closure.clashes] == ["eq-diff2"]


def test_a_property_that_becomes_one_with_another_is_read_from_then_on() -> None:
    closure = Closure()
    for text in (
        ":p a owl:SymmetricProperty .",
        ":x :q :y .",
        ":p owl:sameAs :q .",
    ):
        closure.add(graph(text))
    assert (EX.y, EX.p, EX.x) in set(closure.inferred())


def test_an_annotation_property_that_is_declared_late_takes_no_part() -> None:
    closure = Closure()
    closure.add(graph(":n rdfs:domain :A . :x :n :y ."))
    closure.add(graph(":n a owl:AnnotationProperty ."))
    assert (EX.x, RDF.type, EX.A) not in set(closure.inferred())
