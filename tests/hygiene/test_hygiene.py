"""Every hygiene query finds what is wrong, and nothing in data that is right.

The queries are the files in ``queries/hygiene``. Beside this test each has two
datasets of the same name: ``.find.trig`` is wrong, and its first lines say what
the query must find in it; ``.pass.trig`` uses the same terms and is right, if
only just. A new query is two new files here. A line of the first kind is

    # finds: <node> <value, where the query returns one>

with the prefixes of ``ontology/prefixes.ttl``; white space around a value does
not count. Numbers and codes in the files are invented.
"""

from pathlib import Path

import pytest
from rdflib import Dataset

from tsunagari.namespaces import CATALOG_GRAPHS
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.library import StoredQuery, read_queries
from tsunagari.validation.hygiene import inspect
from tsunagari.validation.report import Problem

HERE = Path(__file__).parent
QUERIES = list(read_queries("hygiene"))
FINDS = "# finds: "
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


@each_query
def test_what_is_wrong_is_found(query: StoredQuery) -> None:
    path = HERE / f"{query.name}.find.trig"
    expected = expected_rows(path)
    assert expected, f"{path.name}: no line begins with '{FINDS}'"
    problems = found(path, query)
    rows = sorted((problem.node, problem.value.strip()) for problem in problems)
    assert rows == expected, query.header["summary"]
    for problem in problems:
        assert problem.rule == query.header["id"]
        assert problem.messages.keys() == {"en", "ja"}
        assert all(problem.messages.values())


@each_query
def test_what_is_right_passes(query: StoredQuery) -> None:
    path = HERE / f"{query.name}.pass.trig"
    assert not expected_rows(path)
    assert found(path, query) == [], query.header["summary"]


@pytest.mark.parametrize("kind", ["find", "pass"])
def test_queries_and_cases_pair_up(kind: str) -> None:
    assert QUERIES, "no hygiene query was found"
    cases = {path.name for path in HERE.glob(f"*.{kind}.trig")}
    assert cases == {f"{query.name}.{kind}.trig" for query in QUERIES}


def test_there_are_no_other_files() -> None:
    trig = set(HERE.glob("*.trig"))
    assert trig == {*HERE.glob("*.find.trig"), *HERE.glob("*.pass.trig")}


@pytest.mark.parametrize("path", sorted(HERE.glob("*.trig")), ids=lambda p: p.name)
def test_a_case_says_in_a_sentence_what_it_shows(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    (sentence,) = (line for line in lines if not line.startswith(FINDS))
    assert lines[-1] == sentence
    assert sentence.startswith("# ")
    assert sentence.endswith(".")


def expected_rows(path: Path) -> list[tuple[str, str]]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(FINDS):
            node, _, value = line.removeprefix(FINDS).partition(" ")
            rows.append((node, value.strip()))
    return sorted(rows)


def found(path: Path, query: StoredQuery) -> list[Problem]:
    # Not read_sources: the cases stand for finished data sets, built graphs too.
    dataset = Dataset()
    dataset.parse(path, format="trig")
    quads = [(s, p, o, g) for s, p, o, g in dataset.quads() if g is not None]
    return inspect(CanonicalDataset(quads, apart=CATALOG_GRAPHS).engine(), [query])
