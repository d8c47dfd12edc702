"""The 60 columns of the portal's administrative data (行政入力情報).

The file of the `portal <https://www.npo-homepage.go.jp/npoportal/download/all>`_
has a header row. The names of representatives are personal data, and the long
texts are the bodies' own: neither is kept.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tsunagari.registers.checks import code, optional
from tsunagari.registers.japan.numbers import corporate_number
from tsunagari.registers.layout import Column, Layout

__all__ = ["FIELDS", "day", "iso_day", "layout"]

FIELDS: Final = 20
WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
SLASHED: Final = re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", re.ASCII)
WRITTEN: Final = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", re.ASCII)


def _found(match: re.Match[str] | None) -> str:
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def iso_day(value: str) -> str:
    """Return the day written 2001/03/01 as XML Schema has it; nothing if it is none.

    >>> iso_day("2001/03/01"), iso_day("2001/02/30")
    ('2001-03-01', '')
    """
    return _found(SLASHED.fullmatch(value))


def day(value: str) -> str:
    """Return the day with which a text begins; nothing if it begins with none.

    >>> day("2004年05月18日 社員総会の決議"), day("社員総会の決議")
    ('2004-05-18', '')
    """
    return _found(WRITTEN.match(value))


def layout() -> Layout:
    """Return the columns with what each may hold."""
    flag = optional(code(("○",)))
    dated = optional(_slashed)
    return Layout(
        (
            Column("name", "法人名称", _named),
            Column("reading", "法人名称カナ"),
            Column("authority", "所轄庁"),
            Column("delegatedTo", "権限移譲先市町村"),
            Column("mainOffice", "主たる事務所の所在地"),
            Column("postCode", "主たる事業所の郵便番号"),
            Column("branchOffice", "従たる事務所の所在地"),
            Column("representative", "代表者氏名", left_out=True),
            Column(
                "representativeReading",
                "団体代表者名（フリガナ）",
                left_out=True,
                also=("代表者名カナ",),
            ),
            Column("certifiedOn", "法人設立認証年月日", dated),
            Column("foundedOn", "設立年月日", dated),
            Column("purpose", "定款に記載された目的", left_out=True),
            *(
                Column(f"field{n}", f"活動分野{n}".translate(WIDE), flag)
                for n in range(1, FIELDS + 1)
            ),
            Column("approved", "認定（認定・特例認定１）", flag),
            Column("speciallyApproved", "認定（認定・特例認定２）", flag),
            Column("formerApproval", "認定（認定・特例認定３）", flag),
            Column("renewing", "認定（認定・特例認定４）", flag),
            Column("relativeTest", "認定（PST基準１）"),
            Column("absoluteTest", "認定（PST基準２）"),
            Column("namedByOrdinance", "認定（PST基準３）"),
            Column("namedBy", "認定（PST基準 条例指定（都道府県及び市区町村名））"),
            Column("approvedSince", "認定（認定開始日）", dated),
            Column("approvedUntil", "認定（認定満了日）", dated),
            Column("approvalRevoked", "認定（認定取消日）", dated),
            Column("speciallyApprovedSince", "認定（特例認定年月日）", dated),
            Column("speciallyApprovedUntil", "認定（特例認定満了日）", dated),
            Column("specialApprovalRevoked", "認定（特例認定取消日）", dated),
            Column("supervision", "監督情報"),
            Column("dissolution", "解散情報"),
            Column("page", "法人情報URL"),
            Column("corporateNumber", "法人番号", _joined),
            Column("ordinance", "条例個別指定フラグ"),
            Column("activities", "特定非営利活動に係る事業", left_out=True),
            Column("otherActivities", "その他の事業", left_out=True),
            Column("yearBegins", "事業年度開始日"),
            Column("yearEnds", "事業年度終了日"),
            Column("ordinanceSince", "条例個別指定：有効期間(開始日)"),
            Column("ordinanceUntil", "条例個別指定：有効期間(満了日)"),
            Column("ordinanceApplied", "条例個別指定：有効期限（更新申請日)"),
            Column("ordinanceRenewed", "条例個別指定：有効期限（更新日)"),
            Column("ordinanceRevoked", "条例個別指定：有効期限（条例個別指定：取消日)"),
        ),
        has_header=True,
        multiline=True,
    )


def _named(value: str) -> str:
    return "" if value.strip() else "a body has a name"


def _slashed(value: str) -> str:
    return "" if iso_day(value) else "a date is written YYYY/MM/DD and exists"


def _joined(value: str) -> str:
    if not value:
        return "has no corporate number, by which it is joined to a body"
    return corporate_number(value)
