"""What the page of the ontology and those of its modules list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rdflib import DCTERMS, RDFS, SKOS, URIRef

from tsunagari.export.ontology_record import KINDS
from tsunagari.namespaces import SSE, prefixes, shorten
from tsunagari.web.terms.names import Name, Names, Text
from tsunagari.web.terms.ontology import Ontology
from tsunagari.web.terms.uses import Counts

__all__ = [
    "Alignment",
    "Letter",
    "Listed",
    "Module",
    "TermMapping",
    "alignments",
    "index",
    "modules",
]

ABOVE: Final = {"Class": RDFS.subClassOf}


@dataclass(frozen=True)
class Listed:
    """A term in a list.

    :param anchor: The name within its namespace, for the fragment of an address.
    """

    name: Name
    anchor: str
    kind: str
    definition: Text | None
    above: tuple[Name, ...]
    counts: Counts


@dataclass(frozen=True)
class Module:
    """A module with its terms by their kinds."""

    name: str
    iri: str
    title: str
    description: str
    groups: tuple[tuple[str, tuple[Listed, ...]], ...]

    @property
    def size(self) -> int:
        """How many terms it has."""
        return sum(len(terms) for _, terms in self.groups)


@dataclass(frozen=True)
class Letter:
    """The terms under one heading of the index."""

    letter: str
    terms: tuple[tuple[Name, str], ...]


@dataclass(frozen=True)
class TermMapping:
    """What an alignment says of a term.

    :param relation: The property, with its prefix.
    """

    term: Name
    relation: str
    target: Name
    justification: str
    confidence: str


@dataclass(frozen=True)
class Alignment:
    """The mappings to one vocabulary."""

    name: str
    title: str
    description: str
    mappings: tuple[TermMapping, ...]


def modules(
    ontology: Ontology,
    names: Names,
    found: Mapping[str, Counts],
    only: Iterable[str] = (),
) -> list[Module]:
    """Return the modules of *ontology*, or those named, with their terms."""
    wanted = set(only) or set(ontology.modules)
    return [
        _module(ontology, names, found, name)
        for name in ontology.modules
        if name in wanted
    ]


def _module(
    ontology: Ontology, names: Names, found: Mapping[str, Counts], module: str
) -> Module:
    iri = ontology.module_iri(module)
    listed = [_listed(ontology, names, found, term) for term in ontology.terms(module)]
    order = list(KINDS.values())
    listed.sort(key=lambda one: order.index(one.kind))
    groups = tuple(
        (kind, tuple(sorted(some, key=lambda one: one.name.short.lower())))
        for kind, some in groupby(listed, key=lambda one: one.kind)
    )
    title = names.text(iri, [DCTERMS.title])
    description = names.text(iri, [DCTERMS.description])
    return Module(
        module,
        str(iri),
        title.text if title else module,
        description.text if description else "",
        groups,
    )


def _listed(
    ontology: Ontology, names: Names, found: Mapping[str, Counts], term: URIRef
) -> Listed:
    kind = ontology.kind(term)
    relation = ABOVE.get(kind, RDFS.subPropertyOf)
    return Listed(
        names.of(term),
        term.removeprefix(SSE) if term.startswith(SSE) else shorten(str(term)),
        kind,
        names.text(term, [SKOS.definition]),
        tuple(map(names.of, ontology.named_above(term, relation))),
        found.get(str(term), Counts()),
    )


def index(ontology: Ontology, names: Names) -> list[Letter]:
    """Return the terms of ours in the order of their names, by first letters."""
    terms = sorted((SSE[name] for name in ontology.homes), key=names.order)
    return [
        Letter(letter, tuple((names.of(one), one.removeprefix(SSE)) for one in some))
        for letter, some in groupby(terms, key=names.letter)
    ]


def alignments(ontology: Ontology, names: Names, term: str = "") -> list[Alignment]:
    """Return the mappings of the terms, or of one of that name, by their targets."""
    found = []
    for one in ontology.alignments:
        rows = tuple(
            TermMapping(
                names.of(SSE[row["term"]]),
                shorten(row["relation"]),
                _target(names, row["target"]),
                row["justification"].removeprefix("semapv:"),
                row["confidence"],
            )
            for row in one["mappings"]
            if not term or row["term"] == term
        )
        if rows:
            language = names.language
            title, description = one["title"], one["description"]
            found.append(
                Alignment(
                    one["name"],
                    title.get(language, one["name"]),
                    description.get(language, ""),
                    rows,
                )
            )
    return found


def _target(names: Names, iri: str) -> Name:
    """Return the name of another vocabulary's term: its own, with the prefix."""
    name = names.of(URIRef(iri))
    # Items of Wikidata and the like have no names here.
    known = any(iri.startswith(namespace) for namespace in prefixes().values())
    return Name(name.short if known else iri, "", name.short, iri, iri, ours=False)
