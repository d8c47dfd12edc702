"""What explains a result: the results of the shapes that a constraint refers to."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from rdflib import SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tsunagari.validation.agreement import differences
from tsunagari.validation.compiled.results import Result, read_report
from tsunagari.validation.handover import aimed_at
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.report import Severity, ValidationReport
from tsunagari.validation.shacl import validate_graph

from .random_shapes import PREFIXES

EX = Namespace("https://example.org/")
SEED, TRIED = 20261130, 60


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def short(node: Node | None) -> str:
    if isinstance(node, BNode):
        return "[]"
    if isinstance(node, Literal):
        return str(node)
    return str(node or "-").removeprefix(str(EX)).removeprefix(str(SH))


def tree(results: Iterable[Result], depth: int = 0) -> list[str]:
    """The results as lines: focus, path, value and component, details indented."""
    lines = []
    for one in sorted(results, key=lambda one: tree_line(one)):
        lines.append("  " * depth + tree_line(one))
        lines += tree(one.details, depth + 1)
    return lines


def tree_line(one: Result) -> str:
    component = short(one.component).removesuffix("ConstraintComponent")
    return f"{short(one.focus)} {short(one.path)} {short(one.value)} {component}"


DATA = """
:a :p :b , :c ; :q [ :n 7 ] .
:b :n 1 .
:c :n "text" .
"""
# Name of the case: the shapes, and what is to come out.
CASES: dict[str, tuple[str, list[str]]] = {
    "node": (
        ":S sh:targetNode :c ; sh:node :T ."
        ":T sh:nodeKind sh:Literal ; sh:property [ sh:path :n ; sh:maxLength 2 ] .",
        ["c - c Node", "  c - c NodeKind", "  c n text MaxLength"],
    ),
    "node within node": (
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :T ] ."
        ":T sh:node :U . :U sh:property [ sh:path :n ; sh:datatype xsd:integer ] .",
        ["a p c Node", "  c - c Node", "    c n text Datatype"],
    ),
    "a blank node": (
        ":S sh:targetNode :a ; sh:property [ sh:path :q ; sh:node :T ] ."
        ":T sh:property [ sh:path :n ; sh:maxInclusive 5 ] .",
        ["a q [] Node", "  [] n 7 MaxInclusive"],
    ),
    "a property within a property": (
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:property :T ] ."
        ":T sh:path :n ; sh:or ( [ sh:datatype xsd:integer ] [ sh:minLength 9 ] ) .",
        ["c n text Or", "  text - text Datatype", "  text - text MinLength"],
    ),
    "or": (
        ":S sh:targetNode :c ; sh:or ( [ sh:nodeKind sh:Literal ] "
        "[ sh:property [ sh:path :m ; sh:minCount 1 ] ] ) .",
        ["c - c Or", "  c - c NodeKind", "  c m - MinCount"],
    ),
    "and": (
        ":S sh:targetNode :c ; sh:and ( [ sh:nodeKind sh:IRI ] "
        "[ sh:property [ sh:path :m ; sh:minCount 1 ] ] ) .",
        ["c - c And", "  c m - MinCount"],
    ),
    "none of several": (
        ":S sh:targetNode :c ; sh:xone ( [ sh:nodeKind sh:Literal ] "
        "[ sh:property [ sh:path :m ; sh:minCount 1 ] ] ) .",
        ["c - c Xone", "  c - c NodeKind", "  c m - MinCount"],
    ),
    "two of several": (
        ":S sh:targetNode :c ; sh:xone ( [ sh:nodeKind sh:IRI ] "
        "[ sh:property [ sh:path :n ; sh:minCount 1 ] ] [ sh:nodeKind sh:Literal ] ) .",
        ["c - c Xone"],
    ),
    "not": (
        ":S sh:targetNode :c ; sh:not [ sh:nodeKind sh:IRI ] .",
        ["c - c Not"],
    ),
    "too few": (
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:qualifiedMinCount 2 ; "
        "sh:qualifiedValueShape [ sh:property [ sh:path :n ; "
        "sh:datatype xsd:integer ] ] ] .",
        ["a p - QualifiedMinCount", "  c n text Datatype"],
    ),
    "too many": (
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:qualifiedMaxCount 1 ; "
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ] .",
        ["a p - QualifiedMaxCount"],
    ),
    "nothing within": (
        ":S sh:targetNode :c ; sh:property [ sh:path :n ; sh:datatype xsd:integer ] .",
        ["c n text Datatype"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_result_is_explained(case: str) -> None:
    shapes, expected = CASES[case]
    found = validate_graph(graph(DATA), graph(shapes))
    assert found.handed_over == []
    assert tree(found.results) == expected
    # The report says the same, and at its top the same as before.
    assert tree(read_report(found.report)) == expected
    top = [line for line in expected if not line.startswith(" ")]
    assert len(list(found.report.objects(None, SH.result))) == len(top)


def test_many_nodes_and_few_are_explained_alike() -> None:
    shapes = ":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:node :T ] . " + (
        ":T sh:nodeKind sh:IRI ; sh:property [ sh:path :n ; sh:minCount 1 ] , "
        "[ sh:path :m ; sh:minCount 1 ] ."
    )
    data = "".join(f":x{n} a :A ; :p :y{n % 7} ." for n in range(1500))
    found = validate_graph(graph(data), graph(shapes))
    assert len(found.results) == 1500
    for result in found.results:
        assert {tree_line(one).split()[0] for one in result.details} == {
            short(result.value)
        }
        assert len(result.details) == 2


def test_the_reader_is_told_why() -> None:
    shapes, _ = CASES["node within node"]
    problems = validate_graph(graph(DATA), graph(shapes)).problems
    text = ValidationReport.of(problems).to_text("en", lambda node: ["file"])
    assert text.startswith("VIOLATION  ")
    lines = text.splitlines()
    assert "    because  <https://example.org/T>: " in text
    assert [line for line in lines if line.strip() == 'value  "text"']
    assert (
        "because  sh:DatatypeConstraintComponent: It does not fulfil sh:datatype "
        in (text)
    )
    # Names that are another one each time have no place in a report.
    assert "_:" not in text.partition("\n")[2]
    # What explains is nothing that is wrong beside.
    assert len(problems) == 1
    assert ValidationReport.of(problems).counts()["violation"] == 1
    assert problems[0].details[0].severity is Severity.VIOLATION
    assert "    理由  " in ValidationReport.of(problems).to_text("ja")


def test_details_are_what_the_shape_alone_finds() -> None:
    """Chance makes nested shapes; pyshacl is asked about each value by itself."""
    chosen = random.Random(SEED)
    explained = 0
    for _ in range(TRIED):
        parts = [
            "sh:nodeKind sh:IRI",
            "sh:property [ sh:path :p ; sh:maxCount 1 ]",
            "sh:property [ sh:path :q ; sh:minCount 1 ; sh:class :A ]",
            "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]",
            "sh:hasValue :x1",
        ]
        within = " ; ".join(chosen.sample(parts, 3))
        shapes = graph(
            f":S sh:targetClass :A ; sh:path :p ; sh:node :T . :T {within} ."
        )
        nodes = [f":x{number}" for number in range(5)]
        data = graph(
            "".join(
                f"{s} {p} {chosen.choice(nodes)} ."
                for s in nodes
                for p in (":p", ":q")
                for _ in range(chosen.randrange(3))
            )
            + "".join(f"{node} a :A ." for node in nodes if chosen.random() < 0.5)
            + ":x0 a :A ; :p 7 ."
        )
        found = validate_graph(data, shapes)
        for result in found.results:
            assert isinstance(result.value, URIRef | Literal)
            alone = aimed_at(shapes, {EX.T: [result.value]})
            report = validate_by_reference(data, alone)
            assert result.details
            assert not differences(result.details, read_report(report), shapes)
            explained += 1
    assert explained > TRIED
