"""Writing: from statements to sorted dumps, and from dumps to a store.

Blank nodes get names that depend on the data alone (`RDFC-1.0
<https://www.w3.org/TR/rdf-canon/>`_), statements are sorted, so the same input
gives the same bytes. The store is loaded from the very statements the dumps
hold: the dumps and the endpoint cannot differ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph as ox
from rdflib.term import Node

from tsunagari.namespaces import prefixes
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.engines.oxigraph_formats import RDF_FORMATS, WITH_PREFIXES
from tsunagari.sparql.engines.oxigraph_terms import name_of, resource_of, term_of
from tsunagari.sparql.engines.oxigraph_writing import StoreWriter
from tsunagari.sparql.formats import Format

__all__ = ["CanonicalDataset", "GivenGraph", "engine_as_given", "rewritten_texts"]

Quad = tuple[Node, Node, Node, Node]
# What stands behind the namespace in an IRI.
LOCAL: Final = re.compile(r"[^/#]*$")


class CanonicalDataset:
    """Named graphs with canonical blank nodes, and the merge of most of them.

    :param quads: The statements with their graphs.
    :param apart: The graphs that stay out of the merge.
    """

    def __init__(self, quads: Iterable[Quad], apart: Iterable[Node] = ()) -> None:
        dataset = ox.Dataset(_convert(quad) for quad in quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        out = {name_of(name) for name in apart}
        self.quads = sorted(dataset, key=str)
        self.merge = sorted(
            {quad.triple for quad in self.quads if quad.graph_name not in out}, key=str
        )

    def engine(self) -> OxigraphEngine:
        """Return an engine in memory over the graphs and the merge."""
        return OxigraphEngine.in_memory(self._all_quads())

    def rewritten(self) -> Iterator[tuple[str, str]]:
        """Yield subject and literal of the statements the engine would change.

        A store keeps the value of a number or a date, not its spelling: "1.50"
        comes back as "1.5". Then dump and endpoint would differ.
        """
        return _rewritten(self.quads)

    def write_nquads(self, out: BinaryIO) -> None:
        """Write the named graphs to *out*."""
        ox.serialize(self.quads, out, format=ox.RdfFormat.N_QUADS)

    def write_turtle(self, out: BinaryIO) -> None:
        """Write the merge to *out*."""
        ox.serialize(self.merge, out, format=ox.RdfFormat.TURTLE, prefixes=prefixes())

    def write_graphs(self, names: Iterable[str], path: Path, format: str) -> None:
        """Write the named graphs *names* to *path*; of one graph, its statements.

        :param format: A name in the table of formats that can hold them.
        """
        graphs = {ox.NamedNode(name) for name in names}
        quads = [quad for quad in self.quads if quad.graph_name in graphs]
        given = quads if len(graphs) > 1 else [quad.triple for quad in quads]
        named = prefixes() if format in WITH_PREFIXES else None
        with path.open("wb") as out:
            ox.serialize(given, out, format=RDF_FORMATS[format], prefixes=named)

    def expanded(self, names: Iterable[str] = ()) -> list[dict[str, Any]]:
        """Return the nodes of the named graphs *names* as expanded JSON-LD.

        Of one graph its nodes; of several a node for each, perhaps in pieces; of none
        the nodes of the merge.
        """
        graphs = {ox.NamedNode(name) for name in names}
        quads = [quad for quad in self.quads if quad.graph_name in graphs]
        single = [quad.triple for quad in quads] if len(graphs) == 1 else self.merge
        given = quads if len(graphs) > 1 else single
        data = ox.serialize(given, format=ox.RdfFormat.JSON_LD) or b"[]"
        found: list[dict[str, Any]] = json.loads(data)
        return found

    def write_store(self, path: Path) -> None:
        """Make an optimized store in the new folder *path*."""
        self.complete(StoreWriter(path))

    def complete(self, store: StoreWriter) -> None:
        """Add the graphs and the merge to *store* and finish it."""
        store.finish(self._all_quads())

    def _all_quads(self) -> list[ox.Quad]:
        default = ox.DefaultGraph()
        merged = [
            ox.Quad(triple.subject, triple.predicate, triple.object, default)
            for triple in self.merge
        ]
        return [*self.quads, *merged]


class GivenGraph:
    """One graph as it was given, blank nodes under the names they have there."""

    def __init__(self, graph: Iterable[tuple[Node, Node, Node]]) -> None:
        self.quads = [
            ox.Quad(resource_of(s), name_of(p), term_of(o), ox.DefaultGraph())
            for s, p, o in graph
        ]

    def engine(self) -> OxigraphEngine:
        """Return an engine in memory whose default graph it is."""
        return OxigraphEngine.in_memory(self.quads)

    def rewritten(self) -> Iterator[tuple[str, str]]:
        """Yield subject and literal of the statements the engine would change."""
        return _rewritten(self.quads)

    def written(self, format: Format) -> bytes:
        """Return it in *format*, one for graphs: statements in order, few prefixes."""
        triples = sorted({quad.triple for quad in self.quads}, key=str)
        named = _used_prefixes(triples) if format.name in WITH_PREFIXES else None
        data = ox.serialize(triples, format=RDF_FORMATS[format.name], prefixes=named)
        return bytes(data or b"")


def _used_prefixes(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return the declared prefixes of the namespaces that *triples* use."""
    names = {
        term.datatype if isinstance(term, ox.Literal) else term
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
    }
    used = {
        LOCAL.sub("", name.value) for name in names if isinstance(name, ox.NamedNode)
    }
    return {prefix: iri for prefix, iri in prefixes().items() if iri in used}


def engine_as_given(quads: Iterable[Quad]) -> OxigraphEngine:
    """Return an engine in memory over named graphs and their merge.

    Blank nodes keep the names that they have in *quads*.
    """
    named = {_convert(quad) for quad in quads}
    default = ox.DefaultGraph()
    merged = {ox.Quad(q.subject, q.predicate, q.object, default) for q in named}
    return OxigraphEngine.in_memory(named | merged)


def rewritten_texts(literals: Iterable[str]) -> Iterator[str]:
    """Yield those of *literals*, N-Triples, that the engine would change."""
    node = ox.NamedNode("urn:x")
    texts = list(literals)
    lines = "".join(f"<urn:{i}> <urn:x> {text} .\n" for i, text in enumerate(texts))
    given = list(ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES))
    store = ox.Store()
    store.extend(ox.Quad(q.subject, node, q.object) for q in given)
    for text, quad in zip(texts, given, strict=True):
        if ox.Quad(quad.subject, node, quad.object) not in store:
            yield text


def _rewritten(quads: list[ox.Quad]) -> Iterator[tuple[str, str]]:
    store = ox.Store()
    store.bulk_extend(quads)
    kept = set(store)
    for quad in quads:
        if quad not in kept:
            subject = quad.subject
            name = str(subject) if isinstance(subject, ox.Triple) else subject.value
            yield name, str(quad.object)


def _convert(quad: Quad) -> ox.Quad:
    s, p, o, g = quad
    return ox.Quad(resource_of(s), name_of(p), term_of(o), name_of(g))
