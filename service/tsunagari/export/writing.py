"""The catalogue in the syntaxes that portals read: one document, three ways."""

from __future__ import annotations

import json
from typing import Final

from rdflib import Graph

from tsunagari.export.catalogue import Catalogue
from tsunagari.export.dcat import catalogue_document
from tsunagari.sparql.engines.oxigraph_syntaxes import from_turtle

__all__ = ["SYNTAXES", "catalogue_bytes"]

# By the ending of a file's name; the usual one first.
SYNTAXES: Final = ("jsonld", "ttl", "rdf")


def catalogue_bytes(catalogue: Catalogue, syntax: str) -> bytes:
    """Return *catalogue* in the syntax with the ending *syntax*, in UTF-8.

    :raises CatalogueError: If a portal could not take all of it.
    """
    document = json.dumps(catalogue_document(catalogue), ensure_ascii=False, indent=1)
    if syntax == "jsonld":
        return f"{document}\n".encode()
    graph = Graph().parse(data=document, format="json-ld")
    turtle = graph.serialize(format="turtle", encoding="utf-8")
    if syntax == "ttl":
        return turtle
    # rdflib writes RDF/XML in another order each time.
    return from_turtle(turtle, "rdfxml")
