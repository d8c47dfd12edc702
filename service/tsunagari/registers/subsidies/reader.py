"""From rows about one grantee to the payments they tell of.

================  ==============================================================
column            statement about the payment, an ``sse:Funding``
================  ==============================================================
granter_ministry  ``sse:funder``, the ministry with that abbreviation; else
                  ``sse:funderName``, the abbreviation
grant_date        ``sse:since``
amount            ``sse:amount``, with ``sse:currency`` "JPY"
grantee_jcn       ``sse:recipient``, the body with that number
grantee           ``sse:recipientName`` if there is none; else a ``skos:altLabel``
                  of the body, which may have another name today
grant_name        ``rdfs:label`` (ja)
grant_type        ``sse:instrument``: a government subsidy
================  ==============================================================

Each row of a file is a payment of its own, also where two are alike: the ministries
list eleven equal payments to one body on one day. A payment is named by what its
row tells and, among equal ones of one file, by its place. What a second file says
of the same payment is ignored.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tsunagari.registers.japan import bodies
from tsunagari.registers.japan.numbering import JAPAN
from tsunagari.registers.reader import Reader, Settled
from tsunagari.registers.staging import SEPARATOR, StagedRow
from tsunagari.registers.statements import (
    TYPE,
    Context,
    Leaf,
    Statement,
    date,
    decimal,
    name,
    text,
)
from tsunagari.registers.subsidies.columns import UNTOLD, Entry, layout, ministries
from tsunagari.registers.vocabulary import squeezed

__all__ = ["Subsidies"]

DIGITS: Final = 16
LABEL: Final = name("rdfs:label")
ALTERNATIVE: Final = name("skos:altLabel")
FUNDING: Final = name("sse:Funding")
FUNDER: Final = name("sse:funder")
FUNDER_NAME: Final = name("sse:funderName")
RECIPIENT: Final = name("sse:recipient")
RECIPIENT_NAME: Final = name("sse:recipientName")
INSTRUMENT: Final = name("sse:instrument")
SUBSIDY: Final = name("concept:government-subsidy")
AMOUNT: Final = name("sse:amount")
CURRENCY: Final = name("sse:currency")
SINCE: Final = name("sse:since")
FUNDINGS: Final = name("funding:")[:-1]
DERIVATION: Final = {
    "en": "The funder is the ministry that the table abbreviates, by the list of "
    "abbreviations; the label in English is put together from ministry and day.",
    "ja": "資金提供者は、表の略称を略称一覧によって府省に対応させた。英語のラベルは"
    "府省と日付から作成した。",
}


class Subsidies(Reader):
    """The reader of the table."""

    numbering = JAPAN

    def __init__(self) -> None:
        self.layout = layout()
        self.derivation = DERIVATION
        self._ministries = ministries()

    def key(self, cells: list[str]) -> str:
        """Return the grantee's corporate number, or a key of the row's own."""
        return Entry(*cells).grantee_jcn or f"subsidy-{_digest(cells)}"

    def moment(self, cells: list[str], file_day: str) -> str:
        """Return the day of the payment."""
        return Entry(*cells).grant_date

    def settle(self, rows: list[StagedRow]) -> Settled:
        """Keep each payment once, however many files tell of it."""
        counts: Counter[tuple[int, str]] = Counter()
        seen: set[tuple[str, int]] = set()
        settled = Settled([], [], [])
        for row in rows:
            digest = _digest(row.cells)
            counts[row.file, digest] += 1
            payment = digest, counts[row.file, digest]
            (settled.ignored if payment in seen else settled.kept).append(row)
            seen.add(payment)
        return settled

    def refers_to(self, rows: Sequence[StagedRow]) -> set[str]:
        """Return the numbers of the grantees and funders; names for want of one."""
        found = set()
        for entry in (Entry(*row.cells) for row in rows):
            if ministry := self._ministries.get(entry.granter_ministry):
                found.add(ministry.number or squeezed(ministry.name))
            if entry.grantee_jcn:
                found.add(entry.grantee_jcn)
        return found

    def leaf(self, key: str, rows: Sequence[StagedRow], context: Context) -> Leaf:
        """Return the payments, and that the grantee is a body with a number."""
        leaf = Leaf()
        counts: Counter[str] = Counter()
        for row in rows:
            entry = Entry(*row.cells)
            stated, derived = context.graphs[row.file]
            digest = _digest(row.cells)
            counts[digest] += 1
            place = f"-{counts[digest]}" if counts[digest] > 1 else ""
            node = f"{FUNDINGS}subsidy-{digest}{place}>"
            leaf.add(stated, *_payment(node, entry, context))
            leaf.add(derived, *self._derived(node, entry, context))
        if entry.grantee_jcn:
            body = bodies.body(key, context)
            leaf.add(stated, *bodies.identity(key, context))
            leaf.add(stated, (body, ALTERNATIVE, text(_line(entry.grantee), "ja")))
        return leaf

    def _derived(
        self, node: str, entry: Entry, context: Context
    ) -> Iterator[Statement]:
        """Yield the funder, since the table abbreviates it, and a name in English."""
        if ministry := self._ministry(entry.granter_ministry, context):
            yield node, FUNDER, ministry
        else:
            yield node, FUNDER_NAME, text(entry.granter_ministry, "en")
        told = f" on {entry.grant_date}" if entry.grant_date != UNTOLD else ""
        label = f"subsidy granted by {entry.granter_ministry}{told}"
        yield node, LABEL, text(label, "en")

    def _ministry(self, abbreviation: str, context: Context) -> str:
        ministry = self._ministries.get(abbreviation)
        if not ministry:
            return ""
        if ministry.number:
            return bodies.body(ministry.number, context)
        return context.governments.get(squeezed(ministry.name), "")


def _payment(node: str, entry: Entry, context: Context) -> Iterator[Statement]:
    yield node, TYPE, FUNDING
    label = _line(entry.grant_name)
    yield node, LABEL, text("補助金" if label in ("", UNTOLD) else label, "ja")
    yield node, INSTRUMENT, SUBSIDY
    if entry.grantee_jcn:
        yield node, RECIPIENT, bodies.body(entry.grantee_jcn, context)
    else:
        yield node, RECIPIENT_NAME, text(_line(entry.grantee), "ja")
    if entry.grant_date != UNTOLD:
        yield node, SINCE, date(entry.grant_date)
    if entry.amount != UNTOLD:
        yield node, AMOUNT, decimal(entry.amount)
        yield node, CURRENCY, text("JPY")


def _line(value: str) -> str:
    """Return a text on one line."""
    return " ".join(value.split())


def _digest(cells: Sequence[str]) -> str:
    """Return what names a row by all that is kept of it."""
    whole = SEPARATOR.join(cells).encode()
    return hashlib.sha256(whole).hexdigest()[:DIGITS]
