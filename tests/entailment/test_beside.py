"""Adding to a closed graph that is looked up gives what closing the whole gives."""

import os
import random
from collections.abc import Iterator

import pytest
from rdflib import RDF, BNode, Graph, Namespace
from rdflib.term import Node

from tsunagari.entailment.closure import Closure, close
from tsunagari.entailment.lookup import Lookup, Pattern, axioms_in
from tsunagari.entailment.statements import Triple
from tsunagari.errors import ContradictionError, ReasonerError

from .random_graphs import LITERALS, PREFIXES, PUNNING, random_graph

EX = Namespace("https://example.org/")
SEEDS = int(os.environ.get("CLOSURE_SEEDS", "40"))


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def released(base: Graph) -> Graph:
    """Return *base* with what follows from it, as a release holds it."""
    return base + close(base)


class Counting:
    """A graph that counts the statements that are read from it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.read = 0
        self.asked = 0

    def triples(self, pattern: Pattern) -> Iterator[Triple]:
        self.asked += 1
        for triple in self.graph.triples(pattern):
            self.read += 1
            yield triple

    def __contains__(self, triple: Triple) -> bool:
        self.asked += 1
        return triple in self.graph


def beside(known: Lookup) -> Closure:
    closure = Closure(known)
    closure.add(axioms_in(known))
    return closure


def in_two(whole: Graph, seed: int, axioms_first: bool) -> tuple[Graph, Graph]:
    """Split a graph; class expressions and lists stay whole, as they must."""
    chooser = random.Random(seed)
    base, more = Graph(), Graph()
    for triple in sorted(whole):
        nameless = any(isinstance(node, BNode) for node in triple)
        if nameless:
            (base if axioms_first else more).add(triple)
        else:
            (base if chooser.random() < 0.7 else more).add(triple)
    return base, more


@pytest.mark.parametrize("axioms_first", [True, False])
@pytest.mark.parametrize("equality", [False, True])
@pytest.mark.parametrize("disjointness", [False, True])
@pytest.mark.parametrize("more", [(), PUNNING, LITERALS], ids=["", "equal", "literals"])
def test_beside_or_at_once(
    axioms_first: bool, equality: bool, disjointness: bool, more: tuple[str, ...]
) -> None:
    compared = 0
    for seed in range(SEEDS):
        whole = random_graph(seed, equality, disjointness, more=more)
        base, added = in_two(whole, seed, axioms_first)
        try:
            known = released(base)
        except ContradictionError:
            continue
        closure = beside(known)
        assert not set(closure.inferred())
        for part in in_two(added, seed, axioms_first) if seed % 2 else [added]:
            closure.add(part)
        try:
            expected = set(close(whole)) - set(known)
        except ContradictionError:
            assert closure.clashes, seed
            continue
        assert not closure.clashes, seed
        assert set(closure.inferred()) == expected, seed
        compared += 1
    assert compared


def looked_up(size: int, added: str) -> tuple[int, int, set[Triple]]:
    """Return what was asked of and read from a closed graph of *size*, and found."""
    base = graph(
        ":p a owl:TransitiveProperty ; rdfs:domain :A ; rdfs:range :B . "
        ":Both owl:intersectionOf ( :A :B ) . "
        ":Held owl:equivalentClass [ a owl:Restriction ; owl:onProperty :of ; "
        "owl:someValuesFrom :Form ] . "
        ":form a :Kind ."
    )
    for number in range(size):
        base.add((EX[f"a{number}"], EX.p, EX[f"b{number}"]))
        base.add((EX[f"a{number}"], EX.of, EX.form))
        base.add((EX[f"c{number}"], EX.other, EX.form))
    counting = Counting(released(base))
    closure = beside(counting)
    counting.asked = counting.read = 0
    closure.add(graph(added))
    return counting.asked, counting.read, set(closure.inferred())


def test_what_is_looked_up_grows_with_what_is_added_and_not_with_the_rest() -> None:
    added = ":b7 :p :c7 ; :of :form . :new :of :form ."
    small, large = looked_up(100, added), looked_up(1000, added)
    assert small == large
    assert small[2] == {
        (EX.a7, EX.p, EX.c7),
        (EX.b7, RDF.type, EX.A),
        (EX.b7, RDF.type, EX.Both),
        (EX.c7, RDF.type, EX.B),
    }


def test_what_follows_for_many_is_looked_at_for_each_of_them() -> None:
    _, read, found = looked_up(100, ":form a :Form .")
    assert found == {(EX[f"a{number}"], RDF.type, EX.Held) for number in range(100)}
    assert read < 1000


def test_a_new_axiom_has_what_it_speaks_of_looked_at_alone() -> None:
    _, read, found = looked_up(100, ":other rdfs:range :Known .")
    assert found == {(EX.form, RDF.type, EX.Known)}
    assert read < 400


def test_a_class_expression_that_the_release_leaves_unsaid_counts() -> None:
    """Nothing says that :x is of the restriction, so nothing new says that it is."""
    closure = beside(
        released(
            graph(
                ":Full owl:intersectionOf ( :Form [ a owl:Restriction ; "
                "owl:onProperty :meets ; owl:hasValue :democratic ] ) . "
                ":x :meets :democratic ."
            )
        )
    )
    closure.add(graph(":x a :Form ."))
    assert (EX.x, RDF.type, EX.Full) in set(closure.inferred())


@pytest.mark.parametrize(
    ("base", "added", "follows"),
    [
        pytest.param(
            "[] a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ; "
            "rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :q ; "
            "owl:someValuesFrom :A ] . :x :p :y . :y a :B . "
            ":A a owl:Class . :q a owl:ObjectProperty .",
            ":C owl:equivalentClass [ a owl:Restriction ; owl:onProperty :q ; "
            "owl:someValuesFrom :A ] .",
            (EX.x, RDF.type, EX.C),
            id="a class without a name within another",
        ),
        pytest.param(
            ":x a owl:NamedIndividual .",
            "owl:NamedIndividual rdfs:subClassOf :T .",
            (EX.x, RDF.type, EX.T),
            id="a class of OWL that is no axiom",
        ),
        pytest.param(
            ":P rdfs:subClassOf owl:TransitiveProperty . :p a :P . :a :p :b .",
            ":b :p :c .",
            (EX.a, EX.p, EX.c),
            id="a class of axioms",
        ),
        pytest.param(
            ":p rdfs:domain :A . :y :r [ :p :z ] .",
            ":C owl:equivalentClass [ a owl:Restriction ; owl:onProperty :r ; "
            "owl:someValuesFrom :A ] .",
            (EX.y, RDF.type, EX.C),
            id="what a thing without a name is",
        ),
    ],
)
def test_what_nobody_says_counts(
    base: str, added: str, follows: tuple[Node, Node, Node]
) -> None:
    closure = beside(released(graph(base)))
    assert follows not in set(closure.inferred())
    closure.add(graph(added))
    assert set(closure.inferred()) == set(close(graph(base + added))) - set(
        released(graph(base))
    )
    assert follows in set(closure.inferred())


def test_annotations_take_no_part() -> None:
    closure = beside(released(graph(":x :n 'a' , 'b' . :x :m 'c' .")))
    closure.add(
        graph(
            ":n a owl:AnnotationProperty , owl:FunctionalProperty ; rdfs:domain :B . "
            "rdfs:label a owl:FunctionalProperty . :m rdfs:domain :C ."
        )
    )
    assert not closure.clashes
    found = set(closure.inferred())
    assert (EX.x, RDF.type, EX.C) in found
    assert (EX.x, RDF.type, EX.B) not in found


def test_equal_names_before_an_axiom_that_follows() -> None:
    base = ":P rdfs:subClassOf owl:TransitiveProperty . :k rdfs:range :P . :z :p :y ."
    added = ":x owl:sameAs :y . :w :k :p ."
    closure = beside(released(graph(base)))
    closure.add(graph(added))
    expected = set(close(graph(base + added))) - set(released(graph(base)))
    assert (EX.z, EX.p, EX.x) in expected
    assert set(closure.inferred()) == expected


def test_cliques_are_for_those_who_build() -> None:
    closure = beside(released(graph(":x :p :y .")))
    with pytest.raises(ReasonerError, match="--cliques"):
        list(closure.inferred(cliques=True))


def test_names_that_became_one_share_what_is_read_later() -> None:
    closure = beside(released(graph(":z :t 'v' .")))
    closure.add(graph(":y owl:sameAs :z ."))
    closure.add(graph(":t rdfs:subPropertyOf :u ."))
    found = set(closure.inferred())
    whole = close(graph(":z :t 'v' . :y owl:sameAs :z . :t rdfs:subPropertyOf :u ."))
    assert found == set(whole)


def test_a_clash_with_what_stands_there_is_found() -> None:
    closure = beside(released(graph(":A owl:disjointWith :B . :x a :A .")))
    closure.add(graph(":x a :C ."))
    assert not closure.clashes
    closure.add(graph(":x a :B ."))
    with pytest.raises(ContradictionError, match=r"A and the type"):
        closure.raise_for_clashes()


def test_an_annotation_that_conclusions_were_drawn_from_is_refused() -> None:
    closure = beside(released(graph(":n rdfs:domain :A . :x :n :y .")))
    closure.add(graph(":other a owl:AnnotationProperty . :x :other 1 ."))
    with pytest.raises(ReasonerError, match=r"example.org/n.*ontology/"):
        closure.add(graph(":n a owl:AnnotationProperty ."))


def test_beside_a_graph_that_is_not_closed_what_is_near_is_looked_at_again() -> None:
    axioms = graph(
        ":A rdfs:subClassOf :B . :p rdfs:domain :A . :D owl:intersectionOf ( :B :C ) ."
    )
    known = axioms + graph(":x :p :y .")
    closure = Closure(known, whole=False)
    closure.add(axioms)
    closure.add(graph(":x :p :y ."))
    before = set(closure.inferred())
    of_x = {triple for triple in before if triple[0] == EX.x}
    assert of_x == {(EX.x, RDF.type, EX.A), (EX.x, RDF.type, EX.B)}
    closure.add(graph(":x a :C ."))
    assert set(closure.inferred()) - before == {(EX.x, RDF.type, EX.D)}
