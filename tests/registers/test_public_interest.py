"""The list of public interest corporations: made-up rows, and a real list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tsunagari.registers import importing
from tsunagari.registers.layout import Layout
from tsunagari.registers.rows import Reject, Row
from tsunagari.registers.statements import name
from tsunagari.registers.vocabulary import by_label

SHORT = (
    "seqCorp,法人コード,法人の名称,法人の名称フリガナ,法人区分,行政庁,法人番号(JCN),"
    "郵便番号,主たる事務所の住所,ホームページアドレス,事業年度,事業の種類,"
    "事業の概要,税額控除に係る証明\n"
)
LONG = SHORT.replace("ホームページ", "代表電話番号,代表者の氏名,ホームページ")
CULTURE = "文化及び芸術の振興を目的とする事業"
NUMBER = "8010405009495"
# What the list of January 2025 holds, purpose by purpose in the order of the act.
COUNTS = {
    "01": 1150, "02": 1330, "03": 554, "04": 370, "05": 211, "06": 647, "07": 1591,
    "08": 176, "09": 1197, "10": 113, "11": 208, "12": 52, "13": 32, "14": 227,
    "15": 500, "16": 493, "17": 204, "18": 105, "19": 1250, "20": 187, "21": 208,
    "22": 157,
}  # fmt: skip


def row(purposes: str = CULTURE, page: str = "", form: str = "公益財団法人") -> str:
    return (
        f"1,A000001,公益財団法人見本,ミホン,{form},内閣府,{NUMBER},100-0001,"
        f"東京都見本町,{page},04月01日~03月31日,"
        f'"{purposes}",見本の概要,証明書\n'
    )


def test_a_row_becomes_statements(desk: Any) -> None:
    text = SHORT + row(f"{CULTURE}、\n地域社会の健全な発展を目的とする事業")
    counts, rejects = desk.take(
        "public-interest-corporations", desk.write("k.csv", text)
    )
    assert (counts.kept, rejects) == (1, [])
    said = desk.statements()
    body = name("jporg:nippon-foundation")
    assert body in {s for s, _, _ in said}
    about = {(p, o) for s, p, o in said if s == body}
    form = name("form:public-interest-incorporated-foundation")
    assert about >= {
        (name("sse:activity"), name("jpc:pic-purpose-02")),
        (name("sse:activity"), name("jpc:pic-purpose-19")),
        (name("sse:legalForm"), form),
        (name("sse:supervisedBy"), name("jporg:cabinet-office")),
        (name("adms:identifier"), name("id:pic-register-code-A000001")),
    }
    assert desk.violations(said) == set()


def test_an_unknown_purpose_costs_itself_only(desk: Any) -> None:
    text = SHORT + row(f"{CULTURE}、\n見本の事業", "example.org", "見本法人")
    counts, rejects = desk.take(
        "public-interest-corporations", desk.write("k.csv", text)
    )
    assert (counts.read, counts.kept, counts.rejected) == (1, 1, 0)
    assert [reject[:3] for reject in rejects] == [
        ["2", "form", "見本法人"],
        ["2", "homepage", "example.org"],
        ["2", "purposes", "見本の事業"],
    ]
    assert all(reject[3].endswith("; the row is kept without it") for reject in rejects)
    assert desk.objects(name("sse:activity")) == {name("jpc:pic-purpose-02"): 1}


def test_a_stopped_import_tells_each_value_once(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(row("見本の事業", "example.org") for _ in range(5))
    path = desk.write("k.csv", SHORT + rows)
    monkeypatch.setattr(importing, "PIECE", 2)
    kept = Layout.kept
    calls = 0

    def stopped(self: Layout, row: Row) -> tuple[list[str], list[Reject]]:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return kept(self, row)

    with monkeypatch.context() as patch:
        patch.setattr(Layout, "kept", stopped)
        with pytest.raises(KeyboardInterrupt):
            desk.take("public-interest-corporations", path)
    counts, rejects = desk.take("public-interest-corporations", path)
    assert (counts.read, counts.kept + counts.ignored) == (5, 5)
    assert len(rejects) == 10
    assert len({tuple(reject) for reject in rejects}) == 10


def test_the_sites_own_table_has_two_columns_more_which_are_not_kept(desk: Any) -> None:
    whole = row().replace("見本町,", "見本町,03-0000-0000,見本　太郎,")
    path = desk.write("k.csv", LONG + whole)
    counts, _ = desk.take("public-interest-corporations", path)
    assert counts.kept == 1
    kept = desk.kept_bytes()
    assert NUMBER.encode() in kept
    for secret in ("03-0000-0000", "見本　太郎", "見本の概要", "証明書"):
        assert secret.encode() not in kept
    long = desk.statements()
    again = desk.take(
        "public-interest-corporations", desk.write("s.csv", SHORT + row())
    )
    assert again[0].kept + again[0].ignored == 1
    assert desk.statements() == long


def test_the_real_list(desk: Any, reference: Path) -> None:
    path = reference / "registers" / "koeki-zaidan-2025-01.csv"
    counts, rejects = desk.take("public-interest-corporations", path)
    assert (counts.read, counts.kept) == (5605, 5605)
    assert {reject[1] for reject in rejects} == {"homepage"}
    labels = {
        o: label for label, o in by_label("jp/public-interest-purposes", "ja").items()
    }
    assert len(labels) == len(COUNTS)
    found = desk.objects(name("sse:activity"))
    assert found == Counter(
        {name(f"jpc:pic-purpose-{code}"): count for code, count in COUNTS.items()}
    )
    supervised = desk.objects(name("sse:supervisedBy"))
    assert supervised[name("jporg:cabinet-office")] == 1859
    sample = {
        statement
        for leaf in desk.leaves()[::100]
        for statements in leaf.graphs.values()
        for statement in statements
    }
    assert desk.violations(sample) == set()
