"""Tables for spreadsheets: the trees of a kind as CSV, with its CSVW metadata.

Source: `RFC 4180 <https://www.rfc-editor.org/rfc/rfc4180>`_ and `CSV on the Web
<https://www.w3.org/TR/tabular-metadata/>`_. The file begins with a byte order mark,
by which Excel knows UTF-8, and its lines end with CR LF. A row is a thing, a
column a term, with a column for each language of a text. Of a thing that is
pointed to there are address and names; several values stand in one cell, with
:data:`SEPARATOR` between them.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula
(`OWASP <https://owasp.org/www-community/attacks/CSV_Injection>`_), and a long
number, or one with a zero in front, for a number of which it loses digits. Such
texts have an apostrophe before them; a code stands behind the name of its scheme.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tsunagari.export.compaction import Json
from tsunagari.export.context import Context
from tsunagari.export.frames import Frame
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import LICENCE

__all__ = [
    "SEPARATOR",
    "csv_bytes",
    "csv_metadata",
    "guarded",
    "row_of",
    "table_metadata",
]

SEPARATOR: Final = "; "
NAMES: Final = ("label", "prefLabel", "title")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel keeps 15 digits, and shows more than eleven as a power of ten.
CODE: Final = re.compile(r"0[0-9]+|[0-9]{12,}")
# A key of a language map; no term of ours looks like one.
TAG: Final = re.compile(r"[a-z]{2}(-[a-z0-9]+)*")
TAGS: Final = {
    "en": {"en": "English", "ja": "英語"},
    "ja": {"en": "Japanese", "ja": "日本語"},
    "ja-hrkt": {"en": "reading in kana", "ja": "読み"},
    "ja-latn": {"en": "romanised", "ja": "ローマ字"},
}
FIXED: Final = {
    "id": {"en": "address", "ja": "識別子（URL）"},
    "type": {"en": "kind", "ja": "種類"},
    "assessment": {"en": "assessment", "ja": "評価"},
    "holding": {"en": "what it held over time", "ja": "保有の記録"},
}

# A column: its term, and the language of its texts or names; empty if none.
Column = tuple[str, str]
Cell = str | int | bool


def row_of(tree: Json) -> dict[Column, list[Cell]]:
    """Return what stands in the row of *tree*, by column."""
    found: dict[Column, list[Cell]] = {}
    for term, value in tree.items():
        for one in _listed(value):
            for column, cell in _cells(term, one):
                found.setdefault(column, []).append(cell)
    return found


def csv_bytes(trees: Iterable[Json]) -> bytes:
    """Return the table of *trees*."""
    rows = [row_of(tree) for tree in trees]
    columns = _columns(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_name(column) for column in columns)
    for row in rows:
        writer.writerow(_joined(row.get(column, ())) for column in columns)
    return out.getvalue().encode("utf-8-sig")


def csv_metadata(
    kind: Frame,
    trees: Iterable[Json],
    context: Context,
    labels: Mapping[str, Mapping[str, str]],
) -> Json:
    """Return the metadata of the table, to stand beside it.

    :param labels: The names of properties by language, by their IRIs.
    """
    rows = [row_of(tree) for tree in trees]
    columns = [_described(column, rows, context, labels) for column in _columns(rows)]
    found = table_metadata(kind, columns)
    return {**found, "dc:license": {"@id": str(LICENCE)}}


def table_metadata(kind: Frame, columns: list[Json]) -> Json:
    """Return the metadata of the table of *kind* with these *columns*.

    It says nothing of terms of use, which may be those of a register.
    """
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{kind.name}.csv",
        "dc:title": [
            {"@value": text, "@language": language}
            for language, text in kind.titles.items()
        ],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": columns, "primaryKey": "id", "aboutUrl": "{+id}"},
    }


def guarded(text: str) -> str:
    """Return *text* so that a spreadsheet takes it for nothing but a text.

    >>> guarded("=1+1"), guarded("0120"), guarded("2013-03-21")
    ("'=1+1", "'0120", '2013-03-21')
    """
    if text.startswith(FORMULA) or CODE.fullmatch(text):
        return f"'{text}"
    return text


def _cells(term: str, value: Any) -> Iterable[tuple[Column, Cell]]:
    if not isinstance(value, dict):
        yield (term, ""), value
    elif "@value" in value:
        yield (term, value.get("@language", "")), value["@value"]
    elif "notation" in value:
        # An identifier: its scheme and its number say all.
        scheme = str(value.get("identifierScheme", {}).get("id", ""))
        name = scheme.rpartition("/")[2]
        yield (term, ""), f"{name} {value['notation']}".strip()
    elif "id" in value:
        yield (term, ""), value["id"]
        yield from _names_of(term, value)
    elif all(map(TAG.fullmatch, value)):
        for language, text in value.items():
            for one in _listed(text):
                yield (term, language), one
    else:
        yield from _cells_of_blank(term, value)


def _cells_of_blank(term: str, node: Json) -> Iterable[tuple[Column, Cell]]:
    """Yield what a node without a name says: it stands in the row itself."""
    for inner, value in node.items():
        for one in _listed(value) if inner != "type" else ():
            for (name, language), cell in _cells(inner, one):
                yield (f"{term}.{name}", language), cell


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names_of(term: str, thing: Json) -> Iterable[tuple[Column, Cell]]:
    """Yield one name in each language, also an empty one: they stand in one order."""
    # In these alone: other things' names would fill the table otherwise.
    for language in LANGUAGES:
        texts = [
            text
            for name in NAMES
            for text in _listed(thing.get(name, {}).get(language, []))
        ]
        yield (term, language), texts[0] if texts else ""


def _columns(rows: Iterable[Mapping[Column, Any]]) -> list[Column]:
    """Return the columns in their order: the address, the names, the others."""
    found = {
        column: None
        for row in rows
        for column, cells in row.items()
        if any(cell != "" for cell in cells)
    }
    first = ("id", "type", *NAMES)

    def place(column: Column) -> tuple[int, str, str]:
        term, language = column
        return (
            first.index(term) if term in first else len(first),
            term,
            language,
        )

    return sorted(found, key=place)


def _name(column: Column) -> str:
    """Return the name of a column: a variable of a URI template may have no hyphen."""
    return "_".join(part for part in column if part).replace("-", "_")


def _joined(cells: Iterable[Cell]) -> str | int:
    given = list(cells)
    if all(cell == "" for cell in given):
        return ""
    if len(given) == 1 and isinstance(given[0], int) and not isinstance(given[0], bool):
        return given[0]
    return guarded(SEPARATOR.join(map(_spelled, given)))


def _spelled(cell: Cell) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _described(
    column: Column,
    rows: list[dict[Column, list[Cell]]],
    context: Context,
    labels: Mapping[str, Mapping[str, str]],
) -> Json:
    term, language = column
    last = term.rpartition(".")[2]
    iri = context.properties.get(last, "")
    name = _name(column)
    titles: dict[str, Any] = {"und": name}
    for reader, text in (FIXED.get(term) or labels.get(iri) or {}).items():
        words = TAGS.get(language, {}).get(reader, language)
        titles[reader] = f"{text} ({words})" if words else text
    found: Json = {"name": name, "titles": titles}
    if iri and "." not in term:
        found["propertyUrl"] = iri
    if any(len(row.get(column, ())) > 1 for row in rows):
        found["separator"] = SEPARATOR
    single = [cell for row in rows for cell in row.get(column, ())]
    if "separator" not in found and all(type(cell) is int for cell in single):
        found["datatype"] = "integer"
    else:
        found["datatype"] = "string"
    if language and not iri:
        found["lang"] = language
    return found
