"""From a row of the list to what it says of one body.

=======================  =======================================================
column                   statement
=======================  =======================================================
registerCode             ``adms:identifier`` of the scheme of register codes
name, reading            ``rdfs:label``, ``skos:altLabel`` (ja-Hrkt)
form                     ``sse:legalForm``, the form with exactly that name
authority                ``sse:supervisedBy``, if a government has that name
corporateNumber          ``adms:identifier``; the subject is the body with it
homepage                 ``foaf:homepage``
purposes                 ``sse:activity``, the purpose with exactly that name
=======================  =======================================================

The purposes say what a body does; ``sse:purposeField`` says what the law lets the
bodies of a form do, and ``sse:purpose`` what funding is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tsunagari.registers import bodies
from tsunagari.registers.public_interest.columns import layout
from tsunagari.registers.snapshot import Outcome, newest
from tsunagari.registers.staging import StagedRow
from tsunagari.registers.statements import Context, Leaf, Statement, iri, name, text
from tsunagari.registers.vocabulary import by_label, squeezed

__all__ = ["PublicInterestCorporations"]

LABEL: Final = name("rdfs:label")
ALTERNATIVE: Final = name("skos:altLabel")
HOMEPAGE: Final = name("foaf:homepage")
LEGAL_FORM: Final = name("sse:legalForm")
ACTIVITY: Final = name("sse:activity")
SUPERVISED: Final = name("sse:supervisedBy")
SUPERVISOR_NAME: Final = name("sse:supervisorName")
REGISTER_CODE: Final = name("jpc:pic-register-code")
IDENTIFIERS: Final = name("id:")[:-1]
CABINET_OFFICE: Final = text("Cabinet Office of Japan")
DERIVATION: Final = {
    "en": "The authority is the government with exactly the name that the row has.",
    "ja": "所轄庁・行政庁は、行にある名称と完全に一致する名称の行政機関とした。",
}


class PublicInterestCorporations:
    """The reader of the list."""

    def __init__(self) -> None:
        self.layout = layout()
        self.apart = True
        self.derivation = DERIVATION
        self._names = [column.name for column in self.layout.columns]
        self._number = self.layout.place("corporateNumber")
        self._authority = self.layout.place("authority")
        self._forms = by_label("forms")
        self._purposes = by_label("public-interest-purposes")

    def key(self, cells: list[str]) -> str:
        """Return the corporate number."""
        return cells[self._number]

    def moment(self, cells: list[str], file_day: str) -> str:
        """Return the day of the file: each holds the whole list."""
        return file_day

    def settle(self, rows: list[StagedRow]) -> Outcome:
        """Keep the newest file's row."""
        return newest(rows)

    def refers_to(self, rows: Sequence[StagedRow]) -> set[str]:
        """Return the names of the authorities."""
        return {squeezed(row.cells[self._authority]) for row in rows} - {""}

    def area(self, cells: list[str]) -> tuple[str, str, str] | None:
        """Return nothing: no column has a municipality's code."""
        return None

    def government(self, cells: list[str]) -> tuple[str, str] | None:
        """Return nothing: none of the bodies is a government."""
        return None

    def leaf(self, key: str, rows: Sequence[StagedRow], context: Context) -> Leaf:
        """Return what the row says."""
        leaf = Leaf()
        row = rows[-1]
        told = dict(zip(self._names, row.cells, strict=True))
        stated, derived = context.graphs[row.file]
        body = bodies.body(key, context)
        leaf.add(stated, *bodies.identity(key, context), *self._said(body, told))
        if authority := context.governments.get(squeezed(told["authority"])):
            leaf.add(derived, (body, SUPERVISED, authority))
        elif told["authority"]:
            leaf.add(stated, (body, SUPERVISOR_NAME, text(told["authority"], "ja")))
        return leaf

    def _said(self, body: str, told: dict[str, str]) -> Iterator[Statement]:
        yield body, LABEL, text(told["name"], "ja")
        if told["reading"]:
            yield body, ALTERNATIVE, text(told["reading"], "ja-Hrkt")
        code = told["registerCode"]
        node = f"{IDENTIFIERS}pic-register-code-{code}>"
        yield from bodies.identified(body, node, code, REGISTER_CODE, CABINET_OFFICE)
        if told["form"]:
            yield body, LEGAL_FORM, self._forms[squeezed(told["form"])]
        if told["homepage"]:
            yield body, HOMEPAGE, iri(told["homepage"])
        for purpose in told["purposes"].splitlines():
            yield body, ACTIVITY, self._purposes[squeezed(purpose)]
