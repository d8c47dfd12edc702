"""The things of a release, registers and all, as they are linked.

The store is read thing by thing, since what registers say does not fit in memory as
a graph. Each is read by the same functions as things of foreign graphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import RDF, SKOS, BNode, Literal, URIRef
from rdflib.term import Node

from tsunagari.linking.bodies import Body, Category
from tsunagari.linking.foreign import PREDICATES, body_of, kinds_of_things
from tsunagari.namespaces import BASE
from tsunagari.sparql.engines.oxigraph_reading import Said, StoreReader

__all__ = ["released_bodies"]

Progress = Callable[[str, int, int], None]
READING: Final = "read the release"
# Schemes of identifiers and places come again and again.
KEPT: Final = 20_000
WANTED: Final = frozenset(map(str, PREDICATES))


def released_bodies(store: Path, progress: Progress = lambda *_: None) -> list[Body]:
    """Return what can be linked in the release whose store is *store*, by IRI.

    Only things under IRIs of ours: what the release says of others is not for them.

    :raises ReleaseError: If the store cannot be opened.
    """
    reader = StoreReader.open(store)
    said = _Said(reader)
    members: dict[str, Category] = {}
    for iri, category in _members(reader):
        if iri.startswith(str(BASE)):
            members.setdefault(iri, category)
    found = []
    for done, (iri, category) in enumerate(sorted(members.items()), 1):
        body = body_of(said, URIRef(iri), category)
        if body.names or body.identifiers:
            found.append(body)
        progress(READING, done, len(members))
    return found


def _members(reader: StoreReader) -> Iterator[tuple[str, Category]]:
    """Yield things of known kinds; what follows from their classes is in the store."""
    for kind in kinds_of_things():
        for predicate, names in (
            (SKOS.inScheme, kind.schemes),
            (RDF.type, kind.classes),
        ):
            for name in sorted(names):
                for iri in reader.subjects(str(predicate), name):
                    yield iri, kind.category


class _Said:
    """What a store says of one thing at a time."""

    def __init__(self, reader: StoreReader) -> None:
        self._reader = reader
        self._about = lru_cache(maxsize=KEPT)(self._read)

    def objects(self, subject: Node, predicate: Node) -> Iterator[Node]:
        """Yield the values of a property; a blank node has none here."""
        if isinstance(subject, URIRef):
            yield from self._about(str(subject)).get(str(predicate), ())

    def subjects(self, predicate: Node, value: Node) -> Iterator[Node]:
        """Yield what has a value of a property; a blank node is no value here."""
        if isinstance(value, URIRef):
            yield from map(URIRef, self._reader.subjects(str(predicate), str(value)))

    def _read(self, subject: str) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for one in self._reader.about(subject):
            if one.predicate in WANTED:
                found.setdefault(one.predicate, []).append(_node(one))
        return found


def _node(said: Said) -> Node:
    if said.tag == "<":
        return URIRef(said.value)
    if said.tag == "_":
        return BNode(said.value)
    if said.tag.startswith("@"):
        return Literal(said.value, lang=said.tag[1:])
    return Literal(said.value, datatype=URIRef(said.tag[1:]))
