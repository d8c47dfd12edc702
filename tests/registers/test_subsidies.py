"""Subsidies of ministries: made-up rows, and the real table."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, parse

from tsunagari.registers.statements import date, decimal, name
from tsunagari.registers.subsidies.columns import Entry, ministries

NUMBER = "8010405009495"
HEADER = ",".join(Entry._fields) + "\n"


def row(**told: str) -> str:
    cells = {
        "granter_ministry": "MHLW",
        "grant_date": "2011-05-30",
        "amount": "130750000",
        "grantee_clean": "見本",
        "grantee": "公益財団法人見本",
        "grantee_detail": "見本町１番地",
        "grantee_jcn": NUMBER,
        "grant_name": "見本補助金",
        "grant_type": "Subsidy",
        **told,
    }
    return ",".join(cells.get(field, "NA") for field in Entry._fields) + "\n"


def test_a_row_becomes_a_funding(desk: Any) -> None:
    counts, rejects = desk.take("subsidies", desk.write("s.csv", HEADER + row()))
    assert (counts.kept, rejects) == (1, [])
    said = desk.statements()
    (node,) = {s for s, _, o in said if o == name("sse:Funding")}
    english = '"subsidy granted by MHLW on 2011-05-30"@en'
    assert {(p, o) for s, p, o in said if s == node} == {
        (name("rdf:type"), name("sse:Funding")),
        (name("rdfs:label"), '"見本補助金"@ja'),
        (name("rdfs:label"), english),
        (name("sse:instrument"), name("concept:government-subsidy")),
        (name("sse:funder"), name("jporg:mhlw")),
        (name("sse:recipient"), name("jporg:nippon-foundation")),
        (name("sse:since"), date("2011-05-30")),
        (name("sse:amount"), decimal("130750000")),
        (name("sse:currency"), '"JPY"'),
    }
    assert desk.violations(said) == set()
    assert desk.survey().hubs >= {"6000012070001", NUMBER}


def test_what_has_no_number_keeps_its_name(desk: Any) -> None:
    text = HEADER + row(granter_ministry="XYZ", grantee_jcn="NA", grantee="見本の会")
    desk.take("subsidies", desk.write("s.csv", text))
    said = {(p, o) for _, p, o in desk.statements()}
    assert (name("sse:funderName"), '"XYZ"@en') in said
    assert (name("sse:recipientName"), '"見本の会"@ja') in said
    assert not {p for p, _ in said} & {name("sse:funder"), name("sse:recipient")}
    assert desk.violations(desk.statements()) == set()


def test_a_spoilt_number_is_told_and_the_payment_kept(desk: Any) -> None:
    text = HEADER + row(grantee_jcn="2010010000000") + row(amount="-5", grant_date="x")
    counts, rejects = desk.take("subsidies", desk.write("s.csv", text))
    assert (counts.read, counts.kept, counts.rejected) == (2, 1, 1)
    rule = "the check digit of the corporate number is wrong"
    amount = "is a whole number of yen, zero or more: a reduction is no payment"
    assert rejects == [
        ["2", "grantee_jcn", "2010010000000", f"{rule}; the row is kept without it"],
        ["3", "grant_date", "x", "a date is written YYYY-MM-DD and exists"],
        ["3", "amount", "-5", amount],
    ]
    assert name("sse:recipientName") in {p for _, p, _ in desk.statements()}


def test_what_is_not_told_is_no_amount(desk: Any) -> None:
    text = HEADER + row(amount="NA", grant_date="NA") + row(amount="0")
    desk.take("subsidies", desk.write("s.csv", text))
    assert desk.objects(name("sse:amount")) == {decimal("0"): 1}
    assert desk.objects(name("sse:since")) == {date("2011-05-30"): 1}


def test_equal_rows_are_payments_and_equal_files_say_nothing_new(desk: Any) -> None:
    text = HEADER + row() * 3
    assert desk.take("subsidies", desk.write("a.csv", text))[0].kept == 3
    once = desk.statements()
    assert sum(o == name("sse:Funding") for _, _, o in once) == 3
    desk.take("subsidies", desk.write("b.csv", HEADER + row() * 2))
    assert {s for s, _, _ in desk.statements()} == {s for s, _, _ in once}
    survey = desk.survey().counts["subsidies"]
    assert sum(counts.kept for counts in survey.values()) == 3
    assert sum(counts.ignored for counts in survey.values()) == 2


def test_a_ministry_without_a_number_is_found_in_the_register(desk: Any) -> None:
    desk.take("subsidies", desk.write("s.csv", HEADER + row(granter_ministry="MAFF")))
    assert name("sse:funderName") in {p for _, p, _ in desk.statements()}
    # A made-up number, in the place of the one that the register gives.
    about = f"1,{NUMBER},01,1,2018-04-02,2015-10-05,農林水産省,,101"
    told = f"{about},東京都,,,,13,,,,,,,,,2015-10-05,1,,,,,,0\n"
    desk.take("corporate-numbers", desk.write("n.csv", told))
    assert desk.objects(name("sse:funder"))[name("jporg:nippon-foundation")] == 1
    assert NUMBER in desk.survey().hubs


def test_the_numbers_of_ministries_are_those_of_the_graph(desk: Any) -> None:
    by_name = desk.known.governments
    for abbreviation, ministry in ministries().items():
        if ministry.name in by_name:
            found = desk.known.bodies[ministry.number]
            assert found == by_name[ministry.name], abbreviation


def test_the_real_table(desk: Any, reference: Path) -> None:
    path = reference / "registers" / "jnpo-subsidies-2011-2021.csv"
    counts, rejects = desk.take("subsidies", path)
    with path.open(encoding="utf-8", newline="") as file:
        plain = [*csv.DictReader(file)]
    assert counts.read == len(plain) == 4235
    assert {one["granter_ministry"] for one in plain} == ministries().keys()
    negative = [one for one in plain if one["amount"].startswith("-")]
    assert counts.rejected == len(negative) == 5
    assert {reject[1] for reject in rejects} == {"amount", "grantee_jcn"}
    said = desk.statements()
    amounts = {s: int(o.split('"')[1]) for s, p, o in said if p == name("sse:amount")}
    totals: Counter[str] = Counter()
    for s, p, o in said:
        if p == name("rdfs:label") and o.endswith("@en"):
            totals[o.split(" by ")[1].split(" on ")[0]] += amounts[s]
    expected: Counter[str] = Counter()
    for one in plain:
        if one not in negative:
            expected[one["granter_ministry"]] += int(one["amount"])
    assert totals == expected
    told = sum(p == name("sse:recipient") for _, p, _ in said)
    spoilt = sum(reject[1] == "grantee_jcn" for reject in rejects)
    assert told + spoilt + 5 == 2460, "five of them are empty"
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in said)
    assert len([*parse(lines, RdfFormat.N_TRIPLES)]) == len(said)
    sample = {
        statement
        for leaf in desk.leaves()[::50]
        for statements in leaf.graphs.values()
        for statement in statements
    }
    assert desk.violations(sample) == set()
