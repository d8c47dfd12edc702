"""What a search can be narrowed by: kinds of things, and what else the index has.

The facets of a thing are numbers in one text, `` 3 17 52 ``, in which each is found
with the spaces around it. Things with the same facets have the same text, so that texts
are counted and not things.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

__all__ = ["KIND", "Facet", "Facets", "packed"]

KIND: Final = "kind"
# The name of a facet, and the IRI of one of its values.
Facet = tuple[str, str]


@dataclass(frozen=True)
class Facets:
    """The facets of one index.

    :param numbers: Their numbers.
    :param together: How many things have just these facets, by their text.
    """

    numbers: Mapping[Facet, int]
    together: Mapping[str, int]

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Self:
        """Read the facets of the index that *connection* is to."""
        numbers = {
            (name, iri): number
            for number, name, iri in connection.execute(
                "SELECT number, name, iri FROM facet ORDER BY number"
            )
        }
        together = connection.execute("SELECT facets, entries FROM together")
        return cls(numbers, dict(together.fetchall()))

    def marks(self, chosen: Iterable[Facet]) -> list[str] | None:
        """Return what the text of a thing with all of *chosen* holds.

        ``None`` if the index has no such facet, and so no such thing.
        """
        found = [self.numbers.get(facet) for facet in chosen]
        if None in found:
            return None
        return [packed([number]) for number in found if number is not None]

    def having(self, marks: Iterable[str]) -> dict[str, int]:
        """Return how many things have just these facets, for those with all *marks*."""
        wanted = list(marks)
        return {
            text: entries
            for text, entries in self.together.items()
            if all(mark in text for mark in wanted)
        }

    def counted(self, texts: Mapping[str, int]) -> dict[str, list[tuple[str, int]]]:
        """Return how many things have each facet: by name, most of them first.

        :param texts: How many things have just these facets.
        """
        counts: Counter[int] = Counter()
        for text, entries in texts.items():
            for number in text.split():
                counts[int(number)] += entries
        found: dict[str, list[tuple[str, int]]] = {}
        for (name, iri), numbered in self.numbers.items():
            if counts[numbered]:
                found.setdefault(name, []).append((iri, counts[numbered]))
        for values in found.values():
            values.sort(key=lambda value: (-value[1], value[0]))
        return found

    def lacking(self, chosen: Iterable[Facet], name: str) -> int:
        """Return how many things with all of *chosen* have no facet called *name*."""
        marks = self.marks(chosen)
        if marks is None:
            return 0
        those = {packed([n]) for (of, _), n in self.numbers.items() if of == name}
        return sum(
            entries
            for text, entries in self.having(marks).items()
            if not any(f" {number} " in those for number in text.split())
        )


def packed(numbers: Iterable[int]) -> str:
    """Return the text of some facets.

    >>> packed([3, 17])
    ' 3 17 '
    """
    return f" {' '.join(map(str, numbers))} "
