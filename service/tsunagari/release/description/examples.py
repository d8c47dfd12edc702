"""Queries to try: the competency questions, as editors of SPARQL look for them.

They are `sh:SPARQLExecutable <https://www.w3.org/TR/shacl-af/#SPARQLExecutable>`_
with the question as the comment, the convention that SIB's endpoints began.
"""

from __future__ import annotations

from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SDO, SH, Graph, Literal, URIRef

from tsunagari.release.description.names import QUERY
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.library import StoredQuery, read_queries

__all__ = ["examples"]

TERMS: Final[dict[Kind, tuple[URIRef, URIRef]]] = {
    Kind.SOLUTIONS: (SH.SPARQLSelectExecutable, SH.select),
    Kind.BOOLEAN: (SH.SPARQLAskExecutable, SH.ask),
    Kind.GRAPH: (SH.SPARQLConstructExecutable, SH.construct),
}


def examples() -> Graph:
    """Describe the competency questions."""
    about = Graph()
    for query in read_queries("competency"):
        _add_example(about, query)
    return about


def _add_example(about: Graph, query: StoredQuery) -> None:
    node = QUERY[query.name]
    kind = inspect_query(query.text).kind
    assert kind is not None, query.name
    executable, predicate = TERMS[kind]
    about.add((node, RDF.type, SH.SPARQLExecutable))
    about.add((node, RDF.type, executable))
    about.add((node, predicate, Literal(query.text)))
    about.add((node, DCTERMS.identifier, Literal(query.header["id"])))
    about.add((node, RDFS.comment, Literal(query.header["summary"], "en")))
    about.add((node, RDFS.comment, Literal(query.header["summary-ja"], "ja")))
    for tag in query.tags:
        about.add((node, SDO.keywords, Literal(tag)))
