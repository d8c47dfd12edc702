"""How the registers of a country tell bodies and places apart.

Rows of several registers, and the graph, speak of one body if they have one key for
it. The keys of two countries are never alike: where their numbers could be, those of
one begin with its code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from rdflib import URIRef
from rdflib.term import Node

from tsunagari.registers.statements import Context, Statement

__all__ = ["Numbering"]


class Numbering(Protocol):
    """The numbers of bodies and places in the registers of one country.

    :ivar bodies: The namespace in which a key makes the IRI of a body.
    :ivar body_scheme: The scheme of the identifiers of bodies.
    :ivar place_scheme: The scheme of the identifiers of places.
    :ivar place_columns: The columns from which places are read, as a locator.
    :ivar place_notes: How what is said of places was derived, by language.
    """

    bodies: str
    body_scheme: URIRef
    place_scheme: URIRef
    place_columns: str
    place_notes: Mapping[str, str]

    def is_key(self, key: str) -> bool:
        """Tell whether *key* is that of a body of the country."""

    def body_key(self, notation: str) -> str:
        """Return the key of the body with that identifier."""

    def place_key(self, notation: str) -> str:
        """Return the key of the place with that identifier."""

    def place(self, key: str) -> URIRef:
        """Return the IRI of a place that the graph does not have."""

    def identity(self, key: str, context: Context) -> Iterator[Statement]:
        """Yield that there is a body with that key."""

    def about_places(
        self,
        names: Mapping[str, str],
        seen: Collection[str],
        known: Mapping[str, URIRef],
    ) -> Iterator[tuple[Node, Node, Node]]:
        """Yield what the rows say about the places they name.

        :param names: The name of each place, by its key.
        :param seen: The keys of places of which enough is said elsewhere.
        :param known: Places that the graph has already, by their keys.
        """
