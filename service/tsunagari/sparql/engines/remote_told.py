"""Rows on their way to the client, with the names that the release has.

The engine here writes them, so each format is known to the byte: an IRI that
stands for a blank node can be told from a text that holds the same letters.
What is written is cut where no name can be, and each part is changed alone.
"""

from __future__ import annotations

import re
from typing import IO, Final

from tsunagari.sparql.engines.remote_names import Names

__all__ = ["Told"]

# The format: an end that no name goes across, and how a blank node is written.
ENDS: Final = {"json": b"}", "xml": b"</binding>", "csv": b"\n", "tsv": b"\n"}
BLANK_NODES: Final = {
    "json": (rb'"type":"uri","value":"%s', rb'"type":"bnode","value":"'),
    "xml": (rb"<uri>%s([^<]*)</uri>", rb"<bnode>\1</bnode>"),
    "csv": (rb"%s", rb"_:"),
    "tsv": (rb"<%s([^>]*)>", rb"_:\1"),
}


class Told:
    """A file that tells the names of the release to *file*."""

    def __init__(self, file: IO[bytes], format_name: str, names: Names) -> None:
        self._file = file
        self._names = names
        self._end = ENDS[format_name]
        pattern, self._instead = BLANK_NODES[format_name]
        self._blank = re.compile(pattern % re.escape(names.blank.encode()))
        self._kept = bytearray()

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer."""
        self._kept += data
        # Looked for in what is new only, so that a long text is read once.
        cut = self._kept.rfind(self._end, max(0, len(self._kept) - len(data) - 16))
        if cut >= 0:
            cut += len(self._end)
            self._tell(bytes(self._kept[:cut]))
            del self._kept[:cut]
        return len(data)

    def flush(self) -> None:
        """Wait for more: whoever ends the answer calls :meth:`end`."""

    def end(self) -> None:
        """Write what is left."""
        self._tell(bytes(self._kept))
        self._kept.clear()

    def _tell(self, data: bytes) -> None:
        data = self._blank.sub(self._instead, data)
        self._file.write(self._names.told_bytes(data))
