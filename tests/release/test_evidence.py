"""Evidence: every statement names its passage, every passage is in the source."""

import json
from pathlib import Path

import pytest

from tsunagari.graph.quotation import fold, occurs
from tsunagari.namespaces import expand
from tsunagari.release.coverage import facts
from tsunagari.release.releases import Release
from tsunagari.resources import folder
from tsunagari.sparql.formats import format_named

Row = dict[str, str]

BRIEF = "https://w3id.org/tsunagari/source/ilo-brief-2021"
COVERAGE = folder("graph_data") / "brief" / "coverage.csv"
QUOTATIONS = f"""
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?evidence ?quotation {{
  ?evidence prov:wasQuotedFrom <{BRIEF}> ; oa:hasSelector/oa:exact ?quotation .
}}
"""


def rows(release: Release, query: str) -> list[Row]:
    data = release.engine().query(query).serialize(format_named("json"))
    return [
        {name: term["value"] for name, term in row.items()}
        for row in json.loads(data)["results"]["bindings"]
    ]


@pytest.fixture(scope="module")
def quotations(release: Release) -> dict[str, str]:
    """The quotation of each piece of evidence of the brief."""
    found = {row["evidence"]: row["quotation"] for row in rows(release, QUOTATIONS)}
    assert len(found) > 200
    return found


def test_every_statement_of_the_brief_names_its_passage(
    release: Release, quotations: dict[str, str]
) -> None:
    graphs = rows(
        release,
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } "
        "FILTER (CONTAINS(STR(?g), '/evidence/ilo-2021-')) }",
    )
    assert {row["g"] for row in graphs} == set(quotations)


def test_every_quotation_stands_in_the_brief(
    reference: Path, quotations: dict[str, str]
) -> None:
    brief = (reference / "source/brief.txt").read_text(encoding="utf-8")
    missing = [name for name, text in quotations.items() if not occurs(text, brief)]
    assert not missing


def test_every_fact_has_its_statement_or_a_reason(release: Release) -> None:
    statements = {
        (row["g"], row["s"], row["p"], row["o"])
        for row in rows(release, "SELECT * { GRAPH ?g { ?s ?p ?o } }")
    }
    places = {statement[:3] for statement in statements}
    for row in facts(COVERAGE):
        name = row["fact"]
        if not row["evidence"]:
            assert row["reason"], f"{name} has neither evidence nor a reason"
            continue
        place = tuple(
            str(expand(row[column])) for column in ("evidence", "subject", "predicate")
        )
        assert place in places, f"{name}: no such statement: {row}"
        if row["object"].startswith(("http", "jp")) or ":" in row["object"]:
            assert (*place, str(expand(row["object"]))) in statements, f"{name}: {row}"


def test_no_evidence_of_the_brief_is_without_a_fact(
    quotations: dict[str, str],
) -> None:
    named = {str(expand(r["evidence"])) for r in facts(COVERAGE) if r["evidence"]}
    assert named == set(quotations)


def test_the_coverage_is_complete(reference: Path, quotations: dict[str, str]) -> None:
    import csv

    with (reference / "source/facts.csv").open(encoding="utf-8") as file:
        given = {
            row["id"]: row["quote"]
            for row in csv.DictReader(file)
            if not row["section"].startswith("13")
        }
    assert len(given) == 446
    covered = facts(COVERAGE)
    assert {row["fact"] for row in covered} == set(given)
    stated = {row["fact"] for row in covered if row["evidence"]}
    assert len(stated) / len(given) >= 0.97
    # A fact in several rows has its own quotation in one of them at least.
    quoted = {
        row["fact"]
        for row in covered
        if row["evidence"]
        and fold(given[row["fact"]]) in fold(quotations[str(expand(row["evidence"]))])
    }
    assert stated == quoted
