"""How the file of the index is laid out.

The trigrams are those of SQLite's `FTS5
<https://www.sqlite.org/fts5.html#the_trigram_tokenizer>`_, kept without texts and
places: what is found is compared with all names of a thing anyway, which stand in
``spelling`` as the trigrams have them. Names in it end with a mark, the
last with two, so that every character begins a trigram.

Facets have numbers. Those of a thing stand in ``spelling`` with spaces around each, the
things of a facet in ``faceted``, and how many things have the same in ``together``.
"""

from __future__ import annotations

from typing import Final

__all__ = ["COMMON", "END", "FILE", "LAYOUT", "PRAGMAS", "TABLES", "TRIGRAMS"]

FILE: Final = "search.sqlite"
# Another number is read by nobody else.
LAYOUT: Final = 2
END: Final = "$"
# A trigram of more things than that leads nowhere by itself.
COMMON: Final = 400

# A file that is not finished is thrown away, so nothing is kept safe meanwhile.
PRAGMAS: Final = (
    "PRAGMA page_size = 8192",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = FILE",
)
TABLES: Final = """
CREATE TABLE layout (number INTEGER NOT NULL);
CREATE TABLE kind (
    number INTEGER PRIMARY KEY, iri TEXT NOT NULL, labels TEXT NOT NULL,
    broader TEXT NOT NULL, entries INTEGER NOT NULL);
CREATE TABLE property (
    number INTEGER PRIMARY KEY, iri TEXT NOT NULL, labels TEXT NOT NULL,
    is_scheme INTEGER NOT NULL, entries TEXT NOT NULL);
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, iri TEXT NOT NULL, labels TEXT NOT NULL,
    shown INTEGER NOT NULL, kinds TEXT NOT NULL, facts TEXT NOT NULL);
CREATE TABLE found_by (
    key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE identifier (
    value TEXT NOT NULL, scheme INTEGER NOT NULL, entry INTEGER NOT NULL,
    PRIMARY KEY (value, scheme, entry)) WITHOUT ROWID;
CREATE TABLE facet (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, iri TEXT NOT NULL);
CREATE TABLE faceted (
    facet INTEGER NOT NULL, rank INTEGER NOT NULL, entry INTEGER NOT NULL,
    PRIMARY KEY (facet, rank, entry)) WITHOUT ROWID;
CREATE TABLE together (facets TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE spelling (
    entry INTEGER PRIMARY KEY, rank INTEGER NOT NULL, facets TEXT NOT NULL,
    text TEXT NOT NULL);
CREATE VIRTUAL TABLE name USING fts5 (
    text, content = '', detail = none, columnsize = 0, tokenize = 'trigram');
"""
# After the last entry: an index by IRI, and the trigrams with how many have them.
TRIGRAMS: Final = f"""
INSERT INTO name (name) VALUES ('optimize');
CREATE VIRTUAL TABLE trigram USING fts5vocab ('name', 'row');
CREATE TABLE common (trigram TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO common SELECT term, doc FROM trigram WHERE doc > {COMMON} ORDER BY term;
CREATE UNIQUE INDEX entry_iri ON entry (iri);
CREATE INDEX first ON spelling (rank) WHERE rank = 0;
"""
