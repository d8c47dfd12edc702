"""Lives of bodies, made up: all that an agency records of them, day by day.

From one world come full files of any day, with the last row of each body or with all
rows, and the difference file of each day. The same seed makes the same world.

As in the agency's files: a row shows the body as it is after the event; a correction
publishes all of a body's history again, from its number on; a deletion leaves number
and dates only; and of two rows of one day the one that is the latest comes last.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from tsunagari.registers.corporate_numbers.columns import Entry

from .generator import (
    FIRST,
    FORMS,
    PLACES,
    SECOND,
    START,
    TOWNS,
    Form,
    corporate_number,
)

__all__ = ["World", "table"]

OFTEN: Final = ("rename", "move", "both", "abroad", "form", "close", "revive")
RARE: Final = ("merge", "void", "correct", "amend", "late", "late-latest", "delete")
BLANK: Final = Entry(*[""] * 30)._replace(correct="0", latest="1", hidden="0")
NOWHERE: Final = dict.fromkeys(
    ("prefecture", "city", "street", "prefecture_code", "city_code", "post_code"), ""
)
# The rows that are published of bodies, by their numbers.
Published = dict[str, list[Entry]]


@dataclass
class Body:
    """One body: its history as the agency has it now, and as it was on other days."""

    number: str
    rows: list[Entry] = field(default_factory=list)
    on: dict[str, list[Entry]] = field(default_factory=dict)

    def as_of(self, day: str) -> list[Entry]:
        """Return the history on *day*."""
        return next((self.on[d] for d in sorted(self.on, reverse=True) if d <= day), [])


class World:
    """Bodies, and what was published of them on each day."""

    def __init__(self, seed: int, bodies: int = 40, days: int = 40) -> None:
        self.random = Random(seed)
        self.daily: dict[str, list[Entry]] = {}
        # What happened how often, so that a test can tell that it tests something.
        self.happened: dict[str, int] = {}
        self.bodies = [Body(corporate_number(seed * 1000 + i)) for i in range(bodies)]
        self.days = [
            (date(2022, 9, 1) + timedelta(days=17 * i)).isoformat() for i in range(days)
        ]
        for i, day in enumerate(self.days):
            # Most bodies were there at the start, some come later.
            new = self.bodies[i::days] if i else self.bodies[: bodies // 2]
            self._live(day, [body for body in new if not body.on])

    def full(self, day: str, past: bool) -> list[Entry]:
        """Return the rows of a full file as of *day*.

        :param past: Whether it has all rows, not only the last of each body.
        """
        return [
            row
            for body in sorted(self.bodies, key=lambda body: body.number)
            for row in body.as_of(day)
            if past or row.latest == "1"
        ]

    def _live(self, day: str, new: list[Body]) -> None:
        """Let the bodies live on to *day*, and note what is published then."""
        published: dict[str, list[Entry]] = {}
        for body in new:
            self._born(body, day)
            published[body.number] = body.rows[:]
        for body in self.bodies:
            if (
                body.rows
                and body.number not in published
                and self.random.random() < 0.4
            ):
                for what in self.random.sample(OFTEN * 2 + RARE, 6):
                    others = [
                        b for b in self.bodies
                        if b.rows and b is not body and b.number not in published
                    ]  # fmt: skip
                    if told := getattr(self, f"_{what.replace('-', '_')}")(
                        body, day, others
                    ):
                        self.happened[what] = self.happened.get(what, 0) + 1
                        published |= told
                        break
        self.daily[day] = [row for n in sorted(published) for row in published[n]]
        for body in self.bodies:
            if body.number in published:
                body.on[day] = body.rows[:]

    def _born(self, body: Body, day: str) -> None:
        form = self.random.choice(FORMS)
        assigned = START if self.random.random() < 0.5 else self._before(day)
        first = BLANK._replace(
            corporate_number=body.number,
            process="01",
            update_date=day,
            change_date=assigned,
            name=f"{form.before}{self._word()}{form.after}",
            kind=form.kind,
            assignment_date=assigned,
            furigana=self.random.choice(("", "アオゾラ", "ヒマワリ")),
        )
        body.rows = [first._replace(**self._somewhere())]

    def _next(self, body: Body, day: str, process: str, **told: str) -> Published:
        """Add a row that shows the last one with what is *told* changed."""
        last = body.rows[-1]
        row = last._replace(
            process=process, correct="0", update_date=day, change_cause=""
        )._replace(change_date=self._before(day))._replace(**told)  # fmt: skip
        body.rows = [row._replace(latest="0") for row in body.rows] + [row]
        return {body.number: [row]}

    def _open(self, body: Body) -> bool:
        """Tell whether ordinary things can happen to *body*."""
        # After a late row that is the latest, the order of rows is not that of days.
        return not body.rows[-1].close_date and body.rows[-1].latest == "1"

    def _rename(self, body: Body, day: str, others: list[Body]) -> Published:
        last = body.rows[-1]
        # What a single row shows of a form that came after the body would be wrong.
        if not self._open(body) or "労働者" in last.name:
            return {}
        return self._named(body, day, _shown(last))

    def _form(self, body: Body, day: str, others: list[Body]) -> Published:
        last = body.rows[-1]
        if not self._open(body) or last.kind != "399" or "労働者" in last.name:
            return {}
        form = self.random.choice([f for f in FORMS if f.kind == "399"])
        return self._named(body, day, form)

    def _named(self, body: Body, day: str, form: Form) -> Published:
        name = f"{form.before}{self._word()}{form.after}"
        return self._next(body, day, "11", name=name)

    def _move(self, body: Body, day: str, others: list[Body]) -> Published:
        if not self._open(body):
            return {}
        return self._next(body, day, "12", **self._somewhere())

    def _both(self, body: Body, day: str, others: list[Body]) -> Published:
        """Move and be renamed on one day: two rows of the same days."""
        if not (first := self._rename(body, day, others)):
            return {}
        when = body.rows[-1].change_date
        second = self._next(body, day, "12", change_date=when, **self._somewhere())
        first = {
            n: [row._replace(latest="0") for row in rows] for n, rows in first.items()
        }
        return {body.number: first[body.number] + second[body.number]}

    def _abroad(self, body: Body, day: str, others: list[Body]) -> Published:
        if not self._open(body) or self.random.random() < 0.7:
            return {}
        where = {"address_outside": f"見本国{self._word()}"}
        return self._next(body, day, "13", **NOWHERE, **where)

    def _close(self, body: Body, day: str, others: list[Body]) -> Published:
        if not self._open(body) or self.random.random() < 0.5:
            return {}
        cause, end = self.random.choice(("01", "21", "31")), self._before(day)
        return self._next(
            body, day, "21", change_date=end, close_date=end, close_cause=cause
        )

    def _revive(self, body: Body, day: str, others: list[Body]) -> Published:
        if not body.rows[-1].close_date or body.rows[-1].close_cause == "11":
            return {}
        return self._next(body, day, "22", close_date="", close_cause="")

    def _merge(self, body: Body, day: str, others: list[Body]) -> Published:
        """Be absorbed by another."""
        others = [other for other in others if self._open(other)]
        if not self._open(body) or not others:
            return {}
        other, end = self.random.choice(others), self._before(day)
        note = f"{end}　{body.rows[-1].name}（{body.number}）を合併"
        gone = {"close_date": end, "close_cause": "11", "successor": other.number}
        absorbed = self._next(body, day, "21", change_date=end, **gone)
        return absorbed | self._next(
            other, day, "71", change_date=end, change_cause=note
        )

    def _void(self, body: Body, day: str, others: list[Body]) -> Published:
        """Be there again, since the merger was void."""
        others = [o for o in others if o.number == body.rows[-1].successor]
        if not others or not self._open(others[0]):
            return {}
        return self._next(
            body, day, "22", close_date="", close_cause="", successor=""
        ) | self._next(others[0], day, "72")

    def _correct(self, body: Body, day: str, others: list[Body]) -> Published:
        """Correct the history: a reading, a day, or an event that there was not."""
        if not (self._open(body) or body.rows[-1].close_date):
            return {}
        rows, reading = body.rows, self.random.choice(("ミズウミ", "ヒダマリ"))
        what = self.random.choice(("reading", "day", "event"))
        if what == "event" and len(rows) > 1 and rows[-1].process in ("11", "12"):
            rows = rows[:-1]
        if what == "day" and rows[-1].process in ("11", "12"):
            sooner = date.fromisoformat(rows[-1].change_date) - timedelta(days=1)
            if rows[-2].change_date < sooner.isoformat():
                rows = [*rows[:-1], rows[-1]._replace(change_date=sooner.isoformat())]
        body.rows = [
            row._replace(correct="1", update_date=day, furigana=reading, latest="0")
            for row in rows
        ]
        body.rows[-1] = body.rows[-1]._replace(latest="1")
        return {body.number: body.rows[:]}

    def _amend(self, body: Body, day: str, others: list[Body]) -> Published:
        """Correct the history, and move: all on one day."""
        if not self._open(body) or not self._correct(body, day, others):
            return {}
        self._move(body, day, others)
        return {body.number: body.rows[:]}

    def _late(
        self, body: Body, day: str, others: list[Body], latest: bool = False
    ) -> Published:
        """Tell of a move before the last one, which stays the latest, or not."""
        if not self._open(body) or body.rows[-1].process != "12" or len(body.rows) < 2:
            return {}
        before, last = body.rows[-2:]
        sooner = date.fromisoformat(last.change_date) - timedelta(days=1)
        if before.change_date >= sooner.isoformat():
            return {}
        row = before._replace(
            process="12", correct="0", update_date=day, change_cause="",
            change_date=sooner.isoformat(), latest=str(int(latest)),
        )._replace(**self._somewhere())  # fmt: skip
        last = last._replace(latest=str(int(not latest)))
        body.rows = [*body.rows[:-2], before, row, last]
        return {body.number: [row]}

    def _late_latest(self, body: Body, day: str, others: list[Body]) -> Published:
        return self._late(body, day, others, latest=True)

    def _delete(self, body: Body, day: str, others: list[Body]) -> Published:
        if self.random.random() < 0.9:
            return {}
        body.rows = []
        gone = BLANK._replace(
            corporate_number=body.number, process="99", update_date=day
        )
        return {body.number: [gone]}

    def _somewhere(self) -> dict[str, str]:
        prefecture, city, area, town = self.random.choice(PLACES)
        street = f"{self.random.choice(TOWNS)}{self.random.randint(1, 99)}番"
        told = (prefecture, city, street, area, town, f"{area}{town}00", "")
        return dict(zip(NOWHERE | {"address_outside": ""}, told, strict=True))

    def _word(self) -> str:
        draw = self.random.choice
        return draw(FIRST) + draw(SECOND) + draw(FIRST) + draw(SECOND)

    def _before(self, day: str) -> str:
        back = timedelta(days=self.random.randint(1, 12))
        return (date.fromisoformat(day) - back).isoformat()


def _shown(row: Entry) -> Form:
    """Return the form that kind and name of a body show."""
    return next(
        form
        for form in FORMS
        if form.kind == row.kind
        and row.name.startswith(form.before)
        and row.name.endswith(form.after)
    )


def table(rows: list[Entry], encoding: str = "utf-8") -> bytes:
    """Return *rows* as a file of the agency, numbered from 1."""
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(rows, 1):
        written.writerow(row._replace(sequence_number=str(number)))
    return out.getvalue().encode(encoding)
