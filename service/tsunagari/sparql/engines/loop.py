"""What every worker process does: limits, requests and answers in frames.

It says that it is ready and answers request frames from standard input on
standard output until that closes or its parent dies. Its deadline is not here:
whoever started it kills it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO, Final

from tsunagari.sparql.engines.output import CHUNK
from tsunagari.sparql.frames import END, ERROR, READY, REQUEST, pack, read_frame

__all__ = ["Answering", "Telling", "limit_descriptors", "limit_memory", "run"]
__all__ += ["run_deep"]

# The engine recurses over the query; a deep one must not overflow.
STACK_BYTES: Final = 64 << 20
PARENT_POLL_SECONDS: Final = 1.0

# Writes the answer to a request in frames.
Answering = Callable[[dict[str, Any], BinaryIO], None]
# Tells the kind of an error, and its text.
Telling = Callable[[BaseException], tuple[str, str]]


def run(answer: Answering, tell: Telling) -> None:
    """Serve requests with *answer* until standard input closes or the parent dies."""
    run_deep(partial(_serve, answer, tell))


def run_deep(serve: Callable[[], None]) -> None:
    """Run *serve* with a deep stack, and end the process with it or with its parent."""
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    parent = os.getppid()
    while thread.is_alive():
        thread.join(PARENT_POLL_SECONDS)
        if os.getppid() != parent:
            os._exit(1)
    os._exit(0)


def limit_memory(memory: int) -> None:
    """Bound the address space; leave no core behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def limit_descriptors(more: int) -> None:
    """Forbid new descriptors but for *more* files, which a store opens when needed.

    With none, nothing can be opened: no file, no socket.
    """
    kind = resource.RLIMIT_NOFILE
    _, allowed = resource.getrlimit(kind)
    highest = max(map(int, os.listdir("/dev/fd")))
    resource.setrlimit(kind, (highest + 1, allowed))
    # A number below that was free and closed again would still be given out.
    with suppress(OSError):
        while True:
            os.dup(0)
    most = highest + 1 + more
    if allowed != resource.RLIM_INFINITY:
        most = min(most, allowed)
    resource.setrlimit(kind, (most, most))


def _serve(answer: Answering, tell: Telling) -> None:
    requests = sys.stdin.buffer
    answers = os.fdopen(1, "wb", buffering=2 * CHUNK, closefd=False)
    answers.write(pack(READY))
    answers.flush()
    while (frame := read_frame(requests)) is not None:
        kind, body = frame
        assert kind == REQUEST
        try:
            answer(json.loads(body), answers)
            answers.write(pack(END))
        except BrokenPipeError:
            return
        except BaseException as error:
            kind_of_error, text = tell(error)
            told = {"kind": kind_of_error, "text": text}
            answers.write(pack(ERROR, json.dumps(told).encode()))
        answers.flush()
