"""The columns of the list of public interest corporations, as it is collected.

The pages of `koeki-info.go.jp <https://www.koeki-info.go.jp/>`_ as a table, by
`koeki-opendata <https://github.com/code4fukui/koeki-opendata>`_. A file may lack the
telephone number and the representative's name, which are personal data and never
kept; the bodies' own words on their work are not kept either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tsunagari.registers.iris import http_iri
from tsunagari.registers.japan.numbers import corporate_number
from tsunagari.registers.layout import Column, Layout, whole_or_nothing
from tsunagari.registers.vocabulary import by_label, squeezed

__all__ = ["layout", "purposes"]

REGISTER_CODE: Final = re.compile(r"[A-Z][0-9]{6}", re.ASCII)
# Written where the register gives a body no form.
NO_FORM: Final = "－"


def layout() -> Layout:
    """Return the columns with what each may hold."""
    return Layout(
        (
            Column("page", "seqCorp"),
            Column("registerCode", "法人コード", _register_code),
            Column("name", "法人の名称", _named),
            Column("reading", "法人の名称フリガナ"),
            Column("form", "法人区分", part=whole_or_nothing(_form, NO_FORM)),
            Column("authority", "行政庁"),
            Column("corporateNumber", "法人番号(JCN)", corporate_number),
            Column("postCode", "郵便番号"),
            Column("address", "主たる事務所の住所"),
            Column("telephone", "代表電話番号", left_out=True, optional=True),
            Column("representative", "代表者の氏名", left_out=True, optional=True),
            Column("homepage", "ホームページアドレス", part=whole_or_nothing(http_iri)),
            Column("year", "事業年度"),
            Column("purposes", "事業の種類", part=purposes),
            Column("work", "事業の概要", left_out=True),
            Column("taxCredit", "税額控除に係る証明", left_out=True),
        ),
        has_header=True,
        multiline=True,
    )


def purposes(value: str) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return the purposes of a cell, one to a line, and those that are none.

    >>> purposes("文化及び芸術の振興を目的とする事業、\\nその他の事業")[0]
    '文化及び芸術の振興を目的とする事業'
    """
    known = by_label("jp/public-interest-purposes", "ja")
    lines = [line.strip().removesuffix("、") for line in value.splitlines()]
    found = [*dict.fromkeys(filter(None, lines))]
    rule = "is one of the purposes of the act (public-interest-purposes)"
    return (
        "\n".join(line for line in found if squeezed(line) in known),
        [(line, rule) for line in found if squeezed(line) not in known],
    )


def _form(value: str) -> str:
    known = squeezed(value) in by_label("jp/forms", "ja")
    return "" if known else "is a legal form of the vocabulary (forms)"


def _register_code(value: str) -> str:
    fits = REGISTER_CODE.fullmatch(value)
    return "" if fits else "a register code has a capital letter and 6 digits"


def _named(value: str) -> str:
    return "" if value.strip() else "a body has a name"
