"""DELETE and INSERT with a pattern, after `section 3.1.3
<https://www.w3.org/TR/sparql11-update/#deleteInsert>`_ of SPARQL 1.1 Update."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from tsunagari.sparql.engines.asking import Name, merged
from tsunagari.sparql.engines.oxigraph_difference import Difference, effective
from tsunagari.sparql.engines.oxigraph_scope import DEFAULT_GRAPH, GraphName, Scope
from tsunagari.sparql.engines.oxigraph_template import Template, read_template
from tsunagari.sparql.updates.operations import Modify

__all__ = ["modified"]


def modified(scope: Scope, one: Modify) -> Difference:
    """Fill the templates with each solution of the pattern.

    All solutions are those of the store before; what is in both templates stays.
    """
    graph = DEFAULT_GRAPH if one.with_graph is None else scope.graph(one.with_graph)
    delete = _template(scope, one.delete, graph)
    insert = _template(scope, one.insert, graph)
    scope.check_blank_nodes(delete.quads, "the template of DELETE")
    going, coming = delete.filling(), insert.filling()
    removed: set[ox.Quad] = set()
    added: set[ox.Quad] = set()
    for solution in _solutions(scope, one, delete, insert):
        removed.update(going(solution))
        added.update(coming(solution))
        scope.check_size(len(removed) + len(added))
    return effective(scope.store, added, removed)


def _template(scope: Scope, text: str | None, graph: GraphName) -> Template:
    if text is None:
        return Template(frozenset(), {}, graph)
    return read_template(scope.operation.prologue, text, scope.base, graph)


def _solutions(
    scope: Scope, one: Modify, delete: Template, insert: Template
) -> Iterable[ox.QuerySolution]:
    """Ask for the values of the variables that the templates have.

    Each different row once is enough, unless each makes blank nodes of its own.
    """
    # Without variables there still are solutions, or there are none.
    names = {*delete.variables.values(), *insert.variables.values()} or {
        f"n{uuid.uuid4().hex}"
    }
    text = (
        f"{one.prologue}SELECT {'' if insert.has_blank_nodes else 'DISTINCT '}"
        f"{' '.join(f'?{name}' for name in sorted(names))} WHERE {one.where}"
    )
    store, dataset = _dataset(scope, one)
    found = store.query(text, base_iri=scope.base, **dataset)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _dataset(scope: Scope, one: Modify) -> tuple[ox.Store, dict[str, Any]]:
    """Return the store to ask, and the dataset of the pattern.

    ``USING`` wins over ``WITH``; without it all named graphs are there.
    """
    if one.using or one.using_named:
        # The engine would look into a graph as often as it is named.
        default: list[Name | ox.DefaultGraph] = [*set(scope.names(*one.using))]
        named: list[Name] = [*set(scope.names(*one.using_named))]
        if len(default) > 1:
            store = merged(scope.store, default, named)
            return store, {"named_graphs": named}
        return scope.store, {"default_graph": default, "named_graphs": named}
    if one.with_graph is not None:
        return scope.store, {"default_graph": [scope.graph(one.with_graph)]}
    return scope.store, {}
