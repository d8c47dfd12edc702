"""Evidence: which passage of which source supports an asserted statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import DCTERMS, PROV, SKOS, Literal, Namespace, URIRef
from rdflib.term import Node

from tsunagari.explanation.lookup import Ask, spelled, values
from tsunagari.namespaces import PROVENANCE, SSE

__all__ = ["Evidence", "rank", "read_evidence"]

OA = Namespace("http://www.w3.org/ns/oa#")


@dataclass(frozen=True)
class Evidence:
    """One graph that asserts a statement.

    :param graph: Its name.
    :param reading: How the source was read: stated, derived or interpreted.
    :param sources: The documents it was taken from.
    :param parts: The parts of the documents it stands in.
    :param origins: Documents without a quotation, and other pieces of evidence, that
        it was derived from.
    :param locators: Where in the documents it stands.
    :param quotations: What stands there, word by word.
    :param notes: What an editor says of the reading, in several languages.
    """

    graph: URIRef
    reading: Node | None = None
    sources: tuple[Node, ...] = ()
    parts: tuple[Node, ...] = ()
    origins: tuple[Node, ...] = ()
    locators: tuple[Literal, ...] = ()
    quotations: tuple[Literal, ...] = ()
    notes: tuple[Literal, ...] = ()


def read_evidence(ask: Ask, graphs: Iterable[URIRef]) -> Mapping[URIRef, Evidence]:
    """Return what the release says about each of *graphs*."""
    wanted = sorted(set(graphs))
    if not wanted:
        return {}
    found: dict[Node, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    pairs = (
        ("reading", f"?g {spelled(SSE.reading)} ?x"),
        ("source", f"?g {spelled(PROV.wasQuotedFrom)} ?x"),
        ("origin", f"?g {spelled(PROV.wasDerivedFrom)} ?x"),
        ("locator", f"?g {spelled(SSE.locator)} ?x"),
        ("part", f"?g {spelled(DCTERMS.isPartOf)} ?x"),
        ("note", f"?g {spelled(SKOS.editorialNote)} ?x"),
        ("quotation", f"?g {spelled(OA.hasSelector)}/{spelled(OA.exact)} ?x"),
    )
    branches = " UNION ".join(
        f"{{ {pattern} BIND ('{kind}' AS ?kind) }}" for kind, pattern in pairs
    )
    rows = ask(
        f"SELECT ?g ?kind ?x {{ {values('g', wanted)} "
        f"GRAPH {spelled(PROVENANCE)} {{ {branches} }} }}"
    )
    for row in rows:
        found[row["g"]][str(row["kind"])].add(row["x"])
    return {graph: _evidence(graph, found[graph]) for graph in wanted}


def rank(evidence: Evidence) -> tuple[bool, str]:
    """Return the order in which evidence is shown: what is quoted comes first."""
    return not evidence.quotations, str(evidence.graph)


def _evidence(graph: URIRef, said: Mapping[str, set[Node]]) -> Evidence:
    def texts(kind: str) -> tuple[Literal, ...]:
        return tuple(sorted(x for x in said[kind] if isinstance(x, Literal)))

    return Evidence(
        graph,
        reading=min(said["reading"], key=str, default=None),
        sources=tuple(sorted(said["source"], key=str)),
        parts=tuple(sorted(said["part"], key=str)),
        origins=tuple(sorted(said["origin"], key=str)),
        locators=texts("locator"),
        quotations=texts("quotation"),
        notes=texts("note"),
    )
