"""A version of the ontology as a record: its modules, its terms, and what each means.

Blank nodes and the order of statements say nothing to a reader, so a version is
kept as what can be compared with the next one: for each term its kind, status,
names, definition and axioms. The record of each version stands in
``ontology/versions/``; a published one never changes::

    {"version": "0.1.0", "issued": "2026-11-25",
     "modules": {"legal-form": ["FullSSEForm", …]},
     "terms": {"FullSSEForm": {"kind": "Class", "status": "testing",
       "label": {"en": "full SSE form", …}, "definition": {"en": …},
       "axioms": ["SubClassOf: sse:OrganizationType", …]}}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from tsunagari.errors import SourceError
from tsunagari.export.manchester import axioms
from tsunagari.export.resources import ONTOLOGY_IRI
from tsunagari.graph.sources import Sources
from tsunagari.namespaces import SSE

__all__ = ["KINDS", "Change", "Record", "changes", "kind_of", "ontology_record"]

Record = dict[str, Any]
HEADER: Final = "ontology/tsunagari.ttl"
MODULES: Final = "ontology/modules/"
VS: Final = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
# The first that fits is what a term is.
KINDS: Final = {
    OWL.Class: "Class",
    OWL.ObjectProperty: "ObjectProperty",
    OWL.DatatypeProperty: "DatatypeProperty",
    OWL.AnnotationProperty: "AnnotationProperty",
}


@dataclass(frozen=True)
class Change:
    """What became of a term from one version to the next.

    :param what: ``added``, ``removed``, or what of it is another now: ``kind``,
        ``status``, ``label``, ``definition``, ``axioms`` or ``module``.
    """

    term: str
    what: str
    before: Any = None
    after: Any = None


def kind_of(graph: Graph, term: URIRef) -> str:
    """Return what *term* is in OWL; empty if it is no term."""
    kinds = set(graph.objects(term, RDF.type))
    return next((name for kind, name in KINDS.items() if kind in kinds), "")


def ontology_record(sources: Sources) -> Record:
    """Return the record of the version that *sources* hold.

    :raises SourceError: If the ontology has no version, or two modules one term.
    """
    # Where other vocabularies place a term is an alignment, and no part of a version.
    whole = Graph()
    modules: dict[str, list[str]] = {}
    for file in sources.files:
        if file.name.startswith((MODULES, HEADER)):
            for graph in file.graphs.values():
                whole += graph
                if file.name != HEADER:
                    name = file.name.removeprefix(MODULES).removesuffix(".ttl")
                    modules[name] = _terms(graph)
    header = URIRef(ONTOLOGY_IRI)
    version = whole.value(header, OWL.versionInfo)
    if version is None:
        raise SourceError("ontology/: the ontology has no owl:versionInfo")
    named = [name for names in modules.values() for name in names]
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise SourceError(
            f"ontology/modules/: {twice[0]} is declared in two modules; keep one"
        )
    return {
        "version": str(version),
        "issued": str(whole.value(header, DCTERMS.issued) or ""),
        "modules": modules,
        "terms": {name: _told(whole, SSE[name]) for name in sorted(named)},
    }


def _terms(graph: Graph) -> list[str]:
    """Return the names of the terms of ours that *graph* declares."""
    return sorted(
        node.removeprefix(SSE)
        for node in set(graph.subjects(RDF.type))
        if isinstance(node, URIRef) and node.startswith(SSE) and kind_of(graph, node)
    )


def _told(graph: Graph, term: URIRef) -> Record:
    found: Record = {
        "kind": kind_of(graph, term),
        "status": str(graph.value(term, VS.term_status) or ""),
        "label": _texts(graph, term, RDFS.label),
        "definition": _texts(graph, term, SKOS.definition),
        "axioms": [axiom.text for axiom in axioms(graph, term)],
    }
    if graph.value(term, OWL.deprecated) == Literal(True):
        found["deprecated"] = True
    return found


def _texts(graph: Graph, term: URIRef, property: URIRef) -> dict[str, str]:
    return {
        text.language: str(text)
        for text in sorted(graph.objects(term, property), key=str)
        if isinstance(text, Literal) and text.language
    }


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what became of the terms from the record *old* to *new*, by their names.

    >>> a = {"modules": {"m": ["A"]}, "terms": {"A": {"kind": "Class"}}}
    >>> b = {"modules": {"m": ["B"]}, "terms": {"B": {"kind": "Class"}}}
    >>> [(change.term, change.what) for change in changes(a, b)]
    [('A', 'removed'), ('B', 'added')]
    """
    found = []
    before, after = old["terms"], new["terms"]
    homes = [
        {name: module for module, names in one["modules"].items() for name in names}
        for one in (old, new)
    ]
    for name in sorted({*before, *after}):
        if name not in after:
            found.append(Change(name, "removed"))
        elif name not in before:
            found.append(Change(name, "added"))
        else:
            pairs = [
                ("module", homes[0].get(name), homes[1].get(name)),
                *(
                    (key, before[name].get(key), after[name].get(key))
                    for key in sorted({*before[name], *after[name]})
                ),
            ]
            found += [Change(name, *pair) for pair in pairs if pair[1] != pair[2]]
    return found
