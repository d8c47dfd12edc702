"""Every competency question is a query, and its answer is the expected one.

The questions are the files in ``queries/competency``; the answers are the CSV
files beside this test. An answer was transcribed from what the source says,
never from output, so no option rewrites it. IRIs are written with the
project's prefixes; the order of rows is free.
"""

import csv
import json
from pathlib import Path

import pytest

from tsunagari.namespaces import shorten
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import StoredQuery, read_queries

ANSWERS = Path(__file__).parent
QUESTIONS = list(read_queries("competency"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_is_answered(question: StoredQuery, release: Release) -> None:
    data = release.engine().query(question.text).serialize(format_named("json"))
    content = json.loads(data)
    names = content["head"]["vars"]
    found = [
        [cell(row.get(name)) for name in names]
        for row in content["results"]["bindings"]
    ]
    with (ANSWERS / f"{question.name}.csv").open(encoding="utf-8") as file:
        expected = list(csv.reader(file))
    assert names == expected[0]
    assert sorted(found) == sorted(expected[1:]), question.header["summary"]


def cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]


def test_questions_and_answers_pair_up() -> None:
    assert len(QUESTIONS) == 25
    assert {path.stem for path in ANSWERS.glob("*.csv")} == {
        question.name for question in QUESTIONS
    }
