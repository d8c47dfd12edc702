"""The dumps of a release, sorted by graph and in a remote server's names.

A dump is sorted by subject and may be larger than memory, while a server takes
graph after graph. So it is read once, as a stream, into one file a graph: a few
million bytes are kept, and those of the fullest graphs are written out whenever
there are more.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph as ox

from tsunagari.errors import ReleaseError
from tsunagari.sparql.engines.remote_names import Names

__all__ = ["Spool", "SpooledGraph"]

# In characters, which are held as Python's objects: some three times as much.
ROOM: Final = 32_000_000
REPORT_EVERY: Final = 20_000


@dataclass
class SpooledGraph:
    """One graph: its name on the server, its statements in N-Triples, how many.

    :param iri: Its name on the server.
    """

    iri: str
    path: Path
    statements: int = 0

    def pieces(self, lines: int) -> Iterator[bytes]:
        """Yield the statements, *lines* at a time; nothing for an empty graph."""
        with self.path.open("rb") as file:
            while piece := b"".join(islice(file, lines)):
                yield piece


class Spool:
    """The graphs of a release, in files of *folder*."""

    def __init__(self, folder: Path, names: Names) -> None:
        self._folder = folder
        self._names = names
        self._found: dict[str, SpooledGraph] = {}
        self._kept: dict[str, list[str]] = {}
        self._sizes: dict[str, int] = {}
        self._room = ROOM

    @property
    def graphs(self) -> list[SpooledGraph]:
        """The graphs, by name."""
        return [self._found[iri] for iri in sorted(self._found)]

    @property
    def statements(self) -> int:
        """How many statements all graphs have."""
        return sum(graph.statements for graph in self._found.values())

    def fill(
        self, dumps: Iterable[Path], progress: Callable[[int], None] = lambda _: None
    ) -> None:
        """Read *dumps*.

        :param dumps: Files of N-Quads; one that ends in ``.gz`` is packed.
        :param progress: Called now and then with the number of statements read.
        :raises ReleaseError: If one cannot be read, or has a graph that no query
            could be told from another release's.
        """
        read = 0
        for path in dumps:
            try:
                with _opened(path) as dump:
                    for quad in ox.parse(dump, format=ox.RdfFormat.N_QUADS):
                        self._add(quad)
                        read += 1
                        if read % REPORT_EVERY == 0:
                            progress(read)
            except (OSError, SyntaxError, EOFError, zlib.error) as error:
                raise ReleaseError(
                    f"the dump {path.name} cannot be read; build the release again"
                ) from error
        progress(read)
        for iri in list(self._kept):
            self._write(iri)

    def _add(self, quad: ox.Quad) -> None:
        name = getattr(quad.graph_name, "value", "")
        if not self._names.is_graph(name):
            raise ReleaseError(
                f"the graph <{name}> is neither evidence nor a graph of the build; "
                "name it below https://w3id.org/tsunagari/evidence/ or graph/"
            )
        iri = self._names.stored(name)
        written = self._names.written
        line = (
            f"{written(quad.subject)} {written(quad.predicate)} "
            f"{written(quad.object)} .\n"
        )
        if iri not in self._found:
            path = self._folder / f"{len(self._found):06}.nt"
            self._found[iri] = SpooledGraph(iri, path)
        self._found[iri].statements += 1
        self._kept.setdefault(iri, []).append(line)
        self._sizes[iri] = self._sizes.get(iri, 0) + len(line)
        self._room -= len(line)
        if self._room < 0:
            # Half of it, from the fullest: few files are opened.
            for fullest in sorted(self._sizes, key=self._sizes.__getitem__)[::-1]:
                self._write(fullest)
                if self._room >= ROOM // 2:
                    break

    def _write(self, iri: str) -> None:
        with self._found[iri].path.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(self._kept.pop(iri))
        self._room += self._sizes.pop(iri)


def _opened(dump: Path) -> BinaryIO:
    if dump.suffix == ".gz":
        return cast(BinaryIO, gzip.open(dump, "rb"))
    return dump.open("rb")
