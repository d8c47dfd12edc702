"""Which bodies are compared at all: those that share something rare in their names.

Comparing each with each takes hours at 10⁵ by 10⁵. An index leads from what a name
holds (its whole string, its sound, a rare word, a rare run of characters) to the bodies
that hold it; what too many hold leads nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from tsunagari.linking.bodies import Body
from tsunagari.naming.keys import parts, wholes

__all__ = ["Candidates"]

COMMON: Final = 300
RAREST: Final = 4
# Bodies of one whole name, of which the place may tell one.
NAMESAKES: Final = 1_000


class Candidates:
    """An index of bodies by what their names hold."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._bodies = bodies
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._parts: dict[str, list[int]] = defaultdict(list)
        for number, body in enumerate(bodies):
            for key in {key for name in body.names for key in wholes(name)}:
                self._whole[key].append(number)
            for key in {key for name in body.names for key in parts(name)}:
                self._parts[key].append(number)

    def of(self, body: Body) -> Iterator[Body]:
        """Yield the bodies that may be *body*, each once, in the order of the index."""
        found: set[int] = set()
        for name in body.names:
            for key in wholes(name):
                namesakes = self._whole.get(key, ())
                if len(namesakes) <= NAMESAKES:
                    found.update(namesakes)
            keys = sorted(
                (len(self._parts[key]), key)
                for key in set(parts(name))
                if key in self._parts
            )
            for size, key in keys[:RAREST]:
                if size <= COMMON:
                    found.update(self._parts[key])
        for number in sorted(found):
            if self._bodies[number].category == body.category:
                yield self._bodies[number]
