"""How many instances each class has in a dataset, and has with a posted graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, FOAF, RDF, RDFS, SDO, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.entailment.closure import close
from tsunagari.entailment.statements import is_reserved
from tsunagari.workbench.checking.beside import Beside, ontology

__all__ = ["ClassCount", "counted", "labels_of"]

Pair = tuple[Node, Node]
# What names a thing; the first that there is in a language counts.
NAMES: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title, SDO.name, FOAF.name)


@dataclass(frozen=True)
class ClassCount:
    """The instances of one class, inferred ones included.

    :param labels: What the class is called, by language.
    """

    iri: str
    labels: Mapping[str, str]
    before: int
    after: int


def counted(beside: Beside) -> list[ClassCount]:
    """Return the classes that the posted graph adds to, those with most first.

    Without a dataset there was nothing before. Of contradictory statements, what is
    stated is counted, since nothing is inferred.
    """
    found = beside.consequences
    added = _pairs((beside.posted, found.new))
    if beside.stored is not None and not beside.whole:
        before = Counter(beside.stored.counts())
        says = beside.stored.says
        fresh = {pair for pair in added if not says(pair[0], RDF.type, pair[1])}
    else:
        inferred = _pairs([found.before]) if beside.stored else set()
        was = _pairs([beside.dataset]) | (inferred - _of_ontology())
        before = Counter(str(kind) for _, kind in was)
        fresh = added - was
    after = before + Counter(str(kind) for _, kind in fresh)
    counts = [
        ClassCount(iri, labels_of(beside.data, URIRef(iri)), before[iri], number)
        for iri, number in after.items()
        if number > before[iri]
    ]
    return sorted(counts, key=lambda one: (one.before - one.after, one.iri))


def labels_of(graph: Graph, node: Node) -> dict[str, str]:
    """Return the names of *node* by language; without one under the empty text."""
    found: dict[str, str] = {}
    for p in NAMES:
        for text in sorted(graph.objects(node, p), key=str):
            if isinstance(text, Literal) and str(text).strip():
                found.setdefault((text.language or "").lower(), str(text))
    return found


def _pairs(graphs: Iterable[Graph]) -> set[Pair]:
    """Return which thing is of which class; the language's own are left out."""
    return {
        (s, o)
        for graph in graphs
        for s, o in graph.subject_objects(RDF.type)
        if isinstance(o, URIRef) and not is_reserved(o)
    }


def _of_ontology() -> set[Pair]:
    """Return what is of which class by the ontology alone."""
    return _pairs([ontology(), close(ontology())])
