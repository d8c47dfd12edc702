"""The state of each graph: the number of the last change that touched it.

The state of the whole dataset is the number of the last change. It is what
``If-Match`` is compared with: the number opens the strong tag that a reader gets with a
graph, whatever the format. ``"12-turtle"`` is of the state 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Self

from tsunagari.workbench.changes import Change, History

__all__ = ["States", "tag_of"]

TAG: Final = re.compile(r'"([0-9]{1,9})-[a-z-]+"')


class States:
    """The states of all graphs."""

    def __init__(self, merged: bool = False) -> None:
        """Begin before the first change.

        :param merged: Whether the default graph is the merge of the named graphs, and
            so changes with each of them.
        """
        self._merged = merged
        self._last: dict[str, int] = {}
        self.number = 0

    @classmethod
    def of(cls, history: History, merged: bool) -> Self:
        """Return the states after the last change of *history*."""
        found = cls(merged)
        for number in range(1, history.last() + 1):
            found.note(history.head(number))
        return found

    def note(self, change: Change) -> None:
        """Take *change* as the last one."""
        self.number = change.number
        for graph in change.graphs:
            self._last[graph] = change.number
        if self._merged:
            self._last[""] = change.number

    def copy(self) -> States:
        """Return the states as they are now."""
        found = States(self._merged)
        found._last = dict(self._last)
        found.number = self.number
        return found

    def state(self, graph: str | None) -> int:
        """Return the state of a graph; 0 before its first change.

        :param graph: Its IRI; ``None`` for the whole dataset.
        """
        return self.number if graph is None else self._last.get(graph, 0)

    def is_one_of(self, graph: str | None, tags: Iterable[str]) -> bool:
        """Tell whether one of the strong *tags* is of the state that *graph* is in."""
        state = self.state(graph)
        return any(
            int(match.group(1)) == state
            for tag in tags
            if (match := TAG.fullmatch(tag))
        )


def tag_of(state: int, format: str) -> str:
    """Return the tag of a graph in a state, in a format."""
    return f'"{state}-{format}"'
