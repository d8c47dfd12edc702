"""A worker that answers from a remote server: one process, one query at a time.

Started as ``python -m tsunagari.sparql.engines.remote_worker ADDRESS KIND RELEASE
MEMORY``; credentials come from its environment. It is killed at its deadline as
any other, and the server is told the same time. What the server sends is read
in one format and written in the one that was asked for by the same engine that
writes the answers of a release on disk.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from functools import cached_property, partial
from http.client import HTTPException
from typing import IO, Any, BinaryIO, Final, cast

import pyoxigraph as ox

from tsunagari.errors import (
    AnswerTooLargeError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    RemoteEngineError,
)
from tsunagari.sparql.engines.loop import limit_memory, run
from tsunagari.sparql.engines.output import Output
from tsunagari.sparql.engines.oxigraph_formats import RESULT_FORMATS
from tsunagari.sparql.engines.remote import RemoteEndpoint, time_left
from tsunagari.sparql.engines.remote_described import described
from tsunagari.sparql.engines.remote_kinds import server_kind
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_query import RemoteQuery, remote_query
from tsunagari.sparql.engines.remote_reading import NOT_READ, read_graph, read_solutions
from tsunagari.sparql.engines.remote_releases import whole_graphs
from tsunagari.sparql.engines.remote_told import Told
from tsunagari.sparql.engines.worker import told as told_of_store
from tsunagari.sparql.engines.writing import answer_from_store, note, write_graph

__all__ = ["main"]

# For the connection, its look-up, and what Python opens in passing.
DESCRIPTORS: Final = 64
KINDS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (QuerySyntaxError, "syntax"),
    (QueryTimeoutError, "timeout"),
    (AnswerTooLargeError, "too-large"),
    (RemoteEngineError, "remote-engine"),
    (QueryError, "query"),
)


def main(arguments: list[str]) -> None:
    """Serve requests until standard input closes or the parent dies."""
    address, kind, release, memory = arguments
    limit_memory(int(memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
    run(partial(_answer, _Remote(address, kind, release)), _told)


def _told(error: BaseException) -> tuple[str, str]:
    for kind, name in KINDS:
        if isinstance(error, kind):
            return name, str(error)
    if isinstance(error, SyntaxError):
        # That of the query was judged before: see _check_syntax.
        return "remote-engine", NOT_READ
    if isinstance(error, (OSError, HTTPException)):
        return "remote-engine", "the remote engine stopped answering"
    return told_of_store(error)


class _Remote:
    """The release on the server."""

    def __init__(self, address: str, kind: str, release: str) -> None:
        self.kind = server_kind(kind)
        self.endpoint = RemoteEndpoint(address, self.kind)
        self.names = Names(release)

    @cached_property
    def graphs(self) -> list[str]:
        """All named graphs."""
        return whole_graphs(self.endpoint, self.names)


class _Dataset:
    """What a query is asked over, in the server's names.

    :param named: The named graphs; ``None`` for those of the release.
    """

    def __init__(self, remote: _Remote, request: dict[str, Any]) -> None:
        self._remote = remote
        names = remote.names
        self.default = names.merge
        self.named: list[str] | None = None
        if request["default_graphs"] is not None:
            for iri in (*request["default_graphs"], *request["named_graphs"]):
                # What is no IRI is the same error as on disk.
                ox.NamedNode(iri)
            default, self.named = (
                [names.stored(iri) for iri in request[key] if names.is_graph(iri)]
                for key in ("default_graphs", "named_graphs")
            )
            self.default = [*default, names.nothing][0]

    def query(self, text: str) -> tuple[RemoteQuery, str]:
        """Return the query *text* in the server's words, apart and as a whole."""
        within = self.named is None and not self._remote.kind.lists_graphs
        query = remote_query(text, self._remote.names, within)
        if within:
            return query, query.text
        named: Iterable[str] | None = self.named
        if named is None:
            named = self._remote.graphs if query.graphs is None else query.graphs
        # One at least: where none is named, Virtuoso shows all it has.
        listed = sorted(named) or [self._remote.names.nothing]
        return query, query.over(self.default, listed)


def _answer(remote: _Remote, request: dict[str, Any], out: BinaryIO) -> None:
    until = time.monotonic() + request["seconds"]
    _check_syntax(request)
    if len(request["default_graphs"] or ()) > 1:
        store = _merged(remote, request, until)
        answer_from_store(store, request, out)
        return
    dataset = _Dataset(remote, request)
    query, text = dataset.query(request["query"])
    output = Output(out, request)
    file = cast(IO[bytes], output)
    if query.form == "DESCRIBE":
        found = described(
            remote.endpoint, remote.names, query, text, dataset.default, until
        )
        write_graph(iter(found), file, request, out)
    elif query.form == "CONSTRUCT":
        with closing(remote.endpoint.ask("CONSTRUCT", text, time_left(until))) as data:
            write_graph(read_graph(data, remote.names), file, request, out)
    else:
        if probe := request["probe"]:
            rows = remote.endpoint.rows(dataset.query(probe)[1], time_left(until))
            note(out, cut=bool(rows))
        told = Told(file, request["format"], remote.names)
        with closing(remote.endpoint.ask(query.form, text, time_left(until))) as data:
            result = read_solutions(data, remote.kind.digits)
            result.serialize(
                cast(IO[bytes], told), format=RESULT_FORMATS[request["format"]]
            )
        told.end()
    output.end()


def _check_syntax(request: dict[str, Any]) -> None:
    """Let the engine here read the query, so that errors are the same everywhere.

    A query with ``SERVICE`` is not run here, not even on nothing.
    """
    if request["reaches_out"]:
        return
    try:
        ox.Store().query(request["query"], base_iri=request["base"])
    except (SyntaxError, UnicodeEncodeError) as error:
        raise QuerySyntaxError(f"the query does not parse: {error}") from error


def _merged(remote: _Remote, request: dict[str, Any], until: float) -> ox.Store:
    """Return the graphs that a query names, in memory.

    Many servers count a statement once for each graph that holds it; the RDF
    merge has it once.
    """
    wanted = [*request["default_graphs"], *request["named_graphs"]]
    graphs = sorted(
        {remote.names.stored(g) for g in wanted if remote.names.is_graph(g)}
    )
    query = remote_query("SELECT * { GRAPH ?g { ?s ?p ?o } }", remote.names, False)
    store = ox.Store()
    if not graphs:
        return store
    text = query.over(remote.names.nothing, graphs)
    read = remote.names.read
    with closing(remote.endpoint.ask("SELECT", text, time_left(until))) as data:
        rows = cast(ox.QuerySolutions, read_solutions(data, remote.kind.digits))
        store.bulk_extend(
            ox.Quad(*(cast(Any, read(row[name])) for name in "spog")) for row in rows
        )
    return store


if __name__ == "__main__":
    main(sys.argv[1:])
