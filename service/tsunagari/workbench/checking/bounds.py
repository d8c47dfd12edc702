"""How much is looked at when a graph is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rdflib import Graph

from tsunagari.errors import WriteTooLargeError

__all__ = ["BOUNDS", "Bounds", "refuse_more"]


@dataclass(frozen=True)
class Bounds:
    """The bounds of a check.

    :param statements: So many statements may be posted.
    :param whole: A dataset of more statements is not read as a whole: of such a one
        what stands near the posted things is.
    :param steps: How far that is.
    :param seconds: How long links are looked for, and contradictions explained.
    :param clashes: So many contradictions are told.
    """

    statements: int = 200_000
    whole: int = 100_000
    steps: int = 2
    seconds: float = 15.0
    clashes: int = 50


BOUNDS: Final = Bounds()


def refuse_more(graph: Graph, most: int) -> None:
    """Do nothing if *graph* has no more than *most* statements.

    :raises WriteTooLargeError: If it has.
    """
    if len(graph) > most:
        raise WriteTooLargeError(
            f"the graph has more than {most:,} statements; cut it into parts"
        )
