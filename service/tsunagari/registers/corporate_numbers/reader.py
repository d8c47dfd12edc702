"""From the rows of one body to what the register says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tsunagari.registers.corporate_numbers.columns import Entry, layout
from tsunagari.registers.corporate_numbers.history import (
    DELETED,
    RENAMED,
    settle,
    spans,
)
from tsunagari.registers.japan.bodies import body as body_of
from tsunagari.registers.japan.bodies import identifier, identity
from tsunagari.registers.japan.numbering import JAPAN
from tsunagari.registers.reader import Reader, Settled
from tsunagari.registers.staging import StagedRow
from tsunagari.registers.statements import (
    TYPE,
    Context,
    Leaf,
    Statement,
    date,
    name,
    text,
)
from tsunagari.registers.vocabulary import codes, forms_of_codes, shown_form

__all__ = ["CorporateNumbers"]

# The kinds of which a name can show the form: other registered corporations, and
# bodies without registration.
NAMED_AFTER_FORM: Final = frozenset({"399", "499"})
MOVED: Final = frozenset({"12", "13"})
# The kinds of bodies of the state and of local governments.
GOVERNMENTS: Final = frozenset({"101", "201"})
LABEL: Final = name("rdfs:label")
ALTERNATIVE: Final = name("skos:altLabel")
CLASSIFICATION: Final = name("org:classification")
ISSUED: Final = name("dcterms:issued")
ADDRESS: Final = name("schema:address")
POSTAL_CODE: Final = name("schema:postalCode")
BASED_IN: Final = name("sse:basedIn")
LEGAL_FORM: Final = name("sse:legalForm")
SHOWN_BY: Final = name("sse:formShownBy")
CLOSED_ON: Final = name("sse:closedOn")
CLOSURE_CAUSE: Final = name("sse:closureCause")
SUCCEEDS: Final = name("sse:succeeds")
EVENT: Final = name("sse:RegisterEvent")
CONCERNS: Final = name("sse:concerns")
EVENT_KIND: Final = name("sse:eventKind")
EFFECTIVE: Final = name("sse:effectiveOn")
RECORDED: Final = name("sse:recordedOn")
NOTE: Final = name("sse:registerNote")
HOLDER: Final = name("sse:holder")
SINCE: Final = name("sse:since")
UNTIL: Final = name("sse:until")
EVENTS: Final = name("event:")[:-1]
HOLDINGS: Final = name("holding:")[:-1]
PLACES: Final = name("jpplace:")[:-1]
DERIVATION: Final = {
    "en": "The legal form is shown by the kind of body or by its name, as the pattern "
    "says; the place by its code; and from when to when a name, an address or a "
    "form held, by the order of the rows. Where the rows tell of one renaming only, "
    "and the form is younger than the body, the form is taken to have begun with it; "
    "an earlier renaming that no row tells may have brought it.",
    "ja": "法人形態は法人種別又は名称の型から、場所はコードから、名称・所在地・形態の"
    "期間は行の順序から読み取った。行に名称変更が一つしかなく、形態が団体より新しい"
    "場合は、その変更の時に形態が始まったとみなした。行にない以前の変更によることもある。",
}


class CorporateNumbers(Reader):
    """The reader of the tax agency's files."""

    numbering = JAPAN

    def __init__(self) -> None:
        self.layout = layout()
        self.derivation = DERIVATION
        self._kinds = codes("jp/corporate-kinds")
        self._forms = forms_of_codes("jp/corporate-kinds")
        self._processes = codes("jp/register-processes")
        self._causes = codes("jp/closure-causes")

    def key(self, cells: list[str]) -> str:
        """Return the corporate number."""
        return cells[1]

    def moment(self, cells: list[str], file_day: str) -> str:
        """Return the day of the change, of its record, and the number in the file."""
        return f"{cells[5]} {cells[4]} {cells[0]:0>9}"

    def settle(self, rows: list[StagedRow]) -> Settled:
        """Decide which rows count; see :mod:`.history`."""
        return settle(rows)

    def refers_to(self, rows: Sequence[StagedRow]) -> set[str]:
        """Return the bodies that took the place of this one."""
        return {row.cells[20] for row in rows if row.cells[20]}

    def area(self, cells: list[str]) -> tuple[str, str, str] | None:
        """Return code, name and day of the municipality a row names."""
        entry = Entry(*cells)
        if not (entry.prefecture_code and entry.city_code and entry.city):
            return None
        code = entry.prefecture_code + entry.city_code
        return code, entry.city, entry.update_date

    def government(self, cells: list[str]) -> tuple[str, str] | None:
        """Return name and number of a ministry, a prefecture and the like."""
        entry = Entry(*cells)
        if entry.kind not in GOVERNMENTS or entry.close_date:
            return None
        return entry.name, entry.corporate_number

    def leaf(self, key: str, rows: Sequence[StagedRow], context: Context) -> Leaf:
        """Return what the rows say; nothing if the body was deleted."""
        leaf = Leaf()
        events = [(row.file, Entry(*row.cells)) for row in rows]
        states = [event for event in events if event[1].process != DELETED]
        if not states:
            return leaf
        body = body_of(key, context)
        file, last = states[-1]
        stated, derived = context.graphs[file]
        leaf.extend(stated, self._state(key, body, last, context))
        leaf.extend(derived, self._derived(body, last, context))
        for place, statements in self._events(key, body, events):
            leaf.extend(context.graphs[place][0], statements)
        if len(states) > 1 or last.process in MOVED or last.process == RENAMED:
            for place, holding in self._holdings(key, body, states, context):
                leaf.extend(context.graphs[place][1], holding)
        return leaf

    def _state(
        self, key: str, body: str, last: Entry, context: Context
    ) -> Iterator[Statement]:
        yield from identity(key, context)
        yield body, LABEL, text(last.name, "ja")
        if last.furigana:
            yield body, ALTERNATIVE, text(last.furigana, "ja-Hrkt")
        if last.en_name:
            yield body, LABEL, text(last.en_name, "en")
        if last.assignment_date:
            yield identifier(key), ISSUED, date(last.assignment_date)
        if last.kind:
            yield body, CLASSIFICATION, self._kinds[last.kind]
        if address := _address(last):
            yield body, ADDRESS, text(address, "ja")
        if last.post_code:
            yield body, POSTAL_CODE, text(last.post_code)
        if last.close_date:
            yield body, CLOSED_ON, date(last.close_date)
        if last.close_cause:
            yield body, CLOSURE_CAUSE, self._causes[last.close_cause]
        if last.successor:
            yield body_of(last.successor, context), SUCCEEDS, body

    def _derived(self, body: str, last: Entry, context: Context) -> Iterator[Statement]:
        form, pattern = self._form(last)
        if form:
            yield body, LEGAL_FORM, form
        if pattern:
            yield body, SHOWN_BY, pattern
        if place := _place(last, context):
            yield body, BASED_IN, place

    def _form(self, entry: Entry) -> tuple[str, str]:
        """Return the legal form and the pattern that shows it, if a name does."""
        if form := self._forms.get(entry.kind):
            return form, ""
        found = shown_form(entry.name, "jp") if entry.kind in NAMED_AFTER_FORM else None
        return (found.form, found.concept) if found else ("", "")

    def _events(
        self, key: str, body: str, events: list[tuple[int, Entry]]
    ) -> Iterator[tuple[int, list[Statement]]]:
        used: set[str] = set()
        for file, entry in events:
            day = entry.change_date or entry.update_date
            node = _unused(f"{EVENTS}{key}-{day}-{entry.process}", used)
            found = [
                (node, TYPE, EVENT),
                (node, CONCERNS, body),
                (node, EVENT_KIND, self._processes[entry.process]),
                (node, RECORDED, date(entry.update_date)),
            ]
            if entry.change_date:
                found.append((node, EFFECTIVE, date(entry.change_date)))
            if entry.change_cause:
                found.append((node, NOTE, text(entry.change_cause, "ja")))
            yield file, found

    def _holdings(
        self, key: str, body: str, states: list[tuple[int, Entry]], context: Context
    ) -> Iterator[tuple[int, list[Statement]]]:
        """Yield the names, addresses and forms that held for a time that is told."""
        used: set[str] = set()
        renamed = {i for i, (_, e) in enumerate(states) if e.process == RENAMED}
        moved = {i for i, (_, e) in enumerate(states) if e.process in MOVED}
        formed = {i for i in renamed if self._is_younger(states[i][1], context)}
        for kind, changes, values in (
            ("name", renamed, [(e.name,) for _, e in states]),
            ("address", moved, [(_address(e), _place(e, context)) for _, e in states]),
            ("form", formed, [(self._form(e)[0],) for _, e in states]),
        ):
            days = [
                (file, entry.change_date, value)
                for (file, entry), value in zip(states, values, strict=True)
            ]
            for span in spans(days, changes):
                if not span.value[0]:
                    continue
                ends = f"since-{span.since}" if span.since else f"until-{span.until}"
                node = _unused(f"{HOLDINGS}{key}-{kind}-{ends}", used)
                found = [(node, TYPE, HELD[kind]), (node, HOLDER, body)]
                found += [
                    (node, predicate, written(value))
                    for (predicate, written), value in zip(
                        VALUES[kind], span.value, strict=True
                    )
                    if value
                ]
                if span.since:
                    found.append((node, SINCE, date(span.since)))
                if span.until:
                    found.append((node, UNTIL, date(span.until)))
                yield span.file, found

    def _is_younger(self, entry: Entry, context: Context) -> bool:
        """Tell whether the form that a new name shows came after the body.

        Such a body had another form before, even where no row tells which.
        """
        since = context.forms_since.get(self._form(entry)[0], "")
        return entry.assignment_date < since <= entry.change_date


def _as_it_is(value: str) -> str:
    return value


def _japanese(value: str) -> str:
    return text(value, "ja")


HELD: Final = {
    "name": name("sse:NameHolding"),
    "address": name("sse:AddressHolding"),
    "form": name("sse:LegalFormHolding"),
}
VALUES: Final = {
    "name": ((name("sse:heldName"), _japanese),),
    "address": (
        (name("sse:heldAddress"), _japanese),
        (name("sse:heldPlace"), _as_it_is),
    ),
    "form": ((name("sse:heldForm"), _as_it_is),),
}


def _address(entry: Entry) -> str:
    return entry.prefecture + entry.city + entry.street or entry.address_outside


def _place(entry: Entry, context: Context) -> str:
    if not (entry.prefecture_code and entry.city_code and entry.city):
        return ""
    code = entry.prefecture_code + entry.city_code
    return context.places.get(code) or f"{PLACES}area-{code}>"


def _unused(start: str, used: set[str]) -> str:
    """Return an IRI that begins so and is not used yet, and note it."""
    node, number = f"{start}>", 1
    while node in used:
        number += 1
        node = f"{start}-{number}>"
    used.add(node)
    return node
