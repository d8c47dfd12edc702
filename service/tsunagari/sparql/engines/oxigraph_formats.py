"""Our formats in the engine's words; imports nothing but the engine."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

__all__ = ["RDF_FORMATS", "RESULT_FORMATS", "WITH_PREFIXES"]

RESULT_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
RDF_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
# N-Triples has no use for prefixes, and JSON-LD would write all of them.
WITH_PREFIXES: Final = frozenset({"turtle", "rdfxml"})
