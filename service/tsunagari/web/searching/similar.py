"""Names that are nearly so, for a text that no name holds.

Whoever slips does so in one place: of three parts of a text, one or two are right. What
is found by them, or by rare trigrams, is compared by the pairs of characters that two
spellings share (`Dice's coefficient <https://doi.org/10.2307/1932409>`_).
"""

from __future__ import annotations

from typing import Final

from tsunagari.naming.keys import folded, sound
from tsunagari.search.entry import Entry
from tsunagari.search.index import SearchIndex

__all__ = ["likeness", "similar"]

PARTS: Final = 3
SHORTEST: Final = 2
# Entries that each way leads to, and how like they must be.
COMPARED: Final = 60
LIKE: Final = 0.45


def similar(index: SearchIndex, text: str, most: int) -> list[Entry]:
    """Return what has a name nearly like *text*, the likest first."""
    found, _ = index.named(text, COMPARED)
    near = {entry.iri: entry for entry in found}
    plain = folded(text)
    size = -(-len(plain) // PARTS)
    for start in range(0, len(plain), max(size, SHORTEST)):
        part = plain[start : start + max(size, SHORTEST)]
        if len(part) >= SHORTEST:
            hits = index.searched(part, "", (), COMPARED)
            near |= {entry.iri: entry for entry in index.entries(hits.numbers)}
    scores = {
        iri: max(likeness(text, label.text) for label in entry.labels)
        for iri, entry in near.items()
    }
    likest = sorted(near, key=lambda iri: (-scores[iri], iri))
    return [near[iri] for iri in likest if scores[iri] >= LIKE][:most]


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, as they are written or as they sound.

    >>> likeness("コープ", "こーぷ")
    1.0
    >>> likeness("Co-op Mirrai", "Co-op Mirai") > 0.8
    True
    """
    return max(_shared(folded(one), folded(other)), _shared(sound(one), sound(other)))


def _shared(one: str, other: str) -> float:
    left, right = _pairs(one), _pairs(other)
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


def _pairs(text: str) -> set[str]:
    return {text[start : start + 2] for start in range(len(text) - 1)}
