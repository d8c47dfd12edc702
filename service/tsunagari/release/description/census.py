"""Counting organizations, changes and funding as statements pass, block by block.

What a block says of one thing is together, so nothing is looked up beyond the
places, which the base holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Final, TypeVar

from tsunagari.namespaces import expand
from tsunagari.release.description.tally import TYPE, Block

__all__ = ["Census"]


def _name(short: str) -> str:
    return f"<{expand(short)}>"


ORGANIZATION: Final = _name("org:Organization")
LEGAL_FORM: Final = _name("sse:legalForm")
BASED_IN: Final = _name("sse:basedIn")
WITHIN: Final = _name("sse:within")
FOUNDED: Final = _name("sse:foundedIn")
KIND: Final = _name("org:classification")
EVENT_KIND: Final = _name("sse:eventKind")
EFFECTIVE: Final = _name("sse:effectiveOn")
FUNDING: Final = _name("sse:Funding")
FUNDER_NAME: Final = _name("sse:funderName")
SINCE: Final = _name("sse:since")
LABEL: Final = _name("rdfs:label")
ORGANIZATION_TYPE: Final = _name("sse:OrganizationType")
FUNDER: Final = _name("sse:funder")
RECIPIENT: Final = _name("sse:recipient")
AMOUNT: Final = _name("sse:amount")
CURRENCY: Final = _name("sse:currency")
FIRST_LEVEL: Final = _name("sse:FirstLevelArea")
READ: Final = frozenset(
    {
        *(TYPE, LEGAL_FORM, BASED_IN, FOUNDED, KIND, EVENT_KIND, EFFECTIVE),
        *(FUNDER, FUNDER_NAME, RECIPIENT, AMOUNT, CURRENCY, SINCE),
    }
)
# What a thing says, by property.
Said = dict[str, list[str]]
Key = TypeVar("Key")
# How many, and how much in all.
Sums = dict[Key, tuple[int, Decimal]]


class Census:
    """The counts of the statistics graph; a thing is counted once per value.

    :ivar funding_by_form: By legal form of the recipient and currency: how many
        payments, and their sum.
    :ivar funding_by_funder: The same by name of the funder, year and currency.
    """

    def __init__(self, base: Block) -> None:
        self.by_form: Counter[str] = Counter()
        self.by_place: Counter[str] = Counter()
        self.by_year: Counter[str] = Counter()
        self.by_kind: Counter[str] = Counter()
        self.by_form_and_area: Counter[tuple[str, str]] = Counter()
        self.changes: Counter[tuple[str, str]] = Counter()
        self.funding_by_form: Sums[tuple[str, str]] = {}
        self.funding_by_funder: Sums[tuple[str, str, str]] = {}
        self._around: defaultdict[str, list[str]] = defaultdict(list)
        self._areas: set[str] = set()
        self._forms: set[str] = set()
        self._labels: dict[str, str] = {}
        self._base: dict[str, Said] = {}
        for s, p, o in base:
            if p == WITHIN:
                self._around[s].append(o)
            elif p == TYPE and o == FIRST_LEVEL:
                self._areas.add(s)
            elif p == TYPE and o == ORGANIZATION_TYPE:
                self._forms.add(s)
            elif p == LABEL:
                self._labels[s] = max(o, self._labels.get(s, ""))
        self._base = self.add(base)

    def add(self, block: Block) -> dict[str, Said]:
        """Count what *block* says; return what it says, by thing."""
        said: dict[str, Said] = {}
        for s, p, o in block:
            if p in READ:
                said.setdefault(s, {}).setdefault(p, []).append(o)
        for one in said.values():
            kinds = one.get(TYPE, ())
            if ORGANIZATION in kinds:
                self._count_body(one)
            elif EVENT_KIND in one:
                self._count_change(one)
            elif FUNDING in kinds:
                self._count_funding(one, said)
        return said

    def _count_body(self, body: Said) -> None:
        forms = set(body.get(LEGAL_FORM, ()))
        places = set(body.get(BASED_IN, ()))
        around = places.union(*(self._around.get(place, ()) for place in places))
        self.by_form.update(forms)
        self.by_place.update(around)
        if FOUNDED in body:
            self.by_year.update({_year(time) for time in body[FOUNDED]})
        self.by_kind.update(set(body.get(KIND, ())) - self._forms)
        for area in around & self._areas:
            self.by_form_and_area.update((form, area) for form in forms)

    def _count_change(self, event: Said) -> None:
        years = {_year(day) for day in event.get(EFFECTIVE, ())}
        self.changes.update(
            (year, kind) for year in years for kind in event[EVENT_KIND]
        )

    def _count_funding(self, funding: Said, said: dict[str, Said]) -> None:
        amounts, currencies = funding.get(AMOUNT, ()), funding.get(CURRENCY, ())
        if len(amounts) != 1 or len(currencies) != 1:
            return
        amount, currency = Decimal(_value(amounts[0])), _value(currencies[0])
        forms = {
            form
            for body in funding.get(RECIPIENT, ())
            for form in (said.get(body) or self._base.get(body, {})).get(LEGAL_FORM, ())
        }
        for form in forms:
            _add(self.funding_by_form, (form, currency), amount)
        names = {_value(name) for name in funding.get(FUNDER_NAME, ())}
        names |= {
            _value(self._labels[body])
            for body in funding.get(FUNDER, ())
            if body in self._labels
        }
        for year in {_year(day) for day in funding.get(SINCE, ())}:
            for name in names:
                _add(self.funding_by_funder, (name, year, currency), amount)


def _add(sums: Sums[Key], key: Key, amount: Decimal) -> None:
    number, total = sums.get(key, (0, Decimal()))
    sums[key] = number + 1, total + amount


def _value(literal: str) -> str:
    return literal[1 : literal.rindex('"')]


def _year(literal: str) -> str:
    return literal[1:5]
