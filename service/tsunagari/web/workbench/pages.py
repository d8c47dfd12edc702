"""What the templates of a workbench are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Self

from tsunagari.languages import Language
from tsunagari.web.workbench.words import WHAT, WORDS
from tsunagari.workbench.changes import Change, History

__all__ = [
    "AskPage",
    "ChangePage",
    "ChangesPage",
    "GraphRow",
    "HomePage",
    "RefusalPage",
    "Told",
]

# So many rows of a change stand on its page.
ROWS: Final = 500
LONGEST_ROW: Final = 2000


@dataclass(frozen=True)
class Told:
    """A change as a page tells it.

    :param what: What was asked for, in words.
    """

    change: Change
    what: str

    @classmethod
    def of(cls, language: Language, change: Change) -> Self:
        """Return *change* in words."""
        word, _, number = change.what.partition(" ")
        return cls(change, WHAT[language].get(word, word).format(number=number))


@dataclass(frozen=True)
class GraphRow:
    """A graph in the list of graphs.

    :param state: The number of the last change that touched it; 0 for none.
    """

    iri: str
    statements: int
    state: int


@dataclass(frozen=True)
class HomePage:
    """The page of the workbench itself."""

    language: Language = field(metadata={"help": "en or ja"})
    words: dict[str, str] = field(metadata={"help": "the words of the page"})
    release: str = field(metadata={"help": "the release it began with, or nothing"})
    graphs: list[GraphRow] = field(
        metadata={"help": "named graphs, the last changed first"}
    )
    named: int = field(metadata={"help": "how many named graphs there are"})
    statements: int = field(metadata={"help": "statements of the default graph"})
    changes: list[Told] = field(metadata={"help": "the last changes"})
    has_tokens: bool = field(metadata={"help": "whether anybody can write"})
    address: str = field(metadata={"help": "where the service is"})


@dataclass(frozen=True)
class ChangesPage:
    """The list of changes."""

    language: Language = field(metadata={"help": "en or ja"})
    words: dict[str, str] = field(metadata={"help": "the words of the page"})
    changes: list[Told] = field(metadata={"help": "the changes, newest first"})
    older: int | None = field(metadata={"help": "before which the next page begins"})

    @classmethod
    def of(cls, language: Language, found: Sequence[Change], most: int) -> Self:
        """Return the page of the changes *found*, of which a page has *most*."""
        older = (
            found[-1].number if len(found) == most and found[-1].number > 1 else None
        )
        told = [Told.of(language, change) for change in found]
        return cls(language, WORDS[language], told, older)


@dataclass(frozen=True)
class ChangePage:
    """One change, with its first rows."""

    language: Language = field(metadata={"help": "en or ja"})
    words: dict[str, str] = field(metadata={"help": "the words of the page"})
    told: Told = field(metadata={"help": "the change"})
    rows: list[str] = field(metadata={"help": "its first rows, as RDF Patch has them"})
    address: str = field(metadata={"help": "where the service is"})

    @classmethod
    def of(
        cls, language: Language, change: Change, history: History, address: str
    ) -> Self:
        """Return the page of *change*."""
        rows = [row[:LONGEST_ROW] for row in islice(history.rows(change.number), ROWS)]
        return cls(language, WORDS[language], Told.of(language, change), rows, address)


@dataclass(frozen=True)
class RefusalPage:
    """What the shapes refuse."""

    language: Language = field(metadata={"help": "en or ja"})
    words: dict[str, str] = field(metadata={"help": "the words of the page"})
    detail: str = field(metadata={"help": "what is wrong, in English"})
    report: str = field(metadata={"help": "the report, in Turtle"})


@dataclass(frozen=True)
class AskPage:
    """A query, and its answer if it was asked."""

    language: Language = field(metadata={"help": "en or ja"})
    words: dict[str, str] = field(metadata={"help": "the words of the page"})
    query: str = field(metadata={"help": "the query in the field"})
    trouble: str = field(default="", metadata={"help": "why there is no answer"})
    names: list[str] | None = field(default=None, metadata={"help": "the columns"})
    rows: list[list[str]] = field(
        default_factory=list, metadata={"help": "the rows, as text"}
    )
    verdict: bool | None = field(default=None, metadata={"help": "of an ASK"})
    graph: str | None = field(default=None, metadata={"help": "Turtle"})
