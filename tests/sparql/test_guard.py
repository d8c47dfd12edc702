"""The guard refuses what would hurt, and nothing else."""

import pytest

from tsunagari.errors import QueryError
from tsunagari.sparql.guard import MAX_BYTES, MAX_DEPTH, MAX_TOKENS, check_query


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        'ASK { ?s ?p "SERVICE <x:y> {}" }',
        "ASK { ?s ?p '''a 'SERVICE' b''' }",
        "ASK { ?s <x:SERVICE> ?o } # SERVICE <x:y>",
        "PREFIX service: <x:> ASK { ?service service:SERVICE ?o }",
        "ASK { ?s ?p ?o FILTER (?a < 5 && ?b > 3) }",
        "ASK {" + "(" * (MAX_DEPTH - 1) + ")" * (MAX_DEPTH - 1) + "}",
    ],
)
def test_harmless_text_passes(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <x:y> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . SERVICE#comment\n<x:y> {} }",
        'SELECT * { ?s ?p "a\\"" SERVICE<x:y>{} }',
        "SELECT * { FILTER (?a <5) SERVICE <x:y> {} }",
    ],
)
def test_service_is_found(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE at character"):
        check_query(text)


@pytest.mark.parametrize("bracket", ["(", "[", "{", "<<", "{|", "STR(", "NOT EXISTS{"])
def test_depth_is_bounded(bracket: str) -> None:
    with pytest.raises(QueryError, match="nested more than"):
        check_query("ASK {" + bracket * MAX_DEPTH)


def test_size_is_bounded() -> None:
    with pytest.raises(QueryError, match="bytes"):
        check_query("あ" * (MAX_BYTES // 2))
    with pytest.raises(QueryError, match="tokens"):
        check_query("; " * (MAX_TOKENS + 1))
