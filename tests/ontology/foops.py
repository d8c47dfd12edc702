"""What `FOOPS! <https://w3id.org/foops/catalogue>`_ looks for in an ontology's text.

Each is a function from the ontology to what it lacks. The codes and names are those of
the catalogue of FOOPS! 0.2. What it asks of a service is in ``test_foops.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import (
    DC,
    DCTERMS,
    DOAP,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    VANN,
    Graph,
    Namespace,
    URIRef,
)

__all__ = ["CHECKS", "Check"]

BIBO: Final = Namespace("http://purl.org/ontology/bibo/")
CC: Final = Namespace("http://creativecommons.org/ns#")
PAV: Final = Namespace("http://purl.org/pav/")
Find = Callable[[Graph, URIRef], Iterator[str]]
PERSISTENT: Final = re.compile(
    r"https?://(w3id\.org|(\w+\.)?doi\.org|purl\.(\w+\.)*\w+|linked\.data\.gov\.au"
    r"|dbpedia\.org|www\.w3\.org|perma\.cc|data\.europa\.eu)/"
)
# By what each piece of metadata is said.
METADATA: Final[dict[str, tuple[URIRef, ...]]] = {
    "title": (DC.title, DCTERMS.title, SDO.name),
    "description": (
        *(DC.description, DCTERMS.description, DCTERMS.abstract, SDO.description),
        *(RDFS.comment, SKOS.note, DOAP.description, DOAP.shortdesc),
    ),
    "license": (DCTERMS.license, SDO.license, DOAP.license, CC.license),
    "version iri": (OWL.versionIRI,),
    "creator": (
        *(DC.creator, DCTERMS.creator, PAV.createdBy, PAV.authoredBy),
        *(SDO.creator, PROV.wasAttributedTo, DOAP.developer),
    ),
    "namespace URI": (VANN.preferredNamespaceUri,),
    "namespace prefix": (VANN.preferredNamespacePrefix,),
    "version info": (OWL.versionInfo, SDO.schemaVersion),
    "creation date": (
        *(DCTERMS.created, SDO.dateCreated, DOAP.created),
        *(PROV.generatedAtTime, PAV.createdOn),
    ),
    "citation": (DCTERMS.bibliographicCitation, SDO.citation),
    "doi": (BIBO.doi,),
    "publisher": (DC.publisher, DCTERMS.publisher, SDO.publisher),
    "logo": (FOAF.logo, SDO.logo),
    "status": (BIBO.status,),
    "source": (DC.source, DCTERMS.source, PROV.hadPrimarySource),
    "issued date": (DCTERMS.issued, SDO.datePublished),
}
MINIMUM: Final = (
    *("title", "description", "license", "version iri", "creator", "namespace URI"),
)
RECOMMENDED: Final = ("namespace prefix", "version info", "creation date", "citation")
DETAILED: Final = ("doi", "publisher", "logo", "status", "source", "issued date")
# Vocabularies for metadata that FOOPS! knows.
FOR_METADATA: Final = tuple(
    map(str, (DC, DCTERMS, SDO, VANN, PROV, BIBO, PAV, FOAF, DOAP))
)
BUILT_IN: Final = tuple(map(str, (RDF, RDFS, OWL)))
KINDS: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@dataclass(frozen=True)
class Check:
    """A check: its code and name in the catalogue, and what finds what is missing."""

    code: str
    name: str
    find: Find


def lacking(*names: str) -> Find:
    """Return the check that the header has metadata of these names."""

    def find(graph: Graph, header: URIRef) -> Iterator[str]:
        for name in names:
            if not any((header, one, None) in graph for one in METADATA[name]):
                yield name

    return find


def persistent(graph: Graph, header: URIRef) -> Iterator[str]:
    """PURL1."""
    if not PERSISTENT.match(header):
        yield f"{header} is at no register of persistent addresses"


def open_protocol(graph: Graph, header: URIRef) -> Iterator[str]:
    """HTTP1."""
    if not str(header).startswith(("http://", "https://")):
        yield f"{header} is no address of the Web"


def version_iri(graph: Graph, header: URIRef) -> Iterator[str]:
    """VER1."""
    versions = list(graph.objects(header, OWL.versionIRI))
    if len(versions) != 1 or versions[0] == header:
        yield f"the version of {header} has no IRI of its own"


def licence_or_rights(graph: Graph, header: URIRef) -> Iterator[str]:
    """OM4.1."""
    rights = (DC.rights, DCTERMS.rights, DCTERMS.accessRights)
    known = (*METADATA["license"], *rights)
    if not any((header, one, None) in graph for one in known):
        yield "license"


def reused_metadata(graph: Graph, header: URIRef) -> Iterator[str]:
    """VOC1."""
    used = map(str, graph.predicates(header))
    if not any(property.startswith(FOR_METADATA) for property in used):
        yield "the header uses no vocabulary for metadata"


def reused_terms(graph: Graph, header: URIRef) -> Iterator[str]:
    """VOC2."""
    others = [
        node
        for kind in KINDS
        for node in graph.subjects(RDF.type, kind)
        if isinstance(node, URIRef)
        and not str(node).startswith((str(header), *BUILT_IN))
    ]
    used = {node for triple in graph for node in triple if triple[1] != RDF.type}
    if not used & set(others):
        yield "no term of another vocabulary is used"


def labelled(*properties: URIRef) -> Find:
    """Return the check that each term of the ontology has one of *properties*."""

    def find(graph: Graph, header: URIRef) -> Iterator[str]:
        for kind in KINDS:
            for term in sorted(set(graph.subjects(RDF.type, kind)), key=str):
                ours = isinstance(term, URIRef) and term.startswith(header)
                if ours and not any((term, one, None) in graph for one in properties):
                    yield str(term)

    return find


CHECKS: Final = (
    Check("PURL1", "Ontology has a persistent URL", persistent),
    Check("HTTP1", "Ontology uses an open protocol", open_protocol),
    Check("VER1", "A version IRI is declared in the ontology metadata", version_iri),
    Check("FIND1", "Ontology prefix is declared", lacking("namespace prefix")),
    Check("OM1", "Ontology minimum metadata is declared", lacking(*MINIMUM)),
    Check("OM2", "Ontology declares recommended metadata", lacking(*RECOMMENDED)),
    Check("OM3", "Ontology declares detailed metadata", lacking(*DETAILED)),
    Check("OM4.1", "Ontology has a license available", licence_or_rights),
    Check(
        "OM5.1",
        "Ontology declares basic provenance metadata",
        lacking("creator", "creation date"),
    ),
    Check(
        "OM5.2",
        "Ontology declares detailed provenance metadata",
        lacking("issued date", "publisher"),
    ),
    Check(
        "VOC1",
        "Ontology reuses existing vocabularies for metadata annotations",
        reused_metadata,
    ),
    Check(
        "VOC2",
        "Ontology imports or reuses well established vocabularies",
        reused_terms,
    ),
    Check(
        "VOC3",
        "Ontology documentation: all terms have labels",
        labelled(RDFS.label, SKOS.prefLabel),
    ),
    Check(
        "VOC4",
        "Ontology documentation: all terms have descriptions",
        labelled(RDFS.comment, SKOS.definition),
    ),
)
