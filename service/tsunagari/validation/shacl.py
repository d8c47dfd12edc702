"""Validation with shapes: `SHACL <https://www.w3.org/TR/shacl/>`_ on the store.

The shapes are compiled into queries, and the engine answers them
(:mod:`tsunagari.validation.compiled`). A shape that cannot be compiled is handed
to the reference, which gets the data out of the engine, so both see the same;
what was handed over is named with the reason. What neither can run is an error.

The data is the default graph of the engine, as the engine keeps it. An engine
keeps numbers and dates by their value, so "01"^^xsd:integer has become 1 there;
:func:`validate_graph` looks for such literals first, and leaves data that has
them to the reference as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ShapesError
from tsunagari.namespaces import shorten
from tsunagari.sparql.engine import Engine
from tsunagari.sparql.engines.oxigraph_store import GivenGraph
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.model import Shape, Uncompilable
from tsunagari.validation.compiled.queries import Check, checks
from tsunagari.validation.compiled.reading import ShapesGraph
from tsunagari.validation.compiled.results import Result, read_report, write_report
from tsunagari.validation.compiled.running import run
from tsunagari.validation.compiled.vocabulary import ELSEWHERE
from tsunagari.validation.handover import only
from tsunagari.validation.imports import REMEDY, missing_imports
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.report import Problem, Severity

__all__ = ["HandedOver", "Validation", "default_graph", "validate", "validate_graph"]

_SEVERITIES: Final = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


@dataclass(frozen=True)
class HandedOver:
    """A shape that the reference ran, and why."""

    shape: Node
    reason: str

    def __str__(self) -> str:
        return f"{_name(self.shape)}: {self.reason}"


@dataclass(frozen=True)
class Validation:
    """What the shapes found.

    :param report: SHACL's own report; it conforms if there is no result at all.
    :param handed_over: The shapes that were not compiled.
    :param idle: Statements of the shapes that ask nothing, each with the reason.
    """

    problems: list[Problem]
    results: list[Result]
    report: Graph
    handed_over: list[HandedOver]
    idle: list[str]


def validate(engine: Engine, shapes: Graph) -> Validation:
    """Validate the default graph of *engine* against *shapes*.

    :raises ShapesError: If a shape is ill-formed, or has a term that neither
        the compiler nor the reference knows; or if the graph imports another one
        that is not in it.
    """
    _refuse_missing_imports(shapes)
    data = Data(engine)
    graph = ShapesGraph(shapes, data)
    compiled, handed_over = _compiled(graph, data)
    results = [result for root, made in compiled for result in run(root, made, data)]
    if handed_over:
        handed = only(shapes, [one.shape for one in handed_over])
        results += _by_reference(default_graph(data), handed)
    return _validation(results, shapes, handed_over, graph.idle)


def validate_graph(data: Graph, shapes: Graph) -> Validation:
    """Validate *data*, which stands in no engine yet, against *shapes*.

    :raises ShapesError: As for :func:`validate`.
    """
    _refuse_missing_imports(shapes)
    given = GivenGraph(data)
    first = next(given.rewritten(), None)
    if first is None:
        return validate(given.engine(), shapes)
    roots = ShapesGraph(shapes, Data(given.engine())).roots()
    reason = f"the data has {first[1]}, which the engine spells differently"
    handed_over = [HandedOver(root, reason) for root in roots]
    return _validation(_by_reference(data, shapes), shapes, handed_over, [])


def _refuse_missing_imports(shapes: Graph) -> None:
    for name in missing_imports(shapes):
        raise ShapesError(
            f"the shapes graph has owl:imports {name.n3()}, which is not in it; "
            f"{REMEDY}"
        )


def default_graph(data: Data) -> Graph:
    """Return the data as a graph, blank nodes under the names they have there."""
    graph = Graph()
    for row in data.rows("SELECT ?s ?p ?o { ?s ?p ?o }"):
        graph.add((row["s"], row["p"], row["o"]))
    return graph


def _by_reference(data: Graph, shapes: Graph) -> list[Result]:
    advanced = any((None, term, None) in shapes for term in ELSEWHERE)
    return read_report(validate_by_reference(data, shapes, advanced))


def _compiled(
    shapes: ShapesGraph, data: Data
) -> tuple[list[tuple[Shape, list[Check]]], list[HandedOver]]:
    compiled: list[tuple[Shape, list[Check]]] = []
    handed_over: list[HandedOver] = []
    for node in shapes.roots():
        try:
            shape = shapes.shape(node)
            compiled.append((shape, checks(shape, data)))
        except Uncompilable as reason:
            handed_over.append(HandedOver(node, str(reason)))
    return compiled, handed_over


def _validation(
    results: list[Result],
    shapes: Graph,
    handed_over: list[HandedOver],
    idle: list[str],
) -> Validation:
    return Validation(
        [_problem(result, shapes) for result in results],
        results,
        write_report(results, shapes),
        handed_over,
        idle,
    )


def _problem(result: Result, shapes: Graph) -> Problem:
    """Return *result*, with what explains it, for a reader."""
    messages = {text.language or "en": str(text) for text in result.messages}
    stated = [*shapes.objects(result.shape, SH.message)]
    for text in stated:
        if isinstance(text, Literal):
            messages.setdefault(text.language or "en", str(text))
    asked = _asked(result, shapes)
    if asked and not stated:
        messages["en"] = f"It does not fulfil {asked}."
        messages["ja"] = f"{asked} を満たしていません。"
    details = (_explaining(detail, shapes) for detail in result.details)
    severity = result.severity
    return Problem(
        severity=_SEVERITIES.get(severity, Severity.VIOLATION)
        if isinstance(severity, URIRef)
        else Severity.VIOLATION,
        node=_name(result.focus),
        rule=_name(result.shape),
        messages=messages,
        path=_name(result.path),
        value=_name(result.value),
        details=tuple(sorted(details, key=lambda p: (p.rule, p.node, p.path, p.value))),
    )


def _explaining(detail: Result, shapes: Graph) -> Problem:
    """Return a detail: a shape without a name is told by the constraint."""
    problem = _problem(detail, shapes)
    if isinstance(detail.shape, URIRef):
        return problem
    return replace(problem, rule=_name(detail.component))


def _asked(result: Result, shapes: Graph) -> str:
    """Return the parameter that was not fulfilled, with its value where it is short."""
    component = str(result.component)
    if not component.startswith(str(SH)):
        return ""
    name = component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    name = name[:1].lower() + name[1:]
    # A component of SPARQL or of one's own may have no such parameter.
    values = [*shapes.objects(result.shape, URIRef(f"{SH}{name}"))]
    members = [one for value in values for one in (*shapes.items(value), value)]
    short = [one for one in members if not isinstance(one, BNode) and one != RDF.nil]
    if not values or len(values) > 1 or not short:
        return f"sh:{name}" if values else ""
    said = (str(one) if isinstance(one, Literal) else _name(one) for one in short)
    return f"sh:{name} {', '.join(said)}"


def _name(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, URIRef):
        return shorten(str(node))
    return node.n3()
