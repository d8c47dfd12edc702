"""The portal's list of specified non-profit corporations. All rows are made up."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from tsunagari.errors import RegisterFileError
from tsunagari.namespaces import expand
from tsunagari.registers.japan.numbers import is_corporate_number
from tsunagari.registers.npo_portal.columns import layout
from tsunagari.registers.statements import date, name

COLUMNS = [column.name for column in layout().columns]
HEADERS = [column.header for column in layout().columns]
SECRETS = {
    "representative": "見本　太郎",
    "representativeReading": "ミホン　タロウ",
    "purpose": "この法人は、見本のために",
    "activities": "見本をみがく仕事",
    "otherActivities": "見本を売る仕事",
}


def number(base: int) -> str:
    """Return the corporate number with these last twelve digits."""
    return next(n for d in range(1, 10) if is_corporate_number(n := f"{d}{base:012}"))


ONE, TWO = number(11105000001), number(11105000002)


def row(**told: str) -> list[str]:
    cells = {
        "name": "特定非営利活動法人見本の会",
        "reading": "ミホンノカイ",
        "authority": "北海道",
        "foundedOn": "2001/03/01",
        "corporateNumber": ONE,
        "page": "https://www.npo-homepage.go.jp/npoportal/detail/000000000",
        **SECRETS,
        **told,
    }
    return [cells.get(column, "") for column in COLUMNS]


def table(*rows: list[str], header: list[str] = HEADERS) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_a_row_becomes_statements(desk: Any, encoding: str) -> None:
    full = row(
        field2="○",
        field20="○",
        approved="○",
        approvedSince="2012/12/07",
        approvedUntil="2027/12/06",
        speciallyApprovedSince="2009/12/07",
        speciallyApprovedUntil="2012/12/06",
        specialApprovalRevoked="2011/01/02",
        dissolution="2024年5月18日 社員総会の決議(…)",
    )
    path = desk.write("000_AdministrativeInputData_20240601.csv", table(full), encoding)
    counts, rejects = desk.take("npo-portal", path)
    assert (counts.read, counts.kept, rejects) == (1, 1, [])
    body = name(f"jporg:{ONE}")
    holding = name(f"holding:{ONE}-approved-since-2012-12-07")
    special = name(f"holding:{ONE}-specially-approved-since-2009-12-07")
    approved = name("jpc:approved-specified-nonprofit-corporation")
    page = "https://www.npo-homepage.go.jp/npoportal/detail/000000000"
    said = desk.statements()
    assert said == {
        (body, name("rdf:type"), name("org:Organization")),
        (body, name("rdfs:label"), '"特定非営利活動法人見本の会"@ja'),
        (body, name("skos:altLabel"), '"ミホンノカイ"@ja-Hrkt'),
        (body, name("adms:identifier"), name(f"id:corporate-number-{ONE}")),
        *identifier(),
        (body, name("sse:legalForm"), name("form:specified-nonprofit-corporation")),
        (body, name("sse:supervisedBy"), name("jporg:hokkaido-prefecture")),
        (body, name("sse:foundedIn"), date("2001-03-01")),
        (body, name("sse:activity"), name("jpc:snc-field-02")),
        (body, name("sse:activity"), name("jpc:snc-field-20")),
        (body, name("org:classification"), approved),
        (body, name("sse:dissolvedOn"), date("2024-05-18")),
        (body, name("foaf:page"), f"<{page}>"),
        (holding, name("rdf:type"), name("sse:StatusHolding")),
        (holding, name("sse:holder"), body),
        (holding, name("sse:heldStatus"), approved),
        (holding, name("sse:since"), date("2012-12-07")),
        (holding, name("sse:until"), date("2027-12-06")),
        (special, name("rdf:type"), name("sse:StatusHolding")),
        (special, name("sse:holder"), body),
        (
            special,
            name("sse:heldStatus"),
            name("jpc:specially-approved-specified-nonprofit-corporation"),
        ),
        (special, name("sse:since"), date("2009-12-07")),
        (special, name("sse:until"), date("2011-01-02")),
    }
    assert desk.violations(said) == set()
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in said)
    assert len([*parse(lines, RdfFormat.N_TRIPLES)]) == len(said)


def identifier() -> list[tuple[str, str, str]]:
    node = name(f"id:corporate-number-{ONE}")
    return [
        (node, name("rdf:type"), name("adms:Identifier")),
        (node, name("skos:notation"), f'"{ONE}"'),
        (node, name("sse:identifierScheme"), name("jpc:corporate-number")),
        (node, name("adms:schemaAgency"), '"National Tax Agency"'),
    ]


def test_what_cannot_be_read_is_told_exactly(desk: Any) -> None:
    wrong = ONE[:-1] + str((int(ONE[-1]) + 1) % 10)
    text = table(
        row(corporateNumber=wrong),
        row(corporateNumber=""),
        row(field3="×", foundedOn="2001/02/30"),
        row()[:-1],
        row(corporateNumber=TWO),
    )
    counts, rejects = desk.take("npo-portal", desk.write("npo.csv", text, "cp932"))
    assert (counts.read, counts.kept, counts.rejected) == (5, 1, 4)
    no_number = "has no corporate number, by which it is joined to a body"
    assert rejects == [
        [
            "2",
            "corporateNumber",
            wrong,
            "the check digit of the corporate number is wrong",
        ],
        ["3", "corporateNumber", "", no_number],
        ["4", "foundedOn", "2001/02/30", "a date is written YYYY/MM/DD and exists"],
        ["4", "field3", "×", "is one of ○"],
        ["5", "", "", "a row has 60 columns, this one 59"],
    ]


def test_personal_data_is_kept_nowhere(desk: Any) -> None:
    whole = table(row(), row()[:-1], [*row(), ""], row(corporateNumber="1"))
    data = whole.encode("cp932") + "見本　太郎".encode("cp932") + b"\xfd\xfe\n"
    path = desk.imports / "npo.csv"
    path.write_bytes(data)
    counts, _ = desk.take("npo-portal", path)
    assert (counts.kept, counts.rejected) == (1, 4)
    kept = desk.kept_bytes()
    assert "特定非営利活動法人見本の会".encode() in kept
    said = repr(desk.statements())
    for secret in SECRETS.values():
        assert secret.encode() not in kept
        assert secret not in said


def test_both_spellings_of_the_header_are_known_and_no_other(desk: Any) -> None:
    other = ["代表者名カナ" if h.startswith("団体代表者名") else h for h in HEADERS]
    counts, _ = desk.take("npo-portal", desk.write("a.csv", table(row(), header=other)))
    assert counts.kept == 1
    path = desk.write("b.csv", table(row(), header=["名称", *HEADERS[1:]]))
    with pytest.raises(RegisterFileError, match=r"column 1 is named '名称'"):
        desk.take("npo-portal", path)


def test_the_newest_file_counts(desk: Any) -> None:
    old = table(row(name="旧名"), row(corporateNumber=TWO))
    new = table(row(name="新名"), row(corporateNumber=TWO))
    newer = desk.write("000_AdministrativeInputData_20240602.csv", new, "cp932")
    older = desk.write("000_AdministrativeInputData_20240601.csv", old, "cp932")
    assert desk.take("npo-portal", newer)[0].kept == 2
    counts, _ = desk.take("npo-portal", older)
    assert (counts.replaced, counts.ignored, counts.kept) == (1, 1, 0)
    labels = desk.objects(name("rdfs:label"))
    assert '"新名"@ja' in labels
    assert '"旧名"@ja' not in labels


def test_what_does_not_parse_is_no_date_and_no_address(desk: Any) -> None:
    told = row(dissolution="設立の認証の取消し", page="javascript:alert(1)")
    desk.take("npo-portal", desk.write("npo.csv", table(told)))
    predicates = {p for _, p, _ in desk.statements()}
    assert not predicates & {name("sse:dissolvedOn"), name("foaf:page")}


def test_an_authority_without_a_government_is_not_guessed(desk: Any) -> None:
    desk.take("npo-portal", desk.write("npo.csv", table(row(authority="見本県"))))
    assert name("sse:supervisedBy") not in {p for _, p, _ in desk.statements()}
    assert expand("jporg:hokkaido-prefecture") in desk.known.governments.values()
