"""The history: every write as a numbered change, each a file of its own.

A file is a patch in the form of `RDF Patch
<https://afs.github.io/rdf-delta/rdf-patch.html>`_: who, when and what in headers, then
what was removed and added. Where the default graph is a merge, what becomes of it is
a transaction of its own after that. A file is there as a whole or not at all, and is
never changed again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, TextIO

from tsunagari.errors import PatchError
from tsunagari.sparql.engines.oxigraph_difference import Difference
from tsunagari.workbench.layout import sync_folder

__all__ = ["Change", "History"]

NAME: Final = re.compile(r"[0-9]{9}")
BEGIN: Final = "TX ."
END: Final = "TC ."
HEADER: Final = re.compile(r'H ([a-z-]+) ("(?:[^"\\]|\\.)*"|<[^<>"\x00-\x20]*>) \.')


@dataclass(frozen=True)
class Change:
    """A write that was done.

    :param number: From 1 on.
    :param id: The id of the write, unlike any other.
    :param when: The moment it was done, in UTC.
    :param who: The name of the token that allowed it.
    :param what: What was asked for: "update", "put" …
    :param graphs: The IRIs of the graphs that were written to; the empty text is the
        default graph.
    :param added: How many statements it added, not counting a merge.
    :param removed: How many it removed.
    """

    number: int
    id: str
    when: str
    who: str
    what: str
    graphs: tuple[str, ...]
    added: int
    removed: int

    @property
    def asked(self) -> str:
        """What was asked for, without the digest of a file."""
        return "load" if self.what.startswith("load ") else self.what

    def as_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class History:
    """The changes of a workbench."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, number: int) -> Path:
        """Return the file of a change."""
        return self._folder / f"{number:09}.rdfp"

    def last(self) -> int:
        """Return the number of the last change; 0 if there is none."""
        return max(self._numbers(), default=0)

    def append(self, change: Change, written: Difference, merge: Difference) -> None:
        """Write a change down; when this returns, it is on the disk.

        :param written: What was asked for.
        :param merge: What becomes of the default graph by it.
        :raises OSError: If it cannot be written; then it was not.
        """
        path = self.path(change.number)
        made = path.with_suffix(".new")
        try:
            with made.open("w", encoding="utf-8", newline="\n") as file:
                _write(file, change, written, merge)
                file.flush()
                os.fsync(file.fileno())
            with made.open(encoding="utf-8", newline="\n") as file:
                # What cannot be read again would stop all that comes after it.
                _head(file, change.number)
            made.rename(path)
            sync_folder(self._folder)
        except BaseException:
            # Also where it has its name already: it does not count then.
            for file_ in (made, path):
                with suppress(OSError):
                    file_.unlink()
            raise

    def head(self, number: int) -> Change:
        """Return what is said of a change, without its statements.

        :raises PatchError: If there is none, or it is damaged.
        """
        with self._open(number) as file:
            return _head(file, number)[0]

    def read(self, number: int) -> tuple[Change, Difference]:
        """Return a change with its statements.

        :raises PatchError: If there is none, or it is damaged.
        """
        with self._open(number) as file:
            change, created, dropped = _head(file, number)
            rows = file.read().split("\n")
        if rows[-2:] != [END, ""] or rows.count(BEGIN) + 1 != rows.count(END):
            raise PatchError(f"change {number} has no end; its file is damaged")
        said = [row for row in rows[:-1] if row not in (BEGIN, END)]
        return change, Difference.of_rows(said, created, dropped)

    def rows(self, number: int) -> Iterator[str]:
        """Yield the rows of what was asked for, without reading all of the change.

        :raises PatchError: If there is none, or it is damaged.
        """
        with self._open(number) as file:
            _head(file, number)
            for line in file:
                if (row := line.rstrip("\n")) == END:
                    return
                yield row

    def heads(self, most: int, before: int | None = None) -> list[Change]:
        """Return the last changes, the newest first.

        :param before: Only changes with a smaller number than this.
        """
        numbers = sorted(self._numbers(), reverse=True)
        if before is not None:
            numbers = [number for number in numbers if number < before]
        return [self.head(number) for number in numbers[:most]]

    def _numbers(self) -> Iterator[int]:
        for path in self._folder.glob("*.rdfp"):
            if NAME.fullmatch(path.stem):
                yield int(path.stem)

    def _open(self, number: int) -> TextIO:
        try:
            return self.path(number).open(encoding="utf-8", newline="\n")
        except OSError as error:
            raise PatchError(f"there is no change {number}") from error


def _write(
    file: TextIO, change: Change, written: Difference, merge: Difference
) -> None:
    headers = [("id", f"<uuid:{change.id}>")]
    for name in ("number", "when", "who", "what", "added", "removed"):
        headers.append((name, _quoted(str(getattr(change, name)))))
    headers += [("graph", _quoted(graph)) for graph in change.graphs]
    headers += [("created", f"<{iri}>") for iri in sorted(written.created)]
    headers += [("dropped", f"<{iri}>") for iri in sorted(written.dropped)]
    for name, value in headers:
        file.write(f"H {name} {value} .\n")
    for part in (written, merge) if merge else (written,):
        file.write(BEGIN + "\n")
        for row in part.rows():
            file.write(row + "\n")
        file.write(END + "\n")


def _quoted(text: str) -> str:
    """Return *text* as a literal; JSON escapes as N-Triples does."""
    return json.dumps(text, ensure_ascii=False)


def _head(file: TextIO, number: int) -> tuple[Change, list[str], list[str]]:
    found: dict[str, list[str]] = {}
    for line in file:
        if line.rstrip("\n") == BEGIN:
            break
        if not (match := HEADER.fullmatch(line.rstrip("\n"))):
            raise PatchError(f"change {number} has a header that cannot be read")
        name, value = match.groups()
        text = value[1:-1] if value[0] == "<" else json.loads(value)
        found.setdefault(name, []).append(text)
    try:
        change = Change(
            int(found["number"][0]),
            found["id"][0].removeprefix("uuid:"),
            found["when"][0],
            found["who"][0],
            found["what"][0],
            tuple(found.get("graph", ())),
            int(found["added"][0]),
            int(found["removed"][0]),
        )
    except (KeyError, ValueError) as error:
        raise PatchError(f"change {number} lacks a header: {error}") from error
    return change, found.get("created", []), found.get("dropped", [])
