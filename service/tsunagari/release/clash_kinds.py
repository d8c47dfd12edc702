"""Contradictions put together: one mistake often gives hundreds that are alike.

Those with one axiom, between statements of one pattern, are of one kind. Within a
kind, those that follow in the same way from the same passages and files differ in
names only: what is told of one of them is true of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib import RDF
from rdflib.term import Node

from tsunagari.explanation.derivation import Derivation, Triple

__all__ = ["Family", "Grounded", "Kind", "kinds"]

# The files that assert what a leaf of a derivation says.
FilesOf = Callable[[Derivation], Sequence[str]]
IsAxiom = Callable[[Triple], bool]


@dataclass(frozen=True)
class Grounded:
    """A clash with what its sides rest on.

    :param axiom: The statements of the ontology that do not let both be.
    :param looked: False if the time ran out before it was found out for each side.
    """

    rule: str
    axiom: tuple[Triple, ...]
    sides: tuple[Derivation, ...]
    looked: bool = True

    @cached_property
    def terms(self) -> tuple[Node, ...]:
        """The terms of the statements that clash, one after the other."""
        return tuple(node for side in self.sides for node in side.statement)

    @cached_property
    def size(self) -> int:
        """How many statements its derivations have."""
        return sum(1 for side in self.sides for _ in side.parts())

    def leaves(self) -> Iterator[Derivation]:
        """Yield the asserted statements that it rests on, axioms as well."""
        for side in self.sides:
            yield from (part for part in side.parts() if not part.rule)


@dataclass(frozen=True)
class Family:
    """Clashes that differ in names only, by their names.

    :param way: What they have in common in how they follow, whoever says so.
    """

    members: tuple[Grounded, ...]
    way: Hashable

    def others(self) -> tuple[list[Node], list[tuple[Node, ...]]]:
        """Return which terms of the first one differ, and what the others have."""
        first, *rest = self.members
        places = [
            place
            for place, term in enumerate(first.terms)
            if term not in first.terms[:place]
            and any(other.terms[place] != term for other in rest)
        ]
        return [first.terms[place] for place in places], [
            tuple(other.terms[place] for place in places) for other in rest
        ]


@dataclass(frozen=True)
class Kind:
    """Clashes with one axiom between statements of one pattern.

    :param after: The numbers, from 1, of kinds that these rest on without exception.
    """

    families: tuple[Family, ...]
    after: tuple[int, ...] = ()

    @property
    def first(self) -> Grounded:
        """The one to be told as an example."""
        return self.families[0].members[0]

    def __len__(self) -> int:
        """Return how many clashes there are."""
        return sum(len(family.members) for family in self.families)


def kinds(clashes: Iterable[Grounded], files: FilesOf, is_axiom: IsAxiom) -> list[Kind]:
    """Return *clashes* by kind: the most direct ones first."""
    found: dict[Hashable, dict[Hashable, list[Grounded]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for clash in clashes:
        sides = tuple(_pattern(side.statement) for side in clash.sides)
        key = clash.rule, clash.axiom, sides
        found[key][_likeness(clash, files, is_axiom)].append(clash)
    made = [Kind(tuple(_families(families))) for families in found.values()]
    made.sort(key=lambda kind: (kind.first.size, -len(kind), _name(kind.first)))
    return _in_order(made, is_axiom)


def _families(found: dict[Hashable, list[Grounded]]) -> list[Family]:
    families = [
        Family(tuple(sorted(members, key=_name)), key[0])
        for key, members in found.items()
        if isinstance(key, tuple)
    ]
    return sorted(
        families,
        key=lambda family: (
            not family.members[0].looked,
            family.members[0].size,
            -len(family.members),
            _name(family.members[0]),
        ),
    )


def _likeness(clash: Grounded, files: FilesOf, is_axiom: IsAxiom) -> Hashable:
    """Return the way in which a clash comes about, and who says so."""
    terms = clash.terms
    equal = tuple(terms.index(term) for term in terms)
    parts = [part for side in clash.sides for part in side.parts()]
    way = tuple(
        (
            part.rule,
            part.statement if _whole(part, is_axiom) else _pattern(part.statement),
        )
        for part in parts
    )
    said = tuple(
        (tuple(one.graph for one in part.evidence), tuple(files(part)))
        for part in parts
        if not part.rule
    )
    return (equal, way, clash.looked), said


def _whole(part: Derivation, is_axiom: IsAxiom) -> bool:
    return not part.rule and is_axiom(part.statement)


def _pattern(statement: Triple) -> tuple[Node, Node | None]:
    _, p, o = statement
    return p, o if p == RDF.type else None


def _name(clash: Grounded) -> tuple[str, ...]:
    return tuple(map(str, clash.terms))


def _in_order(found: list[Kind], is_axiom: IsAxiom) -> list[Kind]:
    """Say of each kind which ones before it must be mended first."""
    # Under one statement of each clash before: all of its statements, and its kind.
    before: dict[Triple, set[tuple[frozenset[Triple], int]]] = defaultdict(set)
    ordered = []
    for number, kind in enumerate(found, 1):
        common: set[int] | None = None
        grounds = [
            _ground(clash, is_axiom)
            for family in kind.families
            for clash in family.members
        ]
        for ground in grounds:
            within = {
                earlier
                for statement in ground
                for other, earlier in before[statement]
                if other <= ground
            }
            common = within if common is None else common & within
            if not common:
                break
        ordered.append(Kind(kind.families, tuple(sorted(common or ()))))
        for ground in filter(None, grounds):
            # Many clashes may share a statement: then another one finds them faster.
            rarest = min(ground, key=lambda statement: len(before[statement]))
            before[rarest].add((ground, number))
    return ordered


def _ground(clash: Grounded, is_axiom: IsAxiom) -> frozenset[Triple]:
    """Return the data that a clash rests on."""
    said = (leaf.statement for leaf in clash.leaves())
    return frozenset(statement for statement in said if not is_axiom(statement))
