"""From a text to the numbers of entries: by whole names, rare trigrams, beginnings.

A text is read as names are, so that form, width and script make no difference. What
very many entries hold leads to none of them: only what is rare is followed, and each
step is bounded.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tsunagari.naming.keys import folded, sound, wholes
from tsunagari.naming.names import read_name
from tsunagari.search.keys import INITIALS, SOUND, TEXT, leads, trigram_text
from tsunagari.search.layout import COMMON, END

__all__ = ["BEGINNINGS", "LAST", "LONGEST", "NAMESAKES", "TRIGRAM", "Found"]
__all__ += ["beginning", "beginnings", "keys", "named", "quoted", "size", "terms_of"]

# Entries of one whole name that are looked at.
NAMESAKES: Final = 500
RAREST: Final = 6
TRIGRAM: Final = 3
# Of a longer text the beginning says enough.
LONGEST: Final = 200
# Trigrams that begin with a text of one or two characters.
BEGINNINGS: Final = 60
ROWS: Final = 3000
SHORT_SOUND: Final = 2
LAST: Final = "\U0010ffff"


@dataclass(frozen=True)
class Found:
    """The numbers of entries, and whether all of that very name are among them."""

    numbers: list[int]
    all_namesakes: bool


def named(
    connection: sqlite3.Connection, text: str, most: int, only_whole: bool = False
) -> Found:
    """Find the entries whose names are most like *text*.

    :param most: How many at most, beside those of that very name.
    :param only_whole: Leave out those that only share a part of the name.
    """
    sought = keys(text[:LONGEST])
    whole: dict[int, None] = {}
    complete = True
    for key in sought:
        rows = connection.execute(
            "SELECT entry FROM found_by WHERE key = ? ORDER BY entry LIMIT ?",
            (key, NAMESAKES + 1),
        ).fetchall()
        # What only sounds the same, or has the same initials, is no namesake.
        if not key.startswith((SOUND, INITIALS)):
            complete = complete and len(rows) <= NAMESAKES
        whole |= dict.fromkeys(number for (number,) in rows[:NAMESAKES])
    if only_whole:
        return Found([*whole][:most], complete)
    parts = _sharing(connection, sought)
    ranked = sorted(parts.items(), key=lambda item: (-item[1], item[0]))
    close = [number for number, _ in ranked if number not in whole][:most]
    return Found([*whole, *close], complete)


def beginning(connection: sqlite3.Connection, text: str) -> Iterator[int]:
    """Yield entries with a name that begins with *text*, then such as hold it."""
    seen: set[int] = set()
    for key in beginnings(text[:LONGEST]):
        rows = connection.execute(
            "SELECT entry FROM found_by WHERE key >= ? AND key < ? "
            "ORDER BY key, entry LIMIT ?",
            (key, key + LAST, ROWS),
        )
        for (number,) in rows.fetchall():
            if number not in seen:
                seen.add(number)
                yield number
    for number in named(connection, text, COMMON).numbers:
        if number not in seen:
            seen.add(number)
            yield number


def keys(text: str) -> list[str]:
    """Return the keys of names that *text* may be."""
    names = read_name(text)
    found = {key: None for name in names for key in wholes(name)}
    found |= dict.fromkeys([TEXT + folded(text), SOUND + sound(text)])
    # An acronym may be written in small letters.
    if " " not in text.strip():
        found[INITIALS + folded(text)] = None
    return [*filter(leads, found)]


def beginnings(text: str) -> list[str]:
    """Return what the keys begin with of names that begin with *text*."""
    found = [TEXT + folded(text)]
    found += [
        f"japanese:{name.compact}"
        for name in read_name(text)
        if name.script == "japanese"
    ]
    if len(heard := sound(text)) >= SHORT_SOUND:
        found.append(SOUND + heard)
    return [*filter(leads, dict.fromkeys(found))]


def _sharing(connection: sqlite3.Connection, sought: list[str]) -> Counter[int]:
    """Return entries that share something rare with *sought*, and how much of it."""
    texts = [text for text in trigram_text(sought).split(END) if text]
    runs = {
        padded[start : start + TRIGRAM]
        for text in texts
        for padded in [text + END]
        for start in range(len(padded) - TRIGRAM + 1)
    }
    found: Counter[int] = Counter()
    sizes = {run: held for run in sorted(runs) if (held := size(connection, run))}
    rare = sorted(sizes, key=lambda run: (sizes[run], run))
    for run in rare[:RAREST]:
        if sizes[run] <= COMMON:
            found.update(_having(connection, quoted(run), COMMON))
    if not found and len(sizes) > 1:
        together = " AND ".join(map(quoted, rare[:LONGEST]))
        found.update(_having(connection, together, COMMON))
    for text in texts:
        if len(text) < TRIGRAM:
            found.update(_beginning_trigrams(connection, text))
    return found


def size(connection: sqlite3.Connection, run: str) -> int:
    """Return how many entries have a trigram."""
    row = connection.execute(
        "SELECT entries FROM common WHERE trigram = ?", (run,)
    ).fetchone()
    row = (
        row
        or connection.execute(
            "SELECT doc FROM trigram WHERE term = ?", (run,)
        ).fetchone()
    )
    return int(row[0]) if row else 0


def _having(connection: sqlite3.Connection, match: str, most: int) -> list[int]:
    rows = connection.execute(
        "SELECT rowid FROM name WHERE name MATCH ? LIMIT ?", (match, most)
    )
    return [number for (number,) in rows.fetchall()]


def _beginning_trigrams(connection: sqlite3.Connection, text: str) -> list[int]:
    """Return entries with a trigram that begins with *text*, which is shorter."""
    terms = terms_of(connection, text, BEGINNINGS)
    if not terms:
        return []
    return _having(connection, " OR ".join(map(quoted, terms)), COMMON)


def terms_of(connection: sqlite3.Connection, text: str, most: int) -> list[str]:
    """Return trigrams that begin with *text*, which is shorter."""
    terms = connection.execute(
        "SELECT term FROM trigram WHERE term >= ? AND term < ? LIMIT ?",
        (text, text + LAST, most),
    )
    return [term for (term,) in terms.fetchall()]


def quoted(run: str) -> str:
    """Return a string of FTS5: nothing in it is an operator."""
    return '"' + run.replace('"', '""') + '"'
