"""What is not compiled is handed to the reference and named; the rest is refused."""

import pytest
from rdflib import SH, XSD, Graph, Literal, Namespace, URIRef

from tsunagari.errors import ShapesError
from tsunagari.validation.agreement import differences
from tsunagari.validation.compiled import conformance
from tsunagari.validation.compiled.results import read_report
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.shacl import validate_graph

from .random_shapes import PREFIXES

EX = Namespace("https://example.org/")
DATA = PREFIXES + ':x :p 1 , 2 , "a" ; :q :y . :y :p 3 ; :q :x . :z :p "a" .'
# Shapes beside which :Compiled stands, and a part of the reason.
HANDED_OVER = {
    "a shape that refers to itself": (
        ":S sh:targetNode :x ; "
        "sh:property [ sh:path :q ; sh:minCount 2 ; sh:node :S ] .",
        "refers to itself",
    ),
    "two shapes that refer to each other": (
        ":S a sh:NodeShape ; sh:targetNode :x ; sh:nodeKind sh:Literal ; sh:not :T . "
        ":T a sh:NodeShape ; sh:and ( :S ) .",
        "refers to itself",
    ),
    "a constraint component": (
        ":S a sh:NodeShape ; sh:targetNode :x ; :most 2 . "
        ":Most a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; "
        'sh:validator [ a sh:SPARQLAskValidator ; sh:message "too many" ; '
        'sh:ask "ASK { FILTER (STRLEN(STR($value)) < $most) }" ] .',
        "https://example.org/most",
    ),
    "a subquery": (
        ":S a sh:NodeShape ; sh:targetNode :x ; sh:sparql [ "
        'sh:message "sub" ; sh:select "SELECT $this WHERE { { SELECT $this WHERE { '
        '$this ?p ?o } } }" ] .',
        "subquery",
    ),
    "an aggregate over all": (
        ":S a sh:NodeShape ; sh:targetNode :x , :z ; sh:sparql [ "
        'sh:message "sum" ; sh:select "SELECT $this WHERE { $this ?p ?o } '
        'GROUP BY ?p $other HAVING (COUNT(?o) > 1)" ] .',
        "aggregate",
    ),
    "a prologue in a shape that another refers to": (
        ":S a sh:NodeShape ; sh:targetNode :x , :z ; sh:node [ sh:sparql [ "
        'sh:message "p" ; sh:select "PREFIX x: <https://example.org/> '
        'SELECT $this WHERE { $this x:q ?o }" ] ] .',
        "another refers to",
    ),
    "a query without $this": (
        ":S a sh:NodeShape ; sh:targetNode :x ; sh:sparql [ "
        'sh:message "any" ; sh:select "SELECT ?value WHERE { $this ?p ?value }" ] .',
        "does not select $this",
    ),
    "a pattern the engine cannot match": (
        ":S a sh:NodeShape ; sh:targetObjectsOf :p ; sh:pattern '(?=2)' .",
        "cannot match",
    ),
    "a datatype the engine does not keep": (
        ":S a sh:NodeShape ; sh:targetObjectsOf :p ; sh:datatype xsd:int .",
        "xsd:integer",
    ),
    "a constant the engine spells differently": (
        ":S a sh:NodeShape ; sh:targetNode :x ; sh:in ( '1.50'^^xsd:decimal ) .",
        "spells",
    ),
    "a target that is": (
        ":S a sh:NodeShape ; sh:targetNode '1.50'^^xsd:decimal ; sh:nodeKind sh:IRI .",
        "spells",
    ),
    "a blank node as value": (
        ":S a sh:NodeShape ; sh:targetNode :x ; sh:hasValue [] .",
        "blank node",
    ),
    "a target of the advanced features": (
        ":S a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ; "
        'sh:select "SELECT ?this WHERE { ?this <https://example.org/q> ?o }" ] .',
        "#target",
    ),
}
DOUBLING = " ".join(
    f":S{n} sh:or ( :S{n + 1} [ sh:not :S{n + 1} ] ) ; sh:minLength {n} ."
    for n in range(4)
)
COMPILED = ":Compiled a sh:NodeShape ; sh:targetNode :z ; sh:nodeKind sh:Literal . "
REFUSED = {
    "a misspelt term": (":S sh:targetNode :x ; sh:minCuont 1 .", "sh:minCuont"),
    "a misspelt target": (":S sh:targetClas :A .", "sh:targetClas"),
    "JavaScript": (":S sh:targetNode :x ; sh:js [] .", "SHACL Core"),
    "a rule": (":S sh:targetNode :x ; sh:rule [] .", "queries/construct"),
    "two datatypes": (
        ":S sh:targetNode :x ; sh:datatype xsd:date , xsd:time .",
        "give it once",
    ),
    "a count in words": (
        ":S sh:targetNode :x ; sh:path :p ; sh:minCount 'one' .",
        "whole number",
    ),
    "a count without path": (":S sh:targetNode :x ; sh:minCount 1 .", "sh:path"),
    "an unknown kind": (":S sh:targetNode :x ; sh:nodeKind sh:URI .", "sh#IRI|l#IRI"),
    "a property without path": (
        ":S sh:targetNode :x ; sh:property [ sh:nodeKind sh:IRI ] .",
        "give it sh:path",
    ),
    "a node with path": (
        ":S sh:targetNode :x ; sh:node [ sh:path :p ] .",
        "write sh:property",
    ),
    "a typed property shape without path": (
        ":S a sh:PropertyShape ; sh:targetNode :x .",
        "has sh:path",
    ),
    "a typed node shape with path": (
        ":S a sh:NodeShape ; sh:targetNode :x ; sh:path :p .",
        "has no sh:path",
    ),
    "two paths": (":S sh:targetNode :x ; sh:path :p , :q .", "given once"),
    "a path that is none": (":S sh:targetNode :x ; sh:path [ :p :q ] .", "no path"),
    "a path of one step": (":S sh:targetNode :x ; sh:path ( :p ) .", "two members"),
    "a list that ends early": (
        ":S sh:targetNode :x ; sh:in [ rdf:first 1 ] .",
        "well-formed list",
    ),
    "a literal as shape": (":S sh:targetNode :x ; sh:not 'x' .", "no shape"),
    "a literal as class": (":S sh:targetClass 'A' .", "is an IRI"),
    "a qualified shape without numbers": (
        ":S sh:targetNode :x ; sh:path :p ; sh:qualifiedValueShape [] .",
        "qualifiedMinCount",
    ),
    "a constraint without query": (
        ":S sh:targetNode :x ; sh:sparql [ sh:message 'x' ] .",
        "one sh:select",
    ),
    "the shapes graph in a query": (
        ":S sh:targetNode :x ; sh:sparql [ sh:select "
        "'SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?o } }' ] .",
        "GRAPH|shapesGraph",
    ),
    "a path in a node shape's query": (
        ":S sh:targetNode :x ; sh:sparql [ sh:select "
        "'SELECT $this WHERE { $this $PATH ?o }' ] .",
        "property shape",
    ),
    "a query that does not parse": (
        ":S sh:targetNode :x ; sh:sparql [ sh:select "
        "'SELECT $this WHERE { $this ?p }' ] .",
        "pyshacl cannot run",
    ),
    "an entailment": ("<> sh:entailment :RDFS .", "conclusions first"),
    "a blank node as target": (":S sh:targetNode [] .", "an IRI or a literal"),
    "two severities": (
        ":S sh:targetNode :x ; sh:severity sh:Info , sh:Warning .",
        "one IRI",
    ),
}


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.mark.parametrize("what", HANDED_OVER)
def test_what_is_not_compiled_is_handed_over_and_named(what: str) -> None:
    text, reason = HANDED_OVER[what]
    data, shapes = graph(DATA), graph(COMPILED + text)
    found = validate_graph(data, shapes)
    assert [one.shape for one in found.handed_over] == [EX.S]
    assert reason in str(found.handed_over[0])
    assert "https://example.org/S" in str(found.handed_over[0])
    by_shape = {result.shape for result in found.results}
    assert EX.Compiled in by_shape
    theirs = read_report(
        validate_by_reference(data, shapes, advanced="sh:target [" in text)
    )
    assert differences(found.results, theirs, shapes) == []
    assert len(list(found.report.objects(None, SH.result))) == len(found.results)


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_ill_formed_or_unknown_is_refused_with_the_remedy(what: str) -> None:
    text, remedy = REFUSED[what]
    with pytest.raises(ShapesError, match=remedy):
        validate_graph(graph(DATA), graph(text))


def test_data_that_the_engine_would_change_goes_to_the_reference_as_a_whole() -> None:
    # Not by way of a parser: rdflib's own spelling would be the engine's.
    data = Graph().add((EX.x, EX.p, Literal("1.50", datatype=XSD.decimal)))
    shapes = graph(":S a sh:NodeShape ; sh:targetObjectsOf :p ; sh:maxLength 3 .")
    found = validate_graph(data, shapes)
    assert [one.shape for one in found.handed_over] == [EX.S]
    assert '"1.50"' in found.handed_over[0].reason
    (result,) = found.results
    assert str(result.value) == "1.50"


def test_shapes_that_are_too_deep_or_too_long_are_not_compiled() -> None:
    chain = " ".join(f":S{n} sh:not :S{n + 1} ." for n in range(200))
    shapes = graph(f"{chain} :S0 sh:targetNode :x . :S200 sh:nodeKind sh:IRI .")
    with pytest.raises(ShapesError, match="too deep"):  # for pyshacl as well
        validate_graph(graph(DATA), shapes)


def test_a_query_that_would_be_too_long_is_not_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conformance, "MAX_LENGTH", 1000)
    shapes = graph(
        f":S0 a sh:NodeShape ; sh:targetNode :x . {DOUBLING} :S4 sh:class :A ."
    )
    found = validate_graph(graph(DATA), shapes)
    assert [one.reason for one in found.handed_over] == [
        "a query that would be too long"
    ]


def test_what_asks_nothing_is_named() -> None:
    # https://www.w3.org/TR/shacl/#constraints: all mandatory parameters or none.
    shapes = graph(
        ":S sh:targetNode :x ; sh:path :p ; sh:qualifiedMinCount 1 ; sh:flags 'i' ."
    )
    found = validate_graph(graph(DATA), shapes)
    assert found.results == []
    assert found.idle == [
        "shape <https://example.org/S>: sh:flags without sh:pattern asks nothing",
        "shape <https://example.org/S>: sh:qualifiedMinCount without "
        "sh:qualifiedValueShape asks nothing",
    ]


def test_an_iri_that_no_query_can_hold_is_refused() -> None:
    shapes = graph(":S a sh:NodeShape ; sh:targetClass :A .")
    shapes.add((EX.S, SH.targetNode, URIRef("https://example.org/a b")))
    with pytest.raises(ShapesError, match="write it as %xx"):
        validate_graph(graph(DATA), shapes)
