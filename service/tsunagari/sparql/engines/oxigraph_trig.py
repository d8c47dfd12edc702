"""Statements in named graphs as `TriG <https://www.w3.org/TR/trig/>`_, for people.

The same statements give the same bytes: blank nodes are named by what is said of them
(`RDFC-1.0 <https://www.w3.org/TR/rdf-canon/>`_), and everything is in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from tsunagari.errors import WorkbenchError
from tsunagari.namespaces import prefixes, shorten
from tsunagari.sparql.engines.oxigraph_difference import Quad, graph_iri

__all__ = ["TrigStatements", "attached", "graph_in", "is_empty", "newer"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class TrigStatements:
    """Statements in named graphs, in order."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        self._quads = sorted(dataset, key=_order)
        self.counts = Counter(graph_iri(quad.graph_name) for quad in self._quads)

    def write(self, path: Path) -> None:
        """Write all of them to a new file, with the prefixes that they use."""
        iris = {iri for quad in self._quads for iri in _iris(quad)}
        named = {
            prefix: namespace
            for prefix, namespace in prefixes().items()
            if any(iri.startswith(namespace) for iri in iris)
        }
        data = ox.serialize(self._quads, format=ox.RdfFormat.TRIG, prefixes=named)
        lines = (data or b"").splitlines(keepends=True)
        # The engine declares prefixes in an order of its own, one in a line.
        head = sorted(takewhile(lambda line: line.startswith(b"@prefix "), lines))
        with path.open("xb") as out:
            out.writelines([*head, b"\n", *lines[len(head) :]])

    def shown(self, graph: str, most: int) -> list[str]:
        """Return the first statements of a graph, a line for each."""
        found = [quad for quad in self._quads if graph_iri(quad.graph_name) == graph]
        return [
            " ".join(map(_shown, (quad.subject, quad.predicate, quad.object))) + " ."
            for quad in found[:most]
        ]


def attached(store: Path, quads: frozenset[Quad]) -> frozenset[Quad]:
    """Return those of *quads* that are about blank nodes of other statements as well.

    In a document of its own their blank nodes would be others.

    :param store: The folder of a checkpoint that has all of them, and more.
    :raises WorkbenchError: If it cannot be read.
    """
    opened = _opened(store)
    nodes = {node for quad in quads for node in _blank(quad)}
    return _joined(
        quads,
        {node for node in nodes if any(q not in quads for q in _about(opened, node))},
    )


def newer(quads: frozenset[Quad]) -> frozenset[Quad]:
    """Return those of *quads* that `RDF 1.1 <https://www.w3.org/TR/rdf11-concepts/>`_
    cannot say, with all about their blank nodes.

    They have a statement as a term, or text with a direction.
    """
    found = frozenset(quad for quad in quads if _is_newer(quad))
    nodes = {node for quad in found for node in _blank(quad)}
    return found | _joined(quads, nodes)


def _joined(quads: frozenset[Quad], nodes: set[ox.BlankNode]) -> frozenset[Quad]:
    """Return those of *quads* about *nodes*, about blank nodes there, and so on."""
    by_node: dict[ox.BlankNode, set[Quad]] = {}
    for quad in quads:
        for node in _blank(quad):
            by_node.setdefault(node, set()).add(quad)
    waiting = list(nodes)
    held: set[Quad] = set()
    seen = set(nodes)
    while waiting:
        for quad in by_node[waiting.pop()]:
            held.add(quad)
            for node in _blank(quad):
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
    return frozenset(held)


def graph_in(store: Path, graph: str) -> Graph:
    """Return a named graph of a checkpoint; its blank nodes get other names.

    What RDF 1.1 cannot say is left out.

    :raises WorkbenchError: If it cannot be read.
    """
    found = _opened(store).quads_for_pattern(None, None, None, ox.NamedNode(graph))
    triples = (quad.triple for quad in found if not _is_newer(quad))
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Graph().parse(data, format="nt")


def is_empty(store: Path, graph: str) -> bool:
    """Tell whether a named graph of a checkpoint has no statement.

    :raises WorkbenchError: If it cannot be read.
    """
    found = _opened(store).quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return next(found, None) is None


def _opened(store: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(store))
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkbenchError("the checkpoint cannot be read") from error


def _about(store: ox.Store, node: ox.BlankNode) -> Iterable[Quad]:
    """Yield the statements with a blank node, but for those of a merge."""
    for found in (
        store.quads_for_pattern(node, None, None, None),
        store.quads_for_pattern(None, None, node, None),
    ):
        for quad in found:
            if graph_iri(quad.graph_name):
                yield quad


def _blank(quad: Quad) -> list[ox.BlankNode]:
    found = []
    terms: list[Term] = [quad.subject, quad.object]
    while terms:
        term = terms.pop()
        if isinstance(term, ox.BlankNode):
            found.append(term)
        elif isinstance(term, ox.Triple):
            terms += (term.subject, term.object)
    return found


def _is_newer(quad: Quad) -> bool:
    value = quad.object
    return isinstance(value, ox.Triple) or (
        isinstance(value, ox.Literal) and value.direction is not None
    )


def _order(quad: Quad) -> tuple[str, str, str, str]:
    return (
        graph_iri(quad.graph_name),
        str(quad.subject),
        str(quad.predicate),
        str(quad.object),
    )


def _iris(quad: Quad) -> list[str]:
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    found = [term.value for term in terms if isinstance(term, ox.NamedNode)]
    if isinstance(quad.object, ox.Literal):
        found.append(quad.object.datatype.value)
    return found


def _shown(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        text = shorten(term.value)
    elif isinstance(term, ox.Literal) and not term.language:
        text = str(ox.Literal(term.value))
        datatype = shorten(term.datatype.value)
        text += "" if datatype == "xsd:string" else f"^^{datatype}"
    else:
        text = str(term)
    return text
