"""The registers in a release: whose they are, and on what terms they may be used.

A register keeps its licence and the sentence that its publisher asks for. Both
stand in ``graph_data/``; here they go into the manifest, from which pages take
them, and into the description of the data set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rdflib import DCTERMS, FOAF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.export.datasets import licence_titles
from tsunagari.languages import LANGUAGES
from tsunagari.registers.survey import Survey
from tsunagari.release.description.names import DATASET

__all__ = ["about_registers", "register_notes"]

Triple = tuple[Node, Node, Node]


def about_registers(survey: Survey, merged: Graph) -> Iterator[Triple]:
    """Yield that the data set was made from registers, and on what terms."""
    for source in sorted({*survey.sources.values()}):
        node = URIRef(source)
        yield DATASET, DCTERMS.source, node
        for predicate in (DCTERMS.title, DCTERMS.license, DCTERMS.rights, FOAF.page):
            for value in merged.objects(node, predicate):
                yield node, predicate, value


def register_notes(survey: Survey, merged: Graph) -> dict[str, Any]:
    """Return for each register its names, terms and files, for the manifest.

    Texts are by language. What no source tells is left out.
    """
    licences = licence_titles()
    return {
        name: {
            "source": source,
            "titles": _texts(merged, URIRef(source), DCTERMS.title),
            "publishers": _publisher(merged, URIRef(source)),
            "licence": _first(merged, URIRef(source), DCTERMS.license),
            "licence titles": licences.get(
                _first(merged, URIRef(source), DCTERMS.license), {}
            ),
            "attribution": _texts(merged, URIRef(source), DCTERMS.rights),
            "page": _first(merged, URIRef(source), FOAF.page),
            "files": {
                file: {
                    "retrieved": survey.retrieved[name].get(file, ""),
                    **asdict(counts),
                }
                for file, counts in survey.counts[name].items()
            },
        }
        for name, source in survey.sources.items()
    }


def _publisher(merged: Graph, source: URIRef) -> dict[str, str]:
    for publisher in merged.objects(source, DCTERMS.publisher):
        return _texts(merged, publisher, RDFS.label)
    return {}


def _texts(merged: Graph, node: Node, predicate: URIRef) -> dict[str, str]:
    return {
        text.language: str(text)
        for text in sorted(merged.objects(node, predicate), key=str)
        if isinstance(text, Literal) and text.language in LANGUAGES
    }


def _first(merged: Graph, node: Node, predicate: URIRef) -> str:
    """Return the shortest: of the addresses of a register, that of its own site."""
    found = sorted(map(str, merged.objects(node, predicate)))
    return min(found, key=len, default="")
