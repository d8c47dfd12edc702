"""The ontology is inside OWL 2 DL and OWL 2 RL, and the check can fail.

The cases are small ontologies, each with one fault; the check must name the
term and the clause. To see what an axiom breaks, run this file alone:

    pytest tests/ontology/test_profile.py
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from rdflib import Graph, URIRef

from tsunagari.resources import folder

from .owl_rl_profile import RULES, Violation, violations

PREFIXES = """
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:C a owl:Class . :D a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
:number a owl:DatatypeProperty . :note a owl:AnnotationProperty .
"""

SOUND = [
    ":C rdfs:subClassOf :D , owl:Nothing .",
    ":C owl:equivalentClass [ owl:intersectionOf ( :D "
    "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ] ) ] .",
    "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] "
    "rdfs:subClassOf :C .",
    "[ owl:unionOf ( :C [ owl:oneOf ( :x :y ) ] ) ] rdfs:subClassOf :D .",
    ":C rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; "
    "owl:maxQualifiedCardinality 1 ; owl:onClass :D ] .",
    ":C rdfs:subClassOf [ owl:complementOf :D ] .",
    ":number rdfs:range xsd:integer . :x :number 1 .",
    '[] :number 1 ; :note "a date"^^xsd:date .',
    ':x :number "2003"^^xsd:gYear .',
    ":p owl:propertyChainAxiom ( :p :q ) , ( :q :p ) , ( [ owl:inverseOf :q ] :r ) .",
    ":p a owl:TransitiveProperty ; owl:propertyChainAxiom ( :p :p ) .",
    ":q rdfs:subPropertyOf :p ; owl:propertyDisjointWith :r . "
    ":p owl:propertyChainAxiom ( :p :r ) .",
    ":x :p [ :p [ a :C ] ] .",
    ":p a rdf:Property .",
]

FAULTS = [
    ("Syntax 2.4", "owl:Thing", "owl:Thing rdfs:subClassOf :C ."),
    ("Syntax 2.4", ":x", ':x rdf:value "1" .'),
    ("Syntax 2.4", ":x", ":x a rdf:Statement ."),
    ("Syntax 5.8.1", ":C", ":C a rdfs:Datatype ."),
    ("Syntax 5.8.1", ":p", ":p a owl:DatatypeProperty ."),
    ("Syntax 5.8.1", ":p", ":p a owl:AnnotationProperty ."),
    ("Syntax 5.8.1", ":E", ":x a :E ."),
    ("Syntax 5.8.1", ":E", ":C rdfs:subClassOf [ owl:intersectionOf ( :D :E ) ] ."),
    ("Syntax 5.8.1", ":s", ":x :s :y ."),
    ("Syntax 5.8.1", ":p", ":x :p 1 ."),
    ("Syntax 5.8.1", ":number", ":x :number :y ."),
    ("Syntax 9.2", ":p", ":p rdfs:subPropertyOf :number ."),
    ("Syntax 9.2", ":p", ":p rdfs:subPropertyOf :note ."),
    ("Syntax 9.2", ":p", ":p owl:propertyChainAxiom ( :q :number ) ."),
    ("Syntax 9.2", ":p", ":p a owl:ReflexiveProperty ."),
    ("Profiles 4.2.3", ":p", ":p rdfs:range owl:Thing ."),
    ("Profiles 4.2.3", ":C", ":C rdfs:subClassOf owl:Thing ."),
    ("Profiles 4.2.3", ":x", ":x a owl:Thing ."),
    ("Profiles 4.2.3", ":C", ":C rdfs:subClassOf [ owl:unionOf ( :C :D ) ] ."),
    ("Profiles 4.2.3", ":C", ":C owl:equivalentClass [ owl:unionOf ( :D ) ] ."),
    ("Profiles 4.2.3", ":C", ":C owl:disjointUnionOf ( :D ) ."),
    ("Profiles 4.2.3", ":C", ':C rdfs:subClassOf [ rdfs:label "empty" ] .'),
    (
        "Profiles 4.2.3",
        ":C",
        ":C rdfs:subClassOf "
        "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :D ] .",
    ),
    (
        "Profiles 4.2.3",
        ":C",
        ":C owl:equivalentClass "
        "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :D ] .",
    ),
    (
        "Profiles 4.2.3",
        ":C",
        ":C owl:disjointWith "
        "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :D ] .",
    ),
    (
        "Profiles 4.2.3",
        ":C",
        ":C rdfs:subClassOf "
        "[ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 2 ] .",
    ),
    (
        "Profiles 4.2.3",
        ":C",
        ":C rdfs:subClassOf "
        "[ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 1 ] .",
    ),
    (
        "Profiles 4.2.3",
        ":C",
        ":C rdfs:subClassOf "
        "[ a owl:Restriction ; owl:onProperty :p ; owl:hasSelf true ] .",
    ),
    (
        "Profiles 4.2.3",
        ":C",
        ":C rdfs:subClassOf "
        "[ a owl:Restriction ; owl:onProperty :number ; owl:hasValue :x ] .",
    ),
    (
        "Profiles 4.2.3",
        ":C",
        ":C rdfs:subClassOf _:d . :D rdfs:subClassOf _:d . "
        "_:d a owl:Class ; owl:intersectionOf ( :C :D ) .",
    ),
    ("Profiles 4.2.4", ":number", ":number rdfs:range xsd:date ."),
    ("Profiles 4.2.4", ":number", ":number rdfs:range owl:real ."),
    (
        "Profiles 4.2.4",
        ":number",
        ":number rdfs:range "
        "[ a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions () ] .",
    ),
    ("Profiles 4.2.4", ":x", ':x :number "1"^^:unit .'),
    (
        "Profiles 4.2.4",
        ":C",
        ":C rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :number ; "
        'owl:hasValue "2003"^^xsd:gYear ] .',
    ),
    (
        "Syntax 11.2, simple",
        ":p",
        ":p owl:propertyChainAxiom ( :p :q ) ; owl:propertyDisjointWith :r .",
    ),
    (
        "Syntax 11.2, simple",
        ":p",
        ":q a owl:TransitiveProperty ; rdfs:subPropertyOf :p . "
        ":p a owl:IrreflexiveProperty .",
    ),
    (
        "Syntax 11.2, simple",
        ":p",
        ":p a owl:TransitiveProperty , owl:FunctionalProperty .",
    ),
    (
        "Syntax 11.2, simple",
        ":p",
        ":p a owl:TransitiveProperty . :C rdfs:subClassOf "
        "[ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
    ),
    (
        "Syntax 11.2, simple",
        ":p",
        ":q a owl:TransitiveProperty ; owl:inverseOf :p . "
        "[] a owl:AllDisjointProperties ; owl:members ( :p :r ) .",
    ),
    (
        "Syntax 11.2, property hierarchy",
        ":q",
        ":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :p :r ) .",
    ),
    (
        "Syntax 11.2, property hierarchy",
        ":q",
        ":p owl:propertyChainAxiom ( :q :r ) ; rdfs:subPropertyOf :q .",
    ),
    (
        "Syntax 11.2, property hierarchy",
        ":p",
        ":p owl:propertyChainAxiom ( :q :p :r ) .",
    ),
    (
        "Syntax 11.2, property hierarchy",
        ":p",
        ":p owl:propertyChainAxiom ( [ owl:inverseOf :p ] :q ) .",
    ),
    ("Syntax 11.2, anonymous", "[:p]", "_:a :p _:b . _:b :p _:a ."),
    ("Syntax 11.2, anonymous", "[:C :p]", "_:a a :C ; :p _:a ."),
    ("Syntax 11.2, anonymous", "[:p :x :y]", "[] :p :x , :y ."),
    ("Syntax 11.2, anonymous", ":x", ":x owl:sameAs [] ."),
]


def read(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def test_the_ontology_is_in_the_profile() -> None:
    graph = Graph()
    homes: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder("ontology").rglob("*.ttl")):
        part = Graph().parse(path, format="turtle")
        graph += part
        for prefix, namespace in part.namespaces():
            graph.bind(prefix, namespace)
        for term in part.subjects():
            if isinstance(term, URIRef):
                homes[term.n3(graph.namespace_manager)].add(path.name)

    found = violations(graph)

    assert not found, "\n" + "\n".join(
        f"{' '.join(sorted(homes[violation.term]))}: {violation}" for violation in found
    )


@pytest.mark.parametrize("turtle", SOUND)
def test_what_the_profile_allows_passes(turtle: str) -> None:
    assert violations(read(turtle)) == []


@pytest.mark.parametrize(("clause", "term", "turtle"), FAULTS)
def test_what_the_profile_forbids_is_named(clause: str, term: str, turtle: str) -> None:
    found = violations(read(turtle))

    assert any(
        violation.clause.startswith(clause) and violation.term == term
        for violation in found
    ), found


def test_every_rule_has_a_fault() -> None:
    tried = [clause for clause, _, _ in FAULTS]
    assert [
        name for name in RULES if not any(name.startswith(clause) for clause in tried)
    ] == []


def test_a_graph_without_terms_is_refused() -> None:
    with pytest.raises(ValueError, match="no class and no property"):
        violations(Graph())


def test_a_violation_reads_as_a_sentence() -> None:
    violation = Violation(":p", "is reflexive", "Profiles 4.2.5")
    assert str(violation) == ":p is reflexive (Profiles 4.2.5)"
