"""The closure: what follows, what is left out, and what is refused."""

import pytest
from rdflib import RDF, RDFS, Graph, Namespace

from tsunagari.entailment import closure
from tsunagari.entailment.closure import close
from tsunagari.errors import ContradictionError
from tsunagari.graph.sources import read_sources

EX = Namespace("https://example.org/")
PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# The rule, the data, and what must follow.
FIRES = {
    "cax-sco": (":A rdfs:subClassOf :B . :x a :A .", ":x a :B ."),
    "prp-spo1": (":p rdfs:subPropertyOf :q . :x :p :y .", ":x :q :y ."),
    "prp-dom": (":p rdfs:domain :A . :x :p :y .", ":x a :A ."),
    "prp-rng": (":p rdfs:range :A . :x :p :y .", ":y a :A ."),
    "prp-symp": (":p a owl:SymmetricProperty . :x :p :y .", ":y :p :x ."),
    "prp-trp": (":p a owl:TransitiveProperty . :x :p :y . :y :p :z .", ":x :p :z ."),
    "prp-inv1": (":p owl:inverseOf :q . :x :p :y .", ":y :q :x ."),
    "prp-spo2": (
        ":p owl:propertyChainAxiom ( :q :r ) . :x :q :y . :y :r :z .",
        ":x :p :z .",
    ),
    "cls-hv2": (
        "[ owl:onProperty :p ; owl:hasValue :v ] rdfs:subClassOf :A . :x :p :v .",
        ":x a :A .",
    ),
    "cls-svf1": (
        "[ owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :A . "
        ":x :p :y . :y a :B .",
        ":x a :A .",
    ),
    "cls-int1": (
        ":A owl:intersectionOf ( :B :C ) . :x a :B , :C .",
        ":x a :A .",
    ),
    "cls-hv2 with a number": (
        "[ owl:onProperty :p ; owl:hasValue 1 ] rdfs:subClassOf :A . :x :p 1 .",
        ":x a :A .",
    ),
    "prp-fp": (
        ":p a owl:FunctionalProperty . :x :p :y , :z . :y :q :w .",
        ":z :q :w .",
    ),
    "eq-rep-s": (":x owl:sameAs :y . :x :q :w .", ":y :q :w ."),
}
CLASHES = {
    "prp-pdw": ":p owl:propertyDisjointWith :q . :x :p :y ; :q :y .",
    "cax-dw": ":A owl:disjointWith :B . :x a :A , :B .",
    "prp-irp": ":p a owl:IrreflexiveProperty . :x :p :x .",
    "prp-asyp": ":p a owl:AsymmetricProperty . :x :p :y . :y :p :x .",
    "eq-diff1": ":x owl:sameAs :y ; owl:differentFrom :y .",
}


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.mark.parametrize("rule", FIRES)
def test_a_rule_fires(rule: str) -> None:
    given, expected = FIRES[rule]
    inferred = close(graph(given))
    for triple in graph(expected):
        assert triple in inferred


@pytest.mark.parametrize("rule", CLASHES)
def test_a_clash_is_refused_and_named(rule: str) -> None:
    with pytest.raises(ContradictionError, match=r"https://example\.org/"):
        close(graph(CLASHES[rule]))


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
    quick = set(close(merged))
    assert len(quick) > 500
    monkeypatch.setattr(closure, "_EQUALITIES", ((None, RDF.type, None),))
    assert set(close(merged)) == quick


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
        "https://example.org/meets https://example.org/good"
    ]
