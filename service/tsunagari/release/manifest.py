"""The manifest: what a release is made of and what it holds, as plain JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tsunagari.namespaces import INFERRED, SSE, shorten
from tsunagari.release.attribution import register_notes
from tsunagari.release.checking import Checked
from tsunagari.release.coverage import coverage
from tsunagari.release.description.tally import Tally
from tsunagari.release.inputs import Inputs

__all__ = ["LAYOUT", "MANIFEST", "manifest", "write_manifest"]

MANIFEST = "MANIFEST.json"
# How the files of a release are laid out; a larger number is read by nobody older.
LAYOUT = 1


def manifest(inputs: Inputs, checked: Checked) -> dict[str, Any]:
    """Return what there is to say about a release; no clock time is in it."""
    dataset, bulk, tally = checked.dataset, checked.bulk, checked.counted.tally
    graphs = {quad.graph_name.value for quad in dataset.quads}
    sizes = bulk.sizes if bulk else {}
    graphs |= {name[1:-1] for name in sizes}
    return {
        "id": inputs.id,
        "layout": LAYOUT,
        "versions": inputs.versions,
        "options": inputs.options,
        "counts": {
            "statements": len(dataset.merge) + (bulk.merged if bulk else 0),
            "statements in named graphs": len(dataset.quads) + sum(sizes.values()),
            "inferred statements": len(checked.assembly.inferred)
            + sizes.get(f"<{INFERRED}>", 0),
            "named graphs": len(graphs),
            "evidence graphs": tally.entities[f"<{SSE.Evidence}>"],
        },
        "classes": _instances(tally),
        "coverage": coverage(),
        "registers": register_notes(checked.survey, checked.assembly.merged),
        "validation": checked.report.counts(),
        "inputs": inputs.files,
        "imports": inputs.imports,
    }


def write_manifest(path: Path, content: dict[str, Any]) -> None:
    """Write *content* to *path*, the same bytes for the same content."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _instances(tally: Tally) -> dict[str, int]:
    """Return how many instances each class of ours has, where it has any."""
    return {
        shorten(kind[1:-1]): number
        for kind, number in sorted(tally.entities.items())
        if kind.startswith(f"<{SSE}")
    }
