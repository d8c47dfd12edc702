"""The operations on whole graphs, after `section 3.2
<https://www.w3.org/TR/sparql11-update/#graphManagement>`_ of SPARQL 1.1 Update.

The store knows graphs that are empty. One that must be there and is not, or must not
be there and is, is a failure; with ``SILENT`` it is a success without effect.
"""

from __future__ import annotations

import pyoxigraph as ox

from tsunagari.errors import GraphExistsError
from tsunagari.sparql.engines.oxigraph_difference import Difference, effective
from tsunagari.sparql.engines.oxigraph_scope import DEFAULT_GRAPH, GraphName, Scope
from tsunagari.sparql.updates.operations import (
    ALL,
    DEFAULT,
    NAMED,
    Add,
    Clear,
    Copy,
    Create,
    Drop,
    Move,
)

__all__ = ["cleared", "created", "dropped", "transferred"]


def cleared(scope: Scope, one: Clear) -> Difference:
    """Empty graphs, which are still there."""
    return effective(scope.store, removed=scope.all_of(_targets(scope, one)))


def dropped(scope: Scope, one: Drop) -> Difference:
    """Take graphs away; the default graph can only be emptied."""
    graphs = _targets(scope, one)
    return effective(scope.store, removed=scope.all_of(graphs), dropped=_iris(*graphs))


def created(scope: Scope, one: Create) -> Difference:
    """Make an empty graph."""
    graph = scope.graph(one.target)
    if scope.exists(graph):
        if one.silent:
            return Difference()
        raise GraphExistsError(
            f"there is a graph {graph} already, which {scope.what} would create; write "
            "CREATE SILENT if it may be there"
        )
    return effective(scope.store, created=_iris(graph))


def transferred(scope: Scope, one: Copy | Move | Add) -> Difference:
    """Bring the statements of one graph to another."""
    source, target = scope.graph(one.source), scope.graph(one.target)
    if not scope.exists(source):
        if one.silent:
            return Difference()
        raise scope.missing(source)
    if source == target:
        return Difference()
    coming = scope.all_of([source])
    going = [] if isinstance(one, Add) else scope.all_of([target])
    gone: tuple[str, ...] = ()
    if isinstance(one, Move):
        going += coming
        gone = _iris(source)
    scope.check_size(len(coming) + len(going))
    return effective(
        scope.store,
        (ox.Quad(q.subject, q.predicate, q.object, target) for q in coming),
        going,
        _iris(target),
        gone,
    )


def _targets(scope: Scope, one: Clear | Drop) -> list[GraphName]:
    if one.target == DEFAULT:
        return [DEFAULT_GRAPH]
    if one.target in (NAMED, ALL):
        named: list[GraphName] = [*scope.store.named_graphs()]
        return [DEFAULT_GRAPH, *named] if one.target == ALL else named
    graph = scope.graph(one.target)
    if scope.exists(graph):
        return [graph]
    if one.silent:
        return []
    raise scope.missing(graph)


def _iris(*graphs: GraphName) -> tuple[str, ...]:
    return tuple(one.value for one in graphs if isinstance(one, ox.NamedNode))
