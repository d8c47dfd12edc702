"""The closure: what follows, what is left out, and what is refused."""

import os
from collections.abc import Callable

import pytest
from rdflib import RDF, RDFS, Graph, Namespace

from tsunagari.entailment import reference
from tsunagari.entailment.closure import close
from tsunagari.entailment.reference import close_by_reference
from tsunagari.errors import ContradictionError
from tsunagari.graph.sources import read_sources

from .random_graphs import PREFIXES, random_graph

EX = Namespace("https://example.org/")
SEEDS = int(os.environ.get("CLOSURE_SEEDS", "40"))
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
    "eq-rep-p": (":p owl:sameAs :q . :x :p :y .", ":x :q :y ."),
    "eq-rep-o": (":y owl:sameAs :z . :x :p :y .", ":x :p :z ."),
    "eq-sym": (":x owl:sameAs :y .", ":y owl:sameAs :x ."),
    "eq-trans": (":x owl:sameAs :y . :y owl:sameAs :z .", ":x owl:sameAs :z ."),
    "prp-ifp": (
        ":p a owl:InverseFunctionalProperty . :x :p :z . :y :p :z .",
        ":x owl:sameAs :y .",
    ),
    "prp-inv2": (":p owl:inverseOf :q . :x :q :y .", ":y :p :x ."),
    "prp-eqp1": (":p owl:equivalentProperty :q . :x :p :y .", ":x :q :y ."),
    "prp-eqp2": (":p owl:equivalentProperty :q . :x :q :y .", ":x :p :y ."),
    "prp-spo2 with three": (
        ":p owl:propertyChainAxiom ( :q :r :s ) . :x :q :y . :y :r :z . :z :s :w .",
        ":x :p :w .",
    ),
    "prp-key": (
        ":A owl:hasKey ( :p :q ) . :x a :A ; :p 1 ; :q 2 . :y a :A ; :p 1 ; :q 2 .",
        ":x owl:sameAs :y .",
    ),
    "cls-int2": (":A owl:intersectionOf ( :B :C ) . :x a :A .", ":x a :B , :C ."),
    "cls-uni": (":A owl:unionOf ( :B :C ) . :x a :C .", ":x a :A ."),
    "cls-svf2": (
        "[ owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :A . "
        ":x :p :y .",
        ":x a :A .",
    ),
    "cls-avf": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] . "
        ":x a :A ; :p :y .",
        ":y a :B .",
    ),
    "cls-hv1": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] . :x a :A .",
        ":x :p :v .",
    ),
    "cls-maxc2": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] . "
        ":x a :A ; :p :y , :z .",
        ":y owl:sameAs :z .",
    ),
    "cls-maxqc3": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; "
        "owl:onClass :B ] . :x a :A ; :p :y , :z . :y a :B . :z a :B .",
        ":y owl:sameAs :z .",
    ),
    "cls-oo": (":A owl:oneOf ( :x :y ) .", ":x a :A . :y a :A ."),
    "cax-eqc1": (":A owl:equivalentClass :B . :x a :A .", ":x a :B ."),
    "cax-eqc2": (":A owl:equivalentClass :B . :x a :B .", ":x a :A ."),
    "scm-sco": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .",
        ":A rdfs:subClassOf :C .",
    ),
    "scm-eqc2": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .",
        ":A owl:equivalentClass :B .",
    ),
    "scm-dom1": (
        ":p rdfs:domain :A . :A rdfs:subClassOf :B .",
        ":p rdfs:domain :B .",
    ),
    "scm-rng2": (
        ":q rdfs:range :A . :p rdfs:subPropertyOf :q .",
        ":p rdfs:range :A .",
    ),
    "scm-svf1": (
        ":A owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :C ] . "
        ":B owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :D ] . "
        ":C rdfs:subClassOf :D .",
        ":A rdfs:subClassOf :B .",
    ),
    "what the data says of the ontology": (
        ":p rdfs:subPropertyOf rdfs:subClassOf . :A :p :B . :x a :A .",
        ":x a :B .",
    ),
}
# Nearly the premises of a rule: nothing may follow.
SILENT = {
    "prp-spo2": ":p owl:propertyChainAxiom ( :q :r ) . :x :q :y . :z :r :y .",
    "prp-trp": ":p a owl:TransitiveProperty . :x :p :y . :z :p :w .",
    "prp-key": ":A owl:hasKey ( :p :q ) . :x a :A ; :p 1 ; :q 2 . :y a :A ; :p 1 .",
    "prp-key of others": ":A owl:hasKey ( :p ) . :x a :A ; :p 1 . :y :p 1 .",
    "cls-int1": ":A owl:intersectionOf ( :B :C ) . :x a :B . :y a :C .",
    "cls-svf1": "[ owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :A . "
    ":x :p :y . :x a :B .",
    "cls-hv2": "[ owl:onProperty :p ; owl:hasValue :v ] rdfs:subClassOf :A . "
    ":v :p :x .",
    "cls-maxqc3": ":A rdfs:subClassOf [ owl:onProperty :p ; owl:onClass :B ; "
    "owl:maxQualifiedCardinality 1 ] . :x a :A ; :p :y , :z . :y a :B .",
    "prp-rng of a literal": ":p rdfs:range :A . :x :p 'text' .",
    "an annotation": ":n a owl:AnnotationProperty ; rdfs:domain :A . :x :n 'a' .",
}
CLASHES = {
    "prp-pdw": ":p owl:propertyDisjointWith :q . :x :p :y ; :q :y .",
    "cax-dw": ":A owl:disjointWith :B . :x a :A , :B .",
    "prp-irp": ":p a owl:IrreflexiveProperty . :x :p :x .",
    "prp-asyp": ":p a owl:AsymmetricProperty . :x :p :y . :y :p :x .",
    "eq-diff1": ":x owl:sameAs :y ; owl:differentFrom :y .",
    "eq-diff2": "[] a owl:AllDifferent ; owl:members ( :x :y :z ) . :x owl:sameAs :z .",
    "eq-diff3": "[] a owl:AllDifferent ; owl:distinctMembers ( :x :y ) . "
    ":x owl:sameAs :y .",
    "prp-adp": "[] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) . "
    ":x :q :y ; :r :y .",
    "prp-npa1": "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; "
    "owl:targetIndividual :y . :x :p :y .",
    "prp-npa2": "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; "
    "owl:targetValue 1 . :x :p 1 .",
    "cls-nothing2": ":A rdfs:subClassOf owl:Nothing . :x a :A .",
    "cls-com": ":A owl:complementOf :B . :x a :A , :B .",
    "cls-maxc1": ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 0 ] . "
    ":x a :A ; :p :y .",
    "cls-maxqc1": ":A rdfs:subClassOf [ owl:onProperty :p ; owl:onClass :B ; "
    "owl:maxQualifiedCardinality 0 ] . :x a :A ; :p :y . :y a :B .",
    "cax-adc": "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . "
    ":x a :B , :C .",
    "prp-fp with two values": ":p a owl:FunctionalProperty . :x :p 1 , 2 .",
}
PEACE = {
    "cax-adc": "[] a owl:AllDisjointClasses ; owl:members ( :A :B ) . "
    ":x a :A . :y a :B .",
    "prp-fp with one value, written twice": ":p a owl:FunctionalProperty . "
    ":x :p 1 , '01'^^xsd:integer .",
    "cls-maxqc1": ":A rdfs:subClassOf [ owl:onProperty :p ; owl:onClass :B ; "
    "owl:maxQualifiedCardinality 0 ] . :x a :A ; :p :y .",
}


def close_with_cliques(asserted: Graph) -> Graph:
    return close(asserted, cliques=True)


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.mark.parametrize("rule", FIRES)
def test_a_rule_fires(rule: str) -> None:
    given, expected = FIRES[rule]
    inferred = close(graph(given), cliques=True)
    for triple in graph(expected):
        assert triple in inferred


@pytest.mark.parametrize("rule", SILENT)
def test_a_rule_stays_silent(rule: str) -> None:
    individuals = {EX.x, EX.y, EX.z, EX.v, EX.w}
    assert not [
        found for found in close(graph(SILENT[rule])) if found[0] in individuals
    ]


@pytest.mark.parametrize("rule", PEACE)
def test_what_does_not_clash_is_let_pass(rule: str) -> None:
    close(graph(PEACE[rule]))


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
