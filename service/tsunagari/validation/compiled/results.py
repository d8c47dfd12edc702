"""Results, and the `validation report
<https://www.w3.org/TR/shacl/#validation-report>`_ that they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ValidatorError

__all__ = ["DEEPEST", "Result", "read_report", "write_report"]

# So far what explains a result is explained in turn.
DEEPEST: Final = 4


@dataclass(frozen=True)
class Result:
    """One violation, with the names the recommendation gives its parts.

    :param path: A node of the shapes graph; a path that is no IRI is described
        there.
    :param constraint: The SPARQL-based constraint, if it was one.
    :param details: Of a constraint that refers to other shapes, what these found
        (`3.6.2.5 <https://www.w3.org/TR/shacl/#results-detail>`_). Two results are
        the same whatever explains them.
    """

    focus: Node
    shape: Node
    component: Node
    severity: Node
    messages: tuple[Literal, ...]
    path: Node | None = None
    value: Node | None = None
    constraint: Node | None = None
    details: tuple[Result, ...] = field(default=(), compare=False)


def write_report(results: Iterable[Result], shapes: Graph) -> Graph:
    """Return the report of *results*; paths are copied from the *shapes* graph."""
    report = Graph()
    report.bind("sh", SH)
    top = BNode()
    report.add((top, RDF.type, SH.ValidationReport))
    conforms = True
    for result in results:
        conforms = False
        report.add((top, SH.result, _written(result, shapes, report)))
    report.add((top, SH.conforms, Literal(conforms)))
    return report


def _written(result: Result, shapes: Graph, report: Graph) -> Node:
    """Write *result* and what explains it to *report*; return its node."""
    node = BNode()
    report.add((node, RDF.type, SH.ValidationResult))
    report.add((node, SH.focusNode, result.focus))
    report.add((node, SH.sourceShape, result.shape))
    report.add((node, SH.sourceConstraintComponent, result.component))
    report.add((node, SH.resultSeverity, result.severity))
    for message in result.messages:
        report.add((node, SH.resultMessage, message))
    if result.path is not None:
        report.add((node, SH.resultPath, _copied(result.path, shapes, report)))
    if result.value is not None:
        report.add((node, SH.value, result.value))
    if result.constraint is not None:
        report.add((node, SH.sourceConstraint, result.constraint))
    for detail in result.details:
        report.add((node, SH.detail, _written(detail, shapes, report)))
    return node


def read_report(report: Graph) -> list[Result]:
    """Return the results of *report*, each with what explains it (``sh:detail``)."""
    return [_result(report, node) for node in report.objects(None, SH.result)]


def _result(report: Graph, node: Node, depth: int = 0) -> Result:
    said = report.objects(node, SH.resultMessage)
    details = report.objects(node, SH.detail) if depth < DEEPEST else ()
    return Result(
        _part(report, node, SH.focusNode),
        _part(report, node, SH.sourceShape),
        _part(report, node, SH.sourceConstraintComponent),
        _part(report, node, SH.resultSeverity),
        tuple(sorted(text for text in said if isinstance(text, Literal))),
        report.value(node, SH.resultPath),
        report.value(node, SH.value),
        report.value(node, SH.sourceConstraint),
        tuple(_result(report, detail, depth + 1) for detail in details),
    )


def _part(report: Graph, result: Node, predicate: URIRef) -> Node:
    found = report.value(result, predicate)
    if found is None:
        raise ValidatorError(f"a result of the report has no {predicate.n3()}")
    return found


def _copied(node: Node, source: Graph, target: Graph) -> Node:
    """Copy what *source* says of the blank node *node*; return the node."""
    if isinstance(node, BNode) and (node, None, None) not in target:
        for predicate, value in source.predicate_objects(node):
            target.add((node, predicate, value))
            _copied(value, source, target)
    return node
