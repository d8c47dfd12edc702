"""The description of a table: CSVW metadata, read and checked.

Understood are one table with its ``url``, its ``dialect`` and its ``tableSchema``:
columns with ``name``, ``titles``, ``virtual``, ``suppressOutput`` and the properties
that are inherited (``aboutUrl``, ``propertyUrl``, ``valueUrl``, ``datatype``, ``lang``,
``null``, ``default``, ``required``, ``separator``), and ``primaryKey``. Annotations,
which have a colon in their names, change nothing. A column whose output is
suppressed, and that no template and no key has, is checked and not kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tsunagari.errors import RegisterError
from tsunagari.registers.iris import is_iri
from tsunagari.registers.layout import Column, Layout
from tsunagari.registers.tables.cells import CellType, cell_type
from tsunagari.registers.tables.context import refuse_axiom, resolved
from tsunagari.registers.tables.dialect import read_dialect
from tsunagari.registers.tables.json_object import JsonObject, read_json
from tsunagari.registers.tables.templates import Template

__all__ = ["Description", "Field", "read_description"]

CSVW: Final = "http://www.w3.org/ns/csvw"
INHERITED: Final = (
    "aboutUrl",
    "datatype",
    "default",
    "lang",
    "null",
    "ordered",
    "propertyUrl",
    "required",
    "separator",
    "valueUrl",
)
SILENT: Final = ("@context", "@id", "@type", "notes", "tableDirection", "textDirection")
TABLE: Final = frozenset({"url", "dialect", "tableSchema", *INHERITED})
SCHEMA: Final = frozenset({"columns", "primaryKey", *INHERITED})
COLUMN: Final = frozenset({"name", "titles", "virtual", "suppressOutput", *INHERITED})
NOT_ABSOLUTE: Final = (
    "is no absolute IRI; write it out, or give the table a url, or the context "
    'an "@base"'
)
# What a template can name.
NAME: Final = re.compile(r"(?!_)([A-Za-z0-9_.]|%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True)
class Field:
    """A column, and what its cells state.

    :param predicate: The IRI of the property; nothing if nothing is stated.
    :param value: The template of the IRI that is the object; else a literal is.
    """

    name: str
    virtual: bool
    cells: CellType
    about: Template
    predicate: str
    value: Template | None
    place: str


@dataclass(frozen=True)
class Description:
    """A table: its layout, its columns, virtual ones last, and its key.

    :param base: What references in templates are resolved against.
    """

    layout: Layout
    fields: list[Field]
    primary_key: list[str]
    base: str


def read_description(path: Path) -> Description:
    """Read the metadata in the file *path*.

    :raises RegisterError: If it is wrong, or outside of what is understood.
    """
    whole = read_json(path)
    base = _context(whole)
    if "tables" in whole.told:
        whole.refuse_others({"tables", "dialect", *INHERITED}, *SILENT)
        table, *more = whole.objects("tables")
        if more:
            whole.refuse("tables", "one table is read; describe each in its own file")
        told = {k: v for k, v in whole.told.items() if k in ("dialect", *INHERITED)}
        table = JsonObject(table.place, {**told, **table.told})
    else:
        table = whole
    table.refuse_others(TABLE, *SILENT)
    url = resolved(table.text("url"), base)
    schema = table.object("tableSchema")
    schema.refuse_others(SCHEMA, "rowTitles", *SILENT)
    above = {
        key: value
        for part in (table, schema)
        for key, value in part.told.items()
        if key in INHERITED
    }
    read = [
        _Reader(one, n, above, url) for n, one in enumerate(schema.objects("columns"))
    ]
    fields = [one.field() for one in read]
    _check_names(schema, fields)
    key = _primary_key(schema, fields)
    needed = {*key, *(field.name for field in fields if field.predicate)}
    for field in fields:
        if field.predicate:
            needed |= field.about.names | (field.value.names if field.value else set())
    columns = [
        Column(
            one.name,
            first,
            left_out=one.name not in needed,
            also=(*more, one.name),
        )
        for one in read
        if not one.virtual
        for first, *more in [one.titles or [one.name]]
    ]
    layout = read_dialect(table.object("dialect"), columns)
    return Description(layout, fields, key, url)


def _context(whole: JsonObject) -> str:
    """Return the base that the context gives; its language is of annotations."""
    context = whole.told.get("@context")
    parts = context if isinstance(context, list) else [context]
    if len(parts) not in (1, 2) or parts[0] != CSVW:
        whole.refuse("@context", f'is "{CSVW}", or a list of it and an object')
    if len(parts) == 1:
        return ""
    if not isinstance(parts[1], dict):
        whole.refuse("@context", f'is "{CSVW}", or a list of it and an object')
    more = JsonObject(whole.at("@context"), parts[1])
    more.refuse_others({"@base", "@language"})
    return more.text("@base")


class _Reader:
    """The reader of one column's description."""

    def __init__(
        self, column: JsonObject, number: int, above: Mapping[str, object], url: str
    ) -> None:
        column.refuse_others(COLUMN, *SILENT)
        self.column = JsonObject(column.place, {**above, **column.told})
        self.virtual = column.flag("virtual")
        self.titles = self._titles()
        default = (
            quote(self.titles[0], safe="") if self.titles else f"_col.{number + 1}"
        )
        self.name = column.text("name", default)
        if "name" in column.told and not NAME.fullmatch(self.name):
            column.refuse("name", "has letters, digits, _ and . and begins with no _")
        self._url = url

    def _titles(self) -> list[str]:
        titles = self.column.told.get("titles", [])
        if isinstance(titles, dict):
            spoken = JsonObject(self.column.at("titles"), titles)
            return [title for key in titles for title in spoken.texts(key)]
        return self.column.texts("titles")

    def field(self) -> Field:
        """Return the column."""
        column = self.column
        about = column.text("aboutUrl")
        told = not column.flag("suppressOutput")
        if told and not about:
            column.refuse("aboutUrl", "say which IRI a row is about: no blank nodes")
        value = column.text("valueUrl")
        if self.virtual and not value and not column.text("default"):
            column.refuse("valueUrl", "a virtual column has one, or a default")
        found = Field(
            self.name,
            self.virtual,
            cell_type(column),
            self._template("aboutUrl"),
            self._predicate() if told else "",
            self._template("valueUrl") if value else None,
            column.place,
        )
        if found.predicate:
            place = column.at("propertyUrl")
            stated = resolved(value, self._url) if value and "{" not in value else ""
            refuse_axiom(place, found.predicate, stated)
        return found

    def _template(self, key: str) -> Template:
        place = self.column.at(key)
        found = Template.of(self.column.text(key), place)
        shown = resolved(found.expand(dict.fromkeys(found.names, "x")), self._url)
        if found.texts != ("",) and found.texts[0] and not is_iri(shown):
            raise RegisterError(f"{place}: '{shown}' {NOT_ABSOLUTE}")
        return found

    def _predicate(self) -> str:
        source = self.column.text("propertyUrl", f"#{quote(self.name)}")
        place = self.column.at("propertyUrl")
        template = Template.of(source, place)
        if template.names - {"_name"}:
            raise RegisterError(f"{place}: has no names but _name; name one property")
        found = resolved(template.expand({"_name": self.name}), self._url)
        if not is_iri(found):
            raise RegisterError(f"{place}: '{found}' {NOT_ABSOLUTE}")
        return found


def _check_names(schema: JsonObject, fields: list[Field]) -> None:
    names = [field.name for field in fields]
    for number, field in enumerate(fields):
        place = f"{field.place}: "
        if field.name in names[:number]:
            raise RegisterError(f"{place}the name '{field.name}' is there already")
        if number and fields[number - 1].virtual and not field.virtual:
            raise RegisterError(f"{place}virtual columns come after all others")
        templates = [field.about, *filter(None, [field.value])]
        for unknown in set().union(*(t.names for t in templates)) - {*names, "_name"}:
            raise RegisterError(
                f"{place}a template has '{unknown}', which no column is named; "
                "numbers of rows are not understood: they change with the file"
            )
    if all(field.virtual for field in fields):
        schema.refuse("columns", "one column at least is not virtual")
    if not any(field.predicate for field in fields):
        schema.refuse("columns", "all output is suppressed, so nothing is stated")


def _primary_key(schema: JsonObject, fields: list[Field]) -> list[str]:
    found = schema.texts("primaryKey")
    real = {field.name for field in fields if not field.virtual}
    for name in found:
        if name not in real:
            schema.refuse("primaryKey", f"no column has the name '{name}'")
    subject = next(field.about for field in fields if field.predicate)
    if found and (more := subject.names - {*found, "_name"}):
        schema.refuse(
            "primaryKey",
            f"does not decide what a row is about: '{', '.join(sorted(more))}' of the "
            "aboutUrl is not in it",
        )
    return found
