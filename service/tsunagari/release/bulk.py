"""What registers say of single bodies: written as it comes, never held in memory.

Each named graph has a file of N-Triples, one more has every statement once, as
the default graph needs it. The store is loaded from these files and the dumps
are made of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from tsunagari.namespaces import INFERRED
from tsunagari.registers.statements import Leaf, Statement
from tsunagari.sparql.engines.oxigraph_store import rewritten_texts

__all__ = ["Bulk"]

# So much of a file is gathered before it is opened and written to: a release may
# have more graphs than a process may have open files.
GATHERED: Final = 1 << 20
CHECKED: Final = 10_000
DATE: Final = "#date>"
MERGE: Final = "merge.nt"
TABLE: Final = "bodies.csv"


class Bulk:
    """The files of the leaves, below the folder *place*.

    :ivar sizes: The statements of each graph, by its IRI in brackets.
    :ivar merged: The statements of all, each once.
    :ivar rewritten: Subject and literal where the engine would spell differently.
    """

    def __init__(self, place: Path) -> None:
        self.sizes: Counter[str] = Counter()
        self.merged = 0
        self.rewritten: list[tuple[str, str]] = []
        self._place = place
        self._inferred = f"<{INFERRED}>"
        self._texts: dict[str, list[str]] = {}
        self._gathered: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._literals: dict[str, str] = {}
        place.mkdir(parents=True, exist_ok=True)

    def write(self, leaf: Leaf, inferred: list[Statement]) -> list[Statement]:
        """Write what is said of one body; return all of it, each once.

        :param inferred: What follows, and is not said.
        """
        every: dict[Statement, None] = {}
        for graph, statements in leaf.graphs.items():
            once = dict.fromkeys(statements)
            self._write(graph, once)
            every |= once
        new = {statement: None for statement in inferred if statement not in every}
        if new:
            self._write(self._inferred, new)
        every |= new
        self._put(MERGE, every)
        self.merged += len(every)
        return list(every)

    def finish(self) -> None:
        """Write what is still gathered."""
        for name in list(self._texts):
            self._flush(name)
        self._check_literals()

    def graphs(self) -> Iterator[tuple[str, Path]]:
        """Yield each graph's IRI and its file, in the order of the IRIs."""
        for graph in sorted(self.sizes):
            yield graph[1:-1], self._place / self._names[graph]

    @property
    def merge(self) -> Path:
        """The file that has every statement once."""
        return self._place / MERGE

    @property
    def table(self) -> Path:
        """The file that has a row for each body."""
        return self._place / TABLE

    def write_nquads(self, out: BinaryIO) -> None:
        """Append the named graphs to *out*."""
        for graph, path in self.graphs():
            ending = f" <{graph}> .\n".encode()
            with path.open("rb") as lines:
                out.writelines(line[:-3] + ending for line in lines)

    def write_turtle(self, out: BinaryIO) -> None:
        """Append every statement to *out*; N-Triples are Turtle."""
        with self.merge.open("rb") as lines:
            while piece := lines.read(GATHERED):
                out.write(piece)

    def _write(self, graph: str, statements: Iterable[Statement]) -> None:
        name = self._names.setdefault(graph, f"graph-{len(self._names)}.nt")
        self.sizes[graph] += self._put(name, statements)

    def _put(self, name: str, statements: Iterable[Statement]) -> int:
        lines = [f"{s} {p} {o} .\n" for s, p, o in statements]
        text = "".join(lines)
        self._texts.setdefault(name, []).append(text)
        self._gathered[name] += len(text)
        if self._gathered[name] > GATHERED:
            self._flush(name)
        if name != MERGE:
            self._note_literals(statements)
        return len(lines)

    def _flush(self, name: str) -> None:
        with (self._place / name).open("a", encoding="utf-8") as file:
            file.writelines(self._texts[name])
        self._texts[name] = []
        self._gathered[name] = 0

    def _note_literals(self, statements: Iterable[Statement]) -> None:
        """Remember literals that the engine might spell otherwise."""
        for s, _, o in statements:
            if o[-1] == ">" and o[0] == '"' and not o.endswith(DATE):
                self._literals.setdefault(o, s)
        if len(self._literals) > CHECKED:
            self._check_literals()

    def _check_literals(self) -> None:
        for literal in rewritten_texts(self._literals):
            self.rewritten.append((self._literals[literal][1:-1], literal))
        self._literals.clear()
