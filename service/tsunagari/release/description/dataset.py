"""The data set as a whole: its names, its size, its vocabularies, its prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, FOAF, QB, RDF, SH, VOID, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE, LICENCE, VOID_GRAPH, expand, prefixes, shorten
from tsunagari.release.description.names import DATASET, DEFAULT_GRAPH, SD, part
from tsunagari.release.description.tally import Tally

__all__ = ["about_dataset"]

TITLES: Final = (
    Literal("Tsunagari: a knowledge graph of the social and solidarity economy", "en"),
    Literal("繋がり：社会的連帯経済のナレッジグラフ", "ja"),
)
DESCRIPTIONS: Final = (
    Literal(
        "Organizations, legal forms, concepts, policies, funding and figures of the "
        "social and solidarity economy, each statement in the graph of the passage or "
        "register that supports it, and all that follows from them by OWL 2 RL. The "
        "numbers are those of the default graph: each statement once, the graphs "
        "about the data set as a whole left out.",
        "en",
    ),
    Literal(
        "社会的連帯経済の組織、法人形態、概念、政策、資金、数値。各言明は、それを支える"
        "資料の箇所や登録簿のグラフに置き、OWL 2 RL によって導かれる言明を加える。"
        "数はデフォルトグラフのもので、同じ言明は一度だけ数え、"
        "データセット全体について述べるグラフは含めない。",
        "ja",
    ),
)
# A resource of each kind shows what the data set describes.
SHOWN: Final = ("org:Organization", "sse:LegalForm", "sse:SSEConcept", "sse:Policy")


def about_dataset(merged: Graph, tally: Tally) -> Graph:
    """Describe the data set.

    :param merged: Its default graph, without what registers say of single bodies.
    :param tally: The counts of its default graph.
    """
    about = Graph()
    about.add((VOID_GRAPH, RDF.type, VOID.DatasetDescription))
    about.add((VOID_GRAPH, FOAF.primaryTopic, DATASET))
    about.add((DATASET, RDF.type, VOID.Dataset))
    about.add((DATASET, RDF.type, SD.Dataset))
    about.add((DATASET, SD.defaultGraph, DEFAULT_GRAPH))
    about.add((DEFAULT_GRAPH, RDF.type, SD.Graph))
    about.add((DEFAULT_GRAPH, VOID.triples, Literal(tally.triples.total())))
    about.add((DATASET, VOID.uriSpace, Literal(str(BASE))))
    for predicate, value in (*_terms(merged), *_numbers(tally), *_examples(merged)):
        about.add((DATASET, predicate, value))
    for name, namespace in prefixes().items():
        node = part("prefix", name)
        about.add((DATASET, SH.declare, node))
        about.add((node, SH.prefix, Literal(name)))
        about.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return about


def _terms(merged: Graph) -> Iterator[tuple[URIRef, Node]]:
    """Yield its names, who made it, under which licence, and what it is about."""
    for title in TITLES:
        yield DCTERMS.title, title
    for description in DESCRIPTIONS:
        yield DCTERMS.description, description
    yield DCTERMS.license, LICENCE
    for predicate in (DCTERMS.creator, DCTERMS.publisher):
        for value in merged.objects(BASE["ontology"], predicate):
            yield predicate, value
    for predicate in (DCTERMS.spatial, DCTERMS.subject):
        for cube in merged.subjects(RDF.type, QB.DataSet):
            for value in merged.objects(cube, predicate):
                yield predicate, value


def _numbers(tally: Tally) -> Iterator[tuple[URIRef, Node]]:
    for predicate, number in (
        (VOID.triples, tally.triples.total()),
        (VOID.entities, tally.all_entities),
        (VOID.distinctSubjects, tally.all_subjects),
        (VOID.distinctObjects, tally.all_objects),
        (VOID.properties, len(tally.triples)),
        (VOID.classes, len(tally.entities)),
    ):
        if number is not None:
            yield predicate, Literal(number)
    terms = {*tally.triples, *tally.entities}
    used = {shorten(term[1:-1]).partition(":")[0] for term in terms}
    for name, namespace in prefixes().items():
        if name in used:
            yield VOID.vocabulary, URIRef(namespace)


def _examples(merged: Graph) -> Iterator[tuple[URIRef, Node]]:
    for kind in SHOWN:
        nodes = merged.subjects(RDF.type, expand(kind))
        ours = sorted(str(node) for node in nodes if str(node).startswith(str(BASE)))
        for first in ours[:1]:
            yield VOID.exampleResource, URIRef(first)
