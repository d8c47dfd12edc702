"""Application profiles: shapes for a graph in other people's terms.

They stand in ``shapes/profiles``, one file each. A profile is asked only of a
graph that has an instance of one of its target classes.
"""

from __future__ import annotations

from rdflib import RDF, SH, Graph

from tsunagari.resources import files
from tsunagari.validation.shacl import Validation, validate_graph

__all__ = ["conformance", "profile"]


def profile(name: str) -> Graph:
    """Return the shapes of the profile *name*."""
    graph = Graph()
    for _, path in files("shapes", f"profiles/{name}.ttl"):
        graph.parse(path, format="turtle")
    return graph


def conformance(graph: Graph) -> dict[str, Validation]:
    """Return what each profile finds in *graph*, for those that speak of it."""
    found = {}
    for _, path in files("shapes", "profiles/*.ttl"):
        shapes = profile(path.stem)
        targets = set(shapes.objects(None, SH.targetClass))
        if any((None, RDF.type, target) in graph for target in targets):
            found[path.stem] = validate_graph(graph, shapes)
    return found
