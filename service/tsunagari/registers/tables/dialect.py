"""Dialects: how a table is written as text.

Of `Dialect Descriptions <https://www.w3.org/TR/tabular-metadata/#dialect-descriptions>`_
all but what would make one row of several lines of a header, or skip columns.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tsunagari.registers.layout import Column, Layout
from tsunagari.registers.tables.json_object import JsonObject

__all__ = ["read_dialect"]

# What each key of a dialect may say, where it may not say what it likes.
FIXED: Final = {
    "doubleQuote": True,
    "skipColumns": 0,
    "skipInitialSpace": False,
    "trim": False,
}
DIALECT: Final = frozenset(
    {"commentPrefix", "delimiter", "encoding", "header", "headerRowCount", "quoteChar"}
    | {"skipRows", *FIXED}
)
COMMENT: Final = "#"
SILENT: Final = ("@id", "@type", "lineTerminators", "skipBlankRows")


def read_dialect(dialect: JsonObject, columns: Sequence[Column]) -> Layout:
    """Return the layout of a table with these columns.

    :raises RegisterError: If the dialect is wrong or not understood.
    """
    dialect.refuse_others(DIALECT, *SILENT)
    for key, only in FIXED.items():
        if dialect.told.get(key, only) not in (only, str(only).lower()):
            dialect.refuse(key, f"only {str(only).lower()} is understood")
    prefix = dialect.told.get("commentPrefix", COMMENT)
    if prefix not in (None, "", COMMENT):
        dialect.refuse("commentPrefix", f'only "{COMMENT}" and null are understood')
    header = dialect.flag("header") if "header" in dialect.told else True
    rows = dialect.number("headerRowCount", int(header))
    if rows > 1:
        dialect.refuse("headerRowCount", "only 0 and 1 are understood")
    encoding = dialect.text("encoding", "utf-8")
    try:
        if "a\n".encode(encoding) != b"a\n":
            dialect.refuse("encoding", "lines must end as they do in ASCII; use utf-8")
        encoding = codecs.lookup(encoding).name
    except LookupError:
        dialect.refuse("encoding", f"'{encoding}' is not known; use utf-8")
    quote_character = dialect.told.get("quoteChar", '"') or ""
    delimiter = dialect.text("delimiter", ",")
    for key, value, least in (
        ("delimiter", delimiter, 1),
        ("quoteChar", quote_character, 0),
    ):
        if not isinstance(value, str) or not least <= len(value) <= 1:
            dialect.refuse(key, "is one character")
        if value in ("\r", "\n"):
            dialect.refuse(key, "is a character that can stand in a line")
    if delimiter == quote_character:
        dialect.refuse("quoteChar", "differs from the delimiter")
    first, *others = columns
    if prefix:
        first = replace(first, check=_no_comment)
    return Layout(
        [first, *others],
        has_header=bool(rows),
        multiline=True,
        delimiter=delimiter,
        quote=quote_character,
        skipped=dialect.number("skipRows"),
        encoding=encoding,
    )


def _no_comment(value: str) -> str:
    if value.startswith(COMMENT):
        return f"what begins with {COMMENT} is a comment, unless commentPrefix is null"
    return ""
