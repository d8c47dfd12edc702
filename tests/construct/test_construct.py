"""Every construct query adds the statements it should, and no other.

The queries are the files in ``queries/construct``. Beside this test each has
data (``.trig``) and what must follow from it (``.ttl``), under its own name.
The engine sees the merge of the named graphs, as in a build. The result is
written by hand; a new query is two new files here.
"""

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import graph_diff, to_isomorphic

from tsunagari.graph.sources import read_sources
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import StoredQuery, read_queries

HERE = Path(__file__).parent
QUERIES = list(read_queries("construct"))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_exactly_what_follows_is_constructed(query: StoredQuery) -> None:
    path = HERE / f"{query.name}.trig"
    engine = CanonicalDataset(read_sources([(path.name, path)]).quads()).engine()
    data = engine.query(query.text).serialize(format_named("ntriples"))
    found = Graph().parse(data=data.decode(), format="nt")
    expected = Graph().parse(HERE / f"{query.name}.ttl")
    assert len(expected), f"{query.name}.ttl expects nothing"
    _, missing, extra = graph_diff(to_isomorphic(expected), to_isomorphic(found))
    assert not len(missing), f"missing: {missing.serialize(format='nt')}"
    assert not len(extra), f"too much: {extra.serialize(format='nt')}"


@pytest.mark.parametrize("suffix", [".trig", ".ttl"])
def test_queries_and_cases_pair_up(suffix: str) -> None:
    assert QUERIES, "no construct query was found"
    cases = {path.stem for path in HERE.glob(f"*{suffix}")}
    assert cases == {query.name for query in QUERIES}
