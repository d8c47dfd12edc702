"""A worker: one process, one store, one query at a time.

Started as ``python -m tsunagari.sparql.engines.worker STORE MEMORY``. It opens
the store read-only and limits itself. It cannot open a socket, so a query
cannot reach another host, whatever its text; with a third argument
(``reaches-out``) it can, for queries whose ``SERVICE`` the guard allowed.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path
from typing import Final

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
    store = ox.Store.read_only(arguments[0])
    reaches_out = "reaches-out" in arguments[2:]
    limit_memory(int(arguments[1]))
    if not reaches_out:
        # A large store opens some of its files late. Where the system forbids
        # sockets, it may; else it must do with what is open.
        files = sum(1 for _ in Path(arguments[0]).iterdir())
        limit_descriptors(files if forbid_sockets() else 0)
    run(partial(answer_from_store, store), partial(told, reaches_out=reaches_out))


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
