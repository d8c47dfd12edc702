"""Publishing a release to a remote engine, and taking one away.

A release is a new set of graphs there (see
:mod:`~tsunagari.sparql.engines.remote_names`), with a graph that lists them. Each
is written whole, counted, and only then marked in that list: whoever is
interrupted begins again and goes on where the list ends. When all are there,
one triple is written that says which release is in force; until then queries
see the one before, and to go back is to write that triple again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tsunagari.errors import ReleaseError, RemoteEngineError
from tsunagari.release.dumps import dump_files
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.remote import RemoteEndpoint
from tsunagari.sparql.engines.remote_graph_store import GraphStore
from tsunagari.sparql.engines.remote_names import POINTER, Names
from tsunagari.sparql.engines.remote_releases import (
    all_releases,
    graphs_of,
    marks,
    parts,
    pointer,
    released,
)
from tsunagari.sparql.engines.remote_spool import Spool, SpooledGraph

__all__ = ["Publishing", "listed", "publish", "remove"]

# Statements in one request, some eight million bytes. Of 400,000, Oxigraph takes
# 11,000 a second in pieces of 10,000, 20,000 in pieces of 50,000, and 14,000 in
# pieces of 200,000; Virtuoso 73,000 and 54,000 in the first two.
PIECE: Final = 50_000
# The graphs whose counts are marked with one request.
MARK_EVERY: Final = 50
COUNT: Final = "SELECT (COUNT(*) AS ?n) FROM <{}> {{ ?s ?p ?o }}"
COUNT_SECONDS: Final = 600.0

Progress = Callable[[str, int, int], None]


@dataclass
class Publishing:
    """Where a release is published to.

    :param progress: Called with what is done, how many statements of it are, and
        of how many.
    """

    endpoint: RemoteEndpoint
    store: GraphStore
    progress: Progress = lambda *_: None


def publish(release: Release, to: Publishing) -> int:
    """Load *release* and put it in force there; return the statements sent.

    Of a release that is there already only what is missing is sent.

    :raises ReleaseError: If the release has no dumps, or they are damaged.
    :raises RemoteEngineError: If the server refuses, cannot be reached, or does
        not hold what it was sent.
    """
    names = Names(release.id)
    expected = release.manifest["counts"]
    with tempfile.TemporaryDirectory(prefix="tsunagari-publish-") as folder:
        spool = Spool(Path(folder), names)
        total = int(expected["statements in named graphs"])
        spool.fill(
            dump_files(release.path), lambda n: to.progress("read the dumps", n, total)
        )
        if spool.statements != total:
            raise ReleaseError(
                f"the dumps of the release '{release.id}' have {spool.statements} "
                f"statements where its manifest says {total}; build it again"
            )
        loading = _Loading(to, names, spool)
        loading.begin()
        loading.named_graphs()
        loading.merge(int(expected["statements"]))
    to.store.put(POINTER, pointer(names))
    return loading.sent


def listed(endpoint: RemoteEndpoint) -> list[tuple[str, str]]:
    """Return the releases there, each with its state.

    :raises RemoteEngineError: If the server does not answer.
    """
    in_force = released(endpoint)
    states = {True: "whole", False: "not whole"}
    return [
        (id, "in force" if id == in_force else states[whole])
        for id, whole in all_releases(endpoint)
    ]


def remove(id: str, to: Publishing) -> int:
    """Take the release *id* away; return how many graphs that were.

    :raises ReleaseError: If it is not there, or in force.
    :raises RemoteEngineError: If the server refuses.
    """
    if released(to.endpoint) == id:
        raise ReleaseError(
            f"the release '{id}' is in force there; publish another one first"
        )
    names = Names(id)
    found = graphs_of(to.endpoint, names)
    if not found:
        raise ReleaseError(
            f"there is no release '{id}'; 'tsunagari publish --list' lists them"
        )
    for number, graph in enumerate(found):
        to.store.delete(graph)
        to.progress("remove graphs", number + 1, len(found))
    # The list goes last: whoever is interrupted finds what is left.
    to.store.delete(names.release)
    return len(found)


class _Loading:
    """The way of one release to the server."""

    def __init__(self, to: Publishing, names: Names, spool: Spool) -> None:
        self._to = to
        self._names = names
        self._graphs = spool.graphs
        self._in_merge = [g for g in self._graphs if names.in_merge(g.iri)]
        self._total = spool.statements + sum(g.statements for g in self._in_merge)
        self._done: dict[str, int] = {}
        self._unmarked: dict[str, int] = {}
        self._past = 0
        self.sent = 0

    def begin(self) -> None:
        """Write the list of graphs, unless the server has just that one."""
        self._done = graphs_of(self._to.endpoint, self._names)
        wanted = {graph.iri for graph in self._graphs} | {self._names.merge}
        if set(self._done) != wanted:
            self._done = dict.fromkeys(wanted, -1)
            self._to.store.put(self._names.release, parts(self._names, wanted))

    def named_graphs(self) -> None:
        for graph in self._graphs:
            if self._done[graph.iri] != graph.statements:
                self._load(graph.iri, [graph])
                self._check(graph.iri, graph.statements)
                self._mark(graph.iri, graph.statements)
            else:
                self._pass(graph.statements)
        self._mark_all()

    def merge(self, statements: int) -> None:
        """Load what all queries see: a statement of two graphs is one there."""
        if self._done[self._names.merge] != statements:
            self._load(self._names.merge, self._in_merge)
            self._check(self._names.merge, statements)
            self._mark(self._names.merge, statements)
            self._mark_all()

    def _load(self, iri: str, graphs: Iterable[SpooledGraph]) -> None:
        send = self._to.store.put
        for graph in graphs:
            for piece in graph.pieces(PIECE):
                send(iri, piece)
                send = self._to.store.post
                lines = piece.count(b"\n")
                self.sent += lines
                self._pass(lines)

    def _check(self, iri: str, expected: int) -> None:
        rows = self._to.endpoint.rows(COUNT.format(iri), COUNT_SECONDS)
        found = int(rows[0]["n"]) if rows else 0
        if found != expected:
            raise RemoteEngineError(
                f"the remote engine holds {found} statements in {iri} where "
                f"{expected} were sent; the release is not in force there"
            )

    def _mark(self, iri: str, statements: int) -> None:
        self._unmarked[iri] = statements
        if len(self._unmarked) >= MARK_EVERY:
            self._mark_all()

    def _mark_all(self) -> None:
        if self._unmarked:
            self._to.store.post(self._names.release, marks(self._unmarked))
            self._unmarked.clear()

    def _pass(self, statements: int) -> None:
        self._past += statements
        self._to.progress("load graphs", self._past, self._total)
