"""Which bodies are compared at all: those that share something rare in their names.

Comparing each with each takes hours at 10⁵ by 10⁵. An index leads from what a name
holds (its whole string, its sound, a rare word, a rare run of characters) to the bodies
that hold it; what too many hold leads nowhere.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tsunagari.linking.bodies import Body
from tsunagari.naming.keys import meant, parts, wholes
from tsunagari.naming.names import Name

__all__ = ["Candidates"]

COMMON: Final = 300
RAREST: Final = 4
# Of what names mean many keys lead to a body; these share the most and the rarest.
MOST_MEANT: Final = 150
# A name in one script is looked for among translations, which are in the other.
OTHER: Final = {"words": "japanese", "japanese": "words"}
# Bodies of one whole name, of which the place may tell one.
NAMESAKES: Final = 1_000


class Candidates:
    """An index of bodies by what their names hold."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._bodies = bodies
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._parts: dict[str, list[int]] = defaultdict(list)
        self._meant: dict[str, dict[str, list[int]]] = {
            script: defaultdict(list) for script in OTHER
        }
        for number, body in enumerate(bodies):
            for key in {key for name in body.names for key in wholes(name)}:
                self._whole[key].append(number)
            for key in {key for name in body.names for key in parts(name)}:
                self._parts[key].append(number)
            for script, names in _to_translate(body).items():
                index = self._meant[script]
                for key in {key for name in names for key in meant(name)}:
                    index[key].append(number)

    def of(self, body: Body) -> Iterator[Body]:
        """Yield the bodies that may be *body*, each once, in the order of the index."""
        found: set[int] = set()
        for name in body.names:
            for key in wholes(name):
                namesakes = self._whole.get(key, ())
                if len(namesakes) <= NAMESAKES:
                    found.update(namesakes)
            found.update(_rarest(self._parts, parts(name), RAREST))
        for script, names in _to_translate(body).items():
            index = self._meant[OTHER[script]]
            for name in names:
                found.update(_likeliest(index, meant(name)))
        for number in sorted(found):
            if self._bodies[number].category == body.category:
                yield self._bodies[number]


def _rarest(
    index: Mapping[str, list[int]], keys: Iterable[str], most: int
) -> Iterator[int]:
    """Yield what the rarest of *keys* lead to."""
    known = sorted((len(index[key]), key) for key in set(keys) if key in index)
    for size, key in known[:most]:
        if size <= COMMON:
            yield from index[key]


def _likeliest(index: Mapping[str, list[int]], keys: Iterable[str]) -> list[int]:
    """Return those that share the most keys, a rare one counting for more."""
    shared: dict[int, float] = defaultdict(float)
    for key in set(keys):
        numbers = index.get(key, ())
        if len(numbers) <= COMMON:
            for number in numbers:
                shared[number] += 1 / (1 + math.log2(len(numbers)))
    return heapq.nlargest(MOST_MEANT, shared, key=lambda n: (shared[n], -n))


def _to_translate(body: Body) -> dict[str, list[Name]]:
    """Return the names by script, if all are in one: those of two need no translation.

    What both scripts have is compared as it is written.
    """
    scripts: dict[str, list[Name]] = defaultdict(list)
    for name in body.names:
        if name.script in OTHER and not name.short:
            scripts[name.script].append(name)
    return scripts if len(scripts) == 1 else {}
