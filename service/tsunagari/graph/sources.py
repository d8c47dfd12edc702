"""Reading the sources: ``ontology/`` and ``graph_data/`` as one RDF dataset.

Turtle below ``ontology/`` goes into the ontology graph. TriG below
``graph_data/`` names its graphs itself: one per piece of evidence, and the
provenance graph that says where each comes from. What a file may hold is
checked by the hygiene queries, not here; here files are read, and it is
remembered which file said what, so that an error can name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import rdflib
from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from tsunagari.errors import SourceError
from tsunagari.namespaces import GRAPH, ONTOLOGY, PROVENANCE
from tsunagari.resources import FolderName, files

__all__ = ["SourceFile", "Sources", "read_sources", "source_paths"]

# rdflib would rewrite "1.50" to "1.5" and drop a Z: a source stays as written.
rdflib.NORMALIZE_LITERALS = False

Report = Callable[[str], None]

KINDS: Final[tuple[tuple[FolderName, str], ...]] = (
    ("ontology", ".ttl"),
    ("graph_data", ".trig"),
)


@dataclass(frozen=True)
class SourceFile:
    """One file, with the named graphs read from it."""

    name: str
    graphs: dict[URIRef, Graph]

    def mentions(self, node: Node) -> bool:
        """Tell whether *node* is a subject here, or one of the graphs."""
        return node in self.graphs or any(
            (node, None, None) in graph for graph in self.graphs.values()
        )

    def subjects(self) -> set[URIRef]:
        """Return the IRIs that statements here are about."""
        return {
            subject
            for graph in self.graphs.values()
            for subject in graph.subjects()
            if isinstance(subject, URIRef)
        }


@dataclass(frozen=True)
class Sources:
    """All files, in the order of their names."""

    files: list[SourceFile] = field(default_factory=list)

    def quads(self) -> Iterator[tuple[Node, Node, Node, URIRef]]:
        """Yield every statement with its graph."""
        for file in self.files:
            for name, graph in file.graphs.items():
                for s, p, o in graph:
                    yield s, p, o, name

    def merged(self) -> Graph:
        """Return all statements as one graph, each once."""
        graph = Graph()
        for s, p, o, _ in self.quads():
            graph.add((s, p, o))
        return graph

    def files_about(self, node: Node) -> list[str]:
        """Return the names of the files in which *node* is described."""
        return [file.name for file in self.files if file.mentions(node)]


def source_paths() -> list[tuple[str, Path]]:
    """Return the files to read: their names within the project, and paths."""
    return [
        (f"{folder_name}/{name}", path)
        for folder_name, suffix in KINDS
        for name, path in files(folder_name, f"**/*{suffix}")
    ]


def read_sources(
    paths: Iterable[tuple[str, Path]] | None = None, report: Report = lambda _: None
) -> Sources:
    """Read the files of *paths*, by default those of the project.

    :param paths: Names and paths; ``.ttl`` is ontology, ``.trig`` is data.
    :param report: Called with the name of each file before it is read.
    :raises SourceError: If a file does not parse, or holds a statement outside
        any named graph or in one that the build makes, or there is no file.
    """
    found = []
    for name, path in source_paths() if paths is None else paths:
        report(name)
        found.append(_read(name, path))
    if not found:
        raise SourceError("there is no source file to read")
    return Sources(found)


def _read(name: str, path: Path) -> SourceFile:
    try:
        if path.suffix == ".ttl":
            graph = Graph().parse(path, format="turtle")
            return SourceFile(name, {ONTOLOGY: graph})
        dataset = Dataset()
        dataset.parse(path, format="trig")
    except (SyntaxError, ValueError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise SourceError(f"{name}: does not parse: {reason}") from error
    graphs: dict[URIRef, Graph] = {}
    for graph in dataset.graphs():
        if not len(graph):
            continue
        if graph.identifier == DATASET_DEFAULT_GRAPH_ID:
            subject = next(iter(graph.subjects()))
            raise SourceError(
                f"{name}: a statement about {subject} stands in no named graph; "
                "put it into the graph of its evidence"
            )
        identifier = URIRef(str(graph.identifier))
        if identifier.startswith(str(GRAPH)) and identifier != PROVENANCE:
            raise SourceError(
                f"{name}: writes into {identifier}, which the build makes; "
                "data goes into the graph of its evidence"
            )
        graphs[identifier] = graph
    return SourceFile(name, graphs)
