"""All that is told of one term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, URIRef

from tsunagari.export.manchester import Piece, axioms
from tsunagari.languages import Language
from tsunagari.namespaces import SSE
from tsunagari.sparql.library import StoredQuery
from tsunagari.web.addresses import page_path
from tsunagari.web.stored import library
from tsunagari.web.terms.listing import Alignment, alignments
from tsunagari.web.terms.names import Name, Names, Text, texts
from tsunagari.web.terms.ontology import Ontology
from tsunagari.web.terms.reading import Reader

__all__ = ["Branch", "Constraint", "Rule", "Term", "details"]

STATUS: Final = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
# What says of a term what it is, or where it stands in a list, is no use of it.
NO_USE: Final = frozenset({RDFS.isDefinedBy, RDF.type, RDFS.seeAlso})


@dataclass(frozen=True)
class Branch:
    """A class or property in the tree of those above and below a term."""

    name: Name
    is_here: bool
    below: tuple[Branch, ...]


@dataclass(frozen=True)
class Rule:
    """An axiom.

    :param pieces: Each with where one reads about it, if it is a name.
    :param said: The same in words, if it says more than its names.
    """

    keyword: str
    pieces: tuple[tuple[Piece, str], ...]
    said: str


@dataclass(frozen=True)
class Constraint:
    """What a shape asks of a property of the things of a class."""

    of: Name
    property: Name | None
    values: tuple[Name, ...]
    least: int | None
    most: int | None
    shape: Name


@dataclass(frozen=True)
class Term:
    """A term of ours.

    :param labels: With their languages, as tags.
    :param used: The terms whose axioms speak of it.
    """

    iri: URIRef
    name: Name
    short_name: str
    kind: str
    module: str
    module_title: str
    status: str
    deprecated: bool
    labels: tuple[Text, ...]
    other_labels: tuple[Text, ...]
    definitions: tuple[Text, ...]
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    pattern: str
    sources: tuple[URIRef, ...]
    tree: tuple[Branch, ...]
    rules: tuple[Rule, ...]
    constraints: tuple[Constraint, ...]
    alignments: tuple[Alignment, ...]
    used: tuple[Name, ...]
    queries: tuple[StoredQuery, ...]


def details(ontology: Ontology, names: Names, reader: Reader, name: str) -> Term:
    """Return what is told of the term of that *name*, which is one of ours."""
    term, graph = SSE[name], ontology.graph
    module = ontology.homes[name]
    title = names.text(ontology.module_iri(module), [DCTERMS.title])
    return Term(
        iri=term,
        name=names.of(term),
        short_name=name,
        kind=ontology.kind(term),
        module=module,
        module_title=title.text if title else module,
        status=str(graph.value(term, STATUS) or ""),
        deprecated=str(graph.value(term, OWL.deprecated)) == "true",
        labels=tuple(texts(graph, term, RDFS.label)),
        other_labels=tuple(texts(graph, term, SKOS.altLabel)),
        definitions=tuple(texts(graph, term, SKOS.definition)),
        notes=tuple(names.in_language(term, SKOS.scopeNote)),
        # What is one comes before what is none.
        examples=tuple(
            sorted(names.in_language(term, SKOS.example), key=_is_counterexample)
        ),
        pattern=next(iter(names.in_language(term, SSE.sentencePattern)), ""),
        sources=tuple(
            one
            for one in sorted(graph.objects(term, DCTERMS.source), key=str)
            if isinstance(one, URIRef)
        ),
        tree=_tree(ontology, names, term),
        rules=tuple(_rules(ontology, names.language, reader, term)),
        constraints=tuple(_constraints(ontology, names, term)),
        alignments=tuple(alignments(ontology, names, name)),
        used=_used(ontology, names, term),
        queries=stored_queries(name),
    )


def _is_counterexample(text: str) -> bool:
    return text.startswith(("Not:", "該当しない例"))


def _tree(ontology: Ontology, names: Names, term: URIRef) -> tuple[Branch, ...]:
    """Return the ways from the top to *term*, and all that is below it."""
    relation = RDFS.subClassOf if ontology.kind(term) == "Class" else RDFS.subPropertyOf

    def below(upper: URIRef, seen: frozenset[URIRef]) -> tuple[Branch, ...]:
        found = ontology.graph.subjects(relation, upper)
        return tuple(
            Branch(names.of(one), False, below(one, seen | {one}))
            for one in sorted(found, key=str)
            if isinstance(one, URIRef) and one not in seen
        )

    here = Branch(names.of(term), True, below(term, frozenset({term})))

    def ways(branch: Branch, seen: frozenset[str]) -> Iterator[Branch]:
        iri = URIRef(branch.name.iri)
        above = [
            one for one in ontology.named_above(iri, relation) if str(one) not in seen
        ]
        for one in above:
            upper = Branch(names.of(one), False, (branch,))
            yield from ways(upper, seen | {str(one)})
        if not above:
            yield branch

    found = tuple(ways(here, frozenset({str(term)})))
    return found if found != (here,) or here.below else ()


def _rules(
    ontology: Ontology, language: Language, reader: Reader, term: URIRef
) -> Iterator[Rule]:
    for axiom in axioms(ontology.graph, term):
        if (str(term), str(axiom.node)) in ontology.aligned:
            continue
        pieces = tuple(
            (piece, page_path(piece.iri, language) or piece.iri)
            for piece in axiom.pieces
        )
        yield Rule(axiom.keyword, pieces, reader.said(term, axiom))


def _constraints(
    ontology: Ontology, names: Names, term: URIRef
) -> Iterator[Constraint]:
    for row in ontology.constraints:
        if str(term) in (row["class"], row["property"]):
            yield _constraint(names, row)


def _constraint(names: Names, row: dict[str, Any]) -> Constraint:
    shape = row["shape"] or row["node"]
    return Constraint(
        names.of(URIRef(row["class"])),
        names.of(URIRef(row["property"])) if row["property"] else None,
        tuple(names.of(URIRef(value)) for value in row["values"]),
        row.get("least"),
        row.get("most"),
        names.of(URIRef(shape)),
    )


def _used(ontology: Ontology, names: Names, term: URIRef) -> tuple[Name, ...]:
    found: set[URIRef] = set()
    for subject, property in ontology.graph.subject_predicates(term):
        if property in NO_USE:
            continue
        found |= (
            ontology.roots(subject)
            if isinstance(subject, BNode)
            else {URIRef(str(subject))}
        )
    # What stands below it is in the tree.
    found -= {
        term,
        *(one for one in found if term in set(_above(ontology, one))),
    }
    return tuple(map(names.of, sorted(found)))


def _above(ontology: Ontology, term: URIRef) -> Iterable[URIRef]:
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        yield from ontology.named_above(term, relation)


@cache
def stored_queries(name: str) -> tuple[StoredQuery, ...]:
    """Return the stored queries for people that speak of the term of that name."""
    spoken = re.compile(rf"\bsse:{re.escape(name)}(?![\w-])")
    return tuple(
        query
        for query in library().values()
        if query.role in ("competency", "lookup", "comparison")
        and spoken.search(query.query)
    )
