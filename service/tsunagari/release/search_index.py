"""The search index of a release, from its store: what people look for by name.

Which kinds of things that are, and where their names stand, is said in
``shapes/search.toml``. What can be said of them, and what that is called, is taken from
the ontology and the shapes; the schemes of identifiers are those of the data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

from tsunagari.errors import SourceError
from tsunagari.namespaces import BASE, SSE, expand
from tsunagari.naming.identifiers import identifier_in
from tsunagari.resources import folder
from tsunagari.search.entry import Entry, Identifier, Kind, Label, Property, Value
from tsunagari.search.layout import FILE
from tsunagari.search.writing import write_index
from tsunagari.sparql.engines.oxigraph_reading import StoreReader

__all__ = ["write_search_index"]

CHOICE: Final = "search.toml"
LANGUAGES: Final = ("en", "ja")
ADMS_IDENTIFIER: Final = str(expand("adms:identifier"))
SCHEME: Final = str(SSE.identifierScheme)
NOTATION: Final = str(SKOS.notation)
TYPE: Final = str(RDF.type)
LABEL: Final = str(RDFS.label)
NAMES: Final = (LABEL, str(SKOS.prefLabel))
PROPERTY_TYPES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
# Names to show are written in these languages; readings are among the others.
SHOWN: Final = ("", *LANGUAGES)


@dataclass(frozen=True)
class _Choice:
    kinds: tuple[str, ...]
    without: frozenset[str]
    names: tuple[str, ...]
    other_names: tuple[str, ...]
    same: frozenset[str]


def write_search_index(place: Path, shapes: Graph) -> int:
    """Write the index of the store in *place* beside it; return how many things it has.

    :param shapes: The shapes, which have names for properties.
    :raises SourceError: If ``shapes/search.toml`` cannot be used.
    :raises ReleaseError: If the store cannot be read, or the index not be written.
    """
    store = StoreReader.open(place / "store")
    choice = _read_choice(folder("shapes") / CHOICE)
    kinds = _kinds(store, choice)
    properties = _properties(store, choice, shapes)
    entries = _Entries(store, choice, kinds, properties)
    return write_index(place / FILE, kinds, properties, entries.all())


def _read_choice(path: Path) -> _Choice:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))

        def iris(key: str) -> tuple[str, ...]:
            return tuple(str(expand(name)) for name in found[key])

        return _Choice(
            iris("kinds"),
            frozenset(iris("without")),
            iris("names"),
            iris("other-names"),
            frozenset(iris("same")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"shapes/{path.name}: cannot be used: {error}; compare it with the one in "
            "the repository"
        ) from error


def _kinds(store: StoreReader, choice: _Choice) -> dict[str, Kind]:
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
        if (labels := _labels(store, iri))
    }


def _nearest(found: set[str], above: Mapping[str, set[str]]) -> set[str]:
    """Return those of *found* that no other of them lies below."""
    return {iri for iri in found if not any(iri in above[other] for other in found)}


def _properties(
    store: StoreReader, choice: _Choice, shapes: Graph
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
    for iri in sorted({*_schemes(store)}):
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
        path: {language: name for language, (name,) in names.items()}
        for path, names in found.items()
        if all(len(of_language) == 1 for of_language in names.values())
    }


def _schemes(store: StoreReader) -> Iterator[str]:
    for identifier in store.subjects(TYPE, str(expand("adms:Identifier"))):
        for said in store.about(identifier):
            if said.predicate == SCHEME and said.tag == "<":
                yield said.value


def _labels(store: StoreReader, iri: str) -> dict[str, str]:
    """Return the names of a term in the languages of the service."""
    found: dict[str, str] = {}
    for said in sorted(store.about(iri)):
        if said.predicate in NAMES and said.tag[:1] == "@":
            language = said.tag[1:]
            if language in LANGUAGES:
                found.setdefault(language, said.value)
    return found


class _Entries:
    """Reads things from a store, one at a time."""

    def __init__(
        self,
        store: StoreReader,
        choice: _Choice,
        kinds: Mapping[str, Kind],
        properties: Mapping[str, Property],
    ) -> None:
        self._store = store
        self._choice = choice
        self._kinds = kinds
        self._properties = properties
        self._schemes = {
            iri.rpartition("/")[2]: iri for iri, p in properties.items() if p.is_scheme
        }
        self._mine = lru_cache(maxsize=10_000)(self._identifier)

    def all(self) -> Iterator[Entry]:
        """Yield every thing of a chosen kind that has a name, once.

        One of several kinds comes with the first of them.
        """
        for kind in self._choice.kinds:
            for iri in self._store.subjects(TYPE, kind):
                if iri.startswith(str(BASE)) and (entry := self._entry(iri, kind)):
                    yield entry

    def _entry(self, iri: str, kind: str) -> Entry | None:
        types: set[str] = set()
        names: dict[Label, int] = {}
        facts: dict[str, set[Value]] = {}
        identifiers: set[Identifier] = set()
        choice = self._choice
        order = (*choice.names, *choice.other_names)
        for predicate, value, tag in self._store.about(iri):
            if predicate == TYPE:
                types.add(value)
            elif predicate in order:
                if tag[:1] in ("@", "^") and value.strip():
                    language = tag[1:] if tag[0] == "@" else ""
                    rank = order.index(predicate)
                    label = Label(value.strip(), language)
                    names[label] = min(rank, names.get(label, rank))
            elif predicate == ADMS_IDENTIFIER and tag == "<":
                identifiers.update(filter(None, [self._mine(value)]))
            elif predicate in self._properties and tag != "_":
                facts.setdefault(predicate, set()).add(Value(value, tag))
            if predicate in choice.same:
                identifiers.update(self._other(value))
        first = next(k for k in choice.kinds if k in types)
        if not names or first != kind or types & choice.without:
            return None
        shown = {
            label
            for label, rank in names.items()
            if rank < len(choice.names) and label.language in SHOWN
        }
        labels = sorted(names, key=lambda name: (name not in shown, names[name], name))
        return Entry(
            iri,
            tuple(labels),
            tuple(k for k in self._kinds if k in types),
            tuple(sorted(identifiers)),
            {p: tuple(sorted(values)) for p, values in sorted(facts.items())},
            len(shown),
        )

    def _identifier(self, iri: str) -> Identifier | None:
        scheme = notation = ""
        for said in self._store.about(iri):
            if said.predicate == SCHEME:
                scheme = said.value
            elif said.predicate == NOTATION:
                notation = said.value
        if scheme in self._properties and notation:
            return Identifier(scheme, notation)
        return None

    def _other(self, iri: str) -> Iterator[Identifier]:
        """Yield the identifier in the IRI of another graph, if its scheme is known."""
        found = identifier_in(iri)
        if found and found[0] in self._schemes:
            yield Identifier(self._schemes[found[0]], found[1])
