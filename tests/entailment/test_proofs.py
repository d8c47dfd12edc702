"""Proofs: each inferred statement has one, and each step of it holds."""

import os
from itertools import islice

import pytest
from rdflib import RDF, Graph, Literal
from rdflib.term import Node

from tsunagari.entailment.closed import ClosedFacts, search
from tsunagari.entailment.closure import Closure
from tsunagari.entailment.datatypes import contains
from tsunagari.entailment.proofs import Proof, Search

from .corpus import Case, cases
from .random_graphs import LITERALS, PREFIXES, PUNNING, random_graph

SEEDS = int(os.environ.get("CLOSURE_SEEDS", "40"))
SECONDS = 60.0
MOST = 60
# These hold of owl:Thing and owl:Nothing, and of everything, without a premise.
AXIOMATIC = ("cls-thing", "cls-nothing1", "eq-ref")
FIRING = [case for case in cases() if case.kind == "fires" and case.follows]
CLASHING = [case for case in cases() if case.follows is None]


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def closed(given: Graph) -> Closure:
    closure = Closure()
    closure.add(given)
    return closure


def searching(closure: Closure, triple: tuple[Node, Node, Node]) -> Search:
    goal = tuple(map(closure.terms.number, triple))
    assert len(goal) == 3
    return search(ClosedFacts(closure), closure.vocabulary, goal, SECONDS)


def follows(given: Graph, closure: Closure, proof: Proof) -> bool:
    """Tell whether the conclusion follows from the premises of its step alone."""
    assert proof.step
    if proof.step.rule.startswith("eq-rep-"):
        (known, _, new), fact = proof.step.premises
        place = "spo".index(proof.step.rule[-1])
        spoken = (*fact[:place], new, *fact[place + 1 :])
        return fact[place] == known and spoken == proof.fact
    term = closure.terms.term
    if proof.step.rule in AXIOMATIC:
        return not proof.step.premises
    if proof.step.rule == "dt-type2":
        literal, _, datatype = map(term, proof.fact)
        return isinstance(literal, Literal) and contains(datatype, literal) is True
    premises = Graph()
    for fact in proof.step.premises:
        premises.add(tuple(map(term, fact)))
    # Lists are part of the axioms that name them.
    for p in (RDF.first, RDF.rest):
        for cell in given.triples((None, p, None)):
            premises.add(cell)
    again = closed(premises)
    conclusion = tuple(map(term, proof.fact))
    if conclusion in set(again.inferred(cliques=True)):
        return True
    # What is said of class expressions stays among the facts.
    goal = [again.terms.number(node) for node in conclusion]
    return goal[2] in ClosedFacts(again).objects(*goal[:2])


def parts(proof: Proof) -> list[Proof]:
    return [proof, *(part for premise in proof.premises for part in parts(premise))]


@pytest.mark.parametrize("equality", [False, True])
@pytest.mark.parametrize("more", [(), PUNNING, LITERALS], ids=["", "equal", "literals"])
def test_every_inferred_statement_is_proved(
    equality: bool, more: tuple[str, ...]
) -> None:
    proved = 0
    for seed in range(SEEDS):
        given = random_graph(seed, equality, disjointness=False, more=more)
        closure = closed(given)
        if closure.clashes:
            continue
        for triple in closure.inferred(cliques=True):
            proof = next(searching(closure, triple).proofs(), None)
            text = given.serialize(format="turtle")
            assert proof, f"{triple} has no proof in\n{text}"
            for part in parts(proof):
                if part.step:
                    assert follows(given, closure, part), f"{part.step} in\n{text}"
                else:
                    assert ClosedFacts(closure).asserts(part.fact)
            proved += 1
    assert proved > SEEDS


@pytest.mark.parametrize("case", FIRING, ids=lambda case: case.id)
def test_a_step_has_the_name_of_its_rule(case: Case) -> None:
    closure = closed(case.given)
    names = set()
    for triple in case.follows or ():
        for proof in islice(searching(closure, triple).proofs(), MOST):
            names |= {step.rule for step in proof.steps()}
    assert case.rule in names


@pytest.mark.parametrize("case", CLASHING, ids=lambda case: case.id)
def test_each_side_of_a_clash_is_proved(case: Case) -> None:
    closure = closed(case.given)
    assert closure.clashes
    for clash in closure.clashes:
        for side in closure.sides(clash):
            assert next(searching(closure, side).proofs(), None), side


def test_nothing_proves_itself() -> None:
    text = """
        :A rdfs:subClassOf :B . :B rdfs:subClassOf :A . :x :p :y .
        :p owl:inverseOf :q . :q owl:inverseOf :p . :p rdfs:domain :A .
    """
    closure = closed(graph(text))
    (goal,) = graph(":x a :B .")
    for proof in searching(closure, goal).proofs():
        for part in parts(proof):
            for premise in part.premises:
                assert part.fact not in [below.fact for below in parts(premise)]


def test_the_shortest_comes_first_and_others_follow() -> None:
    text = """
        :A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :x a :A .
        :p rdfs:domain :C . :x :p :y .
    """
    closure = closed(graph(text))
    (goal,) = graph(":x a :C .")
    sizes = []
    for proof in searching(closure, goal).proofs():
        sizes.append(len(parts(proof)))
    assert sizes[0] == 3
    assert sizes == sorted(sizes)
    # By the domain; by both classes; by the hierarchy of classes.
    assert len(sizes) >= 3


def test_what_does_not_follow_has_no_proof() -> None:
    closure = closed(graph(":A rdfs:subClassOf :B . :x a :A ."))
    (goal,) = graph(":y a :B .")
    assert not list(searching(closure, goal).proofs())


def test_a_hub_does_not_hide_the_one_way_that_leads_somewhere() -> None:
    lines = [":p rdfs:range :A . :q rdfs:subPropertyOf :p . :z :q :hub ."]
    lines += [f":s{number} :p :hub ." for number in range(100)]
    closure = closed(graph(" ".join(lines)))
    (goal,) = graph(":hub a :A .")
    assert next(searching(closure, goal).proofs()).step
