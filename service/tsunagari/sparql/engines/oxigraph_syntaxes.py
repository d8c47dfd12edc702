"""From one syntax to another, statement by statement, in the order they come."""

from __future__ import annotations

import pyoxigraph as ox

from tsunagari.namespaces import prefixes
from tsunagari.sparql.engines.oxigraph_formats import RDF_FORMATS, WITH_PREFIXES

__all__ = ["from_turtle"]


def from_turtle(text: bytes, format: str) -> bytes:
    """Return the Turtle document *text* in another format, literals as they are.

    :param format: A name in the table of formats that can hold a graph.
    """
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    named = prefixes() if format in WITH_PREFIXES else None
    data = ox.serialize(triples, format=RDF_FORMATS[format], prefixes=named)
    return data or b""
