"""Where bodies are, as far as it helps to tell bodies of one name apart.

A place is a country code and a text. Texts are compared as they are written; the areas
our graph knows bring a text in Japanese and one in Latin letters together.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rdflib import RDF, RDFS, Dataset, Graph

from tsunagari.linking.readings import romanised
from tsunagari.linking.words import words
from tsunagari.namespaces import SSE
from tsunagari.resources import folder

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

    ``near`` is the same area, such as a prefecture, and another place in it.
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
        # Texts of two scripts tell no more than the area.
        if first != second:
            return "far"
        return "same" if one.isascii() != two.isascii() else "near"
    return "far" if one.isascii() == two.isascii() else "unknown"


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if unicodedata.category(c) != "Mn" or c > "\u3000")
    return "".join(unicodedata.normalize("NFKC", plain).split())


@lru_cache(maxsize=10_000)
def _area(text: str) -> str:
    for name, area in _areas():
        if text.startswith(name):
            return area
    return ""


@cache
def _areas() -> tuple[tuple[str, str], ...]:
    """Return the names of first-level areas and their IRIs, the longest first."""
    found: dict[str, str] = {}
    for path in sorted(folder("graph_data").rglob("places.trig")):
        graph = Graph()
        _merge(path.read_text(encoding="utf-8"), graph)
        for area in sorted(graph.subjects(RDF.type, SSE.FirstLevelArea)):
            for label in sorted(graph.objects(area, RDFS.label)):
                text = str(label)
                if getattr(label, "language", "") == "ja-Hrkt":
                    text = romanised(text)
                    for ending in words().place_endings:
                        found.setdefault(text.removesuffix(ending), str(area))
                found.setdefault(_plain(text), str(area))
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item)))


def _merge(text: str, graph: Graph) -> None:
    dataset = Dataset()
    dataset.parse(data=text, format="trig")
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
