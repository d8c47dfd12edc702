"""A document: bytes, the syntax that they are said to be in, and a name for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tsunagari.errors import DocumentError
from tsunagari.sparql.documents.syntaxes import Syntax, shown

__all__ = ["Document"]

LONGEST_REASON: Final = 600


@dataclass(frozen=True)
class Document:
    """What somebody sent.

    :param data: The bytes, or the file that holds them.
    :param base: The absolute IRI that relative ones are resolved against; without
        one, a relative IRI is an error.
    :param name: What errors call it; it never holds a path.
    """

    data: bytes | Path
    syntax: Syntax
    base: str | None = None
    name: str = "the document"

    def read(self) -> bytes:
        """Return the bytes."""
        return self.data.read_bytes() if isinstance(self.data, Path) else self.data

    def error(
        self, reason: str, text: str = "", at: int | None = None
    ) -> DocumentError:
        """Return an error that names the document.

        :param reason: May hold a little of the document.
        :param at: The character of *text* that it is about, counted from 0.
        """
        reason = shown(reason, LONGEST_REASON)
        if at is None:
            return DocumentError(f"{self.name}: {reason}")
        line, column = _place(text, at)
        return DocumentError(f"{self.name}: line {line}, column {column}: {reason}")


def _place(text: str, at: int) -> tuple[int, int]:
    """Return line and column of a character, both counted from 1."""
    ends = text.count("\n", 0, at) + text.count("\r", 0, at)
    begin = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return ends - text.count("\r\n", 0, at) + 1, at - begin + 1
