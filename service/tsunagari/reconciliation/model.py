"""What is matched against: things with names, kinds and facts, and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

__all__ = ["Fact", "Identified", "Kind", "Lookup", "Named"]
__all__ += ["Property", "Thing"]


class Named(Protocol):
    """A name and its language tag, in lower case."""

    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...


class Fact(Protocol):
    """An IRI (its tag is ``<``), or a literal (``@`` language, ``^`` datatype)."""

    @property
    def text(self) -> str: ...
    @property
    def tag(self) -> str: ...


class Identified(Protocol):
    """An identifier, and the IRI of its scheme."""

    @property
    def scheme(self) -> str: ...
    @property
    def value(self) -> str: ...


class Thing(Protocol):
    """A thing: the first *shown* of its labels are names to show."""

    @property
    def iri(self) -> str: ...
    @property
    def labels(self) -> Sequence[Named]: ...
    @property
    def shown(self) -> int: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def identifiers(self) -> Sequence[Identified]: ...
    @property
    def facts(self) -> Mapping[str, Sequence[Fact]]: ...


class Kind(Protocol):
    """A class of things, with those right above it; how many things are of it."""

    @property
    def iri(self) -> str: ...
    @property
    def labels(self) -> Mapping[str, str]: ...
    @property
    def broader(self) -> Sequence[str]: ...
    @property
    def entries(self) -> int: ...


class Property(Protocol):
    """What can be said of things; of how many of each kind it is."""

    @property
    def iri(self) -> str: ...
    @property
    def labels(self) -> Mapping[str, str]: ...
    @property
    def is_scheme(self) -> bool: ...
    @property
    def entries(self) -> Mapping[str, int]: ...


class Lookup(Protocol):
    """Where things are found."""

    @property
    def kinds(self) -> Mapping[str, Kind]: ...
    @property
    def properties(self) -> Mapping[str, Property]: ...

    def by_iris(self, iris: Iterable[str]) -> Mapping[str, Thing]:
        """Return the things of *iris*, by IRI, as far as there are any."""

    def identified(self, value: str, scheme: str = "") -> Sequence[Thing]:
        """Return the things that have the identifier *value*."""

    def named(self, text: str, most: int) -> tuple[Sequence[Thing], bool]:
        """Return things with names like *text*; whether all of that very name are."""

    def namesakes(self, text: str, most: int) -> Sequence[Thing]:
        """Return things of which *text* is a name."""

    def beginning(
        self, text: str, kinds: Sequence[str], skip: int, most: int
    ) -> Sequence[Thing]:
        """Return things of *kinds* whose names begin with *text*, or hold it."""

    def check_time(self) -> None:
        """Raise an error if the time that all may take is over."""
