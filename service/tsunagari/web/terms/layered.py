"""Boxes and lines in columns: a small layout of layers, after Sugiyama.

Each box stands in a column to the right of those that lead to it; within a column
the boxes are in an order with few crossings (the mean place of their neighbours),
and as near to their neighbours as their sizes allow. The same input gives the same
picture. See `Sugiyama, Tagawa and Toda 1981 <https://doi.org/10.1109/TSMC.1981.4308636>`_.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

__all__ = ["Line", "Placed", "arranged"]

SWEEPS: Final = 12
ROUNDS: Final = 16
# Between the boxes of a column, and between columns.
APART: Final = 16.0
GAP: Final = 34.0
# The room of a line that passes boxes.
BEND: Final = 4.0

Size = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A line to be drawn between two boxes.

    :param length: How many columns it goes over at least.
    """

    start: str
    end: str
    length: int = 1


@dataclass
class Placed:
    """Where everything is: middles of boxes, and the points of each line in order."""

    middles: dict[str, tuple[float, float]] = field(default_factory=dict)
    lines: list[list[tuple[float, float]]] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


def arranged(sizes: Mapping[str, Size], lines: Sequence[Line]) -> Placed:
    """Return where the boxes of *sizes* (width, height) and *lines* go, in pixels.

    >>> placed = arranged({"a": (10, 10), "b": (10, 10)}, [Line("a", "b")])
    >>> placed.middles["a"][0] < placed.middles["b"][0]
    True
    """
    forward = _without_cycles(list(sizes), lines)
    layer = _layers(list(sizes), lines, forward)
    chains, links, boxes = _with_bends(sizes, lines, forward, layer)
    columns = _ordered(layer, links)
    return _placed(boxes, columns, links, chains, forward)


def _without_cycles(names: Sequence[str], lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it goes forward; turned round, the others do too."""
    leaving: dict[str, list[int]] = {name: [] for name in names}
    for number, line in enumerate(lines):
        leaving[line.start].append(number)
    forward = [True] * len(lines)
    done: set[str] = set()
    open_: set[str] = set()

    def visit(name: str) -> None:
        open_.add(name)
        for number in leaving[name]:
            end = lines[number].end
            if end in open_:
                forward[number] = False
            elif end not in done:
                visit(end)
        open_.discard(name)
        done.add(name)

    # What nothing leads to comes first, so that hierarchies keep their direction.
    ends = {line.end for line in lines}
    for name in sorted(names, key=lambda name: name in ends):
        if name not in done:
            visit(name)
    return forward


def _layers(
    names: Sequence[str], lines: Sequence[Line], forward: Sequence[bool]
) -> dict[str, int]:
    """Return the column of each box: as far left as the lines allow."""
    layer = dict.fromkeys(names, 0)
    ways = [
        (line.start, line.end, line.length)
        if ahead
        else (line.end, line.start, line.length)
        for line, ahead in zip(lines, forward, strict=True)
        if line.start != line.end
    ]
    for _ in names:
        for start, end, length in ways:
            layer[end] = max(layer[end], layer[start] + length)
    # A box that nothing leads to stands near what it leads to.
    for name in names:
        after = [layer[end] - length for start, end, length in ways if start == name]
        if after and all(end != name for _, end, _ in ways):
            layer[name] = min(after)
    return layer


def _with_bends(
    sizes: Mapping[str, Size],
    lines: Sequence[Line],
    forward: Sequence[bool],
    layer: dict[str, int],
) -> tuple[list[list[str]], list[tuple[str, str]], dict[str, Size]]:
    """Give a line that crosses columns a bend in each; return its stations."""
    boxes = dict(sizes)
    chains = []
    links: list[tuple[str, str]] = []
    for number, (line, ahead) in enumerate(zip(lines, forward, strict=True)):
        start, end = (line.start, line.end) if ahead else (line.end, line.start)
        chain = [start]
        for column in range(layer[start] + 1, layer[end]):
            bend = f"{number}/{column}"
            layer[bend] = column
            boxes[bend] = (0.0, BEND)
            chain.append(bend)
        chain.append(end)
        chains.append(chain)
        links += pairwise(chain)
    return chains, links, boxes


def _ordered(
    layer: Mapping[str, int], links: Sequence[tuple[str, str]]
) -> list[list[str]]:
    """Return the boxes of each column in an order with few crossings."""
    columns: list[list[str]] = [[] for _ in range(max(layer.values(), default=0) + 1)]
    for name, at in layer.items():
        columns[at].append(name)
    before, after = _neighbours(links)
    best = [list(column) for column in columns]
    fewest = _crossings(columns, after)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        sides = before if down else after
        place = {name: at for column in columns for at, name in enumerate(column)}
        for column in columns if down else reversed(columns):
            mean = {
                name: sum(place[one] for one in sides[name]) / len(sides[name])
                if sides.get(name)
                else place[name]
                for name in column
            }
            column.sort(key=mean.__getitem__)
            place.update({name: at for at, name in enumerate(column)})
        if (found := _crossings(columns, after)) < fewest:
            fewest, best = found, [list(column) for column in columns]
    return best


def _neighbours(
    links: Sequence[tuple[str, str]],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for start, end in links:
        before.setdefault(end, []).append(start)
        after.setdefault(start, []).append(end)
    return before, after


def _crossings(
    columns: Sequence[Sequence[str]], after: Mapping[str, Sequence[str]]
) -> int:
    count = 0
    for left, right in pairwise(columns):
        place = {name: at for at, name in enumerate(right)}
        ends = [
            sorted(place[end] for end in after.get(name, ()) if end in place)
            for name in left
        ]
        passed: list[int] = []
        for some in ends:
            count += sum(1 for end in some for other in passed if other > end)
            passed += some
    return count


def _placed(
    boxes: Mapping[str, Size],
    columns: Sequence[Sequence[str]],
    links: Sequence[tuple[str, str]],
    chains: Sequence[Sequence[str]],
    forward: Sequence[bool],
) -> Placed:
    before, after = _neighbours(links)
    y: dict[str, float] = {}
    for column in columns:
        top = 0.0
        for name in column:
            y[name] = top + boxes[name][1] / 2
            top += boxes[name][1] + APART
    for turn in range(ROUNDS):
        sides = (before, after)[turn % 2]
        for column in columns if turn % 2 == 0 else reversed(columns):
            wanted = [
                sum(y[one] for one in sides[name]) / len(sides[name])
                if sides.get(name)
                else y[name]
                for name in column
            ]
            y.update(zip(column, _spread(column, wanted, boxes), strict=True))
    highest = min(y[name] - boxes[name][1] / 2 for name in y)
    found = Placed()
    widths: dict[str, float] = {}
    left = 0.0
    for column in columns:
        width = max((boxes[name][0] for name in column), default=0.0)
        for name in column:
            found.middles[name] = (left + width / 2, y[name] - highest)
            widths[name] = width
        left += width + GAP
    found.width = left - GAP
    found.height = max(y[name] - highest + boxes[name][1] / 2 for name in y)
    for chain, ahead in zip(chains, forward, strict=True):
        points = _points(chain, found.middles, boxes, widths)
        found.lines.append(points if ahead else points[::-1])
    return found


def _spread(
    column: Sequence[str], wanted: Sequence[float], boxes: Mapping[str, Size]
) -> list[float]:
    """Return the places nearest to *wanted* at which nothing overlaps.

    Least squares under an order: neighbours that want the same place share it, as in
    the pooling of adjacent violators.
    """
    offsets = [0.0]
    for above, below in pairwise(column):
        step = (boxes[above][1] + boxes[below][1]) / 2 + APART
        offsets.append(offsets[-1] + step)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean = (mean * size + other * count) / (size + count)
            size += count
        pools.append((mean, size))
    free = [mean for mean, size in pools for _ in range(size)]
    return [one + offset for one, offset in zip(free, offsets, strict=True)]


def _points(
    chain: Sequence[str],
    middles: Mapping[str, tuple[float, float]],
    boxes: Mapping[str, Size],
    widths: Mapping[str, float],
) -> list[tuple[float, float]]:
    """Return a line's points: from the right side of a box to the left of the last.

    Past the boxes of a column it goes straight.
    """
    first, last = chain[0], chain[-1]
    points = [(middles[first][0] + boxes[first][0] / 2, middles[first][1])]
    for bend in chain[1:-1]:
        x, y = middles[bend]
        points += [(x - widths[bend] / 2, y), (x + widths[bend] / 2, y)]
    points.append((middles[last][0] - boxes[last][0] / 2, middles[last][1]))
    return points
