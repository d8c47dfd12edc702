"""What the graph has already, by the identifiers that registers use."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import RDF, RDFS, SKOS, Graph, URIRef

from tsunagari.namespaces import SSE, expand
from tsunagari.registers.statements import iri
from tsunagari.registers.vocabulary import squeezed

__all__ = ["Known"]

IDENTIFIER: Final = expand("adms:identifier")
# The schemes of the identifiers by which rows meet what the graph has already.
BODIES: Final = expand("jpc:corporate-number")
PLACES: Final = expand("jpc:local-government-code")
DIGITS: Final = 5


@dataclass(frozen=True)
class Known:
    """What the graph has already, by the identifiers that registers use.

    :param bodies: By corporate number.
    :param municipalities: By the code of five digits.
    :param prefectures: By two digits.
    :param forms_since: The day since which a form can be held, by its IRI.
    :param governments: By their Japanese names, as they are compared.
    :param things: The IRIs of all that it describes.
    """

    bodies: Mapping[str, URIRef]
    municipalities: Mapping[str, URIRef]
    prefectures: Mapping[str, URIRef]
    forms_since: Mapping[str, str]
    governments: Mapping[str, URIRef] = field(default_factory=dict)
    things: Container[str] = frozenset()

    @classmethod
    def of(cls, merged: Graph) -> Known:
        """Look into the graph *merged*."""
        areas = _identified(merged, PLACES)
        places = {code[:DIGITS]: node for code, node in areas.items()}
        prefectures = {
            code[:2]: node for code, node in places.items() if code[2:] == "000"
        }
        return cls(
            _identified(merged, BODIES),
            places,
            prefectures,
            _forms_since(merged),
            _governments(merged),
            frozenset(map(str, merged.subjects(unique=True))),
        )


def _identified(merged: Graph, scheme: URIRef) -> dict[str, URIRef]:
    return {
        str(notation): node
        for number in merged.subjects(SSE.identifierScheme, scheme)
        for notation in merged.objects(number, SKOS.notation)
        for node in merged.subjects(IDENTIFIER, number)
        if isinstance(node, URIRef)
    }


def _governments(merged: Graph) -> dict[str, URIRef]:
    """Return the governments by name; a name that two have is left out."""
    found: dict[str, set[URIRef]] = {}
    for node in merged.subjects(RDF.type, SSE.Government, unique=True):
        for label in merged.objects(node, RDFS.label):
            if isinstance(node, URIRef) and getattr(label, "language", "") == "ja":
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
