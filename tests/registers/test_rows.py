"""Rows of damaged lines: read many at once, they are what they are one by one."""

from __future__ import annotations

from random import Random

import pytest

from tsunagari.registers import rows as rows_module
from tsunagari.registers.files import Line
from tsunagari.registers.rows import Reject, Row, rows

PIECES = (
    "a",
    "東京",
    ",",
    ",",
    '"',
    '"',
    '""',
    '"b"',
    '",',
    ',"',
    " ",
    "\r",
    "\0",
    "\x1f",
)


def lines(random: Random) -> list[Line]:
    """Return some lines, of which many are whole and some are not."""
    found = []
    for number in range(1, random.randrange(2, 12)):
        pieces = random.choices(PIECES, k=random.randrange(8))
        text = "".join(pieces) if random.random() < 0.4 else 'a,"東京",b'
        ending = random.choice((b"\n", b"\r\n")) if random.random() < 0.98 else b""
        data = text.encode() + (b"\x81" if random.random() < 0.03 else b"") + ending
        found.append(Line(number, None if random.random() < 0.02 else data))
    return found


def test_at_once_or_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "BATCH", 4)
    random, kinds = Random(3), set()
    for _ in range(3000):
        told = lines(random)
        at_once = [*rows(iter(told), "utf-8")]
        with monkeypatch.context() as patch:
            patch.setattr(rows_module, "_at_once", lambda *_: [])
            one_by_one = [*rows(iter(told), "utf-8")]
        assert sorted(map(repr, at_once)) == sorted(map(repr, one_by_one)), told
        # Nothing is lost but blank lines, and each is told of once.
        numbers = [row[0] for row in at_once]
        assert len({*numbers}) == len(numbers)
        blank = {n for n, data in told if data is not None and not data.strip(b"\r\n")}
        assert {n for n, _ in told} - blank <= {*numbers}
        kinds |= {type(row) for row in at_once}
    assert kinds == {Row, Reject}
