"""IRIs in metadata: the standard's prefixes, resolving, and what rows may not state."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from tsunagari.errors import RegisterError

__all__ = ["AXIOMS", "refuse_axiom", "resolved", "states_axiom"]

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
# The prefixes of https://www.w3.org/ns/csvw that vocabularies for data use.
PREFIXES: Final = {
    "csvw": "http://www.w3.org/ns/csvw#",
    "dc": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gr": "http://purl.org/goodrelations/v1#",
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AXIOMS: Final = (RDF, RDFS, OWL)
SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
ALLOWED: Final = frozenset(
    {f"{RDF}type", f"{RDFS}label", f"{RDFS}comment", f"{RDFS}seeAlso"}
)


def resolved(value: str, base: str) -> str:
    """Return the IRI that a prefixed name, or a reference relative to *base*, is.

    >>> resolved("foaf:page", ""), resolved("#1", "http://example.org/t.csv")
    ('http://xmlns.com/foaf/0.1/page', 'http://example.org/t.csv#1')
    """
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    if SCHEME.match(value):
        return value
    try:
        return urljoin(base, value)
    except ValueError:
        return value


def states_axiom(predicate: str, value: str = "") -> bool:
    """Tell whether a statement would change what others mean: it is no row's to make.

    :param value: The IRI that is the object, if one is.
    """
    if predicate.startswith(AXIOMS) and predicate not in ALLOWED:
        return True
    return predicate == f"{RDF}type" and value.startswith(AXIOMS)


def refuse_axiom(place: str, predicate: str, value: str = "") -> None:
    """Refuse metadata by which rows would state an axiom.

    :raises RegisterError: If so.
    """
    if states_axiom(predicate, value):
        raise RegisterError(
            f"{place}: rows may not state '{value or predicate}': of RDF, RDFS and OWL "
            "they have rdf:type (with a class of another vocabulary), rdfs:label, "
            "rdfs:comment and rdfs:seeAlso; use a term of another vocabulary"
        )
