"""What the search index knows of: kinds of things, properties, identifier schemes.

Kinds are chosen in ``shapes/search.toml``; their subclasses and names, and those of
properties, are the ontology's and the shapes'. Schemes of identifiers are those that
the data has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

from tsunagari.errors import SourceError
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import SSE, expand
from tsunagari.search.entry import Kind, Property
from tsunagari.sparql.engines.oxigraph_reading import StoreReader

__all__ = [
    "ADMS_IDENTIFIER",
    "SCHEME",
    "TYPE",
    "FacetChoice",
    "SearchChoice",
    "kinds_of",
]
__all__ += ["properties_of", "read_choice"]

ADMS_IDENTIFIER: Final = str(expand("adms:identifier"))
SCHEME: Final = str(SSE.identifierScheme)
TYPE: Final = str(RDF.type)
NAMES: Final = (str(RDFS.label), str(SKOS.prefLabel))
PROPERTY_TYPES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)


@dataclass(frozen=True)
class FacetChoice:
    """What a search can be narrowed by, by IRIs.

    :param of: The property of a thing, whose values are the facet, or lie in it.
    :param around: The property of a value that leads to what it lies in; or empty.
    :param kind: The kind that a value, or what it lies in, is of; any if empty.
    """

    of: str
    around: str
    kind: str


@dataclass(frozen=True)
class SearchChoice:
    """What ``shapes/search.toml`` says, by IRIs; the file explains its keys."""

    kinds: tuple[str, ...]
    without: frozenset[str]
    names: tuple[str, ...]
    other_names: tuple[str, ...]
    held_names: str
    holder: str
    same: frozenset[str]
    facets: Mapping[str, FacetChoice]
    kind_names: Mapping[str, Mapping[str, str]]


def read_choice(path: Path) -> SearchChoice:
    """Read the file.

    :raises SourceError: If it cannot be used.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))

        def iris(key: str) -> tuple[str, ...]:
            return tuple(str(expand(name)) for name in found[key])

        return SearchChoice(
            iris("kinds"),
            frozenset(iris("without")),
            iris("names"),
            iris("other-names"),
            str(expand(found["held-names"])),
            str(expand(found["holder"])),
            frozenset(iris("same")),
            {name: _facet(told) for name, told in found["facets"].items()},
            {
                str(expand(kind)): {
                    language: str(names[language]) for language in LANGUAGES
                }
                for kind, names in found["kind-names"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"shapes/{path.name}: cannot be used: {error}; compare it with the one in "
            "the repository"
        ) from error


def _facet(told: Mapping[str, str]) -> FacetChoice:
    def iri(key: str) -> str:
        return str(expand(told[key])) if key in told else ""

    return FacetChoice(str(expand(told["of"])), iri("around"), iri("kind"))


def kinds_of(store: StoreReader, choice: SearchChoice) -> dict[str, Kind]:
    """Return the chosen kinds and those below them, by IRI, the most usual first."""
    below: dict[str, None] = dict.fromkeys(choice.kinds)
    for kind in choice.kinds:
        found = sorted({*store.subjects(str(RDFS.subClassOf), kind)})
        below |= dict.fromkeys(iri for iri in found if iri not in choice.without)
    above = {
        iri: {
            said.value
            for said in store.about(iri)
            if said.predicate == str(RDFS.subClassOf)
            and said.value in below
            and said.value != iri
        }
        for iri in below
    }
    return {
        iri: Kind(iri, labels, tuple(sorted(_nearest(above[iri], above))))
        for iri in below
        if (labels := _labels(store, iri) or choice.kind_names.get(iri, {}))
    }


def _nearest(found: set[str], above: Mapping[str, set[str]]) -> set[str]:
    """Return those of *found* that no other of them lies below."""
    return {iri for iri in found if not any(iri in above[other] for other in found)}


def properties_of(
    store: StoreReader, choice: SearchChoice, shapes: Graph
) -> dict[str, Property]:
    """Return what can be said of things, then the schemes of identifiers, by IRI."""
    names = _shape_names(shapes)
    stated = {iri for kind in PROPERTY_TYPES for iri in store.subjects(TYPE, str(kind))}
    left_out = {*choice.names, *choice.other_names, ADMS_IDENTIFIER}
    found = {}
    for iri in sorted((stated | {*names}) - left_out):
        labels = {**names.get(iri, {}), **_labels(store, iri)}
        if all(labels.get(language) for language in LANGUAGES):
            found[iri] = Property(iri, labels)
    for iri in sorted(_schemes(store)):
        found[iri] = Property(iri, _labels(store, iri) or {"en": iri}, True)
    return found


def _shape_names(shapes: Graph) -> dict[str, dict[str, str]]:
    """Return what shapes call the property at the end of a simple path.

    One that they call by several names means another thing to each of them.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for shape, path in shapes.subject_objects(SH.path):
        if isinstance(path, URIRef):
            for name in shapes.objects(shape, SH.name):
                language = getattr(name, "language", None) or ""
                names = found.setdefault(str(path), {})
                names.setdefault(language, set()).add(str(name))
    return {
        # In order: a graph gives its statements in any.
        path: {language: name for language, (name,) in sorted(names.items())}
        for path, names in found.items()
        if all(len(of_language) == 1 for of_language in names.values())
    }


def _schemes(store: StoreReader) -> Iterator[str]:
    """Yield the schemes that identifiers have, each once."""
    found: set[str] = set()
    for thing, scheme in store.links(SCHEME):
        # There are as many identifiers as bodies, and few schemes.
        if scheme not in found and _is_identifier(store, thing):
            found.add(scheme)
            yield scheme


def _is_identifier(store: StoreReader, thing: str) -> bool:
    kind = str(expand("adms:Identifier"))
    return any(said.value == kind for said in store.about(thing, TYPE))


def _labels(store: StoreReader, iri: str) -> dict[str, str]:
    """Return the names of a term in the languages of the service."""
    found: dict[str, str] = {}
    for said in sorted(store.about(iri)):
        if said.predicate in NAMES and said.tag[:1] == "@":
            language = said.tag[1:]
            if language in LANGUAGES:
                found.setdefault(language, said.value)
    return found
