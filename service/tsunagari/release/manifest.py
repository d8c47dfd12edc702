"""The manifest: what a release is made of and what it holds, as plain JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph

from tsunagari.namespaces import SSE, shorten
from tsunagari.release.assembly import Assembly
from tsunagari.release.coverage import coverage
from tsunagari.release.inputs import Inputs
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.validation.report import ValidationReport

__all__ = ["LAYOUT", "MANIFEST", "manifest", "write_manifest"]

MANIFEST = "MANIFEST.json"
# How the files of a release are laid out; a larger number is read by nobody older.
LAYOUT = 1


def manifest(
    inputs: Inputs,
    assembly: Assembly,
    dataset: CanonicalDataset,
    report: ValidationReport,
) -> dict[str, Any]:
    """Return what there is to say about a release; no clock time is in it."""
    graphs = {quad.graph_name for quad in dataset.quads}
    return {
        "id": inputs.id,
        "layout": LAYOUT,
        "versions": inputs.versions,
        "options": inputs.options,
        "counts": {
            "statements": len(dataset.merge),
            "statements in named graphs": len(dataset.quads),
            "inferred statements": len(assembly.inferred),
            "named graphs": len(graphs),
            "evidence graphs": _count(assembly.merged, "Evidence"),
        },
        "classes": _instances(assembly.merged),
        "coverage": coverage(),
        "validation": report.counts(),
        "inputs": inputs.files,
    }


def write_manifest(path: Path, content: dict[str, Any]) -> None:
    """Write *content* to *path*, the same bytes for the same content."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _count(graph: Graph, name: str) -> int:
    return len(set(graph.subjects(RDF.type, SSE[name])))


def _instances(graph: Graph) -> dict[str, int]:
    """Return how many instances each class of ours has, where it has any."""
    counts: dict[str, set[Any]] = {}
    for subject, kind in graph.subject_objects(RDF.type):
        if str(kind).startswith(str(SSE)):
            counts.setdefault(shorten(str(kind)), set()).add(subject)
    return {name: len(found) for name, found in sorted(counts.items())}
