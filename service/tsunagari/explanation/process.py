"""A process that explains: one release, one explanation at a time.

Started as ``python -m tsunagari.explanation.process MEMORY [STORE]``. It opens the
store read-only, reads the axioms once and keeps them; where no store is given, it asks
whoever started it. What goes back is finished: a text, JSON-LD, or the outline as data
for a page. It limits its own memory and can make no socket; its deadline is kept by
whoever started it, who kills it.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import rdflib

from tsunagari.errors import QueryError, StatementError, TsunagariError
from tsunagari.explanation.data import from_data, to_data
from tsunagari.explanation.document import to_jsonld
from tsunagari.explanation.explain import Explainer
from tsunagari.explanation.lookup import Solution, asking, solutions
from tsunagari.explanation.outline import Outliner
from tsunagari.explanation.sentences import Sentences
from tsunagari.explanation.text import to_text
from tsunagari.explanation.words import Words
from tsunagari.sparql.engines.loop import limit_descriptors, limit_memory, run
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.engines.sandbox import forbid_sockets
from tsunagari.sparql.engines.worker import told
from tsunagari.sparql.frames import ASK, DATA, ERROR, MAX_BODY, NOTE, pack, read_frame

__all__ = ["main"]

# What is found is told, however late it is.
LEAST_SECONDS: Final = 0.1


def main(arguments: list[str]) -> None:
    """Explain until standard input closes or the parent dies.

    :param arguments: The address space in bytes, and the folder of the store, if there
        is one.
    """
    memory, *store = arguments
    # As in the service: literals stay as they are written.
    rdflib.NORMALIZE_LITERALS = False
    limit_memory(int(memory))
    explaining = _Explaining(Path(store[0]) if store else None)
    # Without a store nothing here reads what strangers write but as a text to send on.
    if not forbid_sockets() and store:
        limit_descriptors(0)
    run(explaining.answer, _told)


class _Explaining:
    """The release, with its axioms as soon as they were read."""

    def __init__(self, store: Path | None) -> None:
        self._ask = asking(OxigraphEngine.open(store)) if store else None
        self._explainer = Explainer(self._ask) if self._ask else None

    def answer(self, request: dict[str, Any], out: BinaryIO) -> None:
        """Write the answer to *request* in frames."""
        try:
            body = self._answered(request, out)
        except (TsunagariError, _RefusedError, MemoryError, OSError, UnicodeError):
            raise
        except Exception:
            # A fault of ours; whoever started this has the log.
            out.write(_note(fault=traceback.format_exc()))
            raise
        for start in range(0, len(body), MAX_BODY):
            out.write(pack(DATA, body[start : start + MAX_BODY]))

    def _answered(self, request: dict[str, Any], out: BinaryIO) -> bytes:
        ends = time.monotonic() + request["seconds"]
        ask = self._ask or partial(_ask_parent, out)
        explainer = self._explainer = self._explainer or Explainer(ask)
        words = Words(ask, request["language"])
        statements = [from_data(one) for one in request["statements"]]
        if request["as"] == "questions":
            sentences = Sentences(explainer.axioms, words)
            return _json([sentences.question(one) for one in statements])
        left = max(LEAST_SECONDS, ends - time.monotonic())
        found = explainer.explain(statements[0], ask, left, request["ways"])
        out.write(_note(complete=found.complete))
        if request["as"] == "jsonld":
            return to_jsonld(found)
        outliner = Outliner(explainer.axioms, explainer.constructs, words)
        outline = outliner.outline(found)
        if request["as"] == "text":
            return to_text(outline).encode()
        return _json(to_data(outline))


class _RefusedError(Exception):
    """What was looked up could not be had; whoever was asked said why."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


def _ask_parent(out: BinaryIO, query: str) -> list[Solution]:
    """Ask whoever started this process."""
    out.write(pack(ASK, query.encode()))
    out.flush()
    frame = read_frame(sys.stdin.buffer)
    if frame is None:
        raise EOFError("nobody is there to be asked")
    kind, body = frame
    if kind == ERROR:
        raise _RefusedError(**json.loads(body))
    return solutions(body)


def _told(error: BaseException) -> tuple[str, str]:
    """Return the kind of error and its text, never one that holds a path."""
    if isinstance(error, _RefusedError):
        return error.kind, str(error)
    if isinstance(error, StatementError):
        return "statement", str(error)
    # The same as a worker says of the same error.
    cause = error.__cause__ if isinstance(error, QueryError) else None
    return told(cause or error)


def _note(**said: object) -> bytes:
    return pack(NOTE, _json(said))


def _json(content: object) -> bytes:
    return json.dumps(content).encode()


if __name__ == "__main__":
    main(sys.argv[1:])
