"""The documents that were sent, as one graph."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph

from tsunagari.errors import WriteTooLargeError
from tsunagari.sparql.documents import Document
from tsunagari.sparql.engines.oxigraph_documents import WHOLE_DATASET, read_quads
from tsunagari.sparql.engines.oxigraph_excerpt import graph_of

__all__ = ["posted_graph"]


def posted_graph(documents: Iterable[Document], most: int) -> Graph:
    """Return what *documents* say together, in whatever graphs they say it.

    A blank node of one is none of another.

    :param most: How many statements there may be.
    :raises DocumentError: If one does not parse, or is refused.
    :raises WriteTooLargeError: If there are more statements.
    """
    graph = Graph()
    for document in documents:
        graph += graph_of(read_quads(document, WHOLE_DATASET, most))
    if len(graph) > most:
        raise WriteTooLargeError(
            f"the documents have more than {most:,} statements together; cut them into "
            "parts"
        )
    return graph
