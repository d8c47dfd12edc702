"""Small random ontologies with data, always the same for the same seed."""

from __future__ import annotations

import random

from rdflib import Graph

__all__ = ["LITERALS", "PREFIXES", "PUNNING", "random_graph"]

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# {c}: a class, {p}: a property, {i}: an individual; each time another one.
AXIOMS = (
    ":{c} rdfs:subClassOf :{c} .",
    ":{c} owl:equivalentClass :{c} .",
    ":{p} rdfs:subPropertyOf :{p} .",
    ":{p} owl:equivalentProperty :{p} .",
    ":{p} rdfs:domain :{c} .",
    ":{p} rdfs:range :{c} .",
    ":{p} owl:inverseOf :{p} .",
    ":{p} a owl:SymmetricProperty .",
    ":{p} a owl:TransitiveProperty .",
    ":{p} owl:propertyChainAxiom ( :{p} :{p} ) .",
    ":{p} owl:propertyChainAxiom ( :{p} :{p} :{p} ) .",
    ":{c} owl:intersectionOf ( :{c} :{c} ) .",
    ":{c} owl:unionOf ( :{c} :{c} ) .",
    ":{c} owl:oneOf ( :{i} :{i} ) .",
    ":{c} a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:allValuesFrom :{c} ] .",
    ":{c} a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:hasValue :{i} ] .",
    ":{c} owl:equivalentClass [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:hasValue :{i} ] .",
    ":{c} owl:equivalentClass [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:someValuesFrom :{c} ] .",
    ":{c} owl:equivalentClass [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:someValuesFrom owl:Thing ] .",
    "[ a owl:Restriction ; owl:onProperty :{p} ; owl:someValuesFrom :{c} ] "
    "rdfs:subClassOf :{c} .",
    ":{c} a owl:Class . :{p} a owl:ObjectProperty .",
    # Only some properties have literals: as subjects they would be no RDF.
    ":t rdfs:subPropertyOf :u .",
    ":t rdfs:domain :{c} .",
    "[ a owl:Restriction ; owl:onProperty :t ; owl:hasValue 'text' ] "
    "rdfs:subClassOf :{c} .",
    ":{p} owl:propertyChainAxiom ( [ owl:inverseOf :{p} ] :{p} ) .",
    ":{c} owl:intersectionOf ( :{c} [ owl:unionOf ( :{c} :{c} ) ] ) .",
    ":{c} owl:unionOf ( :{c} [ owl:intersectionOf ( :{c} :{c} ) ] ) .",
    ":{c} owl:intersectionOf ( :{c} [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:someValuesFrom [ owl:oneOf ( :{i} :{i} ) ] ] ) .",
    ":{c} owl:onProperty :{p} ; owl:allValuesFrom :{c} .",
    ":{c} owl:onProperty :{p} ; owl:someValuesFrom :{c} .",
    ":{c} owl:onProperty :{p} ; owl:hasValue :{i} .",
)
EQUALITY = (
    ":{p} a owl:FunctionalProperty .",
    ":{p} a owl:InverseFunctionalProperty .",
    ":{i} owl:sameAs :{i} .",
    ":{c} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:maxCardinality 1 ] .",
    ":{c} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:maxQualifiedCardinality 1 ; owl:onClass :{c} ] .",
    ":{c} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:maxCardinality '1'^^xsd:nonNegativeInteger ] .",
    ":{c} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:maxQualifiedCardinality '01'^^xsd:int ; owl:onClass owl:Thing ] .",
    # owlrl does not look at the last property of a key: it is said twice.
    ":{c} owl:hasKey ( :{p} :t :t ) .",
    ":{c} owl:hasKey ( :t :r :r ) .",
    ":{c} owl:hasKey ( :s :s ) .",
)
DISJOINTNESS = (
    ":{c} owl:disjointWith :{c} .",
    ":{c} owl:complementOf :{c} .",
    ":{p} owl:propertyDisjointWith :{p} .",
    ":{p} a owl:IrreflexiveProperty .",
    ":{p} a owl:AsymmetricProperty .",
    ":{i} owl:differentFrom :{i} .",
    ":{c} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:maxCardinality 0 ] .",
    ":{c} rdfs:subClassOf owl:Nothing .",
    "[] a owl:AllDisjointClasses ; owl:members ( :{c} :{c} :{c} ) .",
    # owlrl does not look at the last member of these: nobody is. Nor does it find
    # that who is listed twice is different from itself.
    "[] a owl:AllDisjointProperties ; owl:members ( :{p} :{p} :nobody ) .",
    "[] a owl:AllDifferent ; owl:members ( :x :y :nobody ) .",
    "[] a owl:AllDifferent ; owl:distinctMembers ( :z :w :nobody ) .",
    "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :{i} ; "
    "owl:assertionProperty :{p} ; owl:targetIndividual :{i} .",
    "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :{i} ; "
    "owl:assertionProperty :u ; owl:targetValue 'text' .",
    ":{c} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :{p} ; "
    "owl:maxQualifiedCardinality 0 ; owl:onClass :{c} ] .",
    ":{c} rdfs:subClassOf [ owl:complementOf :{c} ] .",
)
# Names of the ontology that are equal.
PUNNING = (":{c} owl:sameAs :{c} .", ":{p} owl:sameAs :{p} .")
# What owlrl finds by way of literals as subjects, which are no RDF.
LITERALS = (
    "[ a owl:Restriction ; owl:onProperty :t ; owl:someValuesFrom xsd:string ] "
    "rdfs:subClassOf :{c} .",
    ":t rdfs:range :{c} .",
    ":{c} owl:oneOf ( 'text' 'more' ) .",
    "[ a owl:Restriction ; owl:onProperty :t ; owl:someValuesFrom :{c} ] "
    "rdfs:subClassOf :{c} .",
    ":{i} :t 'text'^^xsd:string .",
)
DATA = (":{i} a :{c} .", ":{i} :{p} :{i} .", ":{i} :{p} :{i} .", ':{i} :t "text" .')


def random_graph(
    seed: int, equality: bool, disjointness: bool, more: tuple[str, ...] = ()
) -> Graph:
    """Return the graph number *seed*; the flags say which axioms it may have.

    :param more: Further axioms, of which the graph has at least one.
    """
    chooser = random.Random(seed)
    axioms = AXIOMS + EQUALITY * equality + DISJOINTNESS * disjointness
    lines = chooser.choices(axioms, k=chooser.randint(3, 9))
    lines += chooser.choices(DATA, k=chooser.randint(3, 8))
    if disjointness:
        lines.append(chooser.choice(DISJOINTNESS))
    if more:
        lines += chooser.choices(more, k=chooser.randint(1, 3))
    text = "\n".join(_filled(line, chooser) for line in lines)
    return Graph().parse(data=PREFIXES + text, format="turtle")


def _filled(line: str, chooser: random.Random) -> str:
    for kind, names in (("{c}", "ABCD"), ("{p}", "pqrs"), ("{i}", "xyzw")):
        while kind in line:
            line = line.replace(kind, chooser.choice(names), 1)
    return line
