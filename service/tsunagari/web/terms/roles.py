"""What terms of other vocabularies are used for here: by which terms, on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rdflib import RDF, RDFS, BNode, URIRef

from tsunagari.namespaces import SSE
from tsunagari.web.terms.names import Name, Names
from tsunagari.web.terms.ontology import Ontology

__all__ = ["roles"]

# What says what a term is, or who defines it, is no use of another one.
APART = frozenset({RDF.type, RDFS.isDefinedBy, RDFS.seeAlso})


def roles(ontology: Ontology, names: Names) -> Mapping[str, Sequence[Name]]:
    """Return for each borrowed term the terms that use it, by its IRI.

    A term of ours uses what its axioms speak of. A property is used on the classes of
    whose things shapes ask it, and a class by the properties that shapes ask it of.
    """
    found: dict[str, set[URIRef]] = {}
    for term in ontology.borrowed:
        users = {
            root
            for subject, property in ontology.graph.subject_predicates(term)
            if property not in APART
            for root in (
                ontology.roots(subject)
                if isinstance(subject, BNode)
                else {URIRef(str(subject))}
            )
        }
        found[str(term)] = {one for one in users if one.startswith(SSE)}
    for row in ontology.constraints:
        pairs = [(row["property"], row["class"])]
        pairs += [(value, row["property"]) for value in row["values"]]
        for iri, user in pairs:
            if iri in found and user:
                found[iri].add(URIRef(user))
    return {iri: [names.of(one) for one in sorted(some)] for iri, some in found.items()}
