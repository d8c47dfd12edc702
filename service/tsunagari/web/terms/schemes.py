"""The concept schemes and data structures that come with the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import QB, RDF, SKOS, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE
from tsunagari.web.terms.names import Name, Names, Text
from tsunagari.web.terms.ontology import Ontology

__all__ = ["Component", "Concept", "Scheme", "scheme", "schemes"]

KINDS: Final = {"schemes": SKOS.ConceptScheme, "structures": QB.DataStructureDefinition}
COMPONENTS: Final = {
    "dimension": QB.dimension,
    "measure": QB.measure,
    "attribute": QB.attribute,
}


@dataclass(frozen=True)
class Scheme:
    """A concept scheme or a data structure.

    :param path: Of its IRI, below the namespace of the project.
    :param size: How many concepts or components it has.
    """

    name: Name
    path: str
    definition: Text | None
    size: int


@dataclass(frozen=True)
class Concept:
    """A concept of a scheme."""

    name: Name
    definition: Text | None
    broader: tuple[Name, ...]


@dataclass(frozen=True)
class Component:
    """A component of a structure: which of the three kinds, and its property."""

    kind: str
    name: Name
    definition: Text | None


def schemes(ontology: Ontology, names: Names) -> dict[str, list[Scheme]]:
    """Return the schemes and the structures, by the order of their names."""
    return {
        key: [
            _scheme(ontology, names, one)
            for one in sorted(_all(ontology, kind), key=names.order)
        ]
        for key, kind in KINDS.items()
    }


def scheme(
    ontology: Ontology, names: Names, path: str
) -> tuple[Scheme, list[Concept], list[Component]] | None:
    """Return the scheme or structure at *path* with all that is in it, if there is."""
    iri = URIRef(BASE[path])
    if not any(iri in set(_all(ontology, kind)) for kind in KINDS.values()):
        return None
    concepts = [
        Concept(
            names.of(one),
            names.text(one, [SKOS.definition]),
            tuple(
                names.of(above)
                for above in sorted(ontology.graph.objects(one, SKOS.broader), key=str)
            ),
        )
        for one in sorted(_members(ontology, iri), key=names.order)
    ]
    return _scheme(ontology, names, iri), concepts, _components(ontology, names, iri)


def _all(ontology: Ontology, kind: Node) -> Iterator[URIRef]:
    for node in ontology.graph.subjects(RDF.type, kind):
        if isinstance(node, URIRef) and node.startswith(str(BASE)):
            yield node


def _members(ontology: Ontology, iri: URIRef) -> Iterator[URIRef]:
    for node in ontology.graph.subjects(SKOS.inScheme, iri):
        if isinstance(node, URIRef):
            yield node


def _scheme(ontology: Ontology, names: Names, iri: URIRef) -> Scheme:
    size = len(list(_members(ontology, iri)))
    return Scheme(
        names.of(iri),
        iri.removeprefix(str(BASE)),
        names.text(iri, [SKOS.definition]),
        size or len(list(ontology.graph.objects(iri, QB.component))),
    )


def _components(ontology: Ontology, names: Names, iri: URIRef) -> list[Component]:
    graph = ontology.graph
    found = []
    for node in graph.objects(iri, QB.component):
        order = str(graph.value(node, QB.order) or "")
        for place, (kind, relation) in enumerate(COMPONENTS.items()):
            for property in graph.objects(node, relation):
                definition = names.text(property, [SKOS.definition])
                one = Component(kind, names.of(property), definition)
                found.append(((place, order.zfill(3), one.name.short), one))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]
