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

from collections.abc import Iterator
from typing import Final

from tsunagari.registers.iris import http_iri
from tsunagari.registers.japan.body_list import BodyList
from tsunagari.registers.npo_portal.columns import FIELDS, day, iso_day, layout
from tsunagari.registers.statements import (
    TYPE,
    Statement,
    date,
    iri,
    name,
)
from tsunagari.registers.vocabulary import codes

__all__ = ["NpoPortal"]

FLAG: Final = "○"
CLASSIFICATION: Final = name("org:classification")
PAGE: Final = name("foaf:page")
LEGAL_FORM: Final = name("sse:legalForm")
FORM: Final = name("form:specified-nonprofit-corporation")
ACTIVITY: Final = name("sse:activity")
FOUNDED: Final = name("sse:foundedIn")
DISSOLVED: Final = name("sse:dissolvedOn")
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


class NpoPortal(BodyList):
    """The reader of the portal's file."""

    def __init__(self) -> None:
        super().__init__(layout())
        concepts = codes("jp/activity-fields")
        self._fields = [concepts[str(n)] for n in range(1, FIELDS + 1)]

    def said(self, key: str, body: str, told: dict[str, str]) -> Iterator[Statement]:
        """Yield form, activities, statuses and days."""
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
        for local, (status, columns) in STATUSES.items():
            yield from _status(body, key, local, status, columns, told)


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
