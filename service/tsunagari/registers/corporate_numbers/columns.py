"""The 30 columns of a row, the same in full and in difference files.

Items 7 to 36 of the resource definition of the `publication site
<https://www.houjin-bangou.nta.go.jp/>`_. There is no header row.
"""

from __future__ import annotations

from typing import NamedTuple

from tsunagari.registers.checks import code, digits, iso_date, optional, whole_number
from tsunagari.registers.japan.numbers import corporate_number
from tsunagari.registers.layout import Column, Layout
from tsunagari.registers.vocabulary import codes

__all__ = ["Entry", "layout"]


class Entry(NamedTuple):
    """A row, by the names of its columns."""

    sequence_number: str
    corporate_number: str
    process: str
    correct: str
    update_date: str
    change_date: str
    name: str
    name_image: str
    kind: str
    prefecture: str
    city: str
    street: str
    address_image: str
    prefecture_code: str
    city_code: str
    post_code: str
    address_outside: str
    address_outside_image: str
    close_date: str
    close_cause: str
    successor: str
    change_cause: str
    assignment_date: str
    latest: str
    en_name: str
    en_prefecture: str
    en_city: str
    en_address_outside: str
    furigana: str
    hidden: str


def layout() -> Layout:
    """Return the columns with what each may hold.

    A row that deletes a body (process 99) leaves most of them empty.
    """
    flag = code(("0", "1"))
    return Layout(
        (
            Column("sequenceNumber", "一連番号", whole_number),
            Column("corporateNumber", "法人番号", corporate_number),
            Column("process", "処理区分", code(codes("jp/register-processes"))),
            Column("correct", "訂正区分", flag),
            Column("updateDate", "更新年月日", iso_date),
            Column("changeDate", "変更年月日", optional(iso_date)),
            Column("name", "商号又は名称"),
            Column("nameImageId", "商号又は名称イメージID"),
            Column("kind", "法人種別", optional(code(codes("jp/corporate-kinds")))),
            Column("prefectureName", "国内所在地（都道府県）"),
            Column("cityName", "国内所在地（市区町村）"),
            Column("streetNumber", "国内所在地（丁目番地等）"),
            Column("addressImageId", "国内所在地イメージID"),
            Column("prefectureCode", "都道府県コード", optional(digits(2))),
            Column("cityCode", "市区町村コード", optional(digits(3))),
            Column("postCode", "郵便番号", optional(digits(7))),
            Column("addressOutside", "国外所在地"),
            Column("addressOutsideImageId", "国外所在地イメージID"),
            Column("closeDate", "登記記録の閉鎖等年月日", optional(iso_date)),
            Column(
                "closeCause",
                "登記記録の閉鎖等の事由",
                optional(code(codes("jp/closure-causes"))),
            ),
            Column(
                "successorCorporateNumber", "承継先法人番号", optional(corporate_number)
            ),
            Column("changeCause", "変更事由の詳細"),
            Column("assignmentDate", "法人番号指定年月日", optional(iso_date)),
            Column("latest", "最新履歴", flag),
            Column("enName", "商号又は名称（英語表記）"),
            Column("enPrefectureName", "国内所在地（都道府県）（英語表記）"),
            Column("enCityName", "国内所在地（市区町村丁目番地等）（英語表記）"),
            Column("enAddressOutside", "国外所在地（英語表記）"),
            Column("furigana", "フリガナ"),
            Column("hihyoji", "検索対象除外", flag),
        )
    )
