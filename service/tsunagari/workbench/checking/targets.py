"""What the shapes speak of: the `focus nodes
<https://www.w3.org/TR/shacl/#targets>`_ in a graph."""

from __future__ import annotations

from rdflib import RDF, RDFS, SH, Graph
from rdflib.term import Node

from tsunagari.validation.compiled.reading import metaclasses

__all__ = ["focus_nodes"]


def focus_nodes(data: Graph, shapes: Graph) -> set[Node]:
    """Return the nodes of *data* that some shape has for a target."""
    found: set[Node] = set()
    classes = set(shapes.objects(None, SH.targetClass))
    for kind in metaclasses(shapes):
        classes |= {s for s in shapes.subjects(RDF.type, kind) if _is_shape(shapes, s)}
    for wanted in classes:
        for below in data.transitive_subjects(RDFS.subClassOf, wanted):
            found |= set(data.subjects(RDF.type, below))
    for p in shapes.objects(None, SH.targetSubjectsOf):
        found |= set(data.subjects(p))
    for p in shapes.objects(None, SH.targetObjectsOf):
        found |= set(data.objects(None, p))
    nodes = set(shapes.objects(None, SH.targetNode))
    return found | (nodes & data.all_nodes())


def _is_shape(shapes: Graph, node: Node) -> bool:
    kinds = set(shapes.objects(node, RDF.type))
    return bool(kinds & {SH.NodeShape, SH.PropertyShape})
