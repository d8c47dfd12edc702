"""The guard refuses what would hurt, and nothing else."""

import time

import pytest

from tsunagari.errors import QueryRefusedError
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.guard import LIMITS, inspect_query
from tsunagari.sparql.tokens import normalized


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        'ASK { ?s ?p "SERVICE <x:y> {}" }',
        "ASK { ?s ?p '''a 'SERVICE' b''' }",
        "ASK { ?s <x:SERVICE> ?o } # SERVICE <x:y>",
        "PREFIX service: <x:> ASK { ?service service:SERVICE ?o }",
        "PREFIX a: <x:> ASK { a:b.SERVICE ?p ?o }",
        "ASK { ?s ?p ?o FILTER (?a < 5 && ?b > 3) }",
        "SELECT * { ?s ?p ?o # \\u000A SERVICE <x:y> {}\n }",
        "ASK { FILTER (?x IN (" + ", ".join("1" * 900) + ")) }",
        "ASK {" + "(" * (LIMITS.depth - 1) + ")" * (LIMITS.depth - 1) + "}",
    ],
)
def test_harmless_text_passes(text: str) -> None:
    inspect_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <x:y> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . SERVICE#comment\n<x:y> {} }",
        'SELECT * { ?s ?p "a\\"" SERVICE<x:y>{} }',
        "SELECT * { FILTER (?a <5) SERVICE <x:y> {} }",
        "SELECT * { FILTER (?a<?b) SERVICE <x:y> {} FILTER (?c>?d) }",
        "PREFIX a: <x:> SELECT * { a:b. SERVICE a:c {} }",
        "PREFIX : <x:> SELECT * { ?s :p ?o.SERVICE<x:y>{} }",
        "SELECT * { ?s ?p 1.SERVICE<x:y>{} }",
        "SELECT * { ?s ?p 'x'@en.SERVICE<x:y>{} }",
        "SELECT * { ?s ?p true.SERVICE<x:y>{} }",
        "SELECT * { FILTER EXISTS { SERVICE<x:y>{} } }",
        "SELECT * { ?s ?p '''a\\''' SERVICE b''' . SERVICE <x:y> {} }",
        "SELECT * { ?s ?p ?o } SERVICE",
        'SELECT * { ?s ?p "a \\u0022 b" . SERVICE <x:y> {} ?s ?p "c" }',
        "PREFIX : <x:> SELECT * { ?s ?p 1e5SERVICE <x:y> {} }",
        "PREFIX ex: <x:> SELECT * { ?s ?p ex:a.b.SERVICE <x:y> {} }",
    ],
)
def test_service_is_found(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE at"):
        inspect_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX : <x:> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX ex: <x:> SELECT * { SERVICEex:x { ?s ?p ?o } }",
        "PREFIX : <x:> SELECT * { ?s ?p ?o.SERVICE:x { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<x:y> {} }",
        "SELECT * { ?s ?p trueSERVICE <x:y> {} }",
        "SELECT * { FILTER(1<2)SERVICE#>\n<x:y> {} }",
        "SELECT * { FILTER('w'<'x>') SERVICE <x:y> {} FILTER('w'<'y>') }",
        "SELECT * { \\u0053ERVICE <x:y> {} }",
        "SELECT * { SERV\\U00000049CE <x:y> {} }",
        "ASK{FILTER(1<" + "(" * 5000 + "#>\n1" + ")" * 5001 + "}",
        "SELECT " + "a." * 100_000,
        'ASK { ?s ?p """' + '\\"' * 100_000,
    ],
    ids=lambda text: text[:40],
)
def test_what_only_an_engine_reads_as_service_is_refused_at_once(text: str) -> None:
    started = time.monotonic()
    with pytest.raises(QueryRefusedError):
        inspect_query(text)
    assert time.monotonic() - started < 5


def test_a_service_may_be_allowed_by_its_exact_iri() -> None:
    text = "SELECT * { SERVICE SILENT <https://a.example/sparql> { ?s ?p ?o } }"
    inspect_query(text, {"https://a.example/sparql"})
    for allowed in ("https://a.example/", "https://a.example/sparql/"):
        with pytest.raises(QueryRefusedError):
            inspect_query(text, {allowed})


@pytest.mark.parametrize("bracket", ["(", "[", "{", "<<", "{|", "STR(", "NOT EXISTS{"])
def test_depth_is_bounded(bracket: str) -> None:
    with pytest.raises(QueryRefusedError, match="nested more than"):
        inspect_query("ASK {" + bracket * LIMITS.depth)


def test_size_is_bounded() -> None:
    with pytest.raises(QueryRefusedError, match="bytes"):
        inspect_query("あ" * (LIMITS.bytes // 2))
    with pytest.raises(QueryRefusedError, match="tokens"):
        inspect_query("ASK {" + "?x " * (LIMITS.tokens + 1))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("SELECT * {" + "OPTIONAL{?s ?p ?o}" * 61 + "}", "branches"),
        ("SELECT * {" + "{?s ?p ?o} UNION " * 61 + "{}}", "branches"),
        ("SELECT * {" + "?s ?p ?o . " * 301 + "}", "patterns"),
        ("ASK { FILTER(" + "1+" * 401 + "1) }", "clauses"),
        ("ASK {" + "BIND(1 AS ?x)" * 401 + "}", "clauses"),
    ],
)
def test_what_makes_a_planner_slow_is_bounded(text: str, what: str) -> None:
    with pytest.raises(QueryRefusedError, match=f"more than .* {what}"):
        inspect_query(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("select * {}", Kind.SOLUTIONS),
        ("PREFIX select: <x:> BASE <x:ASK> # SELECT\nASK {}", Kind.BOOLEAN),
        ("Construct WHERE {}", Kind.GRAPH),
        ("DESCRIBE <x:ASK>", Kind.GRAPH),
        ("INSERT DATA {}", None),
        ("", None),
    ],
)
def test_the_kind_of_answer_is_known_beforehand(text: str, kind: Kind | None) -> None:
    assert inspect_query(text).kind is kind


def test_what_changes_is_not_repeatable() -> None:
    assert inspect_query("SELECT * { ?s ?p 'NOW()' }").repeatable
    assert not inspect_query("SELECT (now() AS ?t) {}").repeatable


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ASK  {  }", "ASK { }", True),
        ("ASK # x\n{ }", "ASK { }", True),
        ("ASK { VALUES ?x { 1 2 } }", "ASK { VALUES ?x { 12 } }", False),
        ("ASK { ?s ?p 'a  b' }", "ASK { ?s ?p 'a b' }", False),
        ("ASK { ?s ?p 1 . }", "ASK { ?s ?p 1. }", False),
        ("ASK { ?s ?p <x:\\u0061#b> }", "ASK { ?s ?p <x:\\u0061#c> }", False),
    ],
)
def test_the_normal_form_keeps_the_meaning(one: str, other: str, same: bool) -> None:
    assert (normalized(one) == normalized(other)) == same
