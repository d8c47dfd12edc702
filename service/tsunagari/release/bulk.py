"""What registers say of single bodies: written as it comes, never held in memory.

Each named graph has a file of N-Quads, one more has every statement once, as
the default graph needs it, in N-Triples. The dumps are made of these files, which
are packed, since they would be as large as the store. Packing, and loading the
store, are the work of a thread of its own: it goes on while the next bodies are read.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, Self

from tsunagari.namespaces import INFERRED
from tsunagari.registers.statements import Leaf, Statement
from tsunagari.release.dumps import PACKED, packed
from tsunagari.sparql.engines.oxigraph_store import rewritten_texts
from tsunagari.sparql.engines.oxigraph_writing import StoreWriter

__all__ = ["Bulk"]

# So much of a file is gathered before it is opened and written to: a release may
# have more graphs than a process may have open files.
GATHERED: Final = 1 << 20
# So many pieces wait to be packed and loaded, or the next bodies wait: fewer than are
# loaded at once, and the thread would stand still after each load.
WAITING: Final = 128
CHECKED: Final = 10_000
DATE: Final = "#date>"
MERGE: Final = f"merge.nt{PACKED}"
TABLE: Final = "bodies.csv"


class Bulk:
    """The files of the leaves, below the folder *place*, and their way to the store.

    :param store: The store that is to hold them; it stays open.
    :ivar sizes: The statements of each graph, by its IRI in brackets.
    :ivar merged: The statements of all, each once.
    :ivar rewritten: Subject and literal where the engine would spell differently.
    """

    def __init__(self, place: Path, store: StoreWriter) -> None:
        self.store = store
        self.sizes: Counter[str] = Counter()
        self.merged = 0
        self.rewritten: list[tuple[str, str]] = []
        self._place = place
        self._inferred = f"<{INFERRED}>"
        self._texts: dict[str, list[str]] = {}
        self._gathered: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._literals: dict[str, str] = {}
        self._packing = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()
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
        self._put(MERGE, [f"{s} {p} {o} .\n" for s, p, o in every])
        self.merged += len(every)
        return list(every)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        """Write what is still gathered; after an error, leave off."""
        if failed:
            self._packing.shutdown(cancel_futures=True)
            self.store.close()
            return
        for name in list(self._texts):
            self._flush(name)
        self._packing.shutdown()
        for written in self._waiting:
            written.result()
        self._check_literals()

    def graphs(self) -> Iterator[tuple[str, Path]]:
        """Yield each graph's IRI and its packed file, in the order of the IRIs."""
        for graph in sorted(self.sizes):
            yield graph[1:-1], self._place / self._names[graph]

    @property
    def merge(self) -> Path:
        """The packed file that has every statement once."""
        return self._place / MERGE

    @property
    def table(self) -> Path:
        """The file that has a row for each body."""
        return self._place / TABLE

    def _write(self, graph: str, statements: Iterable[Statement]) -> None:
        name = self._names.setdefault(graph, f"graph-{len(self._names)}.nq{PACKED}")
        lines = [f"{s} {p} {o} {graph} .\n" for s, p, o in statements]
        self.sizes[graph] += len(lines)
        self._put(name, lines)
        self._note_literals(statements)

    def _put(self, name: str, lines: list[str]) -> None:
        text = "".join(lines)
        self._texts.setdefault(name, []).append(text)
        self._gathered[name] += len(text)
        if self._gathered[name] > GATHERED:
            self._flush(name)

    def _flush(self, name: str) -> None:
        if len(self._waiting) >= WAITING:
            self._waiting.popleft().result()
        path, texts = self._place / name, self._texts[name]
        self._waiting.append(self._packing.submit(self._append, path, texts))
        self._texts[name] = []
        self._gathered[name] = 0

    def _append(self, path: Path, texts: list[str]) -> None:
        data = "".join(texts).encode()
        with path.open("ab") as file:
            file.write(packed(data))
        self.store.add(data)

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
