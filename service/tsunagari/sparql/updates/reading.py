"""Reading a request of SPARQL Update, after its `grammar
<https://www.w3.org/TR/sparql11-query/#rUpdateUnit>`_.

The request is parted into operations by its tokens: linear in the text, and never
deeper than a loop. What a stranger may not have in a pattern (:mod:`tsunagari.sparql.
guard`) is refused here too, and ``LOAD`` and ``SERVICE`` always are. Whether the
pieces parse is for an engine to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tsunagari.errors import (
    ParameterError,
    QueryRefusedError,
    QuerySyntaxError,
    WriteTooLargeError,
)
from tsunagari.sparql.dataset import ABSOLUTE, MAX_GRAPHS
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.tokens import Token, TokenKind
from tsunagari.sparql.updates.cursor import Cursor, Group
from tsunagari.sparql.updates.operations import (
    ALL,
    DEFAULT,
    NAMED,
    Add,
    Clear,
    Copy,
    Create,
    DeleteData,
    DeleteWhere,
    Drop,
    InsertData,
    Modify,
    Move,
    Operation,
)
from tsunagari.sparql.words import FORMS, PROLOGUE

__all__ = ["UPDATE_LIMITS", "UpdateLimits", "read_update"]

SELECT: Final = "SELECT * WHERE "
TRANSFERS: Final = {"COPY": Copy, "MOVE": Move, "ADD": Add}
MANAGING: Final = {"CLEAR": Clear, "DROP": Drop, "CREATE": Create}
BEGINNINGS: Final = ("INSERT", "DELETE", "WITH", *MANAGING, *TRANSFERS)


@dataclass(frozen=True)
class UpdateLimits:
    """How large and how deep an update may be.

    :param bytes: The whole text; what a pattern may have is as in a query.
    :param prologue: Characters of all ``BASE`` and ``PREFIX`` lines together, as
        they are read again with each operation.
    """

    bytes: int = 16_000_000
    depth: int = 64
    operations: int = 1000
    prologue: int = 64_000


UPDATE_LIMITS: Final = UpdateLimits()


def read_update(
    text: str,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
    limits: UpdateLimits = UPDATE_LIMITS,
) -> list[Operation]:
    """Return the operations of *text*, in their order; there may be none.

    :param using: The values of ``using-graph-uri`` beside it.
    :param using_named: The values of ``using-named-graph-uri``.
    :raises QuerySyntaxError: If it cannot be parted into operations.
    :raises QueryRefusedError: If it reaches out, or a pattern is too large or deep.
    :raises WriteTooLargeError: If it has too many bytes or operations.
    :raises ParameterError: If the dataset beside it is none, or it has one itself
        (`SPARQL 1.1 Protocol, 2.2.3
        <https://www.w3.org/TR/sparql11-protocol/#update-dataset>`_).

    >>> [type(one).__name__ for one in read_update("CLEAR ALL; DROP GRAPH <u:g>")]
    ['Clear', 'Drop']
    """
    if len(text) > limits.bytes // 4:
        size = len(text.encode("utf-8", "replace"))
        if size > limits.bytes:
            raise WriteTooLargeError(
                f"the update has {size} bytes, more than {limits.bytes}; send it in "
                "parts, or the data by the Graph Store Protocol"
            )
    return _Reader(text, _graphs(using), _graphs(using_named), limits).operations()


def _graphs(iris: Sequence[str]) -> tuple[str, ...]:
    """Return graphs of the protocol as tokens."""
    for iri in iris:
        if not ABSOLUTE.fullmatch(iri):
            raise ParameterError(f"'{iri[:200]}' is not an absolute IRI")
    if len(iris) > MAX_GRAPHS:
        raise ParameterError(f"a dataset may name {MAX_GRAPHS} graphs at most")
    return tuple(f"<{iri}>" for iri in dict.fromkeys(iris))


class _Reader:
    """Reads one request."""

    def __init__(
        self,
        text: str,
        using: tuple[str, ...],
        using_named: tuple[str, ...],
        limits: UpdateLimits,
    ) -> None:
        self._cursor = Cursor(text, limits.depth)
        self._using = using
        self._using_named = using_named
        self._limits = limits
        self._prologue = ""
        # The blank nodes of INSERT DATA and of patterns, each kind in one operation.
        self._labels: dict[str, set[str]] = {"INSERT DATA": set(), "WHERE": set()}

    def operations(self) -> list[Operation]:
        found: list[Operation] = []
        self._read_prologue()
        while self._cursor.token is not None:
            if len(found) == self._limits.operations:
                raise WriteTooLargeError(
                    f"the update has more than {self._limits.operations} operations, "
                    f"up to character {self._cursor.place}; send it in parts"
                )
            place = self._cursor.place
            found.append(
                replace(
                    self._operation(),
                    place=place,
                    prologue=self._prologue,
                    text=self._cursor.since(place),
                )
            )
            if self._cursor.token is None:
                break
            if self._cursor.token.text != ";":
                raise self._cursor.unexpected("';' or the end")
            self._cursor.take()
            self._read_prologue()
        return found

    def _read_prologue(self) -> None:
        """Read ``BASE``, ``PREFIX`` and ``VERSION``, as far as there are some."""
        cursor = self._cursor
        start = cursor.place
        end = start
        while word := cursor.accept(*PROLOGUE):
            if word == "PREFIX":
                name = cursor.token
                if name is None or not _is_prefix(name.text):
                    raise cursor.unexpected("a prefix with its colon")
                cursor.take()
            kind = TokenKind.STRING if word == "VERSION" else TokenKind.IRI
            if cursor.token is None or cursor.token.kind is not kind:
                raise cursor.unexpected(
                    "a version" if word == "VERSION" else "an IRI in angle brackets"
                )
            cursor.take()
            end = cursor.before
        if end == start:
            return
        self._prologue += cursor.since(start) + "\n"
        if len(self._prologue) > self._limits.prologue:
            raise QueryRefusedError(
                f"the prefixes of the update have more than {self._limits.prologue} "
                f"characters, up to character {end}; leave out what is not used"
            )

    def _operation(self) -> Operation:
        cursor = self._cursor
        place = cursor.place
        word = cursor.word
        if word in FORMS:
            raise QuerySyntaxError(
                f"{word} at character {place} begins a query, not an update; send it "
                "as a query"
            )
        cursor.expect(*BEGINNINGS)
        if word in TRANSFERS:
            return self._transfer(word, place)
        if word in MANAGING:
            return self._managing(word, place)
        if word == "INSERT" and cursor.accept("DATA"):
            group = cursor.group(data=True)
            self._check_labels("INSERT DATA", group)
            return InsertData(block=group.text)
        if word == "DELETE" and cursor.accept("DATA"):
            block = cursor.group(data=True).text
            return DeleteData(block=block)
        if word == "DELETE" and cursor.accept("WHERE"):
            return DeleteWhere(
                pattern=self._pattern(data=True),
                using=self._using,
                using_named=self._using_named,
            )
        return self._modify(word, place)

    def _modify(self, word: str, place: int) -> Modify:
        cursor = self._cursor
        graph = delete = insert = None
        if word == "WITH":
            self._check_dataset(word, place)
            graph = self._graph()
            word = cursor.expect("DELETE", "INSERT")
        if word == "DELETE":
            delete = cursor.group(data=True).text
            word = cursor.accept("INSERT")
        if word == "INSERT":
            insert = cursor.group(data=True).text
        using, using_named = self._read_using()
        cursor.expect("WHERE")
        return Modify(
            with_graph=graph,
            delete=delete,
            insert=insert,
            using=using or self._using,
            using_named=using_named or self._using_named,
            where=self._pattern(data=False),
        )

    def _read_using(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        cursor = self._cursor
        default: list[str] = []
        named: list[str] = []
        place = cursor.place
        while cursor.accept("USING"):
            self._check_dataset("USING", place)
            graphs = named if cursor.accept("NAMED") else default
            graphs.append(self._graph())
            if len(default) + len(named) > MAX_GRAPHS:
                raise QueryRefusedError(
                    f"a dataset may name {MAX_GRAPHS} graphs at most, up to character "
                    f"{place}"
                )
            place = cursor.place
        return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))

    def _pattern(self, data: bool) -> str:
        """Read a group that is asked of the data, and guard it like a query."""
        group = self._cursor.group(data)
        inspect_query(SELECT + group.text, place=group.place - len(SELECT))
        self._check_labels("WHERE", group)
        return group.text

    def _managing(self, word: str, place: int) -> Operation:
        cursor = self._cursor
        silent = bool(cursor.accept("SILENT"))
        whole = () if word == "CREATE" else (DEFAULT, NAMED, ALL)
        target = cursor.expect("GRAPH", *whole)
        if target == "GRAPH":
            target = self._graph()
        return MANAGING[word](target=target, silent=silent)

    def _transfer(self, word: str, place: int) -> Operation:
        silent = bool(self._cursor.accept("SILENT"))
        source = self._graph_or_default()
        self._cursor.expect("TO")
        return TRANSFERS[word](
            source=source,
            target=self._graph_or_default(),
            silent=silent,
        )

    def _graph_or_default(self) -> str:
        if self._cursor.accept(DEFAULT):
            return DEFAULT
        self._cursor.accept("GRAPH")
        return self._graph()

    def _graph(self) -> str:
        token = self._cursor.token
        if token is None or not _is_iri(token):
            raise self._cursor.unexpected("the IRI of a graph")
        return self._cursor.take().text

    def _check_dataset(self, word: str, place: int) -> None:
        if self._using or self._using_named:
            raise ParameterError(
                f"{word} at character {place} names graphs, and so does "
                "using-graph-uri or using-named-graph-uri beside the update; leave one "
                "of them out"
            )

    def _check_labels(self, where: str, group: Group) -> None:
        """Refuse a blank node that two operations have, after note 11 of the grammar.

        :raises QuerySyntaxError: With its label.
        """
        before = self._labels[where]
        if shared := before & group.labels:
            raise QuerySyntaxError(
                f"the update does not parse: the blank node {min(shared)} in the block "
                f"at character {group.place} stands in an earlier {where} too; call "
                "one of them otherwise"
            )
        before |= group.labels


def _is_prefix(text: str) -> bool:
    return text.endswith(":") and text.count(":") == 1 and text != "_:"


def _is_iri(token: Token) -> bool:
    if token.kind is TokenKind.IRI:
        return True
    return (
        token.kind is TokenKind.NAME
        and ":" in token.text
        and not token.text.startswith("_:")
    )
