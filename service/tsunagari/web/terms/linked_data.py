"""The ontology and its terms in the words of schema.org, for the heads of pages.

A term is a `DefinedTerm <https://schema.org/DefinedTerm>`_ of a `DefinedTermSet
<https://schema.org/DefinedTermSet>`_.
"""

from __future__ import annotations

from typing import Any

from rdflib import DCTERMS, Literal

from tsunagari.web.terms.details import Term
from tsunagari.web.terms.names import Text, texts
from tsunagari.web.terms.ontology import Ontology

__all__ = ["set_document", "term_document"]


def set_document(ontology: Ontology, url: str) -> dict[str, Any]:
    """Return what the page at *url* is about: the set of all terms."""
    header, graph = ontology.header, ontology.graph
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "DefinedTermSet",
        "@id": str(header),
        "url": url,
        "name": _values(texts(graph, header, DCTERMS.title)),
        "description": _values(texts(graph, header, DCTERMS.description)),
        "version": ontology.record["version"],
        "license": ontology.licence,
        "inLanguage": [str(one) for one in ontology.values(DCTERMS.language)],
    }
    for key, property in (
        ("dateCreated", DCTERMS.created),
        ("datePublished", DCTERMS.issued),
        ("dateModified", DCTERMS.modified),
    ):
        document[key] = str(graph.value(header, property))
    for key, property in (
        ("creator", DCTERMS.creator),
        ("publisher", DCTERMS.publisher),
    ):
        document[key] = [
            {"@type": "Organization", "name": str(one)}
            for one in ontology.values(property)
            if isinstance(one, Literal)
        ]
    return document


def term_document(ontology: Ontology, term: Term, url: str) -> dict[str, Any]:
    """Return what the page at *url* is about: one term."""
    return {
        "@context": "https://schema.org/",
        "@type": "DefinedTerm",
        "@id": str(term.iri),
        "url": url,
        "termCode": term.short_name,
        "name": _values(term.labels),
        "description": _values(term.definitions),
        "inDefinedTermSet": str(ontology.header),
    }


def _values(found: tuple[Text, ...] | list[Text]) -> list[dict[str, str]]:
    return [{"@value": one.text, "@language": one.language} for one in found]
