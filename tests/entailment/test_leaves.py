"""Leaves closed one by one: the closure of the whole, or a refusal."""

from __future__ import annotations

from random import Random

import pytest
from rdflib import Graph

from tsunagari.entailment.closure import Closure, close
from tsunagari.entailment.leaves import Leaves, Statement
from tsunagari.errors import ContradictionError, ReasonerError
from tsunagari.namespaces import prefixes

HEAD = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes().items())
BASE = """
@prefix : <urn:x:> .
:Form a owl:Class . :Body a owl:Class . :Good a owl:Class ; rdfs:subClassOf :Body .
:form a owl:ObjectProperty ; rdfs:domain :Body ; rdfs:subPropertyOf :kind .
:kind a owl:ObjectProperty ; owl:inverseOf :kindOf .
:kindOf a owl:ObjectProperty .
:gave a owl:ObjectProperty . :took a owl:ObjectProperty .
:pays a owl:ObjectProperty ; owl:propertyChainAxiom ( [ owl:inverseOf :gave ] :took ) .
:day a owl:DatatypeProperty ; rdfs:subPropertyOf :time . :time a owl:DatatypeProperty .
:Good owl:equivalentClass [ a owl:Restriction ; owl:onProperty :form ;
  owl:someValuesFrom :Fine ] . :Fine a owl:Class .
:Bad a owl:Class ; owl:disjointWith :Good .
:one a owl:FunctionalProperty , owl:ObjectProperty .
:coop a :Form , :Fine . :firm a :Form . :ministry a :Body .
"""


def base() -> Graph:
    return Graph().parse(data=HEAD + BASE, format="turtle")


def leaves_of(graph: Graph) -> Leaves:
    closure = Closure()
    closure.add(graph)
    return Leaves(closure)


def x(name: str) -> str:
    return f"<urn:x:{name}>"


TYPE = f"<{prefixes()['rdf']}type>"
DATE = f'"2022-10-03"^^<{prefixes()["xsd"]}date>'


def random_leaf(number: int, random: Random) -> list[Statement]:
    """What a register may say: of a body, and of money that passed to it."""
    body, money = x(f"body{number}"), x(f"money{number}")
    found = [(body, x("form"), x(random.choice(["coop", "firm"])))]
    if random.random() < 0.5:
        found.append((body, TYPE, x(random.choice(["Body", "Good"]))))
    if random.random() < 0.5:
        found += [(money, x("gave"), x("ministry")), (money, x("took"), body)]
    if random.random() < 0.5:
        found.append((body, x("day"), random.choice([DATE, '"a \\"b\\" \\u00E9"@ja'])))
    if random.random() < 0.3:
        found.append((body, x("name"), f'"{number}"'))
    random.shuffle(found)
    return found


def parsed(statements: list[Statement]) -> Graph:
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in statements)
    return Graph().parse(data=text, format="nt")


@pytest.mark.parametrize("seed", range(20))
def test_one_by_one_gives_the_closure_of_the_whole(seed: int) -> None:
    random = Random(seed)
    leaves = [random_leaf(number, random) for number in range(40)]
    closing = leaves_of(base())
    told = [statement for leaf in leaves for statement in closing.close(leaf)]
    assert len(told) == len(set(told)) > 60
    whole = close(base() + parsed([one for leaf in leaves for one in leaf]))
    assert set(parsed(told)) == set(whole - close(base()))


def test_nothing_of_a_leaf_is_left() -> None:
    graph = base()
    closing = leaves_of(graph)
    before = closing._facts.added, len(closing._terms)
    for number in range(30):
        closing.close(random_leaf(number, Random(number)))
    assert (closing._facts.added, len(closing._terms)) == before


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ((x("a"), f"<{prefixes()['rdfs']}subClassOf>", x("Body")), "axioms"),
        ((x("a"), TYPE, f"<{prefixes()['owl']}Class>"), "axioms"),
        ((x("a"), f"<{prefixes()['owl']}sameAs>", x("b")), "axioms"),
        ((x("ministry"), TYPE, x("Good")), "others may rest on"),
        ((x("ministry"), x("form"), x("coop")), "others may rest on"),
        ((x("ministry"), x("day"), DATE), "others may rest on"),
    ],
)
def test_what_goes_beyond_a_leaf_is_refused(statement: Statement, words: str) -> None:
    with pytest.raises(ReasonerError, match=words):
        leaves_of(base()).close([statement])


def test_equal_names_are_refused() -> None:
    said = [(x("a"), x("one"), x("b")), (x("a"), x("one"), x("c"))]
    with pytest.raises(ReasonerError, match="makes names equal"):
        leaves_of(base()).close(said)


def test_a_contradiction_names_both_sides() -> None:
    said = [(x("a"), x("form"), x("coop")), (x("a"), TYPE, x("Bad"))]
    with pytest.raises(ContradictionError, match=r"urn:x:Bad.*urn:x:Good"):
        leaves_of(base()).close(said)


def test_leaves_need_a_closed_graph() -> None:
    with pytest.raises(ReasonerError, match="closed"):
        Leaves(Closure())
