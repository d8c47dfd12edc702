"""What the graph has already, by the identifiers that registers use."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import RDF, RDFS, SKOS, Graph, URIRef

from tsunagari.namespaces import SSE, expand
from tsunagari.registers.registry import NUMBERINGS
from tsunagari.registers.statements import iri
from tsunagari.registers.vocabulary import squeezed

__all__ = ["Known"]

IDENTIFIER: Final = expand("adms:identifier")


@dataclass(frozen=True)
class Known:
    """What the graph has already, by the identifiers that registers use.

    :param bodies: By their keys (:class:`.numbering.Numbering`).
    :param places: Likewise.
    :param forms_since: The day since which a form can be held, by its IRI.
    :param governments: By their names, as they are compared.
    :param things: The IRIs of all that it describes.
    """

    bodies: Mapping[str, URIRef]
    places: Mapping[str, URIRef]
    forms_since: Mapping[str, str]
    governments: Mapping[str, URIRef] = field(default_factory=dict)
    things: Container[str] = frozenset()

    @classmethod
    def of(cls, merged: Graph) -> Known:
        """Look into the graph *merged*."""
        bodies: dict[str, URIRef] = {}
        places: dict[str, URIRef] = {}
        for numbering in NUMBERINGS:
            for notation, node in _identified(merged, numbering.body_scheme):
                bodies[numbering.body_key(notation)] = node
            for notation, node in _identified(merged, numbering.place_scheme):
                places[numbering.place_key(notation)] = node
        return cls(
            bodies,
            places,
            _forms_since(merged),
            _governments(merged),
            frozenset(map(str, merged.subjects(unique=True))),
        )


def _identified(merged: Graph, scheme: URIRef) -> Iterator[tuple[str, URIRef]]:
    for number in merged.subjects(SSE.identifierScheme, scheme):
        for notation in merged.objects(number, SKOS.notation):
            for node in merged.subjects(IDENTIFIER, number):
                if isinstance(node, URIRef):
                    yield str(notation), node


def _governments(merged: Graph) -> dict[str, URIRef]:
    """Return the governments by name; a name that two have is left out.

    Only of countries that have registers: rows never mean another's.
    """
    theirs = tuple(numbering.bodies for numbering in NUMBERINGS)
    found: dict[str, set[URIRef]] = {}
    for node in merged.subjects(RDF.type, SSE.Government, unique=True):
        for label in merged.objects(node, RDFS.label):
            if isinstance(node, URIRef) and str(node).startswith(theirs):
                found.setdefault(squeezed(str(label)), set()).add(node)
    return {name: min(nodes) for name, nodes in found.items() if len(nodes) == 1}


def _forms_since(merged: Graph) -> dict[str, str]:
    """Return the day on which the law that governs a form came into force."""
    found: dict[str, str] = {}
    for form, law in merged.subject_objects(SSE.governedBy):
        for day in merged.objects(law, SSE.inForceFrom):
            key = iri(str(form))
            found[key] = min(found.get(key, str(day)), str(day))
    return found
