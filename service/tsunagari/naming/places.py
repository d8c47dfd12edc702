"""Where bodies are, as far as it helps to tell bodies of one name apart.

A place is a country code and a text. Texts are compared as they are written; the areas
our graph knows bring a text in Japanese and one in Latin letters together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rdflib import RDF, RDFS, Dataset, Graph
from rdflib.term import Node

from tsunagari.namespaces import SSE
from tsunagari.naming.readings import romanised
from tsunagari.naming.words import words
from tsunagari.resources import files

__all__ = ["NOWHERE", "Nearness", "Place", "nearness"]

Nearness = Literal["same", "near", "far", "unknown", "other country"]


@dataclass(frozen=True, slots=True)
class Place:
    """A country (ISO 3166-1 alpha-2) and a place in it; either may be empty."""

    country: str = ""
    text: str = ""


NOWHERE = Place()


def nearness(left: Place, right: Place) -> Nearness:
    """Tell how near two places are.

    ``near`` is the same area, and another place in it.
    """
    if left.country and right.country and left.country != right.country:
        return "other country"
    one, two = _plain(left.text), _plain(right.text)
    if not one or not two:
        return "unknown"
    if one.startswith(two) or two.startswith(one):
        return "same"
    first, second = _area(one), _area(two)
    if first and second:
        if first[0] != second[0]:
            return "far"
        # One text is the whole area, or they are in two scripts: no more is told.
        whole = first[1] or second[1] or one.isascii() != two.isascii()
        return "same" if whole else "near"
    return "far" if one.isascii() == two.isascii() else "unknown"


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if unicodedata.category(c) != "Mn" or c > "\u3000")
    return "".join(unicodedata.normalize("NFKC", plain).split())


@lru_cache(maxsize=10_000)
def _area(text: str) -> tuple[str, bool] | None:
    """Return the first-level area that a text begins with, and whether it is all."""
    for name, area, is_whole in _areas():
        if text.startswith(name):
            return area, is_whole and text == name
    return None


@cache
def _areas() -> tuple[tuple[str, str, bool], ...]:
    """Return names of areas, the IRI of the first-level one, and whether it is that.

    The longest come first.
    """
    graph = Graph()
    for _, path in files("graph_data", "**/places.trig"):
        dataset = Dataset()
        dataset.parse(path, format="trig")
        for s, p, o, _ in dataset.quads():
            graph.add((s, p, o))
    found: dict[str, tuple[str, bool]] = {}
    for area in sorted(graph.subjects(RDF.type, SSE.FirstLevelArea), key=str):
        for name in _names(graph, area):
            found.setdefault(name, (str(area), True))
    for area in sorted(graph.subjects(RDF.type, SSE.Municipality), key=str):
        for above in sorted(graph.objects(area, SSE.within), key=str):
            for name in _names(graph, area):
                found.setdefault(name, (str(above), False))
    return tuple(
        (name, area, is_whole)
        for name, (area, is_whole) in sorted(
            found.items(), key=lambda item: (-len(item[0]), item)
        )
    )


def _names(graph: Graph, area: Node) -> Iterator[str]:
    for label in sorted(graph.objects(area, RDFS.label), key=str):
        if getattr(label, "language", "") != "ja-Hrkt":
            yield _plain(str(label))
            continue
        text = romanised(str(label))
        yield text
        for ending in words().place_endings:
            if text.endswith(ending):
                yield text.removesuffix(ending)
