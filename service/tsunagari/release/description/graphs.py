"""The named graphs: what each is, how large, and on what it rests.

A named graph of the data set (``sd:NamedGraph``) has a name; the graph of that
name (``sd:Graph``) has its size. A graph of evidence rests on its sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rdflib import DCTERMS, PROV, RDF, VOID, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import (
    ESSGLOBAL,
    INFERRED,
    ONTOLOGY,
    PROVENANCE,
    STATISTICS,
    VOID_GRAPH,
)
from tsunagari.release.assembly import Assembly
from tsunagari.release.description.names import DATASET, SD, local_name, part

__all__ = ["about_graphs"]

MADE: Final = {
    ESSGLOBAL: (
        "The organizations in the terms of ESSGlobal",
        "ESSGlobalの語彙で表した組織",
    ),
    INFERRED: ("What follows by OWL 2 RL", "OWL 2 RL によって導かれる言明"),
    ONTOLOGY: ("The ontology and its vocabularies", "オントロジーと語彙"),
    PROVENANCE: ("What each piece of evidence is", "各根拠の説明"),
    STATISTICS: ("Counts of the release", "リリースの件数"),
    VOID_GRAPH: ("The description of the data set", "データセットの説明"),
}


def about_graphs(
    assembly: Assembly, void: Graph, more: Mapping[str, int], files: Graph
) -> Graph:
    """Describe the graphs of *assembly*, and the one that *void* begins.

    :param more: How many statements the graphs have beyond those of *assembly*.
    :param files: What is said of evidence that *assembly* does not hold.
    """
    found: dict[URIRef, set[tuple[Node, Node, Node]]] = {}
    for s, p, o, name in assembly.quads():
        found.setdefault(name, set()).add((s, p, o))
    sizes = {name: len(triples) for name, triples in found.items()}
    for text, number in more.items():
        name = URIRef(text[1:-1])
        sizes[name] = sizes.get(name, 0) + number
    about = Graph()
    for name in (*sizes, VOID_GRAPH):
        _add_graph(about, name, assembly.merged, files)
    # What describes the graphs is part of the last one, its own size included.
    sizes[VOID_GRAPH] = len(void + about) + len(sizes) + 1
    for name, size in sizes.items():
        about.add((name, VOID.triples, Literal(size)))
    return about


def _add_graph(about: Graph, name: URIRef, *graphs: Graph) -> None:
    named = part("named-graph", local_name(name))
    about.add((DATASET, SD.namedGraph, named))
    about.add((named, RDF.type, SD.NamedGraph))
    about.add((named, SD.name, name))
    about.add((named, SD.graph, name))
    about.add((DATASET, VOID.subset, name))
    about.add((name, RDF.type, VOID.Dataset))
    about.add((name, RDF.type, SD.Graph))
    for predicate in (PROV.wasDerivedFrom, PROV.wasQuotedFrom):
        for source in {s for g in graphs for s in g.objects(name, predicate)}:
            about.add((name, DCTERMS.source, source))
    for text, language in zip(MADE.get(name, ()), LANGUAGES, strict=False):
        about.add((name, DCTERMS.title, Literal(text, language)))
