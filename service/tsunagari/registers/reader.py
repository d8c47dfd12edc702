"""What a reader of a register is: one table, and what its rows mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from tsunagari.registers.layout import Layout
from tsunagari.registers.staging import StagedRow
from tsunagari.registers.statements import Context, Leaf

__all__ = ["Reader", "Settled"]


class Settled(Protocol):
    """What became of the rows about one key.

    Every row is in one of the three: it counts, another has taken its place, or
    it says what another has said.
    """

    @property
    def kept(self) -> Sequence[StagedRow]:
        """The rows that count."""

    @property
    def replaced(self) -> Sequence[StagedRow]:
        """The rows in whose place others have come."""

    @property
    def ignored(self) -> Sequence[StagedRow]:
        """The rows that say what others say."""


class Reader(Protocol):
    """The reader of one kind of table."""

    layout: Layout

    @property
    def apart(self) -> bool:
        """Whether rows of two keys share only things that :meth:`refers_to` tells.

        Then what follows for one key can be drawn without the rows of another.
        """

    @property
    def derivation(self) -> Mapping[str, str]:
        """How what is derived was derived, in whole sentences, by language."""

    def key(self, cells: list[str]) -> str:
        """Return what a row is about: the rows of one key come together."""

    def moment(self, cells: list[str], file_day: str) -> str:
        """Return when it is about, as a text that sorts; rows come in this order.

        :param file_day: The day of which the name of the file tells, or nothing.
        """

    def settle(self, rows: list[StagedRow]) -> Settled:
        """Decide which rows of one key count; one that is alone does."""

    def refers_to(self, rows: Sequence[StagedRow]) -> set[str]:
        """Return the other keys that the rows speak of, or names of governments."""

    def area(self, cells: list[str]) -> tuple[str, str, str] | None:
        """Return code, name and day of the municipality that a row names, if any."""

    def government(self, cells: list[str]) -> tuple[str, str] | None:
        """Return name and key of the government that a row is about, if any."""

    def leaf(self, key: str, rows: Sequence[StagedRow], context: Context) -> Leaf:
        """Return what the rows that count say."""
