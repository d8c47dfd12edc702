"""A worker: one process, one store, one query at a time.

Started as ``python -m tsunagari.sparql.engines.worker STORE MEMORY``. It opens
the store read-only and limits itself. It cannot open a socket, so a query
cannot reach another host, whatever its text; with a third argument
(``reaches-out``) it can, for queries whose ``SERVICE`` the guard allowed. With
``moves`` it may be told to open another store, and a request may name the one it asks.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph as ox

from tsunagari.sparql.engines.loop import limit_descriptors, limit_memory, run
from tsunagari.sparql.engines.output import TooLarge
from tsunagari.sparql.engines.sandbox import forbid_sockets
from tsunagari.sparql.engines.writing import answer_from_store

__all__ = ["main", "told"]

NO_ANSWER: Final = "an endpoint that SERVICE names gave no answer; see /peers"
# The engine finds out only while it runs that it lacks a function.
UNKNOWN_FUNCTION: Final = re.compile(r"The custom function <[^<>]*> is not supported")


def main(arguments: list[str]) -> None:
    """Serve requests until standard input closes or the parent dies."""
    reaches_out = "reaches-out" in arguments[2:]
    stores = Stores(arguments[0], "moves" in arguments[2:])
    limit_memory(int(arguments[1]))
    if stores.may_move:
        # Where the system cannot forbid sockets, no other store is opened either.
        if not forbid_sockets():
            stores.may_move = False
            limit_descriptors(0)
    elif not reaches_out:
        # A large store opens some of its files late. Where the system forbids
        # sockets, it may; else it must do with what is open.
        files = sum(1 for _ in Path(arguments[0]).iterdir())
        limit_descriptors(files if forbid_sockets() else 0)
    run(partial(_answer, stores), partial(told, reaches_out=reaches_out))


class Stores:
    """The stores that a worker has open: the last two it was told of."""

    def __init__(self, path: str, may_move: bool) -> None:
        self.may_move = may_move
        self._own = path
        self._open = {path: ox.Store.read_only(path)}

    def of(self, path: str) -> ox.Store:
        """Return the store in the folder *path*; by default the first one.

        :raises OSError: If it cannot be opened, or the worker does not move.
        """
        path = path or self._own
        if path not in self._open:
            if not self.may_move:
                raise OSError("this worker stays with its store")
            while len(self._open) > 1:
                del self._open[next(iter(self._open))]
            self._open[path] = ox.Store.read_only(path)
        return self._open[path]


def _answer(stores: Stores, request: dict[str, Any], out: BinaryIO) -> None:
    if "open" in request:
        stores.of(request["open"])
    else:
        answer_from_store(stores.of(request["store"]), request, out)


def told(error: BaseException, reaches_out: bool = False) -> tuple[str, str]:
    """Return the kind of error and its text, never one that holds a path."""
    if isinstance(error, TooLarge):
        return "too-large", str(error)
    if isinstance(error, (SyntaxError, UnicodeEncodeError)):
        return "syntax", f"the query does not parse: {error}"
    if isinstance(error, MemoryError):
        return "memory", "the query needs too much memory"
    if isinstance(error, ValueError) or UNKNOWN_FUNCTION.fullmatch(str(error)):
        return "query", f"the query cannot be answered: {error}"
    if isinstance(error, OSError) and reaches_out:
        return "remote", NO_ANSWER
    return "engine", "the query failed while it ran"


if __name__ == "__main__":
    # The pipes are ours; what a library prints must not get between frames.
    main(sys.argv[1:])
