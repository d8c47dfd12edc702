"""A query in the server's words."""

import pyoxigraph as ox
import pytest

from tsunagari.errors import QueryError
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_query import RemoteQuery, remote_query

NAMES = Names("67bb")
TOP = "https://w3id.org/tsunagari/"
MERGE = f"{TOP}merge/67bb"
E_PREFIX = f"PREFIX ev: <{TOP}evidence/> "


def written(text: str, over_release: bool = True) -> RemoteQuery:
    query = remote_query(text, NAMES, over_release)
    whole = query.text if over_release else query.over("x:d", ["x:n"])
    # What is written parses, as what was read did.
    ox.Store().query(text, base_iri=TOP)
    if query.tail:
        ox.Store().query(whole)
    return query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK { ?s ?p ?o }", f"ASK {{ GRAPH <{MERGE}> {{ ?s ?p ?o }} }}"),
        (
            E_PREFIX + "ASK { ev:a ?p 'ev:a' }",
            f"ASK {{ GRAPH <{MERGE}> {{ <{TOP}evidence/67bb/a> ?p 'ev:a' }} }}",
        ),
        (
            "BASE <https://w3id.org/tsunagari/graph/> ASK { ?s ?p <inferred> }",
            f"ASK {{ GRAPH <{MERGE}> {{ ?s ?p <{TOP}graph/67bb/inferred> }} }}",
        ),
        (
            "ASK { GRAPH <https://elsewhere.example/> { ?s ?p ?o } }",
            f"ASK {{ GRAPH <{MERGE}> {{ GRAPH <{TOP}nothing/67bb> {{ ?s ?p ?o }} }} }}",
        ),
        (
            f'ASK {{ ?s ?p "{TOP}evidence/a" }}',
            f'ASK {{ GRAPH <{MERGE}> {{ ?s ?p "{TOP}evidence/67bb/a" }} }}',
        ),
        (
            "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1",
            f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{MERGE}> {{ ?s ?p ?o }} }} LIMIT 1",
        ),
        (
            "SELECT (EXISTS { ?s ?p 1 } AS ?x) { ?s ?p ?o } "
            "HAVING (EXISTS { ?s ?p 2 })",
            f"SELECT (EXISTS {{ GRAPH <{MERGE}> {{ ?s ?p 1 }} }} AS ?x) "
            f"{{ GRAPH <{MERGE}> {{ ?s ?p ?o }} }} "
            f"HAVING (EXISTS {{ GRAPH <{MERGE}> {{ ?s ?p 2 }} }})",
        ),
    ],
)
def test_names_and_the_merge_are_written(text: str, expected: str) -> None:
    assert " ".join(remote_query(text, NAMES).text.split()) == expected


def test_a_variable_graph_is_one_of_the_release() -> None:
    text = written("SELECT * { GRAPH ?g { ?s ?p ?o } . ?s a ?t }").text
    for kind in ("evidence", "graph"):
        assert f'STRSTARTS(STR(?g), "{TOP}{kind}/67bb/")' in text


def test_a_dataset_of_its_own_is_told_in_the_text() -> None:
    query = written(
        "SELECT * FROM <x:a> FROM NAMED <x:b> WHERE { GRAPH ?g { ?s ?p ?o } }", False
    )
    assert " ".join(query.over("x:d", ["x:n"]).split()) == (
        "SELECT * FROM <x:d> FROM NAMED <x:n> WHERE { GRAPH ?g { ?s ?p ?o } }"
    )
    assert query.graphs is None


def test_the_graphs_that_are_named_are_known() -> None:
    query = written(E_PREFIX + "ASK { GRAPH ev:a { ?s ?p ?o } }", False)
    assert query.graphs == {f"{TOP}evidence/67bb/a"}


def test_blank_nodes_are_told_from_iris() -> None:
    text = written("ASK { ?s ?p ?o FILTER (ISBLANK(?s) && !isIRI(?o)) }").text
    assert f'(isBlank(?s) || STRSTARTS(STR(?s), "{NAMES.blank}"))' in text
    assert f'!(isIRI(?o) && !STRSTARTS(STR(?o), "{NAMES.blank}"))' in text


def test_describe_selects_what_it_describes() -> None:
    query = written("DESCRIBE ?x <x:a> WHERE { ?x a ?t } LIMIT 5")
    assert (query.form, query.described) == ("DESCRIBE", ("x:a",))
    assert query.text.startswith("SELECT ?x")
    assert written("DESCRIBE <x:a>").tail == ""
    assert written("DESCRIBE <x:a> { ?s ?p ?o }").head == "ASK"


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX f: <bif:> SELECT (f:http_get('http://127.0.0.1/') AS ?x) {}",
        "SELECT * { ?s ?p ?o FILTER <http://www.openlinksw.com/schemas/bif#x>(?o) }",
        "SELECT * { ?s ?p ?o } ORDER BY <https://x.example/f>(?o)",
        "SELECT * { ?s <bif:contains> 'x' }",
        "SELECT * { ?s <BIF:contains> 'x' }",
        r"SELECT * { ?s <\u0062if:contains> 'x' }",
        "SELECT * { <http://aws.amazon.com/neptune/vocab/v01/QueryHints#Query> ?p 1 }",
        "SELECT * { BIND (<tag:stardog:api:f>(1) AS ?x) }",
    ],
)
def test_what_only_some_products_have_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="not supported"):
        remote_query(text, NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"'\u0041'", "'A'"),
        (r"'\u0027 } SERVICE <x:y> {} #'", r"'\' } SERVICE <x:y> {} #'"),
        (r'"\U00000022"', r'"\""'),
        (r'"\u005C"', r'"\\"'),
        (r'"\u000A\t"', r'"\n\t"'),
        (r'"""\u0022\u0022\u0022"""', r'"""\"\"\""""'),
    ],
)
def test_code_points_are_resolved_within_strings(text: str, expected: str) -> None:
    query = written(f"ASK {{ ?s ?p {text} }}").text
    assert f"?p {expected} }}" in query
    answers = [
        list(ox.Store().query(f"SELECT ({s} AS ?x) {{}}"))  # type: ignore[arg-type]
        for s in (text, expected)
    ]
    assert answers[0][0]["x"] == answers[1][0]["x"]


@pytest.mark.parametrize(
    "text",
    [r"'\\u0041'", r"'\u005Cu0022'", r"'\u005C\u0075\u0030022'", r"<x:\u003E>"],
)
def test_what_would_be_read_twice_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        remote_query(f"ASK {{ ?s ?p {text} }}", NAMES)


def test_casts_and_lists_are_not_functions() -> None:
    xsd = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
    written(xsd + "SELECT (xsd:integer('1') AS ?x) { ?s <x:p> (1 <x:a>) }")
