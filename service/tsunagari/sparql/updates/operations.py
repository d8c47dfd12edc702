"""The operations of `SPARQL 1.1 Update <https://www.w3.org/TR/sparql11-update/>`_.

Each holds the pieces of text that it is made of, as they are written, and the
prologue that they are to be read with. What the pieces mean is for an engine. A graph
is a token: an IRI in angle brackets, which may be relative, or a prefixed name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = [
    "ALL",
    "DEFAULT",
    "NAMED",
    "Add",
    "Clear",
    "Copy",
    "Create",
    "DeleteData",
    "DeleteWhere",
    "Drop",
    "InsertData",
    "Modify",
    "Move",
    "Operation",
]

# What stands in the place of a graph.
DEFAULT: Final = "DEFAULT"
NAMED: Final = "NAMED"
ALL: Final = "ALL"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What all have.

    :param place: Where it begins, in characters from the start of the request.
    :param prologue: All ``BASE`` and ``PREFIX`` lines of the request before it.
    :param text: The whole of it, as it is written.
    """

    place: int = 0
    prologue: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class InsertData(Operation):
    """`INSERT DATA <https://www.w3.org/TR/sparql11-update/#insertData>`_.

    :param block: The statements, with the brackets around them.
    """

    block: str


@dataclass(frozen=True, kw_only=True)
class DeleteData(Operation):
    """`DELETE DATA <https://www.w3.org/TR/sparql11-update/#deleteData>`_."""

    block: str


@dataclass(frozen=True, kw_only=True)
class DeleteWhere(Operation):
    """`DELETE WHERE <https://www.w3.org/TR/sparql11-update/#deleteWhere>`_.

    :param pattern: Pattern and template in one, with the brackets around it.
    :param using: What ``using-graph-uri`` of the protocol names.
    :param using_named: What ``using-named-graph-uri`` names.
    """

    pattern: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Modify(Operation):
    """`DELETE and INSERT <https://www.w3.org/TR/sparql11-update/#deleteInsert>`_.

    :param with_graph: The graph that ``WITH`` names.
    :param delete: The template of what goes, with its brackets.
    :param insert: The template of what comes.
    :param using: The graphs of ``USING``, or those that the protocol names.
    :param using_named: The graphs of ``USING NAMED``.
    :param where: The pattern, with its brackets.
    """

    with_graph: str | None = None
    delete: str | None = None
    insert: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    where: str


@dataclass(frozen=True, kw_only=True)
class Clear(Operation):
    """`CLEAR <https://www.w3.org/TR/sparql11-update/#clear>`_.

    :param target: A graph, or ``DEFAULT``, ``NAMED`` or ``ALL``.
    :param silent: Whether a failure is taken for a success.
    """

    target: str
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Drop(Operation):
    """`DROP <https://www.w3.org/TR/sparql11-update/#drop>`_."""

    target: str
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Create(Operation):
    """`CREATE <https://www.w3.org/TR/sparql11-update/#create>`_."""

    target: str
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class _Transfer(Operation):
    """From graph to graph.

    :param source: A graph, or ``DEFAULT``.
    :param target: A graph, or ``DEFAULT``.
    """

    source: str
    target: str
    silent: bool = False


class Copy(_Transfer):
    """`COPY <https://www.w3.org/TR/sparql11-update/#copy>`_."""


class Move(_Transfer):
    """`MOVE <https://www.w3.org/TR/sparql11-update/#move>`_."""


class Add(_Transfer):
    """`ADD <https://www.w3.org/TR/sparql11-update/#add>`_."""
