"""Imports between shapes graphs.

What a shapes graph imports with ``owl:imports`` `belongs to it
<https://www.w3.org/TR/shacl/#shapes-graph>`_. Nothing is fetched here: an import
names a graph that was read, or it is an error, since shapes that are not there
would be passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import OWL, RDF, Graph
from rdflib.term import Node

__all__ = ["REMEDY", "missing_imports"]

REMEDY = (
    "nothing is fetched; put its shapes into shapes/ and say there that it is an "
    "owl:Ontology, or take the import out"
)


def missing_imports(shapes: Graph, read: Iterable[Node] = ()) -> list[Node]:
    """Return what *shapes* imports and what is not there, in order.

    :param read: The names of graphs that were read, besides those that *shapes* says
        of that they are an ``owl:Ontology``.
    """
    there = {*read, *shapes.subjects(RDF.type, OWL.Ontology)}
    return sorted(set(shapes.objects(None, OWL.imports)) - there, key=str)
