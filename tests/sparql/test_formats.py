"""The table of formats, row by row through the engine."""

import pyoxigraph as ox
import pytest

from tsunagari.errors import QueryError, QuerySyntaxError, UnknownFormatError
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import FORMATS, Format, Kind, format_named, formats_for

QUERIES = {
    Kind.SOLUTIONS: "SELECT ?o { ?s ?p ?o }",
    Kind.BOOLEAN: "ASK { ?s ?p ?o }",
    Kind.GRAPH: "CONSTRUCT WHERE { ?s ?p ?o }",
}


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return OxigraphEngine.in_memory(
        [ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("繋がり"))]
    )


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_holds_what_it_says(
    engine: OxigraphEngine, kind: Kind, format: Format
) -> None:
    answer = engine.query(QUERIES[kind])
    assert answer.kind is kind
    if kind in format.kinds:
        text = answer.serialize(format).decode()
        assert ("true" if kind is Kind.BOOLEAN else "繋がり") in text
    else:
        with pytest.raises(UnknownFormatError, match=format.name):
            answer.serialize(format)


def test_a_graph_holds_each_statement_once(engine: OxigraphEngine) -> None:
    answer = engine.query("CONSTRUCT { <x:a> <x:b> 1 } { VALUES ?x { 1 2 3 } }")
    assert answer.serialize(format_named("ntriples")).count(b"\n") == 1


def test_names_and_media_types_are_found() -> None:
    assert format_named("text/csv") is format_named("csv")
    with pytest.raises(UnknownFormatError, match="choose one of json, xml"):
        format_named("xls")


def test_every_kind_has_a_format() -> None:
    assert all(formats_for(kind) for kind in Kind)
    assert len({format.iri for format in FORMATS}) == len(FORMATS)


def test_errors_have_types(engine: OxigraphEngine) -> None:
    with pytest.raises(QuerySyntaxError):
        engine.query("SELEC")
    with pytest.raises(QuerySyntaxError):
        engine.query('ASK { ?s ?p "\ud800" }')
    with pytest.raises(QueryError):
        engine.query("SELECT * { ?s ?p ?o } GROUP BY ?s").serialize(
            format_named("json")
        )
