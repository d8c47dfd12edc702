"""The one ``@context`` of all JSON-LD that is published: `JSON-LD 1.1, 4.1
<https://www.w3.org/TR/json-ld11/#the-context>`_.

It is derived: the ontology says which properties and classes there are and which
lead to things, the shapes which datatype a value has, which texts are tagged with
a language, and what is said once at most. What either leaves open is not coerced,
so that nothing is lost on the way to JSON and back:

- A term is the last part of the name: ``legalForm``, ``Organization``. Where two
  names end alike, the one listed in :data:`SECOND` takes its prefix too.
- Texts are language maps, ``{"en": …, "ja": …}``; with several texts in one
  language a list for each. Tags are lower-case: ``ja-hrkt`` is the reading in kana.
- What may repeat is a list even when there is one; what shapes allow once is not.
- Whole numbers and booleans are those of JSON. Decimals are strings, since a
  number with a point is an ``xsd:double`` in JSON-LD.
- Prefixes are those of vocabularies. Things have their whole address as ``id``:
  it can be followed without a context.

A context has the version of the ontology. Its text is kept in
``ontology/contexts``, and a test tells when it changed without a new version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, XSD, Graph, URIRef
from rdflib.term import Node

from tsunagari.errors import ContextError
from tsunagari.namespaces import BASE, SSE, prefixes, shorten

__all__ = ["DELIMITERS", "REVERSE", "Context", "datatypes_of", "derive_context"]

Definition = str | dict[str, Any]

# Terms for keywords, which nothing else can be called.
ALIASES: Final[dict[str, Definition]] = {
    "id": "@id",
    "type": {"@id": "@type", "@container": "@set"},
}
# What is told of a thing by a node that points to it.
REVERSE: Final = {"assessment": SSE.assessedForm, "holding": SSE.holder}
# Whose last part is also that of another: the other one has the short term.
SECOND: Final = frozenset(
    {
        DCTERMS.identifier,
        DCTERMS.type,
        PROV.Organization,
        SDO.AdministrativeArea,
        SDO.Country,
        SDO.Event,
        SDO.Organization,
        SDO.Place,
        SDO.currency,
        SDO.isPartOf,
        SH.prefix,
        URIRef("http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure"),
        URIRef("http://purl.org/linked-data/sdmx/2009/dimension#refArea"),
        URIRef("http://purl.org/linked-data/sdmx/2009/dimension#refPeriod"),
    }
)
# Texts in a language, by the definitions of their vocabularies.
TEXTS: Final = frozenset(
    {
        DCTERMS.bibliographicCitation,
        DCTERMS.description,
        DCTERMS.rights,
        DCTERMS.title,
        RDFS.comment,
        RDFS.label,
        SKOS.altLabel,
        SKOS.changeNote,
        SKOS.definition,
        SKOS.editorialNote,
        SKOS.example,
        SKOS.hiddenLabel,
        SKOS.historyNote,
        SKOS.note,
        SKOS.prefLabel,
        SKOS.scopeNote,
        SSE.aim,
        SSE.sentencePattern,
    }
)
# What RDFS and OWL define is declared by nobody.
BUILT_IN: Final = (
    *(OWL.differentFrom, OWL.disjointWith, OWL.equivalentClass, OWL.imports),
    *(OWL.equivalentProperty, OWL.inverseOf, OWL.sameAs, OWL.versionIRI),
    *(RDFS.domain, RDFS.isDefinedBy, RDFS.range, RDFS.seeAlso),
    *(RDFS.subClassOf, RDFS.subPropertyOf),
)
MAPPED: Final = (
    *(OWL.equivalentClass, OWL.equivalentProperty),
    *(RDFS.subClassOf, RDFS.subPropertyOf),
)
KINDS: Final = (OWL.AnnotationProperty, OWL.DatatypeProperty, OWL.ObjectProperty)
# JSON has these itself; a decimal may be written as a whole number.
NOT_COERCED: Final = frozenset({XSD.boolean, XSD.decimal, XSD.integer, XSD.string})
# A prefix is a term for an address that ends in one of these (JSON-LD 1.1, 4.1.5).
DELIMITERS: Final = "/#:?"
TERM: Final = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True)
class Context:
    """A context: its version, and the definition of each term.

    :param properties: The IRI of each term that stands for a property.
    :param classes: The IRI of each term that stands for a class.
    """

    version: str
    terms: dict[str, Definition]
    properties: dict[str, str]
    classes: dict[str, str]

    @classmethod
    def read(cls, document: dict[str, Any], version: str) -> Context:
        """Return the context of a *document*, one of ours."""
        terms = {k: v for k, v in document["@context"].items() if k != "@version"}
        properties, classes = {}, {}
        for term, definition in terms.items():
            if term in ALIASES:
                continue
            if isinstance(definition, str):
                if definition[-1] not in DELIMITERS:
                    classes[term] = _whole(definition, terms)
            elif "@id" in definition:
                properties[term] = _whole(definition["@id"], terms)
        return cls(version, terms, properties, classes)

    @property
    def value(self) -> dict[str, Any]:
        """What stands in a document as ``@context``."""
        return {"@version": 1.1, **self.terms}

    @property
    def document(self) -> dict[str, Any]:
        """The file at the address of the context."""
        return {"@context": self.value}

    def is_reference(self, term: str) -> bool:
        """Tell whether the values of *term* are things."""
        found = self.terms.get(term)
        if not isinstance(found, dict):
            return False
        return found.get("@type") == "@id" or "@reverse" in found

    def container(self, term: str) -> frozenset[str]:
        """Return the containers of *term*: ``@set``, ``@language``, both or none."""
        found = self.terms.get(term)
        given = found.get("@container", ()) if isinstance(found, dict) else ()
        return frozenset([given] if isinstance(given, str) else given)

    def term_of(self, iri: str) -> str:
        """Return the term for a property or a class, or its short name.

        >>> Context("1", {}, {"since": str(SSE.since)}, {}).term_of(str(SSE.since))
        'since'
        """
        for table in (self.properties, self.classes):
            for term, named in table.items():
                if named == iri:
                    return term
        return shorten(iri)


def _whole(short: str, terms: dict[str, Any]) -> str:
    prefix, _, local = short.partition(":")
    return f"{terms[prefix]}{local}"


def derive_context(ontology: Graph, shapes: Graph) -> Context:
    """Return the context of *ontology* and *shapes*.

    :raises ContextError: If two names would be one term, or a name cannot be one.
    """
    properties = _named(ontology, KINDS) | set(BUILT_IN) | {RDFS.label, RDFS.comment}
    classes = _named(ontology, (OWL.Class,))
    terms: dict[str, Definition] = dict(ALIASES)
    for prefix in _vocabularies(ontology, properties | classes):
        terms[prefix] = prefixes()[prefix]
    named: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for iri in sorted(classes):
        named[1][_add(terms, iri, shorten(iri))] = str(iri)
    for iri in sorted(properties):
        named[0][_add(terms, iri, _definition(iri, ontology, shapes))] = str(iri)
    for term, iri in REVERSE.items():
        if term in terms:
            raise ContextError(f"'{term}' is a term already; choose another in REVERSE")
        terms[term] = {"@reverse": shorten(iri), "@container": "@set"}
    version = str(ontology.value(BASE["ontology"], OWL.versionInfo) or "")
    if not version:
        raise ContextError(
            "the ontology has no owl:versionInfo, which a context needs; give it one "
            "in ontology/tsunagari.ttl"
        )
    return Context(version, terms, *named)


def _named(ontology: Graph, kinds: tuple[URIRef, ...]) -> set[URIRef]:
    return {
        node
        for kind in kinds
        for node in ontology.subjects(RDF.type, kind)
        if isinstance(node, URIRef)
    }


def _vocabularies(ontology: Graph, declared: set[URIRef]) -> list[str]:
    """Return the prefixes of all that is declared, or mapped to."""
    mapped = {
        node for relation in MAPPED for node in ontology.objects(None, relation)
    } | {RDF.type, RDFS.label, OWL.Class, XSD.date}
    found = {
        shorten(str(iri)).partition(":")[0]
        for iri in declared | mapped
        if isinstance(iri, URIRef)
    }
    return sorted(prefix for prefix in found if prefix in prefixes())


def _add(terms: dict[str, Definition], iri: URIRef, definition: Definition) -> str:
    prefix, _, local = shorten(iri).partition(":")
    if iri in SECOND:
        local = prefix.partition("-")[0] + local[:1].upper() + local[1:]
    if not TERM.fullmatch(local):
        raise ContextError(
            f"<{iri}> gives no term: declare its prefix in ontology/prefixes.ttl, and "
            "let its last part be letters and digits"
        )
    if local in terms:
        raise ContextError(
            f"<{iri}> and {terms[local]} would both be the term '{local}'; list one "
            "of them in SECOND of the export of contexts"
        )
    terms[local] = definition
    return local


def _definition(iri: URIRef, ontology: Graph, shapes: Graph) -> Definition:
    """Return how a property is written: its type and its containers."""
    places = list(_places(iri, shapes))
    found: dict[str, Any] = {"@id": shorten(iri)}
    once = any(_is(shapes, node, SH.maxCount, "1") for node in places)
    if _is_text(iri, places, shapes):
        single = once or any(
            _is(shapes, node, SH.uniqueLang, "true") for node in places
        )
        found["@container"] = "@language" if single else ["@language", "@set"]
        return found
    if type := _type(iri, places, ontology, shapes):
        found["@type"] = type
    if not once:
        found["@container"] = "@set"
    return found


def _places(iri: URIRef, shapes: Graph) -> Iterator[Node]:
    """Yield the property shapes of *iri*, alone or as one of several."""
    for path in (iri, *_among(iri, shapes)):
        yield from shapes.subjects(SH.path, path)


def _among(iri: URIRef, shapes: Graph) -> Iterator[Node]:
    for path, members in shapes.subject_objects(SH.alternativePath):
        if iri in shapes.items(members):
            yield path


def _is_text(iri: URIRef, places: list[Node], shapes: Graph) -> bool:
    return iri in TEXTS or any(
        (node, SH.datatype, RDF.langString) in shapes
        or (node, SH.languageIn, None) in shapes
        or _is(shapes, node, SH.uniqueLang, "true")
        for node in places
    )


def _type(iri: URIRef, places: list[Node], ontology: Graph, shapes: Graph) -> str:
    """Return the one type that values have, as a context says it; empty if open."""
    if (
        iri in BUILT_IN
        or (iri, RDF.type, OWL.ObjectProperty) in ontology
        or any(
            (node, SH["class"], None) in shapes or (node, SH.nodeKind, SH.IRI) in shapes
            for node in places
        )
    ):
        return "@id"
    types = set(datatypes_of(iri, ontology, shapes))
    if len(types) != 1:
        return ""
    [one] = types
    coerced = one not in NOT_COERCED and str(one).startswith(str(XSD))
    return shorten(one) if coerced else ""


def datatypes_of(iri: URIRef, ontology: Graph, shapes: Graph) -> Iterator[URIRef]:
    """Yield the datatypes that shapes and ontology give the values of *iri*."""
    for node in _places(iri, shapes):
        for choice in (node, *_choices(shapes, node)):
            for type in shapes.objects(choice, SH.datatype):
                yield URIRef(str(type))
    for type in ontology.objects(iri, RDFS.range):
        yield URIRef(str(type))


def _choices(shapes: Graph, node: Node) -> Iterator[Node]:
    for given in shapes.objects(node, SH["or"]):
        yield from shapes.items(given)


def _is(shapes: Graph, node: Node, constraint: URIRef, value: str) -> bool:
    return any(str(one) == value for one in shapes.objects(node, constraint))
