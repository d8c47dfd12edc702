"""What is said about the files of a register: sources, and graphs of evidence.

A register is one piece of evidence per file, not per row: what a file states,
and what is derived from it, such as the legal form that a name shows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import Final

from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE, PROVENANCE, SSE, expand
from tsunagari.registers.files import day_of
from tsunagari.registers.numbering import Numbering
from tsunagari.registers.registry import Register
from tsunagari.registers.staging import ImportedFile, Staging
from tsunagari.registers.statements import Leaf

__all__ = [
    "Quad",
    "about_areas",
    "about_file",
    "areas_graph",
    "evidence_graphs",
    "evidence_names",
    "register_of",
]

DAY: Final = len("2022-10-03")
Quad = tuple[Node, Node, Node, URIRef]

STATED: Final = expand("concept:stated")
DERIVED: Final = expand("concept:derived")


def evidence_names(register: Register, file: ImportedFile) -> tuple[URIRef, URIRef]:
    """Return the graphs of what a file states and of what is derived from it."""
    local = _local(register, file)
    return BASE[f"evidence/{local}"], BASE[f"evidence/{local}-derived"]


def evidence_graphs(register: Register, staging: Staging) -> list[tuple[str, str]]:
    """Return the same for each file, in their order, as N-Triples writes them."""
    names = (evidence_names(register, file) for file in staging.files())
    return [(stated.n3(), derived.n3()) for stated, derived in names]


def areas_graph(register: Register) -> URIRef:
    """Return the graph of the places that the rows of a register name."""
    return BASE[f"evidence/{register.name}-areas"]


def register_of(graph: str, names: Iterable[str]) -> str:
    """Return which register of *names* fills the graph of that IRI; empty if none."""
    local = graph.removeprefix(str(BASE["evidence/"]))
    fits = [name for name in names if local.startswith(f"{name}-")]
    return max(fits, key=len, default="")


def about_file(register: Register, file: ImportedFile, filled: Container[str]) -> Leaf:
    """Return what there is to say about a file that was imported.

    :param filled: The graphs that hold a statement, in brackets; evidence that
        supports nothing is none.
    """
    source = BASE[f"source/{_local(register, file)}"]
    stated, derived = evidence_names(register, file)
    quads: list[Quad] = [
        (source, predicate, value, PROVENANCE)
        for predicate, value in (
            (RDF.type, SSE.Source),
            (DCTERMS.title, Literal(f"{register.name}: {file.name}", "en")),
            (DCTERMS.title, Literal(f"{register.name}：{file.name}", "ja")),
            (DCTERMS.isPartOf, URIRef(register.source)),
            (DCTERMS.identifier, Literal(f"sha256:{file.digest}")),
        )
    ]
    if issued := day_of(file.stem):
        kind = XSD.date if len(issued) == DAY else XSD.gYearMonth
        day = Literal(issued, datatype=kind)
        quads.append((source, DCTERMS.issued, day, PROVENANCE))
    if file.retrieved:
        day = Literal(file.retrieved, datatype=XSD.date)
        quads.append((source, DCTERMS.date, day, PROVENANCE))
    if stated.n3() in filled:
        quads += _about_graph(stated, STATED, source, f"{file.stem}.csv")
    if derived.n3() in filled:
        quads += _about_graph(derived, DERIVED, source, f"{file.stem}.csv")
        quads += [
            (derived, SKOS.editorialNote, Literal(note, language), PROVENANCE)
            for language, note in register.reader.derivation.items()
        ]
    leaf = Leaf()
    for s, p, o, graph in quads:
        leaf.add(graph.n3(), (s.n3(), p.n3(), o.n3()))
    return leaf


def about_areas(register: Register, numbering: Numbering) -> Iterator[Quad]:
    """Yield what there is to say about the places that the rows name."""
    graph, columns = areas_graph(register), numbering.place_columns
    yield from _about_graph(graph, DERIVED, URIRef(register.source), columns)
    for language, note in numbering.place_notes.items():
        yield graph, SKOS.editorialNote, Literal(note, language), PROVENANCE


def _about_graph(
    graph: URIRef, reading: URIRef, source: URIRef, locator: str
) -> Iterator[Quad]:
    """Yield that *graph* is evidence, how it was read, from what and where."""
    yield graph, RDF.type, SSE.Evidence, PROVENANCE
    yield graph, SSE.reading, reading, PROVENANCE
    yield graph, PROV.wasDerivedFrom, source, PROVENANCE
    yield graph, SSE.locator, Literal(locator), PROVENANCE


def _local(register: Register, file: ImportedFile) -> str:
    """Return a name that can end an IRI, and that no other file has."""
    stem = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    return "-".join(filter(None, (register.name, stem, file.digest[:8])))
