"""What is said about the files of a register: sources, and graphs of evidence.

A register is one piece of evidence per file, not per row: what a file states,
and what is derived from it, such as the legal form that a name shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, PROV, RDF, XSD, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE, PROVENANCE, SSE, expand
from tsunagari.registers.registry import Register
from tsunagari.registers.staging import ImportedFile

__all__ = ["about_file", "areas_graph", "evidence_names"]

Quad = tuple[Node, Node, Node, URIRef]

STATED: Final = expand("concept:stated")
DERIVED: Final = expand("concept:derived")


def evidence_names(register: Register, file: ImportedFile) -> tuple[URIRef, URIRef]:
    """Return the graphs of what a file states and of what is derived from it."""
    local = _local(register, file)
    return BASE[f"evidence/{local}"], BASE[f"evidence/{local}-derived"]


def areas_graph(register: Register) -> URIRef:
    """Return the graph of the places that the rows of a register name."""
    return BASE[f"evidence/{register.name}-areas"]


def about_file(register: Register, file: ImportedFile) -> Iterator[Quad]:
    """Yield what there is to say about a file that was imported."""
    source = _source(register, file)
    stated, derived = evidence_names(register, file)
    for predicate, value in (
        (RDF.type, SSE.Source),
        (DCTERMS.title, Literal(f"{file.stem} ({file.name})", "en")),
        (DCTERMS.title, Literal(f"{file.stem}（{file.name}）", "ja")),
        (DCTERMS.isPartOf, URIRef(register.source)),
        (DCTERMS.identifier, Literal(f"sha256:{file.digest}")),
    ):
        yield source, predicate, value, PROVENANCE
    if file.retrieved:
        day = Literal(file.retrieved, datatype=XSD.date)
        yield source, DCTERMS.dateAccepted, day, PROVENANCE
    for graph, reading in ((stated, STATED), (derived, DERIVED)):
        yield from about_graph(graph, reading, source)


def about_graph(graph: URIRef, reading: URIRef, *sources: URIRef) -> Iterator[Quad]:
    """Yield that *graph* is evidence, how it was read, and from what."""
    yield graph, RDF.type, SSE.Evidence, PROVENANCE
    yield graph, SSE.reading, reading, PROVENANCE
    for source in sources:
        yield graph, PROV.wasDerivedFrom, source, PROVENANCE


def _source(register: Register, file: ImportedFile) -> URIRef:
    return BASE[f"source/{_local(register, file)}"]


def _local(register: Register, file: ImportedFile) -> str:
    """Return a name that can end an IRI, and that no other file has."""
    stem = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    return "-".join(filter(None, (register.name, stem, file.digest[:8])))
