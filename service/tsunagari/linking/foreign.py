"""The bodies, forms and concepts of a graph, foreign or ours.

What people state differently is looked for in all the ways that are common: names by
RDFS, SKOS, FOAF, schema.org and GoodRelations, places on the body, its address or its
site. The same reading serves both sides. A name that a body had before is a name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tsunagari.linking.bodies import Body, Category, host
from tsunagari.linking.faults import Faults
from tsunagari.namespaces import BASE, SSE
from tsunagari.naming.identifiers import identifiers_in
from tsunagari.naming.names import read_names
from tsunagari.naming.places import Place
from tsunagari.naming.words import GENERAL, words
from tsunagari.resources import folder

__all__ = [
    "COUNTRIES",
    "LOCALITIES",
    "PREDICATES",
    "Kind",
    "Statements",
    "bodies",
    "body_of",
    "kinds_of_things",
    "known_classes",
    "label_of",
]

FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
GR: Final = Namespace("http://purl.org/goodrelations/v1#")
SCHEMA: Final = Namespace("https://schema.org/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
ESS: Final = Namespace("http://purl.org/essglobal/vocab/")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
REGORG: Final = Namespace("http://www.w3.org/ns/regorg#")

NAMES: Final = (
    SKOS.prefLabel,
    RDFS.label,
    SKOS.altLabel,
    GR.name,
    GR.legalName,
    FOAF.name,
    SCHEMA.name,
    SCHEMA.legalName,
    SCHEMA.alternateName,
    REGORG.legalName,
    VCARD.fn,
)
SAME: Final = (OWL.sameAs, SKOS.exactMatch, SCHEMA.sameAs)
WEBSITES: Final = (FOAF.homepage, SCHEMA.url, VCARD.hasURL, VCARD.url)
ADDRESSES: Final = (ESS.hasAddress, SCHEMA.address, VCARD.hasAddress, ORG.hasSite)
LOCALITIES: Final = (
    VCARD.locality,
    SCHEMA.addressLocality,
    VCARD.region,
    SCHEMA.addressRegion,
)
COUNTRIES: Final = (
    ESS.country_id,
    VCARD.hasCountryName,
    VCARD["country-name"],
    SCHEMA.addressCountry,
)
# All that is read of a thing, or of what it leads to.
PREDICATES: Final = frozenset(
    {
        *(*NAMES, *SAME, *WEBSITES, *ADDRESSES, *LOCALITIES, *COUNTRIES),
        *(RDF.type, RDFS.label, ADMS.identifier, SKOS.notation),
        *(SSE.identifierScheme, SSE.basedIn, SSE.within, SSE.heldName),
    }
)
CODE: Final = 2


class Statements(Protocol):
    """What is said of things: a graph, or what is read like one."""

    def objects(self, subject: Node, predicate: Node) -> Iterable[Node]:
        """Yield the values of a property."""

    def subjects(self, predicate: Node, value: Node) -> Iterable[Node]:
        """Yield what has a value of a property."""


@dataclass(frozen=True)
class Kind:
    """Things that can be linked: their classes, or the schemes that they are in."""

    category: Category
    classes: frozenset[str]
    schemes: frozenset[str]


@cache
def kinds_of_things() -> tuple[Kind, ...]:
    """Return the kinds of things that can be linked, in the order of preference."""
    text = (folder("graph_data") / GENERAL).read_text(encoding="utf-8")
    return tuple(
        Kind(
            table["category"],
            frozenset(table["classes"]),
            frozenset(table.get("schemes", ())),
        )
        for table in tomllib.loads(text)["categories"]
    )


def known_classes() -> frozenset[str]:
    """Return the classes whose members can be linked."""
    return frozenset().union(*(kind.classes for kind in kinds_of_things()))


def bodies(graph: Graph, faults: Faults) -> list[Body]:
    """Return what can be linked in *graph*, in the order of IRIs.

    What has no IRI, or neither name nor identifier, is noted and left out.
    """
    found: dict[str, Body] = {}
    for kind in kinds_of_things():
        for subject in sorted(_members(graph, kind), key=str):
            if isinstance(subject, BNode):
                faults.add("blank-body", _described(graph, subject))
            elif str(subject) not in found:
                body = body_of(graph, subject, kind.category)
                if body.names or body.identifiers:
                    found[body.iri] = body
                else:
                    faults.add("unnamed", body.iri)
    if not found:
        faults.add("unknown-class", "the whole graph")
    return [found[iri] for iri in sorted(found)]


def _members(graph: Graph, kind: Kind) -> set[Node]:
    members: set[Node] = set()
    for scheme in kind.schemes:
        members |= set(graph.subjects(SKOS.inScheme, URIRef(scheme)))
    for name in kind.classes:
        for below in graph.transitive_subjects(RDFS.subClassOf, URIRef(name)):
            members |= set(graph.subjects(RDF.type, below))
    return members


def body_of(graph: Statements, subject: Node, category: Category) -> Body:
    """Return what *graph* says of *subject*, ready to be compared."""
    labels = [
        (str(label), label.language or "")
        for predicate in NAMES
        for label in graph.objects(subject, predicate)
        if isinstance(label, Literal)
    ]
    sites = _objects(graph, subject, WEBSITES)
    same = [str(subject), *map(str, _objects(graph, subject, SAME))]
    classes = words().classes
    return Body(
        str(subject),
        label_of(labels, str(subject)),
        read_names([*labels, *_former(graph, subject)]),
        category,
        identifiers_in(same) | frozenset(_identifiers(graph, subject)),
        frozenset(filter(None, (host(str(site)) for site in sites))),
        _place(graph, subject),
        frozenset(
            classes[str(type_)]
            for type_ in graph.objects(subject, RDF.type)
            if str(type_) in classes
        ),
    )


def label_of(labels: Iterable[tuple[str, str]], otherwise: str) -> str:
    """Return the label to show: the first, English before others."""
    kept = list(labels)
    english = [text for text, language in kept if language.startswith("en")]
    return next(iter([*english, *(text for text, _ in kept)]), otherwise)


def _former(graph: Statements, subject: Node) -> Iterator[tuple[str, str]]:
    """Yield the names that a body had for a time, which what says so holds."""
    for holding in graph.subjects(SSE.holder, subject):
        for name in graph.objects(holding, SSE.heldName):
            if isinstance(name, Literal):
                yield str(name), name.language or ""


def _identifiers(graph: Statements, subject: Node) -> Iterator[tuple[str, str]]:
    for node in graph.objects(subject, ADMS.identifier):
        for scheme in graph.objects(node, SSE.identifierScheme):
            for notation in graph.objects(node, SKOS.notation):
                yield str(scheme).rpartition("/")[2], str(notation)


def _objects(
    graph: Statements, subject: Node, predicates: Iterable[Node]
) -> list[Node]:
    return [
        value
        for predicate in predicates
        for value in sorted(graph.objects(subject, predicate), key=str)
    ]


def _place(graph: Statements, subject: Node) -> Place:
    addresses = [subject, *_objects(graph, subject, ADDRESSES)]
    country, text = "", ""
    for node in addresses:
        for value in _objects(graph, node, COUNTRIES):
            country = country or _country(value)
        for value in _objects(graph, node, LOCALITIES):
            text = text or str(value)
    for area in _objects(graph, subject, (SSE.basedIn,)):
        text = text or _area(graph, area)
    return Place(country or _own_country(str(subject)), text)


def _area(graph: Statements, area: Node) -> str:
    """Return the name of an area; in Japanese, after that of the one that it is in.

    Addresses are written so, and what a city is called alone tells less.
    """
    name = next(iter(sorted(map(str, graph.objects(area, RDFS.label)))), "")
    if name.isascii():
        return name
    for above in _objects(graph, area, (SSE.within,)):
        if SSE.FirstLevelArea in graph.objects(above, RDF.type):
            for label in _objects(graph, above, (RDFS.label,)):
                if getattr(label, "language", "") == "ja":
                    return name if name.startswith(str(label)) else f"{label}{name}"
    return name


def _country(value: Node) -> str:
    code = str(value).rstrip("/").rpartition("/")[2]
    return code.upper() if len(code) == CODE and code.isalpha() else ""


def _own_country(iri: str) -> str:
    """Return the country whose folder of our namespace *iri* stands in, if any."""
    code, slash, _ = iri.removeprefix(str(BASE)).partition("/")
    in_folder = iri.startswith(str(BASE)) and slash and len(code) == CODE
    return code.upper() if in_folder else ""


def _described(graph: Graph, node: Node) -> str:
    values = sorted(str(v) for v in graph.objects(node) if isinstance(v, Literal))
    return f"a node without an IRI ({values[0]})" if values else "a node without an IRI"
