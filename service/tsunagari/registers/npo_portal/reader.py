"""From a row of the portal to what it says of one body.

============================  ==================================================
column                        statement
============================  ==================================================
name, reading                 ``rdfs:label``, ``skos:altLabel`` (ja-Hrkt)
corporateNumber               ``adms:identifier``; the subject is the body with it
(the list itself)             ``sse:legalForm``: a specified non-profit corporation
authority                     ``sse:supervisedBy``, if a government has that name
foundedOn                     ``sse:foundedIn``
field1 to field20             ``sse:activity``, for each ○
approved, speciallyApproved   ``org:classification``: the status is in force
approvedSince and the like    a ``sse:StatusHolding``; it ends when it ran out or,
                              if that came, was revoked
dissolution                   ``sse:dissolvedOn``, if it begins with a day
page                          ``foaf:page``, if it is an address on the web
============================  ==================================================

The other columns are kept or left out (:mod:`.columns`), and nothing is said of
them: the addresses, which are often homes, and the words about supervision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tsunagari.registers import bodies
from tsunagari.registers.iris import http_iri
from tsunagari.registers.npo_portal.columns import FIELDS, day, iso_day, layout
from tsunagari.registers.snapshot import Outcome, newest
from tsunagari.registers.staging import StagedRow
from tsunagari.registers.statements import (
    TYPE,
    Context,
    Leaf,
    Statement,
    date,
    iri,
    name,
    text,
)
from tsunagari.registers.vocabulary import codes, squeezed

__all__ = ["NpoPortal"]

FLAG: Final = "○"
LABEL: Final = name("rdfs:label")
ALTERNATIVE: Final = name("skos:altLabel")
CLASSIFICATION: Final = name("org:classification")
PAGE: Final = name("foaf:page")
LEGAL_FORM: Final = name("sse:legalForm")
FORM: Final = name("form:specified-nonprofit-corporation")
ACTIVITY: Final = name("sse:activity")
FOUNDED: Final = name("sse:foundedIn")
DISSOLVED: Final = name("sse:dissolvedOn")
SUPERVISED: Final = name("sse:supervisedBy")
SUPERVISOR_NAME: Final = name("sse:supervisorName")
HOLDING: Final = name("sse:StatusHolding")
HOLDER: Final = name("sse:holder")
HELD: Final = name("sse:heldStatus")
SINCE: Final = name("sse:since")
UNTIL: Final = name("sse:until")
HOLDINGS: Final = name("holding:")[:-1]
# The status; the columns of its flag, its first and last day, and its revocation.
STATUSES: Final = {
    "approved": (
        name("jpc:approved-specified-nonprofit-corporation"),
        ("approved", "approvedSince", "approvedUntil", "approvalRevoked"),
    ),
    "specially-approved": (
        name("jpc:specially-approved-specified-nonprofit-corporation"),
        (
            "speciallyApproved",
            "speciallyApprovedSince",
            "speciallyApprovedUntil",
            "specialApprovalRevoked",
        ),
    ),
}
DERIVATION: Final = {
    "en": "The authority is the government with exactly the name that the row has.",
    "ja": "所轄庁・行政庁は、行にある名称と完全に一致する名称の行政機関とした。",
}


class NpoPortal:
    """The reader of the portal's file."""

    def __init__(self) -> None:
        self.layout = layout()
        self.apart = True
        self.derivation = DERIVATION
        self._names = [column.name for column in self.layout.columns]
        self._number = self.layout.place("corporateNumber")
        self._authority = self.layout.place("authority")
        concepts = codes("activity-fields")
        self._fields = [concepts[str(n)] for n in range(1, FIELDS + 1)]

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
        for local, (status, columns) in STATUSES.items():
            leaf.add(stated, *_status(body, key, local, status, columns, told))
        if authority := context.governments.get(squeezed(told["authority"])):
            leaf.add(derived, (body, SUPERVISED, authority))
        elif told["authority"]:
            leaf.add(stated, (body, SUPERVISOR_NAME, text(told["authority"], "ja")))
        return leaf

    def _said(self, body: str, told: dict[str, str]) -> Iterator[Statement]:
        yield body, LABEL, text(told["name"], "ja")
        if told["reading"]:
            yield body, ALTERNATIVE, text(told["reading"], "ja-Hrkt")
        yield body, LEGAL_FORM, FORM
        if founded := iso_day(told["foundedOn"]):
            yield body, FOUNDED, date(founded)
        for number, concept in enumerate(self._fields, 1):
            if told[f"field{number}"] == FLAG:
                yield body, ACTIVITY, concept
        if dissolved := day(told["dissolution"]):
            yield body, DISSOLVED, date(dissolved)
        if told["page"] and not http_iri(told["page"]):
            yield body, PAGE, iri(told["page"])


def _status(
    body: str,
    key: str,
    local: str,
    status: str,
    columns: tuple[str, str, str, str],
    told: dict[str, str],
) -> Iterator[Statement]:
    """Yield what a row says of one status: that it is in force, and from when to when.

    A status of which no day is told is held at no time that could be said.
    """
    flag, *days = (told[column] for column in columns)
    since, until, revoked = map(iso_day, days)
    until = min(filter(None, (until, revoked)), default="")
    if flag == FLAG:
        yield body, CLASSIFICATION, status
    if since or until:
        ends = f"since-{since}" if since else f"until-{until}"
        node = f"{HOLDINGS}{key}-{local}-{ends}>"
        yield node, TYPE, HOLDING
        yield node, HOLDER, body
        yield node, HELD, status
        if since:
            yield node, SINCE, date(since)
        if until:
            yield node, UNTIL, date(until)
