"""Results, and the `validation report
<https://www.w3.org/TR/shacl/#validation-report>`_ that they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ValidatorError

__all__ = ["Result", "read_report", "write_report"]


@dataclass(frozen=True)
class Result:
    """One violation, with the names the recommendation gives its parts.

    :param path: A node of the shapes graph; a path that is no IRI is described
        there.
    :param constraint: The SPARQL-based constraint, if it was one.
    """

    focus: Node
    shape: Node
    component: Node
    severity: Node
    messages: tuple[Literal, ...]
    path: Node | None = None
    value: Node | None = None
    constraint: Node | None = None


def write_report(results: Iterable[Result], shapes: Graph) -> Graph:
    """Return the report of *results*; paths are copied from the *shapes* graph."""
    report = Graph()
    report.bind("sh", SH)
    top = BNode()
    report.add((top, RDF.type, SH.ValidationReport))
    conforms = True
    for result in results:
        conforms = False
        node = BNode()
        report.add((top, SH.result, node))
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
    report.add((top, SH.conforms, Literal(conforms)))
    return report


def read_report(report: Graph) -> list[Result]:
    """Return the results of *report*; what explains one (``sh:detail``) is none."""
    results = []
    for node in report.objects(None, SH.result):
        said = report.objects(node, SH.resultMessage)
        result = Result(
            _part(report, node, SH.focusNode),
            _part(report, node, SH.sourceShape),
            _part(report, node, SH.sourceConstraintComponent),
            _part(report, node, SH.resultSeverity),
            tuple(sorted(text for text in said if isinstance(text, Literal))),
            report.value(node, SH.resultPath),
            report.value(node, SH.value),
            report.value(node, SH.sourceConstraint),
        )
        results.append(result)
    return results


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
