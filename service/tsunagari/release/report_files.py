"""The validation report of a release in files, and the shapes that it is about.

``validation-report.ttl`` is SHACL's own report, of the shapes alone.
``validation-report.json`` tells of the hygiene queries too and groups what was found
by rule, with the names of things, so that a page needs nothing else.
``shapes.ttl`` are the shapes that the release was validated against, with the profiles
of its graphs in the terms of others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.term import Literal

from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import GRAPH, expand
from tsunagari.release.checking import Checked
from tsunagari.resources import files
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.library import read_queries
from tsunagari.validation.report import Problem

__all__ = ["MOST_RESULTS", "REPORT", "SHACL_REPORT", "SHAPES", "write_report"]

SHAPES: Final = "shapes.ttl"
SHACL_REPORT: Final = "validation-report.ttl"
REPORT: Final = "validation-report.json"
TEXT: Final = "validation-report.txt"
# Of a rule that very many things break, so many are listed; the Turtle has them all.
MOST_RESULTS: Final = 1000
# Those of the data, and those of what it is in other people's terms.
PATTERNS: Final = ("*.ttl", "profiles/*.ttl")
NAMES: Final = (RDFS.label, SKOS.prefLabel, DCTERMS.title)


def write_report(place: Path, checked: Checked) -> None:
    """Write the files about what was checked to the folder *place*."""
    _write_turtle(checked.shacl, place / SHACL_REPORT)
    shapes, named = _shapes()
    _write_turtle(shapes, place / SHAPES)
    text = checked.report.to_text("en", checked.files_about)
    (place / TEXT).write_text((text or "Nothing to report.") + "\n", encoding="utf-8")
    told = json.dumps(_told(checked, shapes, named), ensure_ascii=False, indent=1)
    (place / REPORT).write_text(f"{told}\n", encoding="utf-8")


def _write_turtle(graph: Graph, path: Path) -> None:
    named = CanonicalDataset((*triple, GRAPH["validation"]) for triple in graph)
    with path.open("wb") as out:
        named.write_turtle(out)


def _told(
    checked: Checked, shapes: Graph, in_files: dict[str, list[str]]
) -> dict[str, Any]:
    found = Counter(problem.rule for problem in checked.report.problems)
    rules = [
        _rule(name, list(problems), checked)
        for name, problems in groupby(checked.report.problems, lambda p: p.rule)
    ]
    named = {one["iri"] for rule in rules for one in rule["results"]} - {""}
    named |= {str(node) for node in shapes.all_nodes() if isinstance(node, URIRef)}
    return {
        "conforms": checked.report.conforms,
        "counts": checked.report.counts(),
        "rules": rules,
        "queries": [
            {
                "id": query.header["id"],
                "name": query.name,
                "found": found[query.header["id"]],
            }
            for query in read_queries("hygiene")
        ],
        "shapes": in_files,
        "handed over": [str(one) for one in checked.handed_over],
        "idle": checked.idle,
        "labels": _labels(checked.assembly.merged, sorted(named)),
    }


def _rule(name: str, problems: list[Problem], checked: Checked) -> dict[str, Any]:
    return {
        "rule": name,
        "severity": problems[0].severity.name.lower(),
        "messages": problems[0].messages,
        "count": len(problems),
        "results": [
            {
                "node": one.node,
                "iri": _iri(one.node),
                "path": one.path,
                "value": one.value,
                "files": checked.files_about(one.node),
                **_details(one),
            }
            for one in problems[:MOST_RESULTS]
        ],
    }


def _details(problem: Problem) -> dict[str, Any]:
    """Return what explains *problem*, if something does."""
    if not problem.details:
        return {}
    return {
        "details": [
            {
                "rule": one.rule,
                "messages": one.messages,
                "node": one.node,
                "path": one.path,
                "value": one.value,
                **_details(one),
            }
            for one in problem.details
        ]
    }


def _iri(name: str) -> str:
    """Return the IRI of a node by its short name; empty for a blank node."""
    try:
        return str(expand(name.strip("<>")))
    except ValueError:
        return ""


def _shapes() -> tuple[Graph, dict[str, list[str]]]:
    """Return all shapes, and the IRIs of those that have one by their files."""
    everything, found = Graph(), {}
    for pattern in PATTERNS:
        for name, path in files("shapes", pattern):
            graph = Graph().parse(path, format="turtle")
            everything += graph
            found[name] = sorted(
                {
                    str(shape)
                    for kind in (SH.NodeShape, SH.PropertyShape)
                    for shape in graph.subjects(RDF.type, kind)
                    if isinstance(shape, URIRef)
                }
            )
    return everything, found


def _labels(merged: Graph, iris: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what is called something, by language."""
    found = {}
    for iri in iris:
        texts: dict[str, str] = {
            text.language: str(text)
            for predicate in reversed(NAMES)
            for text in sorted(merged.objects(URIRef(iri), predicate), key=str)
            if isinstance(text, Literal) and text.language in LANGUAGES
        }
        if texts:
            found[iri] = dict(sorted(texts.items()))
    return found
