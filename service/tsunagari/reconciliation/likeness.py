"""How alike a text is to the names of a thing: in writing, by its sound, in part."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tsunagari.naming.keys import folded, sound
from tsunagari.naming.names import Name, read_name, read_names
from tsunagari.naming.scoring import ROMAN, ROMAN_SHORT, alike
from tsunagari.reconciliation.model import Named, Thing
from tsunagari.reconciliation.names import READINGS

__all__ = ["Likeness"]

# Of a name that holds the other: between these, by how much of it that is.
HELD: Final = (0.4, 0.8)
SHORTEST_HELD: Final = 2
# Where something forbids that it is the one, such as a federation that holds the name
# of its member.
FORBIDDEN: Final = 0.6


class Likeness:
    """How alike a text is to the names of things."""

    def __init__(self, text: str) -> None:
        self._plain = folded(text)
        self._sound = sound(text)
        self._names = read_name(text)

    def to(self, thing: Thing) -> float:
        """Return a number from 0 to 1; 1 is the very name."""
        names = _names(tuple((n.text, n.language) for n in thing.labels))
        best = alike(self._names, names).score
        held = 1.0 if best else FORBIDDEN
        for label in thing.labels:
            best = max(best, self._as_text(label), held * self._as_part(label))
        return best

    def is_verbatim(self, thing: Thing) -> bool:
        """Tell whether the text is a name of *thing*, and no reading of one."""
        return any(map(self._is_text, thing.labels))

    def _is_text(self, label: Named) -> bool:
        is_name = label.language not in READINGS
        return is_name and bool(self._plain) and folded(label.text) == self._plain

    def _as_text(self, label: Named) -> float:
        if self._is_text(label):
            return 1.0
        is_reading = label.language in READINGS
        text = folded(label.text)
        if len(self._sound) >= ROMAN_SHORT and sound(label.text) == self._sound:
            return ROMAN
        if is_reading and text == self._plain:
            return ROMAN
        return 0.0

    def _as_part(self, label: Named) -> float:
        """Return how much of the longer of both names the shorter is."""
        short, long = sorted((folded(label.text), self._plain), key=len)
        if len(short) >= SHORTEST_HELD and short in long:
            low, high = HELD
            return low + (high - low) * len(short) / len(long)
        return 0.0


@lru_cache(maxsize=5000)
def _names(labels: tuple[tuple[str, str], ...]) -> tuple[Name, ...]:
    return read_names(labels)
