"""What a reader of a register is: one table, and what its rows mean."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from tsunagari.registers.layout import Layout
from tsunagari.registers.numbering import Numbering
from tsunagari.registers.staging import StagedRow
from tsunagari.registers.statements import Context, Leaf

__all__ = ["Reader", "Settled"]


class Settled(NamedTuple):
    """What became of the rows about one key; every row is in one of the three.

    :param kept: The rows that count.
    :param replaced: The rows in whose place others have come.
    :param ignored: The rows that say what others say.
    """

    kept: list[StagedRow]
    replaced: list[StagedRow]
    ignored: list[StagedRow]


class Reader(Protocol):
    """The reader of one kind of table.

    :ivar numbering: How its country numbers bodies; nothing if its keys are IRIs.
    :ivar apart: Whether rows of two keys share only things that :meth:`refers_to`
        tells. Then what follows for one key can be drawn without the rows of another.
    :ivar derivation: How what is derived was derived, in whole sentences, by language.
    """

    layout: Layout
    numbering: Numbering | None = None
    apart: bool = True
    derivation: Mapping[str, str]

    @abstractmethod
    def key(self, cells: list[str]) -> str:
        """Return what a row is about: the rows of one key come together."""

    @abstractmethod
    def moment(self, cells: list[str], file_day: str) -> str:
        """Return when it is about, as a text that sorts; rows come in this order.

        :param file_day: The day of which the name of the file tells, or nothing.
        """

    @abstractmethod
    def settle(self, rows: list[StagedRow]) -> Settled:
        """Decide which rows of one key count."""

    @abstractmethod
    def refers_to(self, rows: Sequence[StagedRow]) -> set[str]:
        """Return the other keys that the rows speak of, or names of governments."""

    def area(self, cells: list[str]) -> tuple[str, str, str] | None:
        """Return code, name and day of the municipality that a row names, if any."""
        return None

    def government(self, cells: list[str]) -> tuple[str, str] | None:
        """Return name and key of the government that a row is about, if any."""
        return None

    @abstractmethod
    def leaf(self, key: str, rows: Sequence[StagedRow], context: Context) -> Leaf:
        """Return what the rows that count say."""
