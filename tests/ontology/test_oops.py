"""The ontology is free of the pitfalls of OOPS!, or says why it keeps one.

``pitfalls.py`` has the checks. What is kept on purpose stands in the tables below, with
its reason; an exception that nothing falls under is an error too. Each check is shown
to find something in an ontology that was spoilt for it.

Some pitfalls have had rules of our own before: P08 is ONT-1 and ONT-2 (test_style.py),
P34 and P35 are HYG-01 and clause 5.8.1 of the syntax (test_profile.py), for all files
and not the modules alone. P37 (not available on the Web) is in test_foops.py.
"""

from __future__ import annotations

from typing import Final

import pytest
from rdflib import RDF, SH, Graph

from tsunagari.export.resources import ONTOLOGY_IRI
from tsunagari.namespaces import SSE
from tsunagari.resources import folder
from tsunagari.validation.shapes import read_shapes

from .pitfalls import BY_PEOPLE, PITFALLS, Ontology, Pitfall

# Properties whose ends are of several kinds (a kind of organization, an organization, a
# policy …). An axiom of domain or range would type them all (ONT-6), and no shape asks
# anything of them. Their definitions and sentence patterns say in words what they link.
OPEN: Final = frozenset(
    (
        "activity",
        "adoptedBy",
        "adoptedOn",
        "adoptsScheme",
        "affiliatedSince",
        "aimsToSupport",
        "amends",
        "beneficiary",
        "conductedBy",
        "controlledBy",
        "dissolvedOn",
        "distinguishes",
        "drawsOn",
        "enactedIn",
        "enteredLaw",
        "established",
        "establishes",
        "exampleOf",
        "exemplifies",
        "foundedBy",
        "foundedInPeriod",
        "functionalGroup",
        "fundingSource",
        "implementedBy",
        "implementedIn",
        "introduces",
        "involvesStakeholder",
        "memberOfKind",
        "notOwnedBy",
        "nurtures",
        "offers",
        "organizesAtScale",
        "ownedBy",
        "partneredWith",
        "promotes",
        "purpose",
        "purposeField",
        "pursuedThrough",
        "recognizedAs",
        "registerNote",
        "represents",
        "resonatesWith",
        "startedActivitiesIn",
        "statedToMeet",
        "succeeds",
        "supervisedBy",
        "supervisorName",
        "supports",
        "targetGroup",
    )
)
CONJUNCTION: Final = (
    "'and' joins the criteria that a form of one kind meets, not two kinds of form: "
    "the class is the intersection that its definition states"
)
EXCEPTIONS: Final[dict[str, dict[str, str]]] = {
    "P04": dict.fromkeys(
        OPEN - {"established", "establishes", "statedToMeet"},
        "ONT-6: its ends are of several kinds",
    ),
    "P07": dict.fromkeys(
        (
            "EconomicSocialHybridForm",
            "EconomicVoluntaryHybridForm",
            "SocialDemocraticHybridForm",
        ),
        CONJUNCTION,
    ),
    "P11": dict.fromkeys(OPEN, "ONT-6: its ends are of several kinds"),
}
each_pitfall = pytest.mark.parametrize(
    "pitfall", PITFALLS, ids=lambda pitfall: pitfall.code
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    top = folder("ontology")
    graph = Graph()
    for path in (top / "tsunagari.ttl", *sorted((top / "modules").glob("*.ttl"))):
        graph.parse(path, format="turtle")
    assert len(graph) > 3000
    return Ontology(graph, read_shapes(), ONTOLOGY_IRI)


@each_pitfall
def test_the_ontology_does_not_fall_in(ontology: Ontology, pitfall: Pitfall) -> None:
    kept = {str(SSE[name]) for name in EXCEPTIONS.get(pitfall.code, {})}
    found = {fault.partition(": ")[0]: fault for fault in pitfall.find(ontology)}
    faults = [fault for term, fault in found.items() if term not in kept]
    assert not faults, f"{pitfall.code} {pitfall.name}\n" + "\n".join(faults)
    assert kept <= found.keys(), "an exception that is none"


def test_every_pitfall_of_the_catalogue_has_its_place() -> None:
    """P37 is the one that needs a service."""
    codes = [pitfall.code for pitfall in PITFALLS]
    assert len(codes) == len(set(codes))
    every = {f"P{number:02}" for number in range(1, 42)}
    assert {*codes} | {*BY_PEOPLE} | {"P37"} == every
    assert not {*codes} & {*BY_PEOPLE}
    assert all(reason for some in EXCEPTIONS.values() for reason in some.values())


PREFIXES: Final = """
@prefix : <http://example.org/o#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
"""
HEADER: Final = """
<http://example.org/o> a owl:Ontology ;
  vann:preferredNamespaceUri "http://example.org/o#" ;
  dcterms:license <http://example.org/licence> .
"""
SOUND: Final = """
:Cat a owl:Class ; rdfs:subClassOf :Animal ; owl:disjointWith :Dog ;
  rdfs:label "cat"@en ; skos:definition "animal that purrs"@en .
:Dog a owl:Class ; rdfs:subClassOf :Animal ;
  rdfs:label "dog"@en ; skos:definition "animal that barks"@en .
:Animal a owl:Class ; rdfs:label "animal"@en ; skos:definition "being that moves"@en .
:chases a owl:ObjectProperty ; rdfs:domain :Animal ; rdfs:range :Animal ;
  rdfs:label "chases"@en ; skos:definition "relation of one that runs after it"@en .
foaf:Agent a owl:Class ; rdfs:isDefinedBy <http://xmlns.com/foaf/0.1/> .
"""
NEW: Final = "a owl:Class ; rdfs:subClassOf :Animal ; skos:definition 'd'@en ; "
PROPERTY: Final = (
    "a owl:ObjectProperty ; rdfs:domain :Animal ; rdfs:range :Animal ; "
    "skos:definition 'd'@en ; "
)
# What each check is to find, added to what is sound.
SPOILT: Final = {
    "P02": f":Tom {NEW} rdfs:label 'tom'@en ; owl:equivalentClass :Cat .",
    "P03": f":isA {PROPERTY} rdfs:label 'belongs to'@en .",
    "P04": ":Rock a owl:Class ; rdfs:label 'rock'@en ; skos:definition 'd'@en .",
    "P05": f":isChased {PROPERTY} rdfs:label 'x'@en . :sees a owl:ObjectProperty ; "
    "rdfs:label 'sees'@en ; skos:definition 'd'@en ; rdfs:domain :Dog ; "
    "rdfs:range :Animal ; owl:inverseOf :isChased .",
    "P06": ":Animal rdfs:subClassOf :Cat .",
    "P07": f":Pair {NEW} rdfs:label 'cat and dog'@en .",
    "P08": f":Mute {NEW} rdfs:subClassOf :Cat .",
    "P10": "",
    "P11": ":sees a owl:ObjectProperty ; rdfs:label 'sees'@en ; "
    "skos:definition 'd'@en .",
    "P12": f":hunts {PROPERTY} rdfs:label 'Chases'@en .",
    "P13": f":chasesOf {PROPERTY} rdfs:label 'is chased by'@en .",
    "P19": ":chases rdfs:range :Dog .",
    "P20": f":Fox {NEW} rdfs:label 'd'@en .",
    "P21": f":Rest {NEW} rdfs:label 'other animal'@en .",
    "P22": f":wild_boar {NEW} rdfs:label 'boar'@en .",
    "P24": ":Dog owl:equivalentClass [ owl:intersectionOf ( :Animal "
    "[ owl:onProperty :chases ; owl:someValuesFrom :Dog ] ) ] .",
    "P25": ":chases owl:inverseOf :chases .",
    "P26": f":meets {PROPERTY} rdfs:label 'meets'@en ; a owl:SymmetricProperty ; "
    "owl:inverseOf :chases .",
    "P27": f":hunts {PROPERTY.replace('range :Animal', 'range :Cat')} "
    "rdfs:label 'hunts'@en ; owl:equivalentProperty :chases .",
    "P28": ":likes a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:domain :Cat ; "
    "rdfs:range :Dog ; rdfs:label 'likes'@en ; skos:definition 'd'@en .",
    "P29": ":above a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:domain :Cat ; "
    "rdfs:range :Dog ; rdfs:label 'above'@en ; skos:definition 'd'@en .",
    "P30": f":Hound {NEW} rdfs:label 'hound'@en ; skos:altLabel 'dog'@en .",
    "P31": ":Cat owl:equivalentClass :Animal .",
    "P32": f":Cat2 {NEW} rdfs:label 'Cat'@en .",
    "P33": ":chases owl:propertyChainAxiom ( :chases ) .",
    "P34": ":Cat rdfs:subClassOf :Mammal .",
    "P35": ":tom :purrsAt :noon .",
    "P36": "<http://example.org/more.owl> a owl:Ontology ; "
    "dcterms:license <http://example.org/licence> .",
    "P38": "",
    "P39": "",
    "P40": "foaf:Agent skos:definition 'what acts'@en .",
    "P41": "<http://example.org/more> a owl:Ontology .",
}


def small(text: str) -> Ontology:
    graph = Graph().parse(data=PREFIXES + text, format="turtle")
    return Ontology(graph, Graph(), "http://example.org/o")


@each_pitfall
def test_each_check_finds_its_pitfall(pitfall: Pitfall) -> None:
    spoilt = HEADER + SOUND + SPOILT[pitfall.code]
    if pitfall.code == "P10":
        spoilt = spoilt.replace("owl:disjointWith :Dog ;", "")
    elif pitfall.code == "P38":
        spoilt = SOUND
    elif pitfall.code == "P39":
        spoilt = spoilt.replace('"http://example.org/o#"', '"http://example.org/"')
    faults = list(pitfall.find(small(spoilt)))
    assert len(faults) in (1, 2), faults
    assert all(": " in fault for fault in faults)


@each_pitfall
def test_what_is_sound_has_none(pitfall: Pitfall) -> None:
    assert list(pitfall.find(small(HEADER + SOUND))) == []


def test_a_shape_tells_what_a_property_leads_to() -> None:
    text = SPOILT["P11"] + "[] a sh:PropertyShape ; sh:path :sees ."
    it = small(HEADER + SOUND + text)
    told = Ontology(it.graph, it.graph, it.iri)
    for code in ("P04", "P11"):
        [pitfall] = [one for one in PITFALLS if one.code == code]
        assert list(pitfall.find(told)) == []
    assert (None, RDF.type, SH.PropertyShape) in it.graph
