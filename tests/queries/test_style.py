"""The style of the stored queries, of every role.

``queries/README.md`` has the rules. What a query is for does not matter here;
the text alone is read, by its tokens.
"""

import re
from itertools import pairwise

import pytest

from tsunagari.namespaces import prefixes
from tsunagari.resources import folder
from tsunagari.sparql.binding import bound
from tsunagari.sparql.library import StoredQuery, read_queries
from tsunagari.sparql.parameters import parameters
from tsunagari.sparql.tokens import tokens

ROLES = sorted(path.name for path in folder("queries").iterdir() if path.is_dir())
QUERIES = [query for role in ROLES for query in read_queries(role)]
each_query = pytest.mark.parametrize(
    "query", QUERIES, ids=lambda query: f"{query.role}/{query.name}"
)


def words(query: StoredQuery) -> list[str]:
    """Return the tokens of the query itself, without header and comments."""
    return [token.text for token in tokens(query.text)]


def declared(query: StoredQuery) -> list[tuple[str, str]]:
    """Return the prefixes with their namespaces, as the query declares them."""
    texts = words(query)
    return [
        (texts[i + 1].removesuffix(":"), texts[i + 2][1:-1])
        for i, text in enumerate(texts)
        if text.upper() == "PREFIX"
    ]


def test_there_are_queries_of_every_role() -> None:
    roles = {"comparison", "competency", "construct", "federation", "figure", "view"}
    assert roles | {"lookup"} <= {query.role for query in QUERIES}


def test_every_id_is_its_own() -> None:
    ids = [query.header["id"] for query in QUERIES]
    assert len(set(ids)) == len(ids)


@each_query
def test_the_header_says_what_is_needed(query: StoredQuery) -> None:
    assert query.header["entailment"] in {"none", "owl-rl"}
    assert query.role in re.findall(r"[\w-]+", query.header["tags"])
    # A construct is named after what it makes, a view after its graph.
    if query.role not in {"construct", "view"}:
        assert query.name.startswith(query.header["id"].lower() + "-")
    if query.role == "hygiene":
        for key in ("message", "message-ja"):
            assert query.header.get(key), f"the header lacks {key}"


@each_query
def test_what_people_read_is_in_both_languages(query: StoredQuery) -> None:
    if query.role not in {"construct", "hygiene", "view"}:
        assert ("description" in query.header) == ("description-ja" in query.header)


@each_query
def test_parameters_are_declared_and_take_their_examples(query: StoredQuery) -> None:
    known = parameters(query)
    assert known or query.role != "lookup"
    given = {parameter.name: [parameter.example] for parameter in known}
    assert (bound(query, given) == query.text) == (not known)


@each_query
def test_prefixes_are_declared_in_order_and_used(query: StoredQuery) -> None:
    names = [name for name, _ in declared(query)]
    assert names == sorted(set(names))
    known = prefixes()
    for name, namespace in declared(query):
        assert known.get(name) == namespace, f"ontology/prefixes.ttl has no {name}"
    texts = words(query)
    used = {
        text.partition(":")[0]
        for before, text in pairwise(["", *texts])
        if before.upper() != "PREFIX" and re.match(r"[\w-]*:", text)
    }
    assert used == set(names)


@each_query
def test_rows_come_in_a_total_order(query: StoredQuery) -> None:
    texts = words(query)
    upper = [text.upper() for text in texts]
    if "CONSTRUCT" in upper:
        assert "ORDER" not in upper, "a graph has no order"
        return
    assert "*" not in projection(texts), "name what is returned"
    # The order of the whole answer is the last one in the text.
    assert "ORDER" in upper, "the rows come in no order"
    start = len(upper) - 1 - upper[::-1].index("ORDER")
    assert upper[start + 1] == "BY"
    missing = set(projection(texts)) - set(texts[start + 2 :])
    assert not missing, f"add to ORDER BY: {' '.join(sorted(missing))}"


def projection(texts: list[str]) -> list[str]:
    """Return the variables that the first SELECT returns, or the star."""
    start = [text.upper() for text in texts].index("SELECT") + 1
    found, depth = [], 0
    for before, text in pairwise(["", *texts[start:]]):
        if text == "(":
            depth += 1
        elif text == ")":
            depth -= 1
        elif depth == 0 and text.upper() in {"WHERE", "{", "FROM"}:
            break
        elif (depth == 0 and text.startswith(("?", "*"))) or (
            depth == 1 and before.upper() == "AS"
        ):
            found.append(text)
    return found


SUBTAG = r"""["'][A-Za-z]+-[A-Za-z0-9-]+["']"""
LANG = r"LANG\s*\(\s*[?$]\w+\s*\)"
# LCASE(LANG(…)) is safe with a list, if the list is in lower case.
COMPARES = [
    re.compile(rf"{LANG}\s*!?=\s*{SUBTAG}", re.IGNORECASE),
    re.compile(rf"{SUBTAG}\s*!?=\s*{LANG}", re.IGNORECASE),
    re.compile(rf"{LANG}\s*(?:NOT\s+)?IN\s*\([^)]*{SUBTAG}", re.IGNORECASE),
    re.compile(r"""["']@[A-Za-z]+-"""),
]


def compares_subtag(text: str) -> bool:
    """Tell whether *text* compares a tag with a subtag letter by letter."""
    return any(pattern.search(text) for pattern in COMPARES)


@each_query
def test_a_tag_with_a_subtag_is_compared_with_langmatches(query: StoredQuery) -> None:
    assert not compares_subtag(query.text), "write LANGMATCHES(LANG(?x), …)"
    for start in re.finditer(r"LCASE\s*\(\s*LANG", query.text):
        line_end = query.text.index("\n", start.end())
        listed = re.findall(SUBTAG, query.text[start.end() : line_end])
        assert listed == [tag.lower() for tag in listed], "the list is lower case"


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ('LANG(?x) = "ja-Hrkt"', True),
        ('lang( ?x ) != "ja-Latn"', True),
        ('"ja-Hrkt" = LANG(?x)', True),
        ('LANG(?x) IN ("en", "ja-Hrkt")', True),
        ('LANG(?x) NOT IN ("ja-Hrkt")', True),
        ('?x rdfs:label "みほん"@ja-Hrkt', True),
        ('LANG(?x) = "ja"', False),
        ('LANG(?x) IN ("en", "ja")', False),
        ('LCASE(LANG(?x)) NOT IN ("en", "ja-hrkt")', False),
        ('LANGMATCHES(LANG(?x), "ja-Hrkt")', False),
    ],
)
def test_the_rule_knows_a_comparison(text: str, compares: bool) -> None:
    assert compares_subtag(text) is compares
