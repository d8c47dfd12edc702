"""Writing the index, entry by entry; what was written is not held.

The same entries in the same order give the same bytes from one version of SQLite: no
time is in the file, and nothing in it depends on chance.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import ReleaseError
from tsunagari.languages import LANGUAGES
from tsunagari.naming.keys import folded
from tsunagari.search.entry import Entry, Kind, Property
from tsunagari.search.facets import KIND, packed
from tsunagari.search.keys import keys_of, trigram_text
from tsunagari.search.layout import LAYOUT, PRAGMAS, TABLES, TRIGRAMS

__all__ = ["write_index"]

# Keys come in the order of the entries and go into that of the keys: as many as are
# gathered and sorted at a time, the fewer pages are written twice.
GATHERED: Final = 150_000


def write_index(
    path: Path,
    kinds: Mapping[str, Kind],
    properties: Mapping[str, Property],
    entries: Iterable[Entry],
) -> int:
    """Write the index of *entries* to the new file *path*; return how many there are.

    :param kinds: All kinds that an entry may be of, by IRI; those of none are left out.
    :param properties: All that may be said of one, and the schemes of identifiers.
    :raises ReleaseError: If it cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in PRAGMAS:
                connection.execute(pragma)
            connection.executescript(TABLES)
            connection.execute("BEGIN")
            writer = _Writer(connection, properties)
            for entry in entries:
                writer.add(entry)
            writer.finish(kinds)
            connection.execute("COMMIT")
            connection.executescript(TRIGRAMS)
            connection.execute("PRAGMA optimize")
            return writer.written
    except sqlite3.Error as error:
        raise ReleaseError(
            f"the search index cannot be written to '{path}': {error}"
        ) from error


class _Writer:
    def __init__(
        self, connection: sqlite3.Connection, properties: Mapping[str, Property]
    ) -> None:
        self._connection = connection
        self._properties = properties
        self._numbers = {iri: number for number, iri in enumerate(properties)}
        self._used: Counter[str] = Counter()
        self._said: dict[str, Counter[str]] = {iri: Counter() for iri in properties}
        self._keys: list[tuple[str, int]] = []
        self._identifiers: list[tuple[str, int, int]] = []
        self._facets: dict[tuple[str, str], int] = {}
        self._together: Counter[str] = Counter()
        self._faceted: list[tuple[int, int, int]] = []
        self.written = 0

    def add(self, entry: Entry) -> None:
        self.written += 1
        number = self.written
        self._used.update(entry.kinds)
        facts: dict[str, list[list[str]]] = {}
        for iri, values in entry.facts.items():
            facts[str(self._numbers[iri])] = [list(value) for value in values]
            self._said[iri].update(entry.kinds)
        for scheme, value in entry.identifiers:
            facts.setdefault(str(self._numbers[scheme]), []).append([value, "^"])
            self._identifiers.append((folded(value), self._numbers[scheme], number))
        for scheme in {scheme for scheme, _ in entry.identifiers}:
            self._said[scheme].update(entry.kinds)
        self._connection.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                entry.iri,
                _json([list(label) for label in entry.labels]),
                entry.shown,
                _json(list(entry.kinds)),
                _json(facts),
            ),
        )
        keys = keys_of(entry.labels)
        self._keys += [(key, number) for key in keys]
        text = trigram_text(keys)
        self._connection.execute(
            "INSERT INTO name (rowid, text) VALUES (?, ?)", (number, text)
        )
        facets, rank = self._numbered(entry), _rank(entry)
        self._together[packed(facets)] += 1
        self._faceted += [(facet, rank, number) for facet in facets]
        self._connection.execute(
            "INSERT INTO spelling VALUES (?, ?, ?, ?)",
            (number, rank, packed(facets), text),
        )
        if len(self._keys) > GATHERED:
            self._write_keys()

    def _numbered(self, entry: Entry) -> list[int]:
        """Return the numbers of an entry's facets, new ones where they are new."""
        found = {KIND: entry.kinds, **entry.facets}
        return sorted(
            self._facets.setdefault((name, iri), len(self._facets))
            for name, iris in found.items()
            for iri in iris
        )

    def finish(self, kinds: Mapping[str, Kind]) -> None:
        self._write_keys()
        write = self._connection.executemany
        write(
            "INSERT INTO kind VALUES (?, ?, ?, ?, ?)",
            (
                (
                    number,
                    kind.iri,
                    _json(dict(kind.labels)),
                    _json([iri for iri in kind.broader if self._used[iri]]),
                    self._used[kind.iri],
                )
                for number, kind in enumerate(kinds.values())
                if self._used[kind.iri]
            ),
        )
        write(
            "INSERT INTO property VALUES (?, ?, ?, ?, ?)",
            (
                (
                    number,
                    said.iri,
                    _json(dict(said.labels)),
                    said.is_scheme,
                    _json(dict(sorted(self._said[said.iri].items()))),
                )
                for number, said in enumerate(self._properties.values())
            ),
        )
        write(
            "INSERT INTO facet VALUES (?, ?, ?)",
            ((number, *facet) for facet, number in self._facets.items()),
        )
        write("INSERT INTO together VALUES (?, ?)", sorted(self._together.items()))
        self._connection.execute("INSERT INTO layout VALUES (?)", (LAYOUT,))

    def _write_keys(self) -> None:
        write = self._connection.executemany
        write("INSERT OR IGNORE INTO found_by VALUES (?, ?)", sorted(self._keys))
        write(
            "INSERT OR IGNORE INTO identifier VALUES (?, ?, ?)",
            sorted(self._identifiers),
        )
        write("INSERT INTO faceted VALUES (?, ?, ?)", sorted(self._faceted))
        self._faceted.clear()
        self._keys.clear()
        self._identifiers.clear()


def _rank(entry: Entry) -> int:
    """Return 0 for what has a name in every language, and 1 for what has not.

    Such things were described by people; of the others there are very many.
    """
    named = {label.language for label in entry.labels[: entry.shown]}
    return int(not named.issuperset(LANGUAGES))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
