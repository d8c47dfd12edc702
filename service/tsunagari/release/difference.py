"""What one release has that another has not: statements, by named graph.

Blank nodes are named anew in every release, so they are compared by what is said
of them. The lines of the dumps are dealt out to files by their hashes, and the
files are compared one by one: memory grows with the blank nodes, not with the rest.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tsunagari.namespaces import ABOUT_GRAPHS
from tsunagari.release.blank_nodes import blank_node_names, renamed
from tsunagari.release.dumps import PACKED, dump_files, opened
from tsunagari.release.releases import Release

__all__ = ["Difference", "difference"]

Progress = Callable[[str, int, int], None]

# So much of a release is compared at a time, in bytes.
SHARE: Final = 1 << 26
# All files of shares are open at a time.
MOST_SHARES: Final = 200
NOTICE: Final = 100_000
# How many times smaller a packed dump is; 15 was measured.
RATIO: Final = 20
APART: Final = tuple(f" <{graph}> .\n".encode() for graph in ABOUT_GRAPHS)


@dataclass
class Difference:
    """The statements of two releases that are not in both.

    :ivar added: How many each named graph has in the newer one alone, by its IRI.
    :ivar removed: The same for the older one.
    """

    added: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)


def difference(
    old: Release,
    new: Release,
    folder: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Difference:
    """Compare the dumps of *old* and *new*.

    The graphs that describe a release, with its numbers, are left out.

    :param folder: Where to write ``added.nq`` and ``removed.nq``; by default nowhere.
        A blank node is called there after what is said of it.
    :raises ReleaseError: If one has no dump.
    """
    found = Difference()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder)))
        sizes = [sum(map(_size, dump_files(r.path))) for r in (old, new)]
        shares = min(1 + max(sizes) // SHARE, MOST_SHARES)
        for name, release in (("old", old), ("new", new)):
            _deal(release, place / name, shares, progress)
        outs = {}
        if folder:
            for name in ("added", "removed"):
                path = folder / f"{name}.nq"
                outs[name] = stack.enter_context(path.open("wb"))
        for number in range(shares):
            before = _lines(place / "old" / str(number))
            after = _lines(place / "new" / str(number))
            for name, counts, lines in (
                ("added", found.added, after - before),
                ("removed", found.removed, before - after),
            ):
                counts.update(_graph(line) for line in lines)
                if name in outs:
                    outs[name].writelines(sorted(lines))
    return found


def _deal(release: Release, to: Path, shares: int, progress: Progress) -> None:
    """Write each statement of *release* to the file of its share."""
    to.mkdir()
    names = blank_node_names(_all_lines(release))
    done, total = 0, release.manifest["counts"]["statements in named graphs"]
    with ExitStack() as stack:
        outs = [
            stack.enter_context((to / str(number)).open("wb"))
            for number in range(shares)
        ]
        for line in _all_lines(release):
            named = renamed(line, names) if b"_:" in line else line
            digest = hashlib.blake2b(named, digest_size=8).digest()
            outs[int.from_bytes(digest) % shares].write(named)
            done += 1
            if done % NOTICE == 0:
                progress(f"read the {to.name} release", done, total)


def _all_lines(release: Release) -> Iterator[bytes]:
    for path in dump_files(release.path):
        with opened(path) as lines:
            yield from (line for line in lines if not line.endswith(APART))


def _size(dump: Path) -> int:
    """Return about how large *dump* is unpacked."""
    return dump.stat().st_size * (RATIO if dump.suffix == PACKED else 1)


def _lines(path: Path) -> set[bytes]:
    with path.open("rb") as lines:
        return set(lines)


def _graph(line: bytes) -> str:
    return line[line.rindex(b" <") + 2 : -4].decode()
