"""The names of what a description speaks of: no blank node, no accident.

The parts of the data set are named after what they are parts of, so the same
part has the same IRI in every release.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from rdflib import Namespace, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE, SSE, prefixes, shorten

__all__ = ["DATASET", "DEFAULT_GRAPH", "QUERY", "SD", "local_name", "part"]

DATASET: Final = BASE["dataset"]
DEFAULT_GRAPH: Final = BASE["dataset/default-graph"]
QUERY: Final = Namespace(BASE["query/"])
SD: Final = Namespace(prefixes()["sd"])


def part(*names: str) -> URIRef:
    """Return the IRI of the part of the data set with these *names*."""
    return URIRef("/".join((DATASET, *names)))


def local_name(node: Node) -> str:
    """Return a name for *node* that can end an IRI.

    >>> local_name(URIRef("https://w3id.org/tsunagari/kr/form/x"))
    'kr.form.x'
    >>> local_name(URIRef("https://w3id.org/tsunagari/ontology#Place"))
    'sse.Place'
    """
    iri = str(node)
    if iri.startswith(str(BASE)) and not iri.startswith(str(SSE)):
        return quote(iri.removeprefix(str(BASE)).replace("/", "."), safe="")
    short = shorten(iri)
    return quote(iri if short.startswith("<") else short.replace(":", ".", 1), safe="")
