"""A worker: one process, one store, one query at a time.

Started as ``python -m tsunagari.sparql.engines.worker STORE MEMORY``. It opens
the store read-only, limits itself, says that it is ready and answers request
frames from standard input on standard output until that closes. Its deadline
is not here: whoever started it kills it. It cannot open a socket, so a query
cannot reach another host, whatever its text; with a third argument
(``reaches-out``) it can, for queries whose ``SERVICE`` the guard allowed.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import IO, Any, BinaryIO, Final, cast

import pyoxigraph as ox

from tsunagari.sparql.engines.asking import asking
from tsunagari.sparql.engines.output import CHUNK, Output, TooLarge
from tsunagari.sparql.engines.oxigraph_formats import (
    RDF_FORMATS,
    RESULT_FORMATS,
    WITH_PREFIXES,
)
from tsunagari.sparql.frames import (
    END,
    ERROR,
    NOTE,
    READY,
    REQUEST,
    pack,
    read_frame,
)

__all__ = ["main"]

# The engine recurses over the query; a deep one must not overflow.
STACK_BYTES: Final = 64 << 20
# A graph up to this size is written once each and in order.
SMALL_GRAPH: Final = 10_000
ENDS_IN_NAME: Final = re.compile(r"[^\W\d][\w.-]*$")
PARENT_POLL_SECONDS: Final = 1.0
# The engine finds out only while it runs that it lacks a function.
UNKNOWN_FUNCTION: Final = re.compile(r"The custom function <[^<>]*> is not supported")


def main(arguments: list[str]) -> None:
    """Serve requests until standard input closes or the parent dies."""
    store = ox.Store.read_only(arguments[0])
    reaches_out = "reaches-out" in arguments[2:]
    _limit(int(arguments[1]), reaches_out)
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=_serve, args=(store, reaches_out), daemon=True)
    thread.start()
    parent = os.getppid()
    while thread.is_alive():
        thread.join(PARENT_POLL_SECONDS)
        if os.getppid() != parent:
            os._exit(1)
    os._exit(0)


def _limit(memory: int, reaches_out: bool) -> None:
    """Bound memory, and forbid new descriptors: no file, no socket."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if reaches_out:
        return
    probe = os.dup(0)
    resource.setrlimit(resource.RLIMIT_NOFILE, (probe + 1, probe + 1))
    # A number below that was free and closed again would still be given out.
    with suppress(OSError):
        while True:
            os.dup(0)


def _serve(store: ox.Store, reaches_out: bool) -> None:
    requests = sys.stdin.buffer
    answers = os.fdopen(1, "wb", buffering=2 * CHUNK, closefd=False)
    answers.write(pack(READY))
    answers.flush()
    while (frame := read_frame(requests)) is not None:
        kind, body = frame
        assert kind == REQUEST
        try:
            _answer(store, json.loads(body), answers)
            answers.write(pack(END))
        except BrokenPipeError:
            return
        except BaseException as error:
            answers.write(pack(ERROR, json.dumps(_told(error, reaches_out)).encode()))
        answers.flush()


def _told(error: BaseException, reaches_out: bool) -> dict[str, str]:
    """Return the kind of error and its text, never one that holds a path."""
    if isinstance(error, TooLarge):
        return {"kind": "too-large", "text": str(error)}
    if isinstance(error, (SyntaxError, UnicodeEncodeError)):
        return {"kind": "syntax", "text": f"the query does not parse: {error}"}
    if isinstance(error, MemoryError):
        return {"kind": "memory", "text": "the query needs too much memory"}
    if isinstance(error, ValueError) or UNKNOWN_FUNCTION.fullmatch(str(error)):
        return {"kind": "query", "text": f"the query cannot be answered: {error}"}
    if isinstance(error, OSError) and reaches_out:
        text = "an endpoint that SERVICE names gave no answer"
        return {"kind": "remote", "text": text}
    return {"kind": "engine", "text": "the query failed while it ran"}


def _answer(store: ox.Store, request: dict[str, Any], out: BinaryIO) -> None:
    ask = asking(store, request)
    result = ask(request["query"])
    output = Output(out, request)
    # The engine asks of a file only that it can be written to.
    file = cast(IO[bytes], output)
    if isinstance(result, ox.QueryTriples):
        _write_graph(result, file, request, out)
    else:
        if probe := request["probe"]:
            more = next(iter(cast(ox.QuerySolutions, ask(probe))), None)
            _note(out, cut=more is not None)
        result.serialize(file, format=RESULT_FORMATS[request["format"]])
    output.end()


def _note(out: BinaryIO, cut: bool) -> None:
    out.write(pack(NOTE, json.dumps({"cut": cut}).encode()))


def _write_graph(
    result: ox.QueryTriples, file: IO[bytes], request: dict[str, Any], out: BinaryIO
) -> None:
    wanted: int | None = request["rows"]
    triples: Any
    if wanted is not None:
        found = _distinct(result, wanted + 1)
        _note(out, cut=len(found) > wanted)
        triples = sorted(found[:wanted], key=str)
    else:
        triples = _ordered_if_small(result, request["max_rows"])
    name = request["format"]
    if name == "rdfxml":
        triples = _with_names(triples)
    ox.serialize(
        triples,
        file,
        format=RDF_FORMATS[name],
        prefixes=request["prefixes"] if name in WITH_PREFIXES else None,
    )


def _with_names(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield *triples*; RDF/XML has each predicate as the name of an element.

    :raises ValueError: If one ends in no name: the engine would write no XML.
    """
    for triple in triples:
        if not ENDS_IN_NAME.search(triple.predicate.value):
            raise ValueError(
                f"RDF/XML has no way to write the predicate {triple.predicate}; "
                "choose another format"
            )
        yield triple


def _distinct(result: ox.QueryTriples, most: int) -> list[ox.Triple]:
    found: dict[ox.Triple, None] = {}
    for triple in result:
        found[triple] = None
        if len(found) == most:
            break
    return list(found)


def _ordered_if_small(result: ox.QueryTriples, most: int) -> Iterator[ox.Triple]:
    """Yield each statement once and in order, or those of a large graph as they come.

    :raises TooLarge: If there are more than *most*.
    """
    first = list(islice(result, SMALL_GRAPH))
    rest = next(result, None)
    if rest is not None:
        whole: Iterable[ox.Triple] = chain(first, (rest,), result)
    else:
        whole = sorted(set(first), key=str)
    for number, triple in enumerate(whole):
        if number == most:
            raise TooLarge(f"the answer has more than {most} statements")
        yield triple


if __name__ == "__main__":
    # The pipes are ours; what a library prints must not get between frames.
    main(sys.argv[1:])
