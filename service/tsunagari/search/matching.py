"""What the trigrams of an index are asked, for names that hold some words."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final, NamedTuple

from tsunagari.search.finding import TRIGRAM, quoted, size, terms_of
from tsunagari.search.layout import COMMON

__all__ = ["Match", "match"]

# Of a long word these many rare trigrams say enough.
RAREST: Final = 4
# Trigrams that begin with a text of one or two characters: with more, it is in so many
# names that looking at each finds enough of them as soon.
BEGINNINGS: Final = 1500
ALL: Final = 1 << 62


class Match(NamedTuple):
    """A question to the trigrams.

    :param text: In the language of `FTS5
        <https://www.sqlite.org/fts5.html#full_text_query_syntax>`_; empty if the
        trigrams are of no help.
    :param most: About how many entries it leads to at most.
    """

    text: str
    most: int


def match(
    connection: sqlite3.Connection, words: Sequence[Sequence[str]]
) -> Match | None:
    """Return what leads to names with all *words*, each in one of its spellings.

    What it leads to has to be compared: trigrams of several names of a thing are in it.

    :returns: ``None`` if one of them is in no name.
    """
    texts, most = [], ALL
    for word in words:
        ways = [_way(connection, spelling) for spelling in word]
        possible = [way for way in ways if way]
        if not possible:
            return None
        if all(way.text for way in possible):
            texts.append(f"({' OR '.join(way.text for way in possible)})")
            most = min(most, sum(way.most for way in possible))
    return Match(" AND ".join(texts), most)


def _way(connection: sqlite3.Connection, spelling: str) -> Match | None:
    """Return what leads to names that hold *spelling*; ``None`` if there are none."""
    if len(spelling) < TRIGRAM:
        terms = terms_of(connection, spelling, BEGINNINGS + 1)
        if not terms:
            return None
        if len(terms) > BEGINNINGS:
            return Match("", ALL)
        return Match(f"({' OR '.join(map(quoted, terms))})", COMMON * len(terms))
    runs = {
        spelling[start : start + TRIGRAM]
        for start in range(len(spelling) - TRIGRAM + 1)
    }
    sizes = {run: size(connection, run) for run in sorted(runs)}
    if not all(sizes.values()):
        return None
    rare = sorted(sizes, key=lambda run: (sizes[run], run))[:RAREST]
    return Match(f"({' AND '.join(map(quoted, rare))})", sizes[rare[0]])
