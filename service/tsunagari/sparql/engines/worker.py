"""A worker: one process, one store, one query at a time.

Started as ``python -m tsunagari.sparql.engines.worker STORE MEMORY``. It opens
the store read-only, limits itself, says that it is ready and answers request
frames from standard input on standard output until that closes. Its deadline
is not here: whoever started it kills it. It cannot open a socket, so a query
cannot reach another host, whatever its text.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import threading
import time
from contextlib import suppress
from itertools import chain, islice
from typing import IO, Any, BinaryIO, Final, cast

import pyoxigraph as ox

from tsunagari.sparql.engines.oxigraph_formats import (
    RDF_FORMATS,
    RESULT_FORMATS,
    WITH_PREFIXES,
)
from tsunagari.sparql.frames import (
    DATA,
    END,
    ERROR,
    MAX_BODY,
    READY,
    REQUEST,
    pack,
    read_frame,
)
from tsunagari.sparql.rows import RowCounter

__all__ = ["main"]

# The engine recurses over the query; a deep one must not overflow.
STACK_BYTES: Final = 64 << 20
CHUNK: Final = 64 << 10
# A graph up to this size is written once each and in order.
SMALL_GRAPH: Final = 10_000
PARENT_POLL_SECONDS: Final = 1.0
# The engine finds out only while it runs that it lacks a function.
UNKNOWN_FUNCTION: Final = re.compile(r"The custom function <[^<>\s]*> is not supported")

_Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class _TooLarge(Exception):
    """The answer went over a cap."""


class _Output:
    """A file that turns what is written into data frames, within the caps."""

    def __init__(self, out: BinaryIO, request: dict[str, Any]) -> None:
        self._out = out
        self._max_bytes: int = request["max_bytes"]
        self._max_rows: int = request["max_rows"]
        self._counter = RowCounter(request["format"])
        self._pending = bytearray()
        self.bytes = 0

    @property
    def rows(self) -> int:
        """How many rows were written so far."""
        return self._counter.rows

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer."""
        self._pending += data
        if len(self._pending) >= CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what is pending."""
        data = bytes(self._pending)
        self._pending.clear()
        self.bytes += len(data)
        self._counter.feed(data)
        if self.bytes > self._max_bytes:
            raise _TooLarge(f"the answer is larger than {self._max_bytes} bytes")
        if self._counter.rows > self._max_rows:
            raise _TooLarge(f"the answer has more than {self._max_rows} rows")
        for start in range(0, len(data), MAX_BODY):
            self._out.write(pack(DATA, data[start : start + MAX_BODY]))
        self._out.flush()


def main(arguments: list[str]) -> None:
    """Serve requests until standard input closes or the parent dies."""
    store = ox.Store.read_only(arguments[0])
    _limit(int(arguments[1]))
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=_serve, args=(store,), daemon=True)
    thread.start()
    parent = os.getppid()
    while thread.is_alive():
        thread.join(PARENT_POLL_SECONDS)
        if os.getppid() != parent:
            os._exit(1)
    os._exit(0)


def _limit(memory: int) -> None:
    """Bound memory, and forbid new descriptors: no file, no socket."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    probe = os.dup(0)
    resource.setrlimit(resource.RLIMIT_NOFILE, (probe + 1, probe + 1))
    # A number below that was free and closed again would still be given out.
    with suppress(OSError):
        while True:
            os.dup(0)


def _serve(store: ox.Store) -> None:
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(pack(READY))
    answers.flush()
    while (frame := read_frame(requests)) is not None:
        kind, body = frame
        assert kind == REQUEST
        try:
            end = _answer(store, json.loads(body), answers)
            answers.write(pack(END, json.dumps(end).encode()))
        except BrokenPipeError:
            return
        except BaseException as error:
            answers.write(pack(ERROR, json.dumps(_told(error)).encode()))
        answers.flush()


def _told(error: BaseException) -> dict[str, str]:
    """Return the kind of error and its text, never one that holds a path."""
    if isinstance(error, _TooLarge):
        return {"kind": "too-large", "text": str(error)}
    if isinstance(error, (SyntaxError, UnicodeEncodeError)):
        return {"kind": "syntax", "text": f"the query does not parse: {error}"}
    if isinstance(error, MemoryError):
        return {"kind": "memory", "text": "the query needs too much memory"}
    if isinstance(error, ValueError) or UNKNOWN_FUNCTION.fullmatch(str(error)):
        return {"kind": "query", "text": f"the query cannot be answered: {error}"}
    return {"kind": "engine", "text": "the query failed while it ran"}


def _answer(
    store: ox.Store, request: dict[str, Any], out: BinaryIO
) -> dict[str, int | float]:
    started = time.monotonic()
    result = _run(store, request)
    output = _Output(out, request)
    # The engine asks of a file only that it can be written to.
    file = cast(IO[bytes], output)
    if isinstance(result, ox.QueryTriples):
        _write_graph(result, file, request)
    else:
        result.serialize(file, format=RESULT_FORMATS[request["format"]])
    output.flush()
    return {
        "rows": output.rows,
        "bytes": output.bytes,
        "seconds": time.monotonic() - started,
    }


def _run(store: ox.Store, request: dict[str, Any]) -> _Result:
    default, named = request["default_graphs"], request["named_graphs"]
    text, base = request["query"], request["base"]
    if default is None:
        return store.query(text, base_iri=base)
    graphs: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in named]
    if len(default) <= 1:
        names: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
            ox.NamedNode(iri) for iri in default
        ]
        return store.query(
            text, base_iri=base, default_graph=names, named_graphs=graphs
        )
    return _merged(store, default, named).query(
        text, base_iri=base, default_graph=ox.DefaultGraph(), named_graphs=graphs
    )


def _merged(store: ox.Store, default: list[str], named: list[str]) -> ox.Store:
    """Return a store in memory whose default graph is the merge of *default*.

    The engine would count a statement once for each graph that holds it; the
    RDF merge has it once.
    """
    memory = ox.Store()
    for iri in default:
        graph = ox.NamedNode(iri)
        memory.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in store.quads_for_pattern(None, None, None, graph)
        )
    for iri in named:
        graph = ox.NamedNode(iri)
        memory.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return memory


def _write_graph(
    result: ox.QueryTriples, file: IO[bytes], request: dict[str, Any]
) -> None:
    first = list(islice(result, SMALL_GRAPH))
    rest = next(result, None)
    triples: Any
    if rest is None:
        triples = sorted(set(first), key=str)
        if len(triples) > (most := request["max_rows"]):
            raise _TooLarge(f"the answer has more than {most} statements")
    else:
        triples = chain(first, (rest,), result)
    name = request["format"]
    ox.serialize(
        triples,
        file,
        format=RDF_FORMATS[name],
        prefixes=request["prefixes"] if name in WITH_PREFIXES else None,
    )


if __name__ == "__main__":
    # The pipes are ours; what a library prints must not get between frames.
    main(sys.argv[1:])
