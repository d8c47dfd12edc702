"""In which group and order the properties of a thing stand on its page.

The folder ``shapes/pages`` says so, in the terms SHACL has for it:
`sh:group, sh:order and sh:name <https://www.w3.org/TR/shacl/#nonValidation>`_.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from tsunagari.errors import SourceError
from tsunagari.explanation.words import Words
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE
from tsunagari.resources import bases, files

__all__ = ["Arrangement", "Direction", "Place", "arrangement"]

FOLDER: Final = "pages"
PAGE: Final = BASE["shapes#Page"]
ASIDE: Final = BASE["shapes#Page-aside"]
# A property, and whether it is read from its object to its subject.
Direction = tuple[URIRef, bool]
Names = dict[str, str]


@dataclass(frozen=True)
class Place:
    """Where a property stands.

    :param group: The number of its group, from 0.
    :param order: Its number within all.
    :param names: What it is called there; empty if it has its own label.
    :param single: Whether several values are rival claims.
    :param unsaid: Values that go without saying.
    """

    group: int
    order: float
    names: Names
    single: bool
    unsaid: frozenset[Node] = frozenset()


@dataclass(frozen=True)
class Arrangement:
    """Groups with their names, the places in them, and what is said aside.

    :param aside: Properties in their order, each with what goes without saying.
    """

    groups: list[Names]
    places: dict[Direction, Place]
    aside: dict[URIRef, frozenset[Node]]

    def name(self, direction: Direction, words: Words) -> str:
        """Return what a property is called when it is read in that direction."""
        property, backward = direction
        place = self.places.get(direction)
        if place and place.names:
            return place.names[words.language]
        if not backward:
            return words.label(property)
        label = self.name((property, False), words)
        if words.language == "ja":
            return f"これを「{label}」とするもの"
        return f"has this as “{label}”"


def arrangement() -> Arrangement:
    """Return how pages are arranged.

    :raises SourceError: If a property has no group or order.
    """
    return _read(bases("shapes"))


@lru_cache
def _read(_: tuple[Path, ...]) -> Arrangement:
    graph = Graph()
    for _name, path in files("shapes", f"{FOLDER}/*.ttl"):
        graph.parse(path, format="turtle")
    groups = sorted(graph.subjects(RDF.type, SH.PropertyGroup), key=_order(graph))
    if not groups:
        raise SourceError(f"shapes/{FOLDER}: no sh:PropertyGroup; pages need one")
    numbers = {group: number for number, group in enumerate(groups)}
    places = {}
    for shape in graph.objects(PAGE, SH.property):
        direction = _direction(graph, shape)
        group = graph.value(shape, SH.group)
        if group not in numbers:
            raise SourceError(
                f"shapes/{FOLDER}: <{direction[0]}> has no sh:group that is described"
            )
        places[direction] = Place(
            numbers[group],
            _order(graph)(shape),
            _names(graph, shape, SH.name),
            graph.value(shape, SH.maxCount) is not None,
            _unsaid(graph, shape),
        )
    asides = sorted(graph.objects(ASIDE, SH.property), key=_order(graph))
    return Arrangement(
        [_names(graph, group, RDFS.label) for group in groups],
        places,
        {_direction(graph, shape)[0]: _unsaid(graph, shape) for shape in asides},
    )


class _order:
    """Gives a node its sh:order."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __call__(self, node: Node) -> float:
        found = self._graph.value(node, SH.order)
        if found is None:
            raise SourceError(f"shapes/{FOLDER}: {node.n3()} has no sh:order")
        return float(str(found))


def _direction(graph: Graph, shape: Node) -> Direction:
    path = graph.value(shape, SH.path)
    if isinstance(path, URIRef):
        return path, False
    backward = graph.value(path, SH.inversePath) if path is not None else None
    if isinstance(backward, URIRef):
        return backward, True
    raise SourceError(
        f"shapes/{FOLDER}: sh:path is a property or [ sh:inversePath … ] of one"
    )


def _unsaid(graph: Graph, shape: Node) -> frozenset[Node]:
    found: set[Node] = set()
    for other in graph.objects(shape, SH["not"]):
        for members in graph.objects(other, SH["in"]):
            found.update(graph.items(members))
    return frozenset(found)


def _names(graph: Graph, node: Node, property: URIRef) -> Names:
    found = {
        getattr(text, "language", None) or "": str(text)
        for text in graph.objects(node, property)
    }
    if found and not set(LANGUAGES) <= set(found):
        raise SourceError(
            f"shapes/{FOLDER}: the name {sorted(found.values())[0]!r} is wanted in "
            f"{' and '.join(LANGUAGES)}"
        )
    return found
