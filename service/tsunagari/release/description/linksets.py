"""The linksets of the release, as VoID has them: what is linked to which graphs."""

from __future__ import annotations

from rdflib import RDF, VOID, Graph

from tsunagari.release.description.names import DATASET

__all__ = ["linksets"]


def linksets(merged: Graph) -> Graph:
    """Return what *merged* says of its linksets and of the graphs they lead to."""
    about = Graph()
    for one in merged.subjects(RDF.type, VOID.Linkset):
        about.add((DATASET, VOID.subset, one))
        targets = set(merged.objects(one, VOID.objectsTarget)) - {DATASET}
        for node in (one, *targets):
            for predicate, value in merged.predicate_objects(node):
                about.add((node, predicate, value))
    return about
