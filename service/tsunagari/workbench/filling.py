"""Files into a workbench that nobody serves."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Final
from uuid import uuid4

from tsunagari.sparql.documents import syntax_of
from tsunagari.workbench.changes import History
from tsunagari.workbench.jobs import Incoming, Job, Outcome
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.writer import Writer

__all__ = ["WHO", "fill"]

# What the history calls whoever has the folder itself.
WHO: Final = "command line"


def fill(layout: Layout, file: Path, most: int, graph: str = "") -> Outcome:
    """Add what a file says; nothing changes if it is there already.

    One that was put in before, byte for byte, is not put in again: its blank nodes
    would be others each time.

    :param graph: The IRI of the graph that it goes into; the empty text is the
        default graph. N-Quads and TriG go where they say.
    :param most: The most statements that may be added.
    :raises DocumentError: If the file cannot be read.
    :raises WorkbenchError: If another process has the workbench.
    """
    syntax = syntax_of(None, file.name)
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    with Writer.open(layout.top, most) as writer:
        named = None if syntax.named_graphs else graph
        if _was_put_in(writer.history, digest, graph):
            return Outcome(writer.last, graph=named)
        name = uuid4().hex
        place = layout.incoming / name
        shutil.copyfile(file, place)
        try:
            told = Incoming(name, syntax.media_type, "", file.name)
            job = Job("load", WHO, None, named, (told,), text=digest)
            return writer.do(job)
        finally:
            place.unlink(missing_ok=True)


def _was_put_in(history: History, digest: str, graph: str) -> bool:
    return any(
        change.what == f"load {digest}" and (not graph or graph in change.graphs)
        for change in history.heads(history.last())
    )
