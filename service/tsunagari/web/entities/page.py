"""The page of one thing, put together: groups of properties with their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from rdflib import RDF, BNode, Literal, URIRef
from rdflib.term import Node

from tsunagari.explanation.words import Words
from tsunagari.languages import Language
from tsunagari.namespaces import INFERRED, SSE
from tsunagari.web.entities.arrangement import Arrangement, Direction
from tsunagari.web.entities.reading import Told
from tsunagari.web.entities.values import Said, Values

__all__ = ["Group", "Row", "arranged", "linked"]

# Of each property so many values are shown at once, and so many on demand.
AT_ONCE: Final = 8
ON_DEMAND: Final = 16


@dataclass(frozen=True)
class Row:
    """A property with its values.

    :param backward: Whether it is read from its object to its subject.
    :param term: Where the property is described; empty if not here.
    :param folded: Values shown on demand: in other languages, and beyond the first.
    :param unnamed: How many more there are that the page does not have.
    :param rival: Whether the values exclude each other.
    :param query: The query for all values, where the page does not have them.
    :param is_kind: Whether the values are the kinds of things it is.
    """

    name: str
    term: str
    backward: bool
    values: list[Said]
    folded: list[Said] = field(default_factory=list)
    unnamed: int = 0
    rival: bool = False
    query: str = ""
    is_kind: bool = False


@dataclass(frozen=True)
class Group:
    """Properties that belong together.

    :param key: Its name in the address, after the number sign.
    """

    key: str
    name: str
    rows: list[Row]


def linked(told: Told) -> Iterable[Node]:
    """Yield every term that the page names."""
    for property, said in told.forward.items():
        yield property
        yield from said
    for parts in told.nested.values():
        for property, nodes in parts.items():
            yield property
            yield from nodes
    for property, leading in told.backward.items():
        yield property
        yield from leading.subjects


def arranged(
    iri: URIRef,
    told: Told,
    order: Arrangement,
    values: Values,
    words: Words,
    fixed: Mapping[str, str],
) -> list[Group]:
    """Return what is *told* of *iri* in groups, those that are not empty.

    :param fixed: The names of the groups that *order* does not have.
    """
    language = words.language
    found: dict[int, list[tuple[float, str, Row]]] = {}
    beyond, last = len(order.groups), len(order.groups) + 1
    for direction, row, also in _rows(iri, told, order, values, words):
        place = order.places.get(direction)
        number = last if also else place.group if place else beyond
        sort = place.order if place else 0.0
        found.setdefault(number, []).append((sort, row.name, row))
    names = [
        *(names[language] for names in order.groups),
        fixed["other"],
        fixed["also"],
    ]
    groups = []
    for number, rows in sorted(found.items()):
        rows.sort(key=lambda entry: entry[:2])
        groups.append(Group(f"g{number + 1}", names[number], [row for *_, row in rows]))
    return groups


def _rows(
    iri: URIRef, told: Told, order: Arrangement, values: Values, words: Words
) -> Iterable[tuple[Direction, Row, bool]]:
    """Yield each property in each direction; and whether it only says again."""
    asserted = {
        value
        for said in told.forward.values()
        for value, graphs in said.items()
        if graphs - {INFERRED}
    }
    for property, said in told.forward.items():
        direction = (property, False)
        also = _is_echo(property, said, asserted)
        nodes = sorted(said, key=lambda node: _sorting(node, words))
        unnamed = max(0, len(nodes) - AT_ONCE - ON_DEMAND)
        nodes = nodes[: AT_ONCE + ON_DEMAND]
        spoken = [
            values.said((iri, property, node), node, said[node]) for node in nodes
        ]
        shown, folded = _folded(nodes, spoken, words.language)
        query = f"SELECT ?value WHERE {{ {iri.n3()} {property.n3()} ?value }}"
        place = order.places.get(direction)
        rival = bool(place and place.single and _exclude_each_other(nodes))
        yield (
            direction,
            Row(
                order.name(direction, words),
                values.address(property),
                False,
                shown,
                folded,
                unnamed,
                rival=rival,
                query=query if unnamed else "",
                is_kind=property == RDF.type,
            ),
            also,
        )
    leading = {
        subject
        for backward in told.backward.values()
        for subject, graphs in backward.subjects.items()
        if graphs - {INFERRED}
    }
    for property, backward in told.backward.items():
        direction = (property, True)
        also = _is_echo(property, backward.subjects, leading)
        nodes = sorted(backward.subjects, key=lambda node: _sorting(node, words))
        spoken = [
            values.said((node, property, iri), node, backward.subjects[node])
            for node in nodes
        ]
        unnamed = max(0, backward.total - len(nodes))
        query = f"SELECT ?thing WHERE {{ ?thing {property.n3()} {iri.n3()} }}"
        yield (
            direction,
            Row(
                order.name(direction, words),
                values.address(property),
                True,
                spoken[:AT_ONCE],
                spoken[AT_ONCE:],
                unnamed,
                query=query if unnamed else "",
            ),
            also,
        )


def _exclude_each_other(nodes: list[Node]) -> bool:
    """Tell whether two of the values cannot both be true.

    A year and a month of it can.
    """
    return any(
        not str(one).startswith(str(other)) and not str(other).startswith(str(one))
        for one, other in combinations(nodes, 2)
    )


def _is_echo(
    property: URIRef, said: Mapping[Node, set[URIRef]], asserted: set[Node]
) -> bool:
    """Tell whether a property of others says what ours say, by inference alone."""
    if str(property).startswith(str(SSE)) or property == RDF.type:
        return False
    inferred = all(graphs == {INFERRED} for graphs in said.values())
    return inferred and asserted >= set(said)


def _folded(
    nodes: list[Node], said: list[Said], language: Language
) -> tuple[list[Said], list[Said]]:
    """Part the values into those shown at once and those on demand."""
    tags = [node.language if isinstance(node, Literal) else None for node in nodes]
    own = language in tags and len(tags) == len([tag for tag in tags if tag])
    first: list[Said] = []
    later: list[Said] = []
    for one, tag in zip(said, tags, strict=True):
        foreign = own and tag != language and not str(tag).startswith("ja-")
        (later if foreign or len(first) >= AT_ONCE else first).append(one)
    return first, later


def _sorting(node: Node, words: Words) -> tuple[bool, str, str]:
    """Return the order of values: texts of the reader's language first, then names."""
    if isinstance(node, Literal):
        return node.language != words.language, node.language or "", str(node)
    if isinstance(node, BNode):
        return True, "", str(node)
    return False, words.label(node).casefold(), str(node)
