"""What is looked up is found: each query is asked with the examples of its header.

The expected answers are the CSV files beside this test, compared with the data's files.
IRIs are written with the project's prefixes; the order of rows is free.
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tsunagari.namespaces import shorten
from tsunagari.release.releases import Release
from tsunagari.sparql.binding import bound
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import StoredQuery, read_queries, stored_query
from tsunagari.sparql.parameters import parameters

ANSWERS = Path(__file__).parent
QUERIES = list(read_queries("lookup"))
Table = list[list[str]]


def asked(release: Release, query: StoredQuery, given: Mapping[str, str]) -> Table:
    """Return the answer to *query*, its variables first."""
    text = bound(query, {name: [value] for name, value in given.items()})
    data = release.engine().query(text).serialize(format_named("json"))
    content = json.loads(data)
    names = content["head"]["vars"]
    rows = [
        [cell(row.get(name)) for name in names]
        for row in content["results"]["bindings"]
    ]
    return [names, *sorted(rows)]


def cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_the_example_is_answered(query: StoredQuery, release: Release) -> None:
    given = {parameter.name: parameter.example for parameter in parameters(query)}
    with (ANSWERS / f"{query.name}.csv").open(encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    assert rows
    assert asked(release, query, given) == [names, *sorted(rows)]


def test_queries_and_answers_pair_up() -> None:
    names = {query.name for query in QUERIES}
    assert names == {path.stem for path in ANSWERS.glob("*.csv")}
    assert len(names) == 9


def test_names_come_in_the_language_asked_for(release: Release) -> None:
    query = stored_query("LK-1")
    given = {"form": "form:workers-cooperative"}
    row = ["form:workers-cooperative", "jporg:workers-coop-center-jigyodan"]
    english = "Workers' Co-op Center Jigyodan"
    japanese = "労働者協同組合ワーカーズコープ・センター事業団"
    assert asked(release, query, given)[1:] == [[*row, english]]
    assert asked(release, query, given | {"lang": "en"})[1:] == [[*row, english]]
    assert asked(release, query, given | {"lang": "ja"})[1:] == [[*row, japanese]]


def test_what_may_be_left_out_is_all(release: Release) -> None:
    years = stored_query("LK-7")
    everything = asked(release, years, {})
    early = asked(release, years, {"until": "1989"})
    late = asked(release, years, {"from": "1990"})
    assert everything[1:] == sorted(early[1:] + late[1:])
    assert min(len(early), len(late)) > 3


def test_questions_of_the_brief_can_be_asked_of_others(release: Release) -> None:
    forms = stored_query("CQ02")
    default = asked(release, forms, {})
    usual = {"form": "form:public-interest-corporation"}
    assert asked(release, forms, usual) == default
    others = asked(release, forms, {"form": "form:consumer-cooperative"})
    assert [row[0] for row in others[1:]] == [
        "jporg:co-op-mirai",
        "jporg:seikatsu-club-union",
    ]
    concepts = asked(release, stored_query("CQ04"), {"time": "period:1960s"})
    assert concepts[1:] == [["1960s", "jpc:machizukuri", "machizukuri"]]


def test_one_form_in_one_prefecture(with_registers: Release) -> None:
    query = stored_query("CQ23")
    everywhere = asked(with_registers, query, {})
    form, area, _ = everywhere[1]
    expected = [row for row in everywhere[1:] if row[0] == form]
    assert asked(with_registers, query, {"form": form})[1:] == expected
    expected = [row for row in everywhere[1:] if row[1] == area]
    assert asked(with_registers, query, {"area": area})[1:] == expected
    both = asked(with_registers, query, {"form": form, "area": area})
    assert both[1:] == [everywhere[1]]
