"""What the stored queries in ``queries/construct`` draw, which no axiom can.

The legal form that an organization has now, of all it had; who are partners.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final

from rdflib import Graph

from tsunagari.entailment.statements import Triple
from tsunagari.errors import SourceError
from tsunagari.sparql.engines.oxigraph_store import GivenGraph
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import read_queries

__all__ = ["shortcuts"]

MAX_ROUNDS: Final = 10


def shortcuts(*graphs: Graph) -> Graph:
    """Return what the stored queries draw from *graphs* together, round by round.

    :raises SourceError: If they never come to an end.
    """
    queries = [query.text for query in read_queries("construct")]
    merged, found = graphs, Graph()
    for _ in range(MAX_ROUNDS):
        new = Graph()
        engine = GivenGraph(chain(*merged)).engine()
        for query in queries:
            data = engine.query(query).serialize(format_named("ntriples"))
            new.parse(data=data.decode(), format="nt")
        fresh = [one for one in new if not any(one in graph for graph in merged)]
        if not fresh:
            return found
        found = _together(found, fresh)
        merged = (*graphs, found)
    raise SourceError(
        f"queries/construct: still adding statements after {MAX_ROUNDS} rounds"
    )


def _together(*parts: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in chain(*parts):
        graph.add(triple)
    return graph
