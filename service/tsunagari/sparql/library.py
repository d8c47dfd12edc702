"""The query library: the ``.rq`` files in ``queries/``, each with its header.

A query file opens with comment lines that start with ``#+``. They say what
question the query answers and what comes back. SPARQL engines skip them, so
the file stays a plain query that can be pasted into any endpoint.

    #+ id: CQ07
    #+ summary: How many workers' cooperatives does each region have?

The notation is the one `grlc <https://grlc.io>`_ uses. The folders are roles:
``competency`` answers, ``lookup`` answers what its parameters say, ``hygiene`` must
be empty, ``construct`` adds statements. This module reads files and knows nothing
of engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tsunagari.errors import QueryHeaderError, UnknownQueryError
from tsunagari.resources import bases, files

__all__ = [
    "StoredQuery",
    "all_queries",
    "parse_header",
    "read_queries",
    "roles",
    "stored_query",
    "without_header",
]

HEADER_MARK: Final = "#+"
REQUIRED_KEYS: Final = ("id", "summary", "summary-ja", "returns", "entailment")


@dataclass(frozen=True)
class StoredQuery:
    """One query file: its stem, its role (folder), its header, its whole text."""

    name: str
    role: str
    header: dict[str, str]
    text: str

    @property
    def query(self) -> str:
        """The text without its header."""
        return without_header(self.text)

    @property
    def tags(self) -> list[str]:
        """What it is about."""
        listed = self.header.get("tags", "").strip("[]").split(",")
        return [tag.strip() for tag in listed if tag.strip()]


def parse_header(text: str) -> dict[str, str]:
    """Read the ``#+`` lines at the top of a query.

    A line indented by more than one space continues the one above it.

    :param text: The whole text of the query file.
    :returns: The header's values by key, in the order they were written.
    :raises QueryHeaderError: If a required key is missing, or a line is
        neither a ``key: value`` pair nor a continuation.

    >>> parse_header('''
    ... #+ id: CQ01
    ... #+ summary: Which legal forms are there?
    ... #+ summary-ja: どのような法人形態があるか。
    ... #+ returns: form (IRI)
    ... #+ entailment: none
    ... SELECT ?form { ?form a ?c }''')["id"]
    'CQ01'
    """
    header: dict[str, str] = {}
    key = ""
    for line in text.strip().splitlines():
        if not line.startswith(HEADER_MARK):
            break
        content = line.removeprefix(HEADER_MARK)
        name, colon, value = content.partition(":")
        if content.startswith("  ") and key:
            header[key] += " " + content.strip()
        elif colon:
            key = name.strip()
            header[key] = value.strip()
        else:
            raise QueryHeaderError(f"not a 'key: value' line: {line!r}")
    if missing := [key for key in REQUIRED_KEYS if not header.get(key)]:
        raise QueryHeaderError(f"the header lacks {', '.join(missing)}")
    return header


def without_header(text: str) -> str:
    """Return the query *text* without the lines that only tools read."""
    lines = text.splitlines()
    return "\n".join(one for one in lines if not one.startswith(HEADER_MARK)).strip()


def roles() -> list[str]:
    """Return the roles that queries have: the names of the folders."""
    return sorted({p.name for b in bases("queries") for p in b.iterdir() if p.is_dir()})


def read_queries(role: str, top: Path | None = None) -> Iterator[StoredQuery]:
    """Yield every query of *role*, in the order of the file names.

    :param top: The folder of all queries; by default the project's.
    :raises QueryHeaderError: If a header is wrong; the text names the file.
    """
    own = files("queries", f"{role}/*.rq")
    for path in sorted((top / role).glob("*.rq")) if top else [p for _, p in own]:
        text = path.read_text(encoding="utf-8")
        try:
            header = parse_header(text)
        except QueryHeaderError as error:
            raise QueryHeaderError(f"queries/{role}/{path.name}: {error}") from error
        yield StoredQuery(path.stem, role, header, text)


def all_queries() -> list[StoredQuery]:
    """Return the queries of every role, in the order of the folders' names."""
    return [query for role in roles() for query in read_queries(role)]


def stored_query(name: str) -> StoredQuery:
    """Return the stored query with that id or file stem, in any role.

    :raises UnknownQueryError: If there is none; the text says how to list them.
    """
    wanted = name.casefold()
    for query in all_queries():
        if wanted in (query.name.casefold(), query.header["id"].casefold()):
            return query
    raise UnknownQueryError(
        f"no stored query is called '{name}'; 'tsunagari query --list' lists them"
    )
