"""The closure: what follows, what is left out, and what is refused."""

import os
from collections.abc import Callable

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace

from tsunagari.entailment import reference
from tsunagari.entailment.closure import Closure, close
from tsunagari.entailment.reference import close_by_reference
from tsunagari.errors import ContradictionError
from tsunagari.graph.sources import read_sources

from .random_graphs import PREFIXES, random_graph

EX = Namespace("https://example.org/")
SEEDS = int(os.environ.get("CLOSURE_SEEDS", "40"))


def close_with_cliques(asserted: Graph) -> Graph:
    return close(asserted, cliques=True)


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.mark.parametrize("equality", [False, True])
@pytest.mark.parametrize("disjointness", [False, True])
def test_it_is_the_closure_of_the_reference(equality: bool, disjointness: bool) -> None:
    clashes = 0
    for seed in range(SEEDS):
        given = random_graph(seed, equality, disjointness)
        found, expected = (
            _outcome(f, given) for f in (close_with_cliques, close_by_reference)
        )
        assert found == expected, given.serialize(format="turtle")
        clashes += found is None
    assert (0 < clashes < SEEDS) == disjointness


def _outcome(closing: Callable[[Graph], Graph], given: Graph) -> set[object] | None:
    try:
        return set(closing(given))
    except ContradictionError:
        return None


def test_nothing_asserted_comes_back() -> None:
    given = graph(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :x a :A , :B .")
    inferred = close(given)
    assert set(inferred) == {(EX.x, RDF.type, EX.C), (EX.A, RDFS.subClassOf, EX.C)}


def test_no_literal_is_a_subject_and_nothing_is_noise() -> None:
    inferred = close(
        graph(
            ":p a owl:DatatypeProperty ; rdfs:range xsd:integer . :x :p 1 . "
            ":A a owl:Class ; rdfs:subClassOf :B . :B a owl:Class . :x a :A ."
        )
    )
    assert set(inferred) == {(EX.x, RDF.type, EX.B)}


def test_annotations_take_no_part_and_stay_as_they_are() -> None:
    given = graph(":n a owl:AnnotationProperty . :x :n 'a'@en . :x a :A .")
    given.add((EX.n, RDFS.domain, EX.B))
    assert (EX.x, RDF.type, EX.B) not in close(given)


@pytest.mark.xdist_group("closure")
def test_leaving_statements_out_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    merged = read_sources().merged()
    quick = set(close_by_reference(merged))
    assert len(quick) > 500
    assert set(close(merged, cliques=True)) == quick
    monkeypatch.setattr(reference, "_EQUALITIES", ((None, RDF.type, None),))
    assert set(close_by_reference(merged)) == quick


def test_an_impossible_class_is_read_out() -> None:
    given = graph(
        """
        [] a owl:Class ; rdfs:subClassOf owl:Nothing ; owl:intersectionOf (
            [ a owl:Restriction ; owl:onProperty :meets ; owl:hasValue :good ]
            [ a owl:Restriction ; owl:onProperty :lacks ; owl:hasValue :good ] ) .
        :A owl:disjointWith :B . :A a owl:Class . :B a owl:Class .
        :stated rdfs:subPropertyOf :meets .
        :x :stated :good ; :lacks :good .
        """
    )
    with pytest.raises(ContradictionError) as refusal:
        close(given)
    assert str(refusal.value).splitlines() == [
        "https://example.org/x cannot at the same time have "
        "https://example.org/lacks https://example.org/good and "
        "https://example.org/meets https://example.org/good (cls-nothing2)"
    ]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ('"a"^^xsd:token', '"a"', False),
        ('"a"^^:unknown', '"a"', False),
        ('"a"@en', '"a"', True),
        ('"a"@en', '"a"@EN', False),
        ('"1"^^xsd:integer', '"1.0"^^xsd:double', True),
        ('"1"^^xsd:integer', '"1.0"^^xsd:decimal', False),
        ('"2003"^^xsd:gYear', '"2004"^^xsd:gYear', True),
        ('"x"^^xsd:integer', "1", False),
    ],
)
def test_literals_differ_by_their_values(one: str, other: str, clash: bool) -> None:
    given = graph(f":p a owl:FunctionalProperty . :x :p {one} , {other} .")
    closure = Closure()
    closure.add(given)
    assert bool(closure.clashes) == clash


@pytest.mark.parametrize(
    ("datatype", "value", "clash"),
    [
        ("xsd:string", '"x"@en', True),
        ("rdf:langString", '"x"', True),
        ("rdf:PlainLiteral", '"x"@en', False),
        ("xsd:gMonthDay", '"--13-01"^^xsd:gMonthDay', True),
        ("xsd:gMonthDay", '"--12-01"^^xsd:gMonthDay', False),
        ("xsd:nonNegativeInteger", "-1", True),
        ("xsd:byte", "127", False),
        (":unknown", '"x"', False),
    ],
)
def test_a_value_is_of_its_range(datatype: str, value: str, clash: bool) -> None:
    closure = Closure()
    closure.add(graph(f":p rdfs:range {datatype} . :x :p {value} ."))
    assert bool(closure.clashes) == clash


def test_each_impossible_class_is_named() -> None:
    closure = Closure()
    closure.add(graph(":A rdfs:subClassOf owl:Nothing . :x a :A , :B ."))
    closure.add(graph(":B rdfs:subClassOf owl:Nothing ."))
    told = " ".join(map(closure.told, closure.clashes))
    assert "type https://example.org/A" in told
    assert "type https://example.org/B" in told


def test_each_pair_that_is_the_same_and_differs_is_named() -> None:
    closure = Closure()
    closure.add(
        graph(
            ":a owl:sameAs :b , :c , :d . "
            ":a owl:differentFrom :b . :c owl:differentFrom :d ."
        )
    )
    told = " ".join(map(closure.told, closure.clashes))
    for pair in ("a {} https://example.org/b", "c {} https://example.org/d"):
        assert pair.format(OWL.differentFrom) in told
        assert pair.format(OWL.sameAs) in told
