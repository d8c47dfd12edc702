"""Whether two validations found the same, result by result.

Focus node, path, value, component, severity and source shape are compared, and
the messages where a shape states them: what a validator says of its own accord
is its own. Results are counted, as two of them may be alike. Both validations
must be of the same graphs: a blank node is known by its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rdflib import RDF, SH, XSD, BNode, Graph, Literal
from rdflib.term import Node

from tsunagari.sparql.engine import Engine
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.results import Result, read_report
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.shacl import default_graph

__all__ = ["differences", "differences_from_reference"]


def differences_from_reference(
    ours: Iterable[Result], engine: Engine, shapes: Graph
) -> list[str]:
    """Return what pyshacl finds otherwise in the default graph of *engine*."""
    report = validate_by_reference(default_graph(Data(engine)), shapes)
    return differences(ours, read_report(report), shapes)


def differences(
    ours: Iterable[Result], theirs: Iterable[Result], shapes: Graph
) -> list[str]:
    """Return a line for each result that only one of the two has."""
    one, other = (
        Counter(described(result, shapes) for result in results)
        for results in (ours, theirs)
    )
    return [
        f"{who}: {line}"
        for who, more in (("only ours", one - other), ("only theirs", other - one))
        for line in sorted(more.elements())
    ]


def described(result: Result, shapes: Graph) -> str:
    """Return *result* as one line, the same for the same result."""
    path = "" if result.path is None else _path(result.path, shapes)
    parts = [
        f"shape {_term(result.shape)}",
        f"component {_term(result.component)}",
        f"severity {_term(result.severity)}",
        f"focus {_term(result.focus)}",
        f"path {path}",
        f"value {'' if result.value is None else _term(result.value)}",
    ]
    stated = result.constraint if result.constraint is not None else result.shape
    if (stated, SH.message, None) in shapes:
        parts.append("says " + " ".join(sorted(map(_term, result.messages))))
    return ", ".join(parts)


def _path(node: Node, shapes: Graph) -> str:
    """Return a path by what it says, as a report has a copy of it."""
    if not isinstance(node, BNode):
        return _term(node)
    if (node, RDF.first, None) in shapes:
        return f"({' '.join(_path(item, shapes) for item in shapes.items(node))})"
    parts = [
        f"{_term(p)} {_path(o, shapes)}" for p, o in shapes.predicate_objects(node)
    ]
    return f"[{'; '.join(sorted(parts))}]"


def _term(node: Node) -> str:
    """Return a term by its value: engines spell literals in their own ways."""
    if not isinstance(node, Literal):
        return node.n3()
    if node.language:
        return Literal(str(node), lang=node.language.lower()).n3()
    if node.datatype == XSD.string:
        return Literal(str(node)).n3()
    return Literal(str(node), datatype=node.datatype).n3()
