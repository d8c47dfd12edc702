"""The process of the writer: ``python -m tsunagari.workbench.process TOP MOST MEMORY``.
It reads requests from standard input and answers on standard output, like the workers
that answer queries, and cannot open a socket. It may be ended at any moment: the next
one takes up where it was.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import tsunagari.errors as errors
from tsunagari.errors import NotConformingError, TsunagariError, WorkbenchError
from tsunagari.sparql.engines.loop import limit_memory, run
from tsunagari.sparql.engines.sandbox import forbid_sockets
from tsunagari.sparql.frames import DATA, pack
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.writer import Writer

__all__ = ["main", "raised"]

REFUSED: Final = "refused"
NICE: Final = 10


def main(arguments: list[str]) -> None:
    """Serve writes until standard input closes or the parent dies."""
    top, most, memory = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    forbid_sockets()
    # Who reads does not wait for who writes.
    os.nice(NICE)
    with ExitStack() as held:
        try:
            writer = held.enter_context(Writer.open(top, most, alone=False))
        except TsunagariError as error:
            # The first answer tells; there is nobody to ask again.
            run(partial(_refuse, error), told)
            return
        limit_memory(memory)
        run(partial(_answer, writer), told)


def told(error: BaseException) -> tuple[str, str]:
    """Return the kind of an unexpected error, and its text."""
    if isinstance(error, MemoryError):
        return "memory", "the write needs too much memory"
    return "engine", f"the write failed: {type(error).__name__}"


def raised(told: dict[str, Any]) -> TsunagariError | None:
    """Return the error that an answer tells of, if it does."""
    if REFUSED not in told:
        return None
    kind = getattr(errors, told[REFUSED], WorkbenchError)
    if kind is NotConformingError:
        return NotConformingError(told["text"], told["report"])
    found: TsunagariError = kind(told["text"])
    return found


def _refuse(error: TsunagariError, request: dict[str, Any], out: BinaryIO) -> None:
    _write({REFUSED: type(error).__name__, "text": str(error)}, out)


def _answer(writer: Writer, request: dict[str, Any], out: BinaryIO) -> None:
    """Do one write, or make a checkpoint, and tell what came of it."""
    try:
        if "checkpoint" in request:
            number = writer.checkpoint(Path(request["checkpoint"]))
            _write({"number": number}, out)
        elif "flush" in request:
            writer.flush()
            _write({}, out)
        else:
            _write(vars(writer.do(Job.of_json(request))), out)
    except TsunagariError as error:
        refused = {REFUSED: type(error).__name__, "text": str(error)}
        if isinstance(error, NotConformingError):
            refused["report"] = error.report
        _write(refused, out)


def _write(told: dict[str, Any], out: BinaryIO) -> None:
    out.write(pack(DATA, json.dumps(told, ensure_ascii=False).encode()))


if __name__ == "__main__":
    main(sys.argv[1:])
