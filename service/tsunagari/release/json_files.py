"""The JSON and the tables of a release: context, frames, schemas, lists of each kind.

``versions/<version>.json`` is the record of the ontology, and ``terms.json`` has what
its documentation needs beside it: mappings with their justification, and constraints.

``json/<kind>.json`` holds the trees of one kind, with the context inline, so that
it is JSON for one reader and RDF for another; ``tables/<kind>.csv`` has the same
for spreadsheets, and what stands somewhere comes as GeoJSON too. Of bodies that
only registers tell of there are trees on request alone: they are too many for a
list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from rdflib import RDFS, Graph, Literal

from tsunagari.export.compaction import Compactor, Json
from tsunagari.export.compaction import Graph as Nodes
from tsunagari.export.constraints import constraints
from tsunagari.export.context import Context, derive_context
from tsunagari.export.frames import ANY, BODIES, FRAMES, frame, frame_named, frame_of
from tsunagari.export.geojson import Places, feature_collection
from tsunagari.export.json_schema import json_schema
from tsunagari.export.ontology_record import ontology_record
from tsunagari.export.tables import csv_bytes, csv_metadata
from tsunagari.export.term_mappings import term_mappings
from tsunagari.graph.sources import Sources
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE, SSE
from tsunagari.release.checking import Checked
from tsunagari.release.register_table import bodies_metadata
from tsunagari.validation.shapes import read_shapes

__all__ = [
    "CONTEXT",
    "FOLDERS",
    "FRAMES_FOLDER",
    "JSON",
    "LISTS",
    "SCHEMAS",
    "TERMS",
    "VERSIONS",
    "WHOLE_JSON",
    "Trees",
    "write_document",
    "write_json",
]

CONTEXT: Final = "context"
FRAMES_FOLDER: Final = "frames"
SCHEMAS: Final = "schemas"
VERSIONS: Final = "versions"
# What describes the JSON and the terms, beside the data.
FOLDERS: Final = (CONTEXT, FRAMES_FOLDER, SCHEMAS, VERSIONS)
TERMS: Final = "terms.json"
JSON: Final = "json"
TABLES: Final = "tables"
LISTS: Final = (JSON, TABLES)
PLACES: Final = "places"
# What stands somewhere.
PLACED: Final = ("organizations", PLACES)
WHOLE_JSON: Final = "tsunagari.jsonld"
# Terms of the ontology are told with it.
NOT_LISTED: Final = (str(SSE), str(BASE["ontology"]))


@dataclass(frozen=True)
class Trees:
    """The trees of all that a build holds in memory."""

    checked: Checked

    @cached_property
    def ontology(self) -> Graph:
        """What ``ontology/`` says."""
        return _ontology(self.checked.assembly.sources)

    @cached_property
    def shapes(self) -> Graph:
        """The shapes of the project."""
        return read_shapes()

    @cached_property
    def compactor(self) -> Compactor:
        """What writes with the context of this release."""
        return Compactor(derive_context(self.ontology, self.shapes))

    @property
    def context(self) -> Context:
        """The context of this release."""
        return self.compactor.context

    @cached_property
    def by_kind(self) -> dict[str, list[Json]]:
        """The trees of each kind by the name of its frame, sorted by their ids."""
        nodes = Nodes(self.checked.dataset.expanded())
        found: dict[str, list[Json]] = {kind.name: [] for kind in (*FRAMES, ANY)}
        for iri, node in sorted(nodes.nodes.items()):
            types = node.get("@type", ())
            if types and iri.startswith(str(BASE)) and not iri.startswith(NOT_LISTED):
                found[frame_of(types).name].append(self.compactor.tree(nodes, iri))
        return {name: trees for name, trees in found.items() if trees}


def write_json(place: Path, trees: Trees) -> None:
    """Write context, frames, schemas, lists and tables to the folder *place*."""
    for folder in (*FOLDERS, *LISTS):
        (place / folder).mkdir()
    context = trees.context
    _write(place / CONTEXT / f"{context.version}.jsonld", context.document)
    record = ontology_record(trees.checked.assembly.sources)
    _write(place / VERSIONS / f"{record['version']}.json", record)
    _write(
        place / TERMS,
        {"alignments": term_mappings(), "constraints": constraints(trees.shapes)},
    )
    for kind in (*FRAMES, ANY):
        _write(place / FRAMES_FOLDER / f"{kind.name}.jsonld", frame(context, kind))
        schema = json_schema(kind, context, trees.ontology, trees.shapes)
        _write(place / SCHEMAS / f"{kind.name}.schema.json", schema)
    for name, listed in trees.by_kind.items():
        write_document(
            place / JSON / f"{name}.json",
            {"@context": context.value, "@graph": listed},
        )
    _write_tables(place / TABLES, trees)


def _write_tables(place: Path, trees: Trees) -> None:
    labels = _labels(trees.ontology)
    places = Places(trees.by_kind.get(PLACES, ()))
    for name, listed in trees.by_kind.items():
        (place / f"{name}.csv").write_bytes(csv_bytes(listed))
        metadata = csv_metadata(frame_named(name), listed, trees.context, labels)
        _write(place / f"{name}.csv-metadata.json", metadata)
        if name in PLACED:
            _write(place / f"{name}.geojson", feature_collection(listed, places))
    if trees.checked.bulk:
        trees.checked.bulk.table.replace(place / f"{BODIES.name}.csv")
        _write(place / f"{BODIES.name}.csv-metadata.json", bodies_metadata())


def _labels(ontology: Graph) -> dict[str, dict[str, str]]:
    """Return the names of properties in both languages, by their IRIs."""
    found: dict[str, dict[str, str]] = {}
    for node, text in sorted(ontology.subject_objects(RDFS.label)):
        if isinstance(text, Literal) and text.language in LANGUAGES:
            found.setdefault(str(node), {}).setdefault(text.language, str(text))
    return found


def write_document(path: Path, document: Json) -> None:
    """Write a JSON-LD document with a line for each node."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(document))


def _lines(document: Json) -> Iterator[str]:
    yield f'{{"@context": {_text(document["@context"])},\n"@graph": [\n'
    nodes = document["@graph"]
    for number, node in enumerate(nodes, 1):
        yield _text(node) + (",\n" if number < len(nodes) else "\n")
    yield "]}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, value: Json) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _ontology(sources: Sources) -> Graph:
    found = Graph()
    for file in sources.files:
        if file.name.startswith("ontology/"):
            for graph in file.graphs.values():
                for triple in graph:
                    found.add(triple)
    return found
