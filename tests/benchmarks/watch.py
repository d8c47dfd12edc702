"""When the processes below a server stopped computing, as Linux accounts for it.

What a server says about itself is not asked: a query that was reported as
stopped and goes on would show here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["busy", "last_computing"]

_PROC: Final = Path("/proc")
# Time is accounted in ticks of 10 ms.
_EVERY: Final = 0.005
_QUIET: Final = 0.3
_LONGEST: Final = 60.0


def busy(pid: int, seconds: float) -> set[int]:
    """Return the processes below *pid* that compute within *seconds*."""
    before = {child: _ticks(child) for child in _below(pid)}
    time.sleep(seconds)
    return {child for child, ticks in before.items() if _ticks(child) != ticks}


def last_computing(pids: Iterable[int], done: Callable[[], bool]) -> float:
    """Watch until *done*, and then until none of *pids* computes any more.

    :returns: When one of them last computed, by :func:`time.perf_counter`.
    """
    ticks = {pid: _ticks(pid) for pid in pids}
    began = last = time.perf_counter()
    while (now := time.perf_counter()) < began + _LONGEST:
        for pid, known in list(ticks.items()):
            used = _ticks(pid)
            if used is None:
                del ticks[pid]
                last = now
            elif used != known:
                ticks[pid], last = used, now
        if done() and now - last > _QUIET:
            break
        time.sleep(_EVERY)
    return last


def _below(pid: int) -> set[int]:
    parents = {}
    for folder in _PROC.glob("[0-9]*"):
        if fields := _fields(int(folder.name)):
            parents[int(folder.name)] = int(fields[1])
    found: set[int] = set()
    left = [pid]
    while left:
        parent = left.pop()
        children = [child for child, its in parents.items() if its == parent]
        found.update(children)
        left += children
    return found


def _ticks(pid: int) -> int | None:
    """Return how long the process computed; ``None`` if it has ended."""
    fields = _fields(pid)
    return int(fields[11]) + int(fields[12]) if fields else None


def _fields(pid: int) -> list[str]:
    """Return what the kernel says of a process, from its state on."""
    with suppress(OSError):
        text = (_PROC / str(pid) / "stat").read_text()
        fields = text.rpartition(")")[2].split()
        return [] if fields[0] in "ZX" else fields
    return []
