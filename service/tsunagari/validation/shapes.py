"""Validation with shapes: pyshacl over the merged graph, after reasoning.

pyshacl is the reference for `SHACL <https://www.w3.org/TR/shacl/>`_; only this
module knows it. It gets no entailment to do: that has been done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyshacl
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import SourceError
from tsunagari.namespaces import shorten
from tsunagari.resources import folder
from tsunagari.validation.report import Problem, Severity

__all__ = ["read_shapes", "validate"]

_SEVERITIES: Final = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


def read_shapes(top: Path | None = None) -> Graph:
    """Return the shapes of all files in *top*, by default the project's.

    :raises SourceError: If there is no node shape at all: a validation that
        checks nothing must not pass.
    """
    shapes = Graph()
    for path in sorted((top or folder("shapes")).glob("*.ttl")):
        try:
            shapes.parse(path, format="turtle")
        except (SyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise SourceError(f"shapes/{path.name}: does not parse: {reason}") from None
    if (None, RDF.type, SH.NodeShape) not in shapes:
        raise SourceError("shapes/: there is no node shape, so nothing is checked")
    return shapes


def validate(data: Graph, shapes: Graph) -> tuple[list[Problem], Graph]:
    """Return the problems that *shapes* finds in *data*, and SHACL's own report.

    :param data: The merged graph, inferred statements included.
    """
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", allow_infos=True
    )
    if not isinstance(report, Graph):
        raise SourceError(f"shapes/: the shapes cannot be run: {report}")
    problems = [
        _problem(report, shapes, node)
        for node in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return problems, report


def _problem(report: Graph, shapes: Graph, result: Node) -> Problem:
    shape = report.value(result, SH.sourceShape)
    found = list(report.objects(result, SH.resultMessage))
    # A message may be given on the shape in two languages; pyshacl keeps both.
    messages = {
        (text.language or "en"): str(text)
        for text in found
        if isinstance(text, Literal)
    }
    if shape is not None:
        for text in shapes.objects(shape, SH.message):
            if isinstance(text, Literal):
                messages.setdefault(text.language or "en", str(text))
    severity = report.value(result, SH.resultSeverity)
    return Problem(
        severity=_SEVERITIES.get(severity, Severity.VIOLATION)
        if isinstance(severity, URIRef)
        else Severity.VIOLATION,
        node=_name(report.value(result, SH.focusNode)),
        rule=_name(shape),
        messages=messages,
        path=_name(report.value(result, SH.resultPath)),
        value=_name(report.value(result, SH.value)),
    )


def _name(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, URIRef):
        return shorten(str(node))
    return node.n3()
