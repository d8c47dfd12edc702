"""From a row of a described table to statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tsunagari.errors import RegisterError
from tsunagari.namespaces import SSE
from tsunagari.registers.iris import is_iri
from tsunagari.registers.reader import Reader, Settled
from tsunagari.registers.snapshot import newest
from tsunagari.registers.staging import StagedRow
from tsunagari.registers.statements import Context, Leaf, Statement, iri
from tsunagari.registers.tables.context import resolved, states_axiom
from tsunagari.registers.tables.metadata import Field, read_description
from tsunagari.registers.tables.templates import Template

__all__ = ["CONSTRUCTED", "DescribedTable"]


# The properties that the queries in ``queries/construct`` read.
CONSTRUCTED: Final = frozenset(
    str(SSE[name]) for name in ("heldForm", "holder", "partner", "until")
)


class _Broken(Exception):
    """A rule that a row breaks: the column, the value and the rule."""


class DescribedTable(Reader):
    """The reader of a table that metadata describe.

    What a row is about is its key: the subject of the first column that states
    something. Of the rows with one primary key the newest file's counts; without
    a primary key all rows count, and those that say the same count once.
    """

    def __init__(self, metadata: Path) -> None:
        """Read the description in the file *metadata*.

        :raises RegisterError: If it is wrong, or outside of what is understood.
        """
        description = read_description(metadata)
        self._name = metadata.name
        self.derivation = {}
        self._base = description.base
        self._fields = description.fields
        self._real = [field for field in self._fields if not field.virtual]
        self._stating = [field for field in self._fields if field.predicate]
        # A second subject may be that of many rows, and what the stored constructs
        # read is joined with other things than a reader can tell.
        self.apart = len({field.about for field in self._stating}) == 1 and not any(
            field.predicate in CONSTRUCTED for field in self._stating
        )
        self._refers = any(field.value for field in self._stating)
        names = [field.name for field in self._real]
        self._last: tuple[list[str], dict[str, list[str]], dict[str, str]] = [], {}, {}
        self._primary_key = [names.index(name) for name in description.primary_key]
        self.layout = replace(description.layout, whole=self._problems)

    def key(self, cells: list[str]) -> str:
        """Return what the row is about."""
        first = self._stating[0]
        _, shown = self._told(cells)
        return self._iri(first, first.about, {**shown, "_name": first.name})

    def moment(self, cells: list[str], file_day: str) -> str:
        """Return the day of the file."""
        return file_day

    def settle(self, rows: list[StagedRow]) -> Settled:
        """Keep the newest row of each primary key, or each content once."""
        if len(rows) == 1:
            return Settled(rows, [], [])
        groups: dict[object, list[StagedRow]] = {}
        for row in rows:
            groups.setdefault(self._identity(row), []).append(row)
        whole = Settled([], [], [])
        for group in groups.values():
            for part, found in zip(whole, newest(group), strict=True):
                part.extend(found)
        return Settled(sorted(whole.kept), whole.replaced, whole.ignored)

    def refers_to(self, rows: Sequence[StagedRow]) -> set[str]:
        """Return the IRIs that the rows refer to."""
        if not self._refers:
            return set()
        return {
            value[1:-1]
            for row in rows
            for field, (_, _, value) in self._of(row)
            if field.value
        }

    def leaf(self, key: str, rows: Sequence[StagedRow], context: Context) -> Leaf:
        """Return what the rows say; what several say alike, once a file."""
        leaf = Leaf()
        for file in sorted({row.file for row in rows}):
            said = [
                statement
                for row in rows
                if row.file == file
                for _, statement in self._of(row)
            ]
            if said:
                leaf.add(context.graphs[file][0], *dict.fromkeys(said))
        return leaf

    def _of(self, row: StagedRow) -> list[tuple[Field, Statement]]:
        """Return what a row states that was let pass when it was imported.

        :raises RegisterError: If the description has changed, so that it does not.
        """
        try:
            return [*self._said(row.cells)]
        except (_Broken, ValueError) as error:
            raise RegisterError(
                f"{self._name}: row {row.number} of an imported file does not fit the "
                f"description any more ({error}); forget the file and import it again"
            ) from error

    def _identity(self, row: StagedRow) -> object:
        """Return what rows have in common of which one takes the other's place."""
        if not self._primary_key:
            return tuple(row.cells)
        try:
            return tuple(
                tuple(self._real[place].cells.values(row.cells[place]))
                for place in self._primary_key
            )
        except (IndexError, ValueError):
            return tuple(row.cells)

    def _problems(self, cells: list[str]) -> Iterator[tuple[str, str, str]]:
        """Yield column, value and rule of what is wrong with a row."""
        wrong = False
        for field, cell in zip(self._real, cells, strict=True):
            try:
                field.cells.values(cell)
            except ValueError as error:
                wrong = True
                yield field.name, cell, str(error)
        if not wrong:
            try:
                self.key(cells)
                list(self._said(cells))
            except _Broken as broken:
                column, value, rule = broken.args
                yield column, value, rule

    def _told(
        self, cells: Sequence[str]
    ) -> tuple[dict[str, list[str]], dict[str, str]]:
        """Return the values of each column that has one, and as templates show them.

        A row is asked for several times in turn, so the last is remembered.
        """
        if self._last[0] != cells:
            found = {
                field.name: field.cells.values(cell)
                for field, column, cell in zip(
                    self._real, self.layout.columns, cells, strict=True
                )
                if not column.left_out
            }
            for field in self._fields[len(self._real) :]:
                found[field.name] = field.cells.values("")
            values = {name: told for name, told in found.items() if told}
            shown = {name: ",".join(told) for name, told in values.items()}
            self._last = [*cells], values, shown
        return self._last[1], self._last[2]

    def _said(self, cells: Sequence[str]) -> Iterator[tuple[Field, Statement]]:
        """Yield what the row states, with the column that states it."""
        values, shown = self._told(cells)
        shown = dict(shown)
        for field in self._stating:
            told = values.get(field.name, [])
            if not told and not (field.virtual and field.value):
                continue
            shown["_name"] = field.name
            subject = iri(self._iri(field, field.about, shown))
            predicate = iri(field.predicate)
            if field.value:
                value = self._iri(field, field.value, shown)
                if states_axiom(field.predicate, value):
                    rule = "is no class of RDF, RDFS or OWL: rows state no axioms"
                    raise _Broken(field.name, value, rule)
                yield field, (subject, predicate, iri(value))
            else:
                for lexical in told:
                    yield field, (subject, predicate, field.cells.literal(lexical))

    def _iri(self, field: Field, template: Template, shown: dict[str, str]) -> str:
        """Return the IRI that a template gives.

        :raises _Broken: If a value is wanting, or it is none.
        """
        for name in template.names:
            if name not in shown and name != "_name":
                rule = f"is told, since an IRI of the column {field.name} needs it"
                raise _Broken(name, "", rule)
        found = resolved(template.expand(shown), self._base)
        if not is_iri(found):
            raise _Broken(field.name, found, "is an absolute IRI without spaces")
        return found
