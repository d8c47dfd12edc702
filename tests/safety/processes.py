"""What the system tells of a running server: its processes and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Holdings", "alive", "descendants", "holdings", "workers"]

PROC: Final = Path("/proc")


@dataclass(frozen=True)
class Holdings:
    """What a server holds at one moment."""

    threads: int
    descriptors: int
    processes: int
    files: int
    memory: int


def holdings(pid: int, temporary: Path) -> Holdings:
    """Return what the server *pid* holds, and how many files lie in *temporary*."""
    status = _status(pid)
    return Holdings(
        threads=int(status["Threads"]),
        descriptors=len(list((PROC / str(pid) / "fd").iterdir())),
        processes=len(descendants(pid)),
        files=len(list(temporary.rglob("*"))),
        memory=int(status["VmRSS"].split()[0]) * 1024,
    )


def descendants(pid: int) -> list[int]:
    """Return the processes that *pid* started, and those that they started."""
    parents = dict(_parents())
    found: list[int] = []
    row = {pid}
    while row:
        row = {child for child, parent in parents.items() if parent in row}
        found += row
    return sorted(found)


def workers(pid: int) -> list[int]:
    """Return the processes below *pid* that start no other."""
    below = descendants(pid)
    parents = {parent for _, parent in _parents()}
    return [child for child in below if child not in parents]


def alive(pid: int) -> bool:
    """Tell whether the process *pid* runs; one that waits to be reaped does not."""
    return any(child == pid for child, _ in _parents())


def _parents() -> Iterator[tuple[int, int]]:
    """Yield each process that runs, with its parent."""
    for path in PROC.iterdir():
        if not path.name.isdecimal():
            continue
        try:
            text = (path / "stat").read_text()
        except OSError:
            # It ended between the listing and the reading.
            continue
        # The name in brackets may hold anything, brackets too.
        state, parent = text.rpartition(")")[2].split()[:2]
        if state not in "ZX":
            yield int(path.name), int(parent)


def _status(pid: int) -> dict[str, str]:
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name: value.strip() for name, _, value in pairs}
