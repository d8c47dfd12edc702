"""The search index of a release, from its store: what people look for by name.

Things are read one at a time, so that a release with registers needs no more memory;
what they may be, and what may be said of them, is in ``search_terms.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import SKOS, Graph

from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE
from tsunagari.naming.identifiers import identifier_in
from tsunagari.release.search_terms import (
    ADMS_IDENTIFIER,
    SCHEME,
    TYPE,
    FacetChoice,
    SearchChoice,
    kinds_of,
    properties_of,
    read_choice,
)
from tsunagari.resources import folder
from tsunagari.search.entry import Entry, Identifier, Kind, Label, Property, Value
from tsunagari.search.layout import FILE
from tsunagari.search.writing import write_index
from tsunagari.sparql.engines.oxigraph_reading import StoreReader

__all__ = ["write_search_index"]

CHOICE: Final = "search.toml"
NOTATION: Final = str(SKOS.notation)
# Names to show are written in these languages; readings are among the others.
SHOWN: Final = ("", *LANGUAGES)


def write_search_index(place: Path, shapes: Graph) -> int:
    """Write the index of the store in *place* beside it; return how many things it has.

    :param shapes: The shapes, which have names for properties.
    :raises SourceError: If ``shapes/search.toml`` cannot be used.
    :raises ReleaseError: If the store cannot be read, or the index not be written.
    """
    store = StoreReader.open(place / "store")
    choice = read_choice(folder("shapes") / CHOICE)
    kinds = kinds_of(store, choice)
    properties = properties_of(store, choice, shapes)
    entries = _Entries(store, choice, kinds, properties)
    return write_index(place / FILE, kinds, properties, entries.all())


class _Entries:
    """Reads things from a store, one at a time."""

    def __init__(
        self,
        store: StoreReader,
        choice: SearchChoice,
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
        self._around = lru_cache(maxsize=10_000)(self._facet_values)

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
        for label in self._held_names(iri):
            names.setdefault(label, len(order))
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
            {
                name: iris
                for name, facet in choice.facets.items()
                if (iris := self._facet(facet, facts.get(facet.of, ())))
            },
        )

    def _held_names(self, iri: str) -> Iterator[Label]:
        """Yield the names that a thing had for a time, and has."""
        for holding in self._store.subjects(self._choice.holder, iri):
            held = self._store.about(holding, self._choice.held_names)
            for _, value, tag in held:
                if value.strip():
                    yield Label(value.strip(), tag[1:] if tag[:1] == "@" else "")

    def _identifier(self, iri: str) -> Identifier | None:
        scheme = notation = ""
        for said in self._store.about(iri, SCHEME):
            scheme = said.value
        for said in self._store.about(iri, NOTATION):
            notation = said.value
        if scheme in self._properties and notation:
            return Identifier(scheme, notation)
        return None

    def _facet(self, facet: FacetChoice, said: Iterable[Value]) -> tuple[str, ...]:
        found = (self._around(facet, value.text) for value in said if value.tag == "<")
        return tuple(sorted({iri for iris in found for iri in iris}))

    def _facet_values(self, facet: FacetChoice, iri: str) -> frozenset[str]:
        """Return what the value *iri* of a property is, or lies in, of a facet."""
        found = {iri}
        if facet.around:
            found |= {
                said.value
                for said in self._store.about(iri, facet.around)
                if said.tag == "<"
            }
        if facet.kind:
            found = {one for one in found if self._is(one, facet.kind)}
        return frozenset(found)

    def _is(self, iri: str, kind: str) -> bool:
        return any(said.value == kind for said in self._store.about(iri, TYPE))

    def _other(self, iri: str) -> Iterator[Identifier]:
        """Yield the identifier in the IRI of another graph, if its scheme is known."""
        found = identifier_in(iri)
        if found and found[0] in self._schemes:
            yield Identifier(self._schemes[found[0]], found[1])
