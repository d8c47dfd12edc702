"""What is said of a posted graph, as data: what goes from the child to the parent.

Each part is made by itself, in this order, so that those that are done can be told
when the time runs out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby, islice
from typing import Any, Final

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import shorten
from tsunagari.sparql.engines.oxigraph_store import GivenGraph
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.validation.compiled.paths import read_path
from tsunagari.validation.compiled.results import Result
from tsunagari.validation.report import Problem
from tsunagari.workbench.checking.beside import Beside
from tsunagari.workbench.checking.counting import counted, labels_of
from tsunagari.workbench.checking.proposing import linked
from tsunagari.workbench.checking.reasoning import reasoned
from tsunagari.workbench.checking.validating import validated

__all__ = ["PARTS", "made"]

Part = dict[str, Any]
# A page shows no more; the report and the closure have all.
MOST_OF_RULE: Final = 10
MOST_THINGS: Final = 100
MOST_SAID: Final = 30
MOST_LINKS: Final = 500
MOST_COUNTS: Final = 200
MOST_FAULTS: Final = 100
IRI: Final = re.compile(r"<([^>]*)>")


def made(name: str, beside: Beside, format: str) -> Part:
    """Return the part *name* of what is said of a posted graph.

    :param format: The format that graphs are written in.
    """
    return PARTS[name](beside, format)


def _about(beside: Beside, _: str) -> Part:
    return {"statements": len(beside.posted), "whole": beside.whole}


def _validation(beside: Beside, format: str) -> Part:
    found = validated(beside)
    told = [
        one
        for _, group in groupby(found.found, lambda one: one[0].rule)
        for one in islice(group, MOST_OF_RULE)
    ]
    things = list(dict.fromkeys(result.focus for _, result in told))
    return {
        "conforms": found.conforms,
        "nothing_checked": found.nothing_checked,
        "checked": found.checked,
        "counts": found.counts(),
        "profiles": list(found.profiles),
        "handed_over": [str(one) for one in found.handed_over],
        "rules": Counter(problem.rule for problem, _ in found.found),
        "found": [
            {
                **_result(problem, result, beside, found.shapes),
                "thing": things.index(result.focus),
            }
            for problem, result in told
        ],
        "things": [_thing(focus, beside) for focus in things[:MOST_THINGS]],
        "report": _written(found.report, format),
    }


def _reasoning(beside: Beside, format: str) -> Part:
    found = reasoned(beside)
    return {
        "new": len(found.new),
        "whole": found.whole,
        "closure": _written(found.new, format),
        "contradictions": [
            {
                "rule": one.rule,
                "sides": [[_shown(node) for node in side] for side in one.sides],
                "texts": dict(one.texts),
            }
            for one in found.contradictions
        ],
    }


def _counts(beside: Beside, _: str) -> Part:
    found = counted(beside)
    return {
        "total": len(found),
        "classes": [
            {
                "iri": one.iri,
                "name": _shown(URIRef(one.iri)),
                "labels": dict(one.labels),
                "before": one.before,
                "after": one.after,
            }
            for one in found[:MOST_COUNTS]
        ],
    }


def _links(beside: Beside, _: str) -> Part:
    found = linked(beside)
    return {
        "things": found.things,
        "total": len(found.links),
        "links": [
            {
                "left": link.left,
                "right": link.right,
                "left_labels": _called(beside, link.left, link.left_label),
                "right_labels": _called(beside, link.right, link.right_label),
                "relation": link.relation,
                "score": link.score,
                "evidence": link.evidence,
            }
            for link in found.links[:MOST_LINKS]
        ],
        "faults": [fault.text for fault in found.faults][:MOST_FAULTS],
    }


PARTS: Final[Mapping[str, Callable[[Beside, str], Part]]] = {
    "about": _about,
    "validation": _validation,
    "reasoning": _reasoning,
    "counts": _counts,
    "links": _links,
}


def _thing(focus: Node, beside: Beside) -> Part:
    """Return what the posted graph says of a thing that breaks a rule."""
    said = sorted(
        (_shown(predicate), _shown(value))
        for predicate, value in beside.posted.predicate_objects(focus)
    )
    return {
        "focus": str(focus),
        "name": _shown(focus),
        "labels": labels_of(beside.data, focus),
        "said": said[:MOST_SAID],
        "more": max(0, len(said) - MOST_SAID),
    }


def _result(problem: Problem, result: Result, beside: Beside, shapes: Graph) -> Part:
    focus = result.focus
    kinds = sorted(beside.data.objects(focus, RDF.type), key=str)
    return {
        "severity": problem.severity.name.lower(),
        "rule": problem.rule,
        "messages": dict(problem.messages),
        "focus": str(focus) if isinstance(focus, URIRef) else "",
        "name": _shown(focus),
        "labels": labels_of(beside.data, focus),
        "kinds": [_shown(kind) for kind in kinds if isinstance(kind, URIRef)][:3],
        "path": _path(result.path, shapes),
        "value": "" if result.value in (None, focus) else _shown(result.value),
        "shape": str(result.shape) if isinstance(result.shape, URIRef) else "",
    }


def _called(beside: Beside, iri: str, label: str) -> dict[str, str]:
    """Return the names of a thing that is linked, by language."""
    return labels_of(beside.data, URIRef(iri)) or {"": label}


def _path(path: Node | None, shapes: Graph) -> str:
    """Return a path as SPARQL writes it, with short names where it is one property."""
    if path is None:
        return ""
    return shorten(str(path)) if isinstance(path, URIRef) else _long(path, shapes)


def _long(path: Node, shapes: Graph) -> str:
    return IRI.sub(lambda found: shorten(found[1]), read_path(shapes, path).sparql)


def _shown(node: Node | None) -> str:
    """Return a term as Turtle writes it, with declared prefixes."""
    if isinstance(node, URIRef):
        return shorten(str(node))
    if isinstance(node, BNode):
        return "[ ]"
    if isinstance(node, Literal) and node.datatype and not node.language:
        text = Literal(str(node)).n3()
        return f"{text}^^{shorten(str(node.datatype))}"
    return node.n3() if node is not None else ""


def _written(graph: Graph, format: str) -> str:
    return GivenGraph(graph).written(format_named(format, Kind.GRAPH)).decode()
