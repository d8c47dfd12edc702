"""Links as a `VoID <https://www.w3.org/TR/void/>`_ linkset in a graph of its own.

A linkset has one predicate, so that there is one for each relation and for what is
proposed and what people accepted. Rejected links are in none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rdflib import DCTERMS, RDF, VOID, XSD, Graph, Literal, URIRef

from tsunagari.linking.links import RELATIONS, Link
from tsunagari.namespaces import BASE, GRAPH, LICENCE

__all__ = ["LINKS", "graph_name", "links_graph", "linkset"]

LINKS: Final = GRAPH["links"]
OURS: Final = BASE["dataset"]
STATUSES: Final = ("accepted", "proposed")


def links_graph(links: Iterable[Link], source: str, titles: Iterable[Literal]) -> Graph:
    """Return the links with the linksets that they make up.

    :param source: What the source is called in IRIs.
    :param titles: What it is, for people.
    """
    kept, names = list(links), list(titles)
    graph = Graph()
    foreign = URIRef(f"{BASE}dataset/{source}")
    graph.add((foreign, RDF.type, VOID.Dataset))
    for name in names:
        graph.add((foreign, DCTERMS.title, name))
    for status in STATUSES:
        for relation, predicate in RELATIONS.items():
            chosen = [
                link
                for link in kept
                if link.status == status and link.relation == relation
            ]
            if not chosen:
                continue
            local = relation.partition(":")[2]
            one = URIRef(f"{graph_name(source)}/{status}-{local}")
            graph.add((one, RDF.type, VOID.Linkset))
            graph.add((one, DCTERMS.license, LICENCE))
            for name in names:
                title = f"{name}: {status} {relation}"
                graph.add((one, DCTERMS.title, Literal(title, name.language)))
            graph.add((one, VOID.linkPredicate, predicate))
            graph.add((one, VOID.subjectsTarget, OURS))
            graph.add((one, VOID.objectsTarget, foreign))
            count = Literal(str(len(chosen)), datatype=XSD.integer)
            graph.add((one, VOID.triples, count))
            for link in chosen:
                graph.add((URIRef(link.left), predicate, URIRef(link.right)))
    return graph


def graph_name(source: str) -> URIRef:
    """Return the named graph of the links to a source."""
    return URIRef(f"{LINKS}/{source}")


def linkset(links: Iterable[Link], source: str, title: str) -> str:
    """Return the links as N-Quads, sorted, in the graph ``links/`` of the source."""
    name = graph_name(source)
    graph = links_graph(links, source, [Literal(title)])
    lines = sorted(f"{s.n3()} {p.n3()} {_term(o)} {name.n3()} .\n" for s, p, o in graph)
    return "".join(lines)


def _term(node: object) -> str:
    if isinstance(node, Literal):
        # In one line, also where the text has line breaks.
        text = str(node).replace("\\", "\\\\").replace('"', '\\"')
        text = text.replace("\n", "\\n").replace("\r", "\\r")
        datatype = f"^^<{node.datatype}>" if node.datatype else ""
        return f'"{text}"{datatype}'
    assert isinstance(node, URIRef)
    return node.n3()
