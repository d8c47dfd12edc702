"""Reading the index: things by IRI, by identifier, by name, by the beginning of one.

The file never changes, so that it is opened as such and every thread reads it by a
connection of its own. Whoever asks gives the seconds that it may take.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from tsunagari.errors import QueryTimeoutError, SearchIndexError
from tsunagari.naming.keys import folded
from tsunagari.search.entry import Entry, Identifier, Kind, Label, Property, Value
from tsunagari.search.facets import Facet, Facets
from tsunagari.search.finding import Found, beginning, named
from tsunagari.search.hits import MOST, Hits, browsed, searched
from tsunagari.search.layout import FILE, LAYOUT

__all__ = ["SearchIndex"]

# Steps of SQLite's machine between two looks at the clock: some milliseconds.
STEPS: Final = 20_000
# Entries that are kept once they were asked for by IRI.
KNOWN: Final = 4000
BUILD: Final = "build the release again with 'tsunagari build'"


class SearchIndex:
    """The index of one release. Close it when nobody asks any more."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        self.kinds: Mapping[str, Kind] = {}
        self.properties: Mapping[str, Property] = {}
        self.facets = Facets({}, {})
        self._iris: list[str] = []
        # Places, forms and kinds are asked for by their IRI with every answer.
        self._known: dict[str, Entry] = {}

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index of the release in *folder*.

        :raises SearchIndexError: If there is none, or it is damaged or newer.
        """
        path = folder / FILE
        if not path.is_file():
            raise SearchIndexError(
                f"the release '{folder.name}' has no search index; {BUILD}"
            )
        index = cls(path)
        try:
            index._begin()
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            index.close()
            raise SearchIndexError(
                f"the search index of the release '{folder.name}' is damaged, or of "
                f"another version; {BUILD}"
            ) from error
        return index

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let what is asked by this thread in the block take *seconds*.

        :raises QueryTimeoutError: If it takes longer.
        """
        self._local.until = time.monotonic() + seconds
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise QueryTimeoutError("the search took too long") from error
            raise SearchIndexError(f"the search index cannot be read; {BUILD}") from (
                error
            )
        except sqlite3.Error as error:
            raise SearchIndexError(f"the search index cannot be read; {BUILD}") from (
                error
            )
        finally:
            self._local.until = None

    def check_time(self) -> None:
        """Stop this thread if its time is over.

        :raises QueryTimeoutError: If it is.
        """
        if self._is_late():
            raise QueryTimeoutError("the search took too long")

    def by_iris(self, iris: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of *iris*, by IRI, as far as there are any."""
        ask = self._connection().execute
        found = {}
        for iri in dict.fromkeys(iris):
            entry = self._known.get(iri)
            if entry is None:
                row = ask(f"{SELECT} WHERE iri = ?", (iri,)).fetchone()
                if row is None:
                    continue
                if len(self._known) >= KNOWN:
                    self._known.clear()
                entry = self._known[iri] = self._entry(row)
            found[iri] = entry
        return found

    def identified(self, value: str, scheme: str = "", most: int = 10) -> list[Entry]:
        """Return the entries that have the identifier *value*.

        :param scheme: The IRI of its scheme; by default any.
        """
        known = "AND scheme = ?" if scheme else ""
        number = [self._iris.index(scheme)] if scheme in self._iris else [-1]
        rows = self._connection().execute(
            f"SELECT DISTINCT entry FROM identifier WHERE value = ? {known} "
            "ORDER BY entry LIMIT ?",
            (folded(value), *(number if scheme else ()), most),
        )
        return self._entries(number for (number,) in rows.fetchall())

    def named(self, text: str, most: int) -> tuple[list[Entry], bool]:
        """Return the entries whose names are most like *text*.

        :param most: How many at most.
        :returns: Those of that very name first, and whether all of those are there.
        """
        found: Found = named(self._connection(), text, most)
        return self._entries(found.numbers), found.all_namesakes

    def namesakes(self, text: str, most: int) -> list[Entry]:
        """Return the entries of which *text* is a name, as far as its key tells."""
        found = named(self._connection(), text, most, only_whole=True)
        return self._entries(found.numbers)

    def beginning(
        self, text: str, kinds: Sequence[str], skip: int, most: int
    ) -> list[Entry]:
        """Return entries with a name that begins with *text*, then such as hold it.

        :param kinds: IRIs of kinds, one of which they are of; by default any.
        :param skip: How many to leave out.
        """
        wanted = set(kinds)
        found: list[Entry] = []
        for number in beginning(self._connection(), text):
            for entry in self._entries([number]):
                if not wanted or wanted.intersection(entry.kinds):
                    found.append(entry)
            if len(found) >= skip + most:
                break
        return found[skip:]

    def searched(
        self, text: str, iri: str, chosen: Sequence[Facet], most: int = MOST
    ) -> Hits:
        """Return what *text* finds, as people type it; see ``hits.py``.

        :param iri: What it is read as, if it is an IRI.
        :param chosen: Facets that what is found has, all of them.
        :param most: How many at most.
        """
        marks = self.facets.marks(chosen)
        if marks is None:
            return Hits((), 0, False, {})
        iris = [iri] if iri else []
        return searched(self._connection(), text, iris, marks, self.facets, most)

    def browsed(self, chosen: Sequence[Facet], skip: int, most: int) -> Hits:
        """Return what has the facets *chosen*, whatever it is called.

        :param chosen: All of these; at least one.
        :param skip: How many to leave out.
        """
        marks = self.facets.marks(chosen)
        if not marks:
            return Hits((), 0, False, {})
        return browsed(self._connection(), marks, self.facets, skip, most)

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """Return the entries of *numbers*."""
        return self._entries(numbers)

    def _begin(self) -> None:
        ask = self._connection().execute
        (number,) = ask("SELECT number FROM layout").fetchone()
        if number != LAYOUT:
            raise ValueError(number)
        self.facets = Facets.read(self._connection())
        self.kinds = {
            iri: Kind(iri, json.loads(labels), tuple(json.loads(broader)), entries)
            for iri, labels, broader, entries in ask(
                "SELECT iri, labels, broader, entries FROM kind ORDER BY number"
            )
        }
        rows = ask(
            "SELECT iri, labels, is_scheme, entries FROM property ORDER BY number"
        ).fetchall()
        self._iris = [iri for iri, *_ in rows]
        self.properties = {
            iri: Property(iri, json.loads(labels), bool(scheme), json.loads(entries))
            for iri, labels, scheme, entries in rows
            if entries != "{}"
        }
        ask(f"{SELECT} LIMIT 1").fetchone()
        named(self._connection(), "a", 1)

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            # Closed by whoever closes the index, which may be another thread.
            found = sqlite3.connect(address, uri=True, check_same_thread=False)
            found.execute("PRAGMA query_only = ON")
            found.execute("PRAGMA cache_size = -32000")
            found.set_progress_handler(self._is_late, STEPS)
            self._local.connection = found
            with self._lock:
                self._connections.append(found)
        return found

    def _is_late(self) -> bool:
        until: float | None = getattr(self._local, "until", None)
        return until is not None and time.monotonic() > until

    def _entries(self, numbers: Iterable[int]) -> list[Entry]:
        ask = self._connection().execute
        found = []
        for number in numbers:
            row = ask(f"{SELECT} WHERE number = ?", (number,)).fetchone()
            if row:
                found.append(self._entry(row))
        return found

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        iri, labels, shown, kinds, facts = row
        said: dict[str, tuple[Value, ...]] = {}
        identifiers: list[Identifier] = []
        for number, values in json.loads(facts).items():
            name = self._iris[int(number)]
            if self.properties[name].is_scheme:
                identifiers += [Identifier(name, text) for text, _ in values]
            else:
                said[name] = tuple(Value(*value) for value in values)
        return Entry(
            iri,
            tuple(Label(*label) for label in json.loads(labels)),
            tuple(json.loads(kinds)),
            tuple(identifiers),
            said,
            shown,
        )


SELECT: Final = "SELECT iri, labels, shown, kinds, facts FROM entry"
