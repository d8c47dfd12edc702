"""No value changes what a stored query asks: it is one term, in its place, or refused.

The corpus has what was written to break out of a term; the fuzzer makes more of its
pieces. Each value that is taken must leave all tokens but its own as they are with an
innocent one, and the engine must read it as that very term.
"""

import json
import random
from decimal import Decimal

import pytest

from tsunagari.errors import QueryValueError
from tsunagari.namespaces import prefixes
from tsunagari.sparql.binding import bound, missing
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.library import StoredQuery, all_queries, parse_header
from tsunagari.sparql.parameters import Parameter, parameters
from tsunagari.sparql.tokens import TokenKind, tokens
from tsunagari.sparql.values import KINDS, LONGEST, kind_named

ASKED = [query for query in all_queries() if parameters(query)]
EACH = [(query, parameter) for query in ASKED for parameter in parameters(query)]
each_parameter = pytest.mark.parametrize(
    ("query", "parameter"), EACH, ids=lambda one: one.name
)
HEADER = """#+ id: X1
#+ summary: one
#+ summary-ja: 一
#+ returns: x (term)
#+ entailment: none
#+ param-x: value
#+ param-x-ja: 値
#+ param-x-example: {example}
"""
EXAMPLES = {
    "": "a text",
    "en": "a text",
    "iri": "sse:meets",
    "integer": "7",
    "decimal": "7.5",
    "boolean": "true",
    "date": "2022-10-01",
    "gYear": "1998",
}
CORPUS = [
    *('"', "'", "\\", '\\"', '"""', "'''", "\\\\", "\\u0022", "\\U00000022", "\\u005C"),
    *("}", "{", "} UNION {", ")", "(", "]", ">", "<", "#", "# }", "\n", "\r\n", "\t"),
    *("?x", "$x", "@en", "^^xsd:integer", '"@en', '"^^<x:y>', "_:b", "[]", "<<", ">>"),
    '" } SELECT * { ?s ?p ?o } #',
    '"@en } . SERVICE <http://evil.example/> { ?s ?p "',
    "form:x> } . SERVICE <http://evil.example/> { ?s ?p <y",
    "http://a.example/> ; ?p ?o . <http://b.example/",
    "http://a.example/\\u003E\\u0020?p",
    "http://a.example/a b",
    "http://a.example/%zz",
    "http://a.example/%3E%20%7D",
    "http://[::1]/",
    "http:///x",
    "http://a.example:x/",
    "http://a.example/#a#b",
    "javascript:alert(1)",
    "urn:x:y",
    "a:",
    ":a",
    "relative",
    "//host/path",
    "form:a;b",
    "form:a.b.",
    "form:../x",
    "sse:",
    "unknownprefix:x",
    "UNDEF",
    "1 2",
    "1; DROP",
    "1e5",
    "+7",
    "-0",
    "007",
    "1.",
    ".5",
    "9" * 30,
    "2022-02-30",
    "2022-10-01Z",
    "98",
    "1998",
    "\x00",
    "\x1f",
    "\x7f",
    "\x85",
    "\ud800",
    "\ufeff",
    "\ufffe",
    "\ufffd",
    "\u2028",
    "\u202e",
    "繋がり",
    "𠮷野家",
    "e\u0301",
    "１９９８",
    "٣",
    "true",
    "TRUE",
    "ja",
    " ",
    "a" * LONGEST,
    "a" * (LONGEST + 1),
    "urn:" + "a" * (LONGEST - 4),
]
PIECES = [*CORPUS[:50], "a", " ", "http://a.example/", "form:", "VALUES ?x {", "銀"]


def shape(text: str) -> list[tuple[TokenKind, str]]:
    """Return the tokens of *text*; of strings and IRIs in VALUES the kind alone."""
    found: list[tuple[TokenKind, str]] = []
    inside = False
    before = ["", ""]
    for token in tokens(text):
        inside = (inside or before[0].upper() == "VALUES") and token.text != "}"
        value = inside and token.kind in (TokenKind.STRING, TokenKind.IRI)
        found.append((token.kind, "" if value else token.text))
        before = [before[1], token.text]
    return found


def taken(query: StoredQuery, parameter: Parameter, value: str) -> str | None:
    """Return the query with *value* beside innocent ones, if it is taken."""
    given = {one.name: [one.example] for one in parameters(query)}
    try:
        return bound(query, given | {parameter.name: [value]})
    except QueryValueError as error:
        refused = error
    # Whatever is refused: parameter, rule and remedy are named, in both languages.
    assert refused.parameter == parameter.name
    assert f"'{parameter.name}'" in str(refused)
    assert f"「{parameter.name}」" in refused.texts["ja"]
    assert parameter.example in str(refused)
    return None


def values(seed: int, number: int) -> list[str]:
    """Return made-up values, of pieces of the corpus."""
    chance = random.Random(seed)
    return [
        "".join(chance.choices(PIECES, k=chance.randint(1, 6))) for _ in range(number)
    ]


def test_there_are_parameters_to_try() -> None:
    assert len(EACH) > 15
    assert {parameter.kind.name for _, parameter in EACH} >= {"", "iri", "gYear"}


@each_parameter
def test_no_value_changes_the_structure(
    query: StoredQuery, parameter: Parameter
) -> None:
    innocent = taken(query, parameter, parameter.example)
    assert innocent
    number = 0
    for value in [*CORPUS, *values(7, 300)]:
        if (text := taken(query, parameter, value)) is None or not value:
            continue
        number += 1
        assert shape(text) == shape(innocent), value
        assert inspect_query(text).words == inspect_query(innocent).words
    assert number


def probe(kind: str) -> StoredQuery:
    """Return a query that gives its value back."""
    variable = "?_x" + (f"_{kind}" if kind else "")
    header = HEADER.format(example=EXAMPLES[kind])
    text = f"{header}SELECT ?answer {{ FILTER (true) BIND ({variable} AS ?answer) }}"
    return StoredQuery("x1", "lookup", parse_header(text), text)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_engine_reads_the_very_term(kind: str) -> None:
    query = probe(kind)
    (parameter,) = parameters(query)
    assert parameter.kind.read(EXAMPLES[kind]) is not None
    engine = OxigraphEngine.of_turtle(b"")
    json_format = format_named("json")
    number = 0
    for value in [EXAMPLES[kind], *CORPUS, *values(8, 400)]:
        if (text := taken(query, parameter, value)) is None:
            continue
        number += 1
        content = json.loads(engine.query(text).serialize(json_format))
        (row,) = content["results"]["bindings"]
        term = row["answer"]
        if kind == "iri":
            prefix, _, local = value.partition(":")
            whole = prefixes().get(prefix, f"{prefix}:") + local
            assert term == {"type": "uri", "value": whole}
            continue
        assert term["type"] == "literal"
        if kind in ("integer", "decimal"):
            # The engine writes numbers in its own way.
            assert Decimal(term["value"]) == Decimal(value)
        else:
            assert term["value"] == value
        assert term.get("xml:lang", "") == ("en" if kind == "en" else "")
        datatype = term.get("datatype", "").rpartition("#")[2]
        assert datatype == ("" if kind in ("", "en") else kind)
    assert number


def test_every_kind_is_tried() -> None:
    assert KINDS.keys() <= EXAMPLES.keys()
    assert kind_named("ja")
    assert kind_named("xsd") is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("", "\\u0022"),
        ("", "\x00"),
        ("", "a" * (LONGEST + 1)),
        ("iri", "relative"),
        ("iri", "sse"),
        ("iri", "form"),
        ("iri", "http://a.example/a b"),
        ("iri", "http://a.example/> } #"),
        ("iri", "unknown prefix:x"),
        ("integer", "1.5"),
        ("integer", "１"),
        ("date", "2022-02-30"),
        ("gYear", "98"),
        ("boolean", "1"),
        ("decimal", "1e5"),
    ],
)
def test_what_is_no_term_of_the_kind_is_refused(kind: str, value: str) -> None:
    query = probe(kind)
    (parameter,) = parameters(query)
    assert taken(query, parameter, value) is None


def test_what_is_given_is_checked() -> None:
    query = probe("iri")
    with pytest.raises(QueryValueError, match="'x' is missing: it is an absolute IRI"):
        bound(query, {"x": [""]})
    assert [parameter.name for parameter in missing(query, {})] == ["x"]
    assert missing(query, {"x": ["sse:meets"]}) == []
    with pytest.raises(QueryValueError, match="given 2 times"):
        bound(query, {"x": ["sse:meets", "sse:meets"]})
    with pytest.raises(QueryValueError, match="no parameter 'y'; it has x"):
        bound(query, {"x": ["sse:meets"], "y": ["1"]})


BLOCK = 'VALUES ?_x { "v" }'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK{?s ?p ?_x}", "ASK{ …?s ?p ?_x}"),
        ("ASK { VALUES ?_x {'a' 'b'} ?s ?p ?_x }", "ASK { … ?s ?p ?_x }"),
        ("SELECT (?_x AS ?y) { ?s ?p ?_x }", "SELECT (?_x AS ?y) { … ?s ?p ?_x }"),
        (
            "CONSTRUCT { ?s ?p ?_x } { ?s ?p ?_x }",
            "CONSTRUCT { ?s ?p ?_x } { … ?s ?p ?_x }",
        ),
        (
            "ASK { { SELECT ?_x { ?s ?p ?_x } } OPTIONAL { FILTER (?r = ?_x) } }",
            "ASK { { SELECT ?_x { … ?s ?p ?_x } } OPTIONAL { … FILTER (?r = ?_x) } }",
        ),
        ("ASK { ?s ?p '?_x' , ?_x } # ?_x", "ASK { … ?s ?p '?_x' , ?_x } # ?_x"),
        ("ASK { FILTER EXISTS { ?p $_x } }", "ASK { FILTER EXISTS { … ?p $_x } }"),
        ("ASK { ?s ?p ?_x } VALUES ?_x { 'a' }", "ASK { … ?s ?p ?_x } …"),
    ],
)
def test_the_value_stands_where_the_variable_does(text: str, expected: str) -> None:
    header = HEADER.format(example="v")
    query = StoredQuery("x1", "lookup", parse_header(header), text)
    assert bound(query, {"x": ["v"]}) == expected.replace("…", BLOCK)
