"""Rows that were read and checked, kept in one file for each register.

An `SQLite <https://www.sqlite.org/>`_ database: what was imported when a process
is killed is there, whole, up to the last piece, and the next run goes on from
there. Rows come back in the order of their keys, so that all that a register
says of one body is together, however large the register is.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from tsunagari.errors import RegisterError, RegisterFileError

__all__ = ["SEPARATOR", "ImportedFile", "StagedRow", "Staging"]

# Between cells; checked for, since a text could hold it.
SEPARATOR: Final = "\x1f"
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS file (
    id INTEGER PRIMARY KEY, digest TEXT UNIQUE, name TEXT, stem TEXT, encoding TEXT,
    retrieved TEXT, read INTEGER, rejected INTEGER, reject_bytes INTEGER, whole INTEGER
);
CREATE TABLE IF NOT EXISTS row (
    key TEXT, moment TEXT, file INTEGER, number INTEGER, cells TEXT,
    PRIMARY KEY (key, moment, file, number)
) WITHOUT ROWID;
"""
CACHE_KIB: Final = 32_000
# Of one key, so that it fits into memory; the largest real one has some 50 rows.
MAX_ROWS: Final = 20_000
MAX_SIZE: Final = 8_000_000
LOCK: Final = "import.lock"


class StagedRow(NamedTuple):
    """A row: what it is about, when, from which file, its number there, its cells.

    The file is its place among the files of the register, by their digests, so
    that nothing depends on the order in which they were imported.
    """

    key: str
    moment: str
    file: int
    number: int
    cells: list[str]


@dataclass(frozen=True)
class ImportedFile:
    """A file and how far it was read.

    :param read: How many rows were read, rejected ones among them.
    :param reject_bytes: The length of its file of rejects.
    :param whole: Whether it was read to the end.
    """

    id: int
    digest: str
    name: str
    stem: str
    encoding: str
    retrieved: str
    read: int
    rejected: int
    reject_bytes: int
    whole: bool


class Staging:
    """The rows of one register."""

    def __init__(self, path: Path, create: bool = False) -> None:
        """Open the database at *path*.

        :param create: Make it if there is none, and let no one else change it;
            else it is opened for reading, and shows what is there now whatever
            is imported meanwhile.
        :raises RegisterError: If it cannot be opened, or another import goes on.
        """
        self._stack = ExitStack()
        mode = "rwc" if create else "ro"
        self.path = path
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._lock()
            uri = f"{path.absolute().as_uri()}?mode={mode}"
            self._database = sqlite3.connect(uri, uri=True, isolation_level=None)
            self._stack.callback(self._database.close)
            self._database.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            if create:
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.execute("PRAGMA synchronous = NORMAL")
                self._database.executescript(SCHEMA)
            else:
                self._database.execute("BEGIN")
            self._database.execute("SELECT count(*) FROM file")
        except (OSError, sqlite3.Error) as error:
            self._stack.close()
            raise RegisterError(
                f"{path}: imported rows cannot be opened ({error}); "
                "remove the file and import again"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _lock(self) -> None:
        """Keep others from importing; the lock ends with the process, however."""
        file = self._stack.enter_context(self.path.with_name(LOCK).open("w"))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._stack.close()
            raise RegisterError(
                f"{self.path.parent.name}: another import of this register goes on; "
                "wait until it has ended"
            ) from error

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Cursor]:
        """Change the database as a whole or not at all.

        :raises RegisterError: If it cannot be written.
        """
        cursor = self._database.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    cursor.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise RegisterError(
                f"{self.path}: rows cannot be kept ({error}); see to it that the disk "
                "has room and may be written to, then import again"
            ) from error

    def files(self) -> list[ImportedFile]:
        """Return the files, in the order of their digests."""
        found = self._found("SELECT * FROM file ORDER BY digest")
        return [ImportedFile(*row) for row in found]

    def begin(
        self, digest: str, name: str, stem: str, encoding: str, retrieved: str
    ) -> ImportedFile:
        """Return the file with that digest, a new one if it was never begun.

        When it was retrieved is as was told last.
        """
        with self._change() as change:
            change.execute(
                "INSERT INTO file VALUES (NULL, ?, ?, ?, ?, ?, 0, 0, 0, 0) "
                "ON CONFLICT (digest) DO UPDATE SET retrieved = excluded.retrieved "
                "WHERE excluded.retrieved <> ''",
                (digest, name, stem, encoding, retrieved),
            )
        return next(file for file in self.files() if file.digest == digest)

    def add(
        self,
        file: ImportedFile,
        rows: Iterable[tuple[str, str, int, str]],
        read: int,
        rejected: int,
        reject_bytes: int,
        whole: bool,
    ) -> None:
        """Add key, moment, number and cells of each of *rows*, and how far it is.

        All of it is there afterwards, or nothing.
        """
        with self._change() as change:
            change.executemany(
                # In the order of the table, where neighbours lie together.
                f"INSERT OR REPLACE INTO row VALUES (?, ?, {file.id}, ?, ?)",
                sorted(rows),
            )
            change.execute(
                "UPDATE file SET read = ?, rejected = ?, reject_bytes = ?, whole = ? "
                "WHERE id = ?",
                (read, rejected, reject_bytes, whole, file.id),
            )

    def forget(self, file: ImportedFile) -> None:
        """Remove a file and its rows."""
        with self._change() as change:
            change.execute("DELETE FROM row WHERE file = ?", (file.id,))
            change.execute("DELETE FROM file WHERE id = ?", (file.id,))

    def groups(
        self, file: ImportedFile | None = None, keys: Iterable[str] | None = None
    ) -> Iterator[list[StagedRow]]:
        """Yield the rows of each key together, by key and moment.

        :param file: Only the keys that this file has a row of, and that have several.
        :param keys: Only these.
        :raises RegisterFileError: If there are more rows of one key than can be.
        :raises RegisterError: If the database is damaged.
        """
        query = "SELECT key, moment, file, number, cells FROM row"
        values: tuple[str, ...] = ()
        if keys is not None:
            query += " WHERE key IN (SELECT value FROM json_each(?))"
            values = (json.dumps(sorted(keys)),)
        elif file is not None:
            query = (
                "SELECT r.key, r.moment, r.file, r.number, r.cells FROM "
                "(SELECT key FROM row GROUP BY key "
                f"HAVING count(*) > 1 AND max(file = {file.id})) AS k "
                "JOIN row AS r ON r.key = k.key"
            )
        place = {known.id: place for place, known in enumerate(self.files())}
        rows: list[StagedRow] = []
        last, size = None, 0
        for key, moment, id, number, cells in self._found(
            f"{query} ORDER BY 1, 2", values
        ):
            row = StagedRow(key, moment, place[id], number, cells.split(SEPARATOR))
            if key == last:
                rows.append(row)
                size += len(cells)
                if len(rows) > MAX_ROWS or size > MAX_SIZE:
                    raise RegisterFileError(
                        f"{key}: more is told of it than of anything in a register; "
                        "look at the file, and import one that is right"
                    )
                continue
            if rows:
                yield sorted(rows) if len(rows) > 1 else rows
            rows, last, size = [row], key, len(cells)
        if rows:
            yield sorted(rows)

    def _found(self, query: str, values: tuple[str, ...] = ()) -> Iterator[Any]:
        """Yield what the database has.

        :raises RegisterError: If it is damaged.
        """
        try:
            yield from self._database.execute(query, values)
        except sqlite3.Error as error:
            raise RegisterError(
                f"{self.path}: imported rows cannot be read ({error}); remove the file "
                "and import again"
            ) from error
