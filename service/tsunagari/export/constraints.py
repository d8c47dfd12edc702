"""What the shapes ask of classes and properties, a row for each property shape."""

from __future__ import annotations

from typing import Any, Final

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

__all__ = ["constraints"]

NUMBERS: Final = (("least", SH.minCount), ("most", SH.maxCount))


def constraints(shapes: Graph) -> list[dict[str, Any]]:
    """Return the constraints of *shapes* on properties of the things of a class.

    ``class`` is what a shape targets and ``shape`` the property shape itself;
    ``property`` is its path, where that is one property. ``values`` are the classes
    or the datatype that it asks of values, and of numbers only those that there are.
    """
    found = []
    for shape in sorted(set(shapes.subjects(RDF.type, SH.NodeShape)), key=str):
        targets = [
            *shapes.objects(shape, SH.targetClass),
            *([shape] if (shape, RDF.type, RDFS.Class) in shapes else []),
        ]
        for target in sorted(targets, key=str):
            for property in sorted(shapes.objects(shape, SH.property), key=str):
                row = _row(shapes, property)
                found.append({"class": str(target), "node": str(shape), **row})
    return found


def _row(shapes: Graph, property: Node) -> dict[str, Any]:
    path = shapes.value(property, SH.path)
    row: dict[str, Any] = {
        "shape": str(property) if isinstance(property, URIRef) else "",
        "property": str(path) if isinstance(path, URIRef) else "",
        "values": sorted(map(str, _values(shapes, property))),
    }
    for name, number in NUMBERS:
        if (value := shapes.value(property, number)) is not None:
            row[name] = int(str(value))
    return row


def _values(shapes: Graph, shape: Node) -> set[Node]:
    """Return what *shape* says values are, in each of its alternatives as well."""
    found = {
        *shapes.objects(shape, SH["class"]),
        *shapes.objects(shape, SH.datatype),
    }
    for choice in shapes.objects(shape, SH["or"]):
        for one in shapes.items(choice):
            found |= _values(shapes, one)
    return {value for value in found if isinstance(value, URIRef)}
