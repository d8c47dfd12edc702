"""The graph in other people's terms: one named graph per query of the role view.

A query in ``queries/view`` constructs the graph of its name (``essglobal.rq``:
``graph/essglobal``) from what was stated and inferred. Views say nothing new,
so they are made after the closure and stay out of the default graph: there
everything can be explained, and would be said twice. Whether a view is well
formed is asked by the shapes of the same name in ``shapes/profiles``, which
hold for another country's graph in the same terms as well.

Bodies that only registers tell of are not in the views.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, URIRef

from tsunagari.errors import SourceError
from tsunagari.namespaces import CATALOG_GRAPHS, GRAPH, INFERRED
from tsunagari.release.assembly import Assembly
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import read_queries
from tsunagari.validation.profiles import profile
from tsunagari.validation.report import Problem
from tsunagari.validation.shacl import validate_graph

__all__ = ["view_problems", "with_views"]


def with_views(assembly: Assembly) -> Assembly:
    """Return *assembly* with the graph of each view.

    :raises SourceError: If the graph of a view is not one that stands apart.
    """
    queries = list(read_queries("view"))
    if not queries:
        return assembly
    engine = CanonicalDataset((s, p, o, INFERRED) for s, p, o in assembly.merged)
    store = engine.engine()
    for query in queries:
        name = GRAPH[query.name]
        if name not in CATALOG_GRAPHS:
            raise SourceError(f"queries/view/{query.name}.rq: {name} is no view")
        data = store.query(query.text).serialize(format_named("ntriples"))
        view = Graph().parse(data=data.decode(), format="nt")
        assembly = assembly.with_graph(name, view)
    return assembly


def view_problems(assembly: Assembly) -> Iterator[Problem]:
    """Yield where a view breaks its profile."""
    for query in read_queries("view"):
        view: URIRef = GRAPH[query.name]
        if view in assembly.made:
            validation = validate_graph(assembly.made[view], profile(query.name))
            yield from validation.problems
