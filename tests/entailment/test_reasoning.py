"""What service/REASONING.md says of the rules is what the tests have."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from .corpus import cases, read_table, rules

TEXT: Final = (Path(__file__).parents[2] / "service/REASONING.md").read_text(
    encoding="utf-8"
)
SECTIONS: Final = {
    title: body
    for title, _, body in (part.partition("\n") for part in TEXT.split("\n## ")[1:])
}
PROFILE: Final = "https://www.w3.org/TR/owl2-profiles/#"
CLAUSES: Final = {row["clause"]: row["link"] for row in read_table("clauses")}
LINKS: Final = sorted(set(re.findall(r"\((https://www\.w3\.org[^\s)]+)\)", TEXT)))
TABLE: Final = re.compile(r"^\|[^\n]*\n\|[-:| ]+\|\n((?:\|[^\n]*\n?)+)", re.MULTILINE)
KINDS: Final[dict[str, set[str]]] = {
    "yes": {"fires", "nearly"},
    "contradiction": {"fires", "nearly"},
    "used": {"fires", "nearly"},
    "unsaid": {"decided"},
    "no": set(),
}


def rows(text: str) -> list[list[str]]:
    """Return the rows of the tables in *text*, without their heads."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for table in TABLE.findall(text)
        for line in table.strip().splitlines()
    ]


def named(cell: str) -> list[str]:
    """Return the cases that a cell names."""
    return re.findall(r"`([\w-]+/[\w-]+)`", cell)


def test_each_rule_of_the_profile_stands_once_under_its_table() -> None:
    found = []
    for part in SECTIONS["The rules"].split("\n### ")[1:]:
        heading, _, body = part.partition("\n")
        anchor = heading.partition("#")[2].rstrip(")")
        found += [(row[0].strip("`"), anchor) for row in rows(body)]
    assert Counter(found) == Counter(rules().items())


def test_each_rule_has_the_cases_that_its_line_promises() -> None:
    have = Counter((case.rule, case.kind) for case in cases())
    for rule, how, *_ in rows(SECTIONS["The rules"]):
        for kind in KINDS[how]:
            assert have[rule.strip("`"), kind], f"{rule} has no case '{kind}'"


def test_a_rule_that_ends_in_a_contradiction_is_called_one() -> None:
    clashing = {case.rule for case in cases() if case.clashes}
    for rule, how, *_ in rows(SECTIONS["The rules"]):
        if how == "contradiction":
            assert rule.strip("`") in clashing


def test_the_differences_are_those_of_the_table_each_by_its_clause() -> None:
    told = {
        case: re.findall(r"\]\((\S+)\)", row[2])
        for row in rows(SECTIONS["Differences to owlrl"])
        if len(row) == 4
        for case in named(row[3])
    }
    table = read_table("differences")
    assert told == {row["case"]: [CLAUSES[row["clause"]]] for row in table}


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_to_clauses_that_are_known(link: str) -> None:
    assert link in CLAUSES.values(), f"look whether {link} is there; add it"


def test_the_tables_of_the_rules_are_clauses() -> None:
    assert {PROFILE + table for table in rules().values()} <= set(CLAUSES.values())


def test_the_numbers_of_the_suite_are_those_of_its_table() -> None:
    table = Counter(row["unsaid"] for row in read_table("suite"))
    body = SECTIONS["The suite of the W3C"]
    assert "the 70 tests of entailment" in body
    assert f"{70 - table.total()} pass" in body
    assert f"The other {table['no']} lie outside" in body
    assert table["yes"] == 8
