"""What a search as people type it finds: a text in a name, an identifier, an IRI.

First comes what has that very identifier or IRI, then that very name, then a name that
begins with the text, then names that hold it, in whatever script. Words may stand in
any order. What is found is bounded, and so is what is looked at for a text too short
for trigrams; whoever shows it can tell that there is more.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tsunagari.naming.keys import folded, sound
from tsunagari.search.facets import Facets
from tsunagari.search.finding import LAST, LONGEST, beginnings, keys
from tsunagari.search.keys import INITIALS, SOUND
from tsunagari.search.matching import match

__all__ = ["MOST", "Hits", "browsed", "searched"]

# Things that are found at most; whoever wants others says more.
MOST: Final = 2000
# Entries that are looked at for a text that no trigram leads to.
LOOKED_AT: Final = 400_000
# Of those that people described, so many.
FIRSTS: Final = 50_000
# Of longer texts so many words say enough.
WORDS: Final = 8
# A shorter sound is in too many names; a shorter number begins too many.
SHORT_SOUND: Final = 3
SHORT_NUMBER: Final = 4
# The facets of fewer entries than that are the way to them.
FEW: Final = 30_000
IDENTIFIED, WHOLE, BEGINNING, HOLDING = range(4)


@dataclass(frozen=True)
class Hits:
    """What was found.

    :param numbers: Of entries, the best first, from the place asked for.
    :param total: How many there are, or were found before the search was ended.
    :param more: Whether there are more than *total*.
    :param facets: How many of *total* have just these facets, by their text.
    """

    numbers: Sequence[int]
    total: int
    more: bool
    facets: Mapping[str, int]


# The tier of an entry, whether it is one of many, and, of names that begin with the
# text, how long the shortest is. What is alike in that comes by its kind.
Place = tuple[int, int, int]
Row = tuple[int, int, str, int]


def searched(
    connection: sqlite3.Connection,
    text: str,
    iris: Iterable[str],
    marks: Sequence[str],
    facets: Facets,
    most: int = MOST,
) -> Hits:
    """Return the entries that *text* finds, all of them or the first so many.

    :param iris: What *text* is read as, if it is an IRI.
    :param marks: What the texts of their facets hold; all of these.
    :param most: How many at most.
    """
    search = _Search(connection, text[:LONGEST], marks, facets, most)
    search.add(IDENTIFIED, search.identified(iris))
    search.add(WHOLE, search.whole())
    search.add(BEGINNING, search.beginning())
    if len(search.places) <= most:
        search.add(HOLDING, search.holding())
    ranked = sorted(search.places, key=lambda number: (search.places[number], number))
    kept = ranked[:most]
    counts = Counter(search.texts[number] for number in kept)
    return Hits(kept, len(kept), search.more or len(ranked) > most, counts)


def browsed(
    connection: sqlite3.Connection,
    marks: Sequence[str],
    facets: Facets,
    skip: int,
    most: int,
) -> Hits:
    """Return the entries with facets, whatever their names.

    :param marks: What the texts of their facets hold; all of these, and at least one.
    """
    counts = facets.having(marks)
    first, *others = sorted(marks, key=lambda mark: sum(facets.having([mark]).values()))
    rows = connection.execute(
        "SELECT faceted.entry FROM faceted CROSS JOIN spelling "
        "ON spelling.entry = faceted.entry WHERE facet = ? "
        f"{_holding_marks(others)} ORDER BY faceted.rank, faceted.entry "
        "LIMIT ? OFFSET ?",
        (int(first), *others, most, skip),
    )
    numbers = [number for (number,) in rows.fetchall()]
    return Hits(numbers, sum(counts.values()), False, counts)


class _Search:
    """One search: what it finds, and where each thing comes."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        text: str,
        marks: Sequence[str],
        facets: Facets,
        most: int,
    ) -> None:
        self._connection = connection
        self._text = text
        self._marks = marks
        self._facets = facets
        self._most = most
        self.places: dict[int, Place] = {}
        self.texts: dict[int, str] = {}
        self.more = False

    def add(self, tier: int, rows: Iterable[Row]) -> None:
        """Add entries, each where it comes first."""
        for number, rank, text, length in rows:
            place = (tier, rank, length)
            self.places[number] = min(place, self.places.get(number, place))
            self.texts[number] = text

    def identified(self, iris: Iterable[str]) -> Iterator[Row]:
        """Yield what has that IRI or identifier."""
        for iri in iris:
            yield from self._of(OF_IRI, "iri = ?", iri)
        if value := folded(self._text):
            table = "identifier JOIN spelling USING (entry)"
            yield from self._of(table, "value = ?", value)

    def whole(self) -> Iterator[Row]:
        """Yield what has that very name; what only sounds like it comes later."""
        for key in keys(self._text):
            if not key.startswith((SOUND, INITIALS)):
                yield from self._of(FOUND_BY, "key = ?", key)

    def beginning(self) -> Iterator[Row]:
        """Yield what has a name, or a number, that begins so or has that sound."""
        for key in keys(self._text):
            if key.startswith((SOUND, INITIALS)):
                yield from self._of(FOUND_BY, "key = ?", key)
        for key in beginnings(self._text):
            between = "key >= ? AND key < ?"
            yield from self._of(FOUND_BY, between, key, key + LAST, length=KEY_LENGTH)
        value = folded(self._text)
        if len(value) >= SHORT_NUMBER and value.isdecimal():
            table = "identifier JOIN spelling USING (entry)"
            yield from self._of(table, "value >= ? AND value < ?", value, value + LAST)

    def holding(self) -> Iterator[Row]:
        """Yield what has all words of the text somewhere in its names.

        Those that people described are few: they are looked at one by one, so that none
        is lost behind very many others.
        """
        words = [*filter(None, map(_variants, self._text.split()[:WORDS]))]
        if not words:
            return
        condition = " AND ".join(
            f"({' OR '.join('instr(spelling.text, ?) > 0' for _ in word)})"
            for word in words
        )
        asked = [variant for word in words for variant in word]
        trigrams = match(self._connection, words)
        if trigrams is None:
            return
        firsts = "spelling JOIN (SELECT entry FROM spelling WHERE rank = 0 LIMIT ?)"
        yield from self._of(f"{firsts} USING (entry)", condition, FIRSTS, *asked)
        few, entries = self._few()
        if few is not None and entries <= min(trigrams.most, FEW):
            table = "faceted CROSS JOIN spelling ON spelling.entry = faceted.entry"
            yield from self._of(table, f"facet = ? AND {condition}", few, *asked)
        elif trigrams.text:
            table = "name CROSS JOIN spelling ON spelling.entry = name.rowid"
            condition = f"name MATCH ? AND {condition}"
            yield from self._of(table, condition, trigrams.text, *asked)
        else:
            (last,) = self._connection.execute(
                "SELECT max(entry) FROM spelling"
            ).fetchone()
            self.more = self.more or last > LOOKED_AT
            condition = f"entry <= ? AND {condition}"
            yield from self._of("spelling", condition, LOOKED_AT, *asked)

    def _few(self) -> tuple[int | None, int]:
        """Return the chosen facet with the fewest entries, and how many it has."""
        sizes = {
            mark: sum(self._facets.having([mark]).values()) for mark in self._marks
        }
        if not sizes:
            return None, 0
        first = min(sizes, key=lambda mark: (sizes[mark], mark))
        return int(first), sizes[first]

    def _of(
        self, table: str, condition: str, *values: object, length: str = "0"
    ) -> Iterator[Row]:
        """Yield what a table leads to, as far as it has the facets asked for."""
        rows = self._connection.execute(
            f"SELECT spelling.entry, spelling.rank, facets, {length} FROM {table} "
            f"WHERE {condition} {_holding_marks(self._marks)} LIMIT ?",
            (*values, *self._marks, self._most + 1),
        ).fetchall()
        self.more = self.more or len(rows) > self._most
        yield from rows


OF_IRI: Final = "entry JOIN spelling ON spelling.entry = entry.number"
KEY_LENGTH: Final = "length(key)"
FOUND_BY: Final = "found_by CROSS JOIN spelling ON spelling.entry = found_by.entry"


def _holding_marks(marks: Sequence[str]) -> str:
    return "AND instr(facets, ?) > 0 " * len(marks)


def _variants(word: str) -> list[str]:
    """Return the spellings in which a word may stand in names."""
    plain, heard = folded(word), sound(word)
    found = [plain] if plain else []
    if len(heard) >= SHORT_SOUND and heard != plain:
        found.append(heard)
    return found
