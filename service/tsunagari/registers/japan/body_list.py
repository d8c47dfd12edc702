"""Lists of bodies by their corporate numbers, which come out anew as a whole."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Final

from tsunagari.registers.japan import bodies
from tsunagari.registers.japan.numbering import JAPAN
from tsunagari.registers.layout import Layout
from tsunagari.registers.reader import Reader, Settled
from tsunagari.registers.snapshot import newest
from tsunagari.registers.staging import StagedRow
from tsunagari.registers.statements import Context, Leaf, Statement, name, text
from tsunagari.registers.vocabulary import squeezed

__all__ = ["BodyList"]

LABEL: Final = name("rdfs:label")
ALTERNATIVE: Final = name("skos:altLabel")
SUPERVISED: Final = name("sse:supervisedBy")
SUPERVISOR_NAME: Final = name("sse:supervisorName")
DERIVATION: Final = {
    "en": "The authority is the government with exactly the name that the row has.",
    "ja": "所轄庁・行政庁は、行にある名称と完全に一致する名称の行政機関とした。",
}


class BodyList(Reader):
    """The reader of a list of bodies by their corporate numbers, with authorities.

    The table has the columns ``corporateNumber``, ``name``, ``reading`` (in kana)
    and ``authority``.
    """

    numbering = JAPAN

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.derivation = DERIVATION
        self._names = [column.name for column in layout.columns]
        self._number = layout.place("corporateNumber")
        self._authority = layout.place("authority")

    def key(self, cells: list[str]) -> str:
        """Return the corporate number."""
        return cells[self._number]

    def moment(self, cells: list[str], file_day: str) -> str:
        """Return the day of the file: each holds the whole list."""
        return file_day

    def settle(self, rows: list[StagedRow]) -> Settled:
        """Keep the newest file's row."""
        return newest(rows)

    def refers_to(self, rows: Sequence[StagedRow]) -> set[str]:
        """Return the names of the authorities."""
        return {squeezed(row.cells[self._authority]) for row in rows} - {""}

    def leaf(self, key: str, rows: Sequence[StagedRow], context: Context) -> Leaf:
        """Return what the row says."""
        leaf = Leaf()
        row = rows[-1]
        told = dict(zip(self._names, row.cells, strict=True))
        stated, derived = context.graphs[row.file]
        body = bodies.body(key, context)
        leaf.extend(stated, bodies.identity(key, context))
        leaf.add(stated, (body, LABEL, text(told["name"], "ja")))
        if told["reading"]:
            leaf.add(stated, (body, ALTERNATIVE, text(told["reading"], "ja-Hrkt")))
        leaf.extend(stated, self.said(key, body, told))
        if authority := context.governments.get(squeezed(told["authority"])):
            leaf.add(derived, (body, SUPERVISED, authority))
        elif told["authority"]:
            leaf.add(stated, (body, SUPERVISOR_NAME, text(told["authority"], "ja")))
        return leaf

    @abstractmethod
    def said(self, key: str, body: str, told: dict[str, str]) -> Iterator[Statement]:
        """Yield what a row states of the *body*, beside its names and its authority.

        :param told: The cells by the names of their columns.
        """
