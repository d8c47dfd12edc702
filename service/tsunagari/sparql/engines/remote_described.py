"""``DESCRIBE`` by way of other queries, the same on every server.

What a description is, is left to each product. Here it is what the engine on
disk gives: the statements about a node, and about the blank nodes they lead to
(`CBD <https://www.w3.org/submissions/CBD/>`_ without reification).
"""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import Any, Final, cast

import pyoxigraph as ox

from tsunagari.sparql.engines.remote import RemoteEndpoint, time_left
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_query import RemoteQuery
from tsunagari.sparql.engines.remote_reading import read_graph, read_solutions

__all__ = ["described"]

# How many nodes are asked about at a time.
BATCH: Final = 200


def described(
    endpoint: RemoteEndpoint,
    names: Names,
    query: RemoteQuery,
    text: str,
    default: str,
    until: float,
) -> list[ox.Triple]:
    """Return what describes the nodes that *query* asks for.

    :param text: What selects them, over its dataset.
    :param default: The default graph: descriptions are from there.
    :param until: The time (monotonic) to end by.
    :raises QueryError: If the server does not answer in time, or refuses.
    """
    found: list[ox.Triple] = []
    wanted = _wanted(endpoint, query, text, until)
    seen = set(wanted)
    while wanted:
        batch = list(islice(wanted, BATCH))
        for iri in batch:
            del wanted[iri]
        nodes = " ".join(f"<{iri}>" for iri in batch)
        part = (
            f"CONSTRUCT {{ ?s ?p ?o }} FROM <{default}> "
            f"{{ VALUES ?s {{ {nodes} }} ?s ?p ?o }}"
        )
        with closing(endpoint.ask("CONSTRUCT", part, time_left(until))) as data:
            for triple in read_graph(data, names):
                found.append(triple)
                if isinstance(triple.object, ox.BlankNode):
                    iri = names.blank + triple.object.value
                    if iri not in seen:
                        seen.add(iri)
                        wanted[iri] = None
    return found


def _wanted(
    endpoint: RemoteEndpoint, query: RemoteQuery, text: str, until: float
) -> dict[str, None]:
    """Return the nodes to describe, in the server's names."""
    if not query.tail:
        return dict.fromkeys(query.described)
    wanted: dict[str, None] = {}
    any_row = False
    form = "ASK" if query.head == "ASK" else "SELECT"
    with closing(endpoint.ask(form, text, time_left(until))) as data:
        result = read_solutions(data)
        if isinstance(result, ox.QueryBoolean):
            any_row = bool(result)
        else:
            for row in result:
                any_row = True
                for value in cast(Any, row):
                    if isinstance(value, ox.NamedNode):
                        wanted[value.value] = None
    # Nodes that are named go with a row, as the variables do.
    return dict.fromkeys(query.described) | wanted if any_row else {}
