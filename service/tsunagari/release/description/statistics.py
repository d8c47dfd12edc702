"""Counts that need no scan: Data Cube observations about the release itself.

Each of the data sets has one dimension; ``ontology/structures`` defines them.
The forms that a dimension may have are listed, since no scheme holds all.
A thing that is dated, placed or classed twice is counted in both places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import OWL, QB, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE, SSE, expand
from tsunagari.release.description.names import local_name

__all__ = ["entailed", "statistics"]

SETS: Final = Namespace(BASE["statistics/"])
ORGANIZATION: Final = expand("org:Organization")

Counts = dict[Node, set[Node]]


def statistics(merged: Graph) -> Graph:
    """Return the observations that *merged* gives, themselves counted too."""
    found = Graph()
    for form in merged.subjects(RDF.type, SSE.OrganizationType):
        found.add((SETS.forms, SKOS.member, form))
    counts = {
        _observation(found, name, dimension, value): len(counted)
        for name, dimension, groups in (
            ("organizations-by-form", SSE.countedForm, _forms(merged)),
            ("organizations-by-place", SSE.refArea, _places(merged)),
            ("organizations-by-year", SSE.foundingYear, _years(merged)),
        )
        for value, counted in groups.items()
    }
    classes = {
        kind: _observation(found, "instances-by-class", SSE.countedClass, kind)
        for kind in merged.subjects(RDF.type, OWL.Class)
        if isinstance(kind, URIRef)
    }
    for kind, node in classes.items():
        instances = {s for g in (merged, found) for s in g.subjects(RDF.type, kind)}
        counts[node] = len(instances)
    for node, number in counts.items():
        found.add((node, SSE["count"], Literal(number)))
    return found


def _observation(found: Graph, name: str, dimension: URIRef, value: Node) -> URIRef:
    """Add an observation that has yet to get its count, and return it."""
    node = SETS[f"{name}/{local_name(value)}"]
    found.add((node, RDF.type, QB.Observation))
    found.add((node, QB.dataSet, SETS[name]))
    found.add((node, dimension, value))
    return node


def entailed(counted: Graph, merged: Graph) -> Graph:
    """Return what follows from *counted*, given the axioms in *merged*.

    The observations come after the closure, and a property above one of their
    dimensions is the only thing that an axiom can add to them.
    """
    found = Graph()
    for s, p, o in counted:
        for above in merged.transitive_objects(p, RDFS.subPropertyOf):
            if above is not None and (s, above, o) not in merged:
                found.add((s, above, o))
    return found


def _forms(merged: Graph) -> Counts:
    return _grouped(merged, merged.subject_objects(SSE.legalForm))


def _places(merged: Graph) -> Counts:
    """Count by the place an organization is based in, and all around that."""
    return _grouped(
        merged,
        (
            (body, around)
            for body, place in merged.subject_objects(SSE.basedIn)
            for around in (place, *merged.objects(place, SSE.within))
        ),
    )


def _years(merged: Graph) -> Counts:
    return _grouped(
        merged,
        (
            (body, Literal(str(time)[:4], datatype=XSD.gYear))
            for body, time in merged.subject_objects(SSE.foundedIn)
        ),
    )


def _grouped(merged: Graph, pairs: Iterator[tuple[Node, Node]]) -> Counts:
    """Return the organizations among the first of *pairs*, by the second."""
    found: Counts = {}
    for body, value in pairs:
        if (body, RDF.type, ORGANIZATION) in merged:
            found.setdefault(value, set()).add(body)
    return found
