"""One check in a process of its own.

Started as ``python -m tsunagari.workbench.checking.process MEMORY SECONDS``.
The request and the documents come on standard input, what is said of them goes to
standard output part by part, so that what is done when time runs out is not lost.
The process limits its own memory and can make no socket; its deadline is kept by
whoever started it, who kills it. No file is written.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from tsunagari import errors
from tsunagari.errors import TsunagariError, WriteTooLargeError
from tsunagari.sparql.documents import SYNTAXES, Document
from tsunagari.sparql.engines.loop import limit_memory, run_deep
from tsunagari.sparql.engines.sandbox import forbid_sockets
from tsunagari.sparql.frames import DATA, END, ERROR, REQUEST, pack, read_frame

__all__ = ["MOST_BYTES", "NO_MEMORY", "main"]

NICE: Final = 10
# Of one part of the answer.
MOST_BYTES: Final = 50_000_000
# How the process ends when its memory is full.
NO_MEMORY: Final = 70
DEEP: Final = "it is nested more deeply than can be checked; write it flatter"


def main(arguments: list[str]) -> None:
    """Answer the one request on standard input, and end.

    :param arguments: The address space in bytes, and the seconds of processor time
        after which the system ends the process, should its parent not.
    """
    memory, seconds = map(int, arguments)
    limit_memory(memory)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    forbid_sockets()
    # What a library prints must not get between the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(OSError):
        os.nice(NICE)
    run_deep(partial(_serve, answers))


def _serve(answers: BinaryIO) -> None:
    try:
        for name, part in _answered(sys.stdin.buffer):
            answers.write(pack(DATA, _encoded(name, part)))
            answers.flush()
        answers.write(pack(END))
    except MemoryError:
        # There may be none left to tell it with.
        os._exit(NO_MEMORY)
    except BaseException as error:
        kind, text = _told(error)
        answers.write(pack(ERROR, json.dumps({"kind": kind, "text": text}).encode()))
    answers.flush()


def _answered(stream: BinaryIO) -> Iterator[tuple[str, dict[str, object]]]:
    # What they import takes long, and would not be limited if it came first.
    from tsunagari.workbench.checking.beside import Beside
    from tsunagari.workbench.checking.bounds import Bounds
    from tsunagari.workbench.checking.parts import made
    from tsunagari.workbench.checking.reading import posted_graph

    frame = read_frame(stream)
    assert frame is not None
    assert frame[0] == REQUEST
    request = json.loads(frame[1])
    bounds = Bounds(**request["bounds"])
    graph = posted_graph(_documents(request["documents"], stream), bounds.statements)
    dataset = Path(request["dataset"]) if request["dataset"] else None
    beside = Beside(graph, dataset, bounds, request["without"])
    for name in request["parts"]:
        yield name, made(name, beside, request["format"])


def _documents(given: list[dict[str, str]], stream: BinaryIO) -> Iterator[Document]:
    syntaxes = {syntax.name: syntax for syntax in SYNTAXES}
    for one in given:
        frame = read_frame(stream)
        assert frame is not None
        assert frame[0] == DATA
        yield Document(frame[1], syntaxes[one["syntax"]], one["base"], one["name"])


def _encoded(name: str, part: dict[str, object]) -> bytes:
    data = json.dumps({"name": name, "part": part}).encode()
    if len(data) > MOST_BYTES:
        raise WriteTooLargeError(
            f"the answer has more than {MOST_BYTES:,} bytes; send less at a time"
        )
    return data


def _told(error: BaseException) -> tuple[str, str]:
    """Return the name of the error to raise and its text, never one with a path."""
    if isinstance(error, RecursionError):
        return errors.DocumentError.__name__, DEEP
    if isinstance(error, TsunagariError) and type(error).__name__ in errors.__all__:
        return type(error).__name__, str(error)
    return errors.WriterLostError.__name__, "the check failed; it is a fault of ours"


if __name__ == "__main__":
    main(sys.argv[1:])
