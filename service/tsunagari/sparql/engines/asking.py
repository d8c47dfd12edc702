"""Asking a store with the dataset that a request names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pyoxigraph as ox

__all__ = ["Name", "Result", "asking", "merged"]

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Name = ox.NamedNode | ox.BlankNode


def asking(store: ox.Store, request: dict[str, Any]) -> Callable[[str], Result]:
    """Return what asks the dataset that *request* names."""
    base = request["base"]
    if request["default_graphs"] is None:
        return partial(store.query, base_iri=base)
    default: list[Name | ox.DefaultGraph] = [
        ox.NamedNode(iri) for iri in request["default_graphs"]
    ]
    named: list[Name] = [ox.NamedNode(iri) for iri in request["named_graphs"]]
    if len(default) <= 1:
        return partial(
            store.query, base_iri=base, default_graph=default, named_graphs=named
        )
    return partial(
        merged(store, default, named).query,
        base_iri=base,
        default_graph=ox.DefaultGraph(),
        named_graphs=named,
    )


def merged(
    store: ox.Store, default: list[Name | ox.DefaultGraph], named: list[Name]
) -> ox.Store:
    """Return a store in memory whose default graph is the merge of *default*.

    The engine would count a statement once for each graph that holds it; the
    RDF merge has it once.
    """
    memory = ox.Store()
    for graph in default:
        memory.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in store.quads_for_pattern(None, None, None, graph)
        )
    for graph in named:
        memory.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return memory
