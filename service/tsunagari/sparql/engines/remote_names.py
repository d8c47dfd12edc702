"""The names of a release on a remote server, which may hold several releases.

The graphs of two releases have the same names, and these names are nodes as
well (``GRAPH ?e {…} ?e a sse:Evidence``). On the server, the release's id is
put into them, after their namespace, wherever they stand:

    https://w3id.org/tsunagari/evidence/ilo-2021-co-op-mirai
    https://w3id.org/tsunagari/evidence/67bb633da9730dea/ilo-2021-co-op-mirai

So two releases share no graph, order and namespaces stay as they are, and a
query needs to be told just these names. A blank node becomes an IRI
(`skolemization <https://www.w3.org/TR/rdf11-concepts/#section-skolemization>`_):
a graph that is sent in pieces keeps it whole, and its name is the same on every
server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from tsunagari.namespaces import BASE, CATALOG_GRAPHS

__all__ = ["POINTER", "RELEASES", "Names"]

# The namespaces of what is a graph in every release.
OWN: Final = (f"{BASE}evidence/", f"{BASE}graph/")
BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"
# Some servers write booleans as numbers; the engine on disk never does.
DIGITS: Final = {"0": "false", "1": "true"}
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# The one triple that tells which release is in force stands in the graph POINTER.
RELEASES: Final = f"{BASE}release"
POINTER: Final = f"{BASE}release/current"


@dataclass(frozen=True)
class Names:
    """The names of the release *id*.

    >>> names = Names("67bb")
    >>> names.stored("https://w3id.org/tsunagari/graph/inferred")
    'https://w3id.org/tsunagari/graph/67bb/inferred'
    >>> names.told("https://w3id.org/tsunagari/graph/67bb/inferred")
    'https://w3id.org/tsunagari/graph/inferred'
    """

    id: str

    @property
    def release(self) -> str:
        """The release itself, and the graph that lists its graphs."""
        return f"{RELEASES}/{self.id}"

    @property
    def merge(self) -> str:
        """The graph that is the default graph of every query."""
        return f"{BASE}merge/{self.id}"

    @property
    def nothing(self) -> str:
        """A graph that is always empty."""
        return f"{BASE}nothing/{self.id}"

    @property
    def blank(self) -> str:
        """What the IRI of a blank node begins with."""
        return f"{BASE}bnode/{self.id}/"

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What the names of this release's graphs begin with."""
        return tuple(f"{own}{self.id}/" for own in OWN)

    def stored(self, iri: str) -> str:
        """Return *iri* as the server has it."""
        for own in OWN:
            if iri.startswith(own) and len(iri) > len(own):
                return f"{own}{self.id}/{iri[len(own) :]}"
        return iri

    def told(self, iri: str) -> str:
        """Return *iri* of the server as the release has it."""
        for own in OWN:
            if iri.startswith(f"{own}{self.id}/"):
                return own + iri[len(own) + len(self.id) + 1 :]
        return iri

    def is_graph(self, iri: str) -> bool:
        """Tell whether *iri* may be one of the release's own graphs."""
        return self.stored(iri) != iri

    def in_merge(self, stored: str) -> bool:
        """Tell whether the graph *stored* is part of the default graph."""
        return self.told(stored) not in {str(name) for name in CATALOG_GRAPHS}

    def stored_text(self, text: str) -> str:
        """Return *text* with the names in it as the server has them."""
        for own in OWN:
            text = re.sub(re.escape(own) + r"(?=\w)", f"{own}{self.id}/", text)
        return text

    def written(self, term: Term) -> str:
        """Return *term* in N-Triples, as the server is to have it."""
        if isinstance(term, ox.NamedNode):
            return f"<{self.stored(term.value)}>"
        if isinstance(term, ox.BlankNode):
            return f"<{self.blank}{term.value}>"
        return str(term)

    def read(self, term: Term) -> Term:
        """Return *term* of an answer as the release has it."""
        if isinstance(term, ox.NamedNode):
            if term.value.startswith(self.blank):
                return ox.BlankNode(term.value.removeprefix(self.blank))
            return ox.NamedNode(self.told(term.value))
        if isinstance(term, ox.Literal) and term.value in DIGITS:
            if term.datatype.value == BOOLEAN:
                return ox.Literal(DIGITS[term.value], datatype=term.datatype)
        elif isinstance(term, ox.Literal) and self.id in term.value:
            value = self.told_bytes(term.value.encode()).decode()
            if term.language:
                return ox.Literal(value, language=term.language)
            return ox.Literal(value, datatype=term.datatype)
        return term

    def told_bytes(self, data: bytes) -> bytes:
        """Return *data* with the names in it as the release has them."""
        for own in OWN:
            data = data.replace(f"{own}{self.id}/".encode(), own.encode())
        return data
