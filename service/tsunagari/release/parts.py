"""Which part of the data set each named graph belongs to.

A part is a folder of ``graph_data/``, a register, or one of the graphs that the
build makes. The graphs that describe the data set as a whole belong to none.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from rdflib import DCTERMS

from tsunagari.errors import SourceError
from tsunagari.export.datasets import DatasetTexts, dataset_texts
from tsunagari.linking.linkset import LINKS
from tsunagari.namespaces import (
    BASE,
    ESSGLOBAL,
    INFERRED,
    ONTOLOGY,
    PROVENANCE,
    STATISTICS,
)
from tsunagari.registers.evidence import register_of
from tsunagari.release.attribution import register_notes
from tsunagari.release.checking import Checked

__all__ = ["MADE_OF_ALL", "REGISTER", "WHOLE", "part_notes", "parts_of"]

WHOLE: Final = "tsunagari"
# The texts that all registers share.
REGISTER: Final = "register"
LINKED: Final = "links"
MADE: Final = {
    str(ESSGLOBAL): "essglobal",
    str(ONTOLOGY): "ontology",
    str(INFERRED): "inferred",
    str(PROVENANCE): "evidence",
    str(STATISTICS): "statistics",
}


# What registers say is in these as well.
MADE_OF_ALL: Final = ("evidence", "inferred", "statistics")


def parts_of(checked: Checked) -> dict[str, str]:
    """Return to which part each named graph belongs, by its IRI.

    A file that stands in no folder belongs to the whole alone: its part is empty.

    :raises SourceError: If two folders speak in one graph; it names both.
    """
    found = dict(MADE)
    names = checked.survey.sources
    for file in checked.assembly.sources.files:
        folder, _, rest = file.name.removeprefix("graph_data/").partition("/")
        for graph in map(str, file.graphs):
            if graph in MADE:
                continue
            # The links of all countries are one data set.
            if graph.startswith(f"{LINKS}/"):
                found[graph] = LINKED
                continue
            part = register_of(graph, names) or (folder if rest else "")
            if found.setdefault(graph, part) != part:
                raise SourceError(
                    f"{file.name}: the graph <{graph}> is also in the part "
                    f"'{found[graph]}'; give what is said here a graph of its own"
                )
    for graph in checked.bulk.sizes if checked.bulk else ():
        found.setdefault(graph[1:-1], register_of(graph[1:-1], names))
    return found


def part_notes(checked: Checked) -> dict[str, dict[str, Any]]:
    """Return for each data set what people read of it, for the manifest.

    A register is called what its source is called; its name ends the title in
    Japanese, of which a portal makes the address of a page.

    :raises SourceError: If a part is not described in ``datasets.toml``.
    """
    texts, merged = dataset_texts(), checked.assembly.merged
    registers = register_notes(checked.survey, merged)
    day = str(merged.value(BASE["ontology"], DCTERMS.modified) or "")
    found = {}
    for name in (WHOLE, *sorted({*parts_of(checked).values()} - {""})):
        note = asdict(_texts(texts, REGISTER if name in registers else name))
        if register := registers.get(name):
            note["titles"] = {
                "en": register["titles"].get("en") or name,
                "ja": f"{register['titles'].get('ja', '')} {name}".strip(),
            }
        found[name] = {**note, "modified": day}
    return found


def _texts(texts: dict[str, DatasetTexts], name: str) -> DatasetTexts:
    if name not in texts:
        raise SourceError(
            f"the data set '{name}' has no title; describe it as [{name}] in "
            f"graph_data/{name}/datasets.toml"
        )
    return texts[name]
