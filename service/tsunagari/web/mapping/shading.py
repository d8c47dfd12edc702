"""Into which steps numbers fall, so that each step holds about as many of them.

Numbers of organizations are very uneven: with even steps, all areas but one or two
would have the same shade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["Step", "shade_of", "steps"]

# The shades there are in the sheet, for so many steps; 0 is for none.
SHADES: Final = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
MOST: Final = max(SHADES)


@dataclass(frozen=True)
class Step:
    """The numbers of one shade, from the lowest there is to the highest."""

    shade: int
    lowest: int
    highest: int


def steps(numbers: Iterable[int]) -> list[Step]:
    """Return the steps that positive *numbers* fall into, the lowest first.

    >>> [(step.lowest, step.highest) for step in steps([1, 1, 1, 2, 3, 9, 10, 40])]
    [(1, 1), (2, 2), (3, 3), (9, 10), (40, 40)]
    """
    found = sorted(number for number in numbers if number > 0)
    bounds = _bounds(found)
    shades = SHADES.get(len(bounds), ())
    lowest = [bound + 1 for bound in (0, *bounds)]
    return [
        Step(shade, min(n for n in found if n >= low), high)
        for shade, low, high in zip(shades, lowest, bounds, strict=False)
    ]


def _bounds(numbers: list[int]) -> list[int]:
    """Return the highest number of each step; equal numbers share one."""
    different = sorted(set(numbers))
    if len(different) <= MOST:
        return different
    bounds: list[int] = []
    for step in range(1, MOST + 1):
        bound = numbers[-(-len(numbers) * step // MOST) - 1]
        if not bounds or bound > bounds[-1]:
            bounds.append(bound)
    return bounds


def shade_of(number: int, steps: Iterable[Step]) -> int:
    """Return the shade of *number*; 0 for none."""
    return next((step.shade for step in steps if number <= step.highest), 0) * (
        number > 0
    )
