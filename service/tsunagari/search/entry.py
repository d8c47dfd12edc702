"""What the index holds: things, the kinds they are of, and what can be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Entry", "Identifier", "Kind", "Label", "Property", "Value"]


class Label(NamedTuple):
    """A name and the tag of its language, in lower case."""

    text: str
    language: str


class Value(NamedTuple):
    """An IRI, or a literal.

    :param tag: ``<`` for an IRI; of a literal ``@`` and its language, or ``^`` and its
        datatype.
    """

    text: str
    tag: str


class Identifier(NamedTuple):
    """An identifier and the IRI of its scheme."""

    scheme: str
    value: str


@dataclass(frozen=True)
class Kind:
    """A class of things.

    :param labels: Its name by language.
    :param broader: The IRIs of the kinds right above it.
    :param entries: How many there are of it.
    """

    iri: str
    labels: Mapping[str, str]
    broader: tuple[str, ...] = ()
    entries: int = 0


@dataclass(frozen=True)
class Property:
    """What can be said of things, or a scheme of identifiers.

    :param entries: Of how many things of each kind it is said, by the kind's IRI.
    """

    iri: str
    labels: Mapping[str, str]
    is_scheme: bool = False
    entries: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A thing.

    :param labels: Its names, those to show first.
    :param kinds: The IRIs of its kinds, the most usual first.
    :param facts: What is said of it, by the IRI of the property.
    :param shown: How many of *labels* are to be shown.
    :param facets: IRIs that a search can be narrowed to, by the name of the facet;
        *kinds* are one as well.
    """

    iri: str
    labels: tuple[Label, ...]
    kinds: tuple[str, ...]
    identifiers: tuple[Identifier, ...] = ()
    facts: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    shown: int = 0
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
