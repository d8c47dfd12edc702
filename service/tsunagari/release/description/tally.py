"""Counting statements as they pass, block by block.

A block is all that is said of some things, inferred statements included, each
once. The first is the graph that everything else refers to, the base; then come
the leaves, things that nobody else speaks of. So what a leaf says is counted
without a look at the others, and memory does not grow with their number.

Terms are texts, as N-Triples writes them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final

from rdflib import RDF, XSD, Graph
from rdflib.term import Node

from tsunagari.namespaces import BASE, SSE

__all__ = ["Block", "Tally", "block_of"]

Block = list[tuple[str, str, str]]
Kinds = tuple[str, ...]
# What is counted of a block: of each subject its classes and whether its name is
# ours; of each statement the subject's place among them, the property, and the
# ending of the literal or the classes of the thing it leads to.
Shape = tuple[tuple[tuple[Kinds, bool], ...], tuple[tuple[int, str, str | Kinds], ...]]

TYPE: Final = f"<{RDF.type}>"
LANG_STRING: Final = f"<{RDF.langString}>"
STRING: Final = f"<{XSD.string}>"
OURS: Final = f"<{BASE}"
TERMS: Final = f"<{SSE}"


def block_of(graph: Graph) -> Block:
    """Return the statements of *graph* as texts."""
    texts: dict[Node, str] = {}

    def text(node: Node) -> str:
        found = texts.get(node)
        if found is None:
            found = texts[node] = node.n3()
        return found

    return [(text(s), text(p), text(o)) for s, p, o in graph]


class Tally:
    """How often each property and class occurs, and with what.

    :ivar entities: The instances of each class.
    :ivar statements: How many statements instances of a class make, by class and
        property.
    :ivar objects: What they lead to: class, property, whether to a literal, and
        its datatype or the class of the thing.
    :ivar telling: The classes that are worth a partition.
    """

    def __init__(self, base: Block) -> None:
        self.triples: Counter[str] = Counter()
        self.subjects: Counter[str] = Counter()
        self.entities: Counter[str] = Counter()
        self.statements: Counter[tuple[str, str]] = Counter()
        self.objects: Counter[tuple[str, str, bool, str]] = Counter()
        self.telling: set[str] = set()
        self.all_subjects = self.all_entities = 0
        # Objects are told apart in the base only: leaves have too many literals.
        self._distinct: dict[str, set[str]] = {}
        self._of_leaves: set[str] = set()
        self._subjects: dict[str, set[str]] = {}
        self._kinds: dict[str, Kinds] = {}
        self._shapes: Counter[Shape] = Counter()
        self.add_base(base)

    def add_base(self, block: Block) -> None:
        """Count what is said of things that others refer to."""
        self._kinds |= _kinds(block)
        self._count(*self._shape(block, {}))
        for s, p, o in block:
            self._distinct.setdefault(p, set()).add(o)
            self._subjects.setdefault(s, set()).add(p)

    def add_leaf(self, block: Block) -> None:
        """Count what is said of a thing that nobody else speaks of.

        Leaves of one shape count alike, so they are counted together in the end.
        """
        shape, names = self._shape(block, _kinds(block))
        if self._subjects.keys().isdisjoint(names):
            self._shapes[shape] += 1
        else:
            self._count(shape, names)
            self._of_leaves.update(p for _, p, _ in shape[1])

    def finish(self) -> None:
        """Count the leaves whose shapes were noted."""
        for shape, number in self._shapes.items():
            self._count(shape, [], number)
            self._of_leaves.update(p for _, p, _ in shape[1])
        self._shapes.clear()

    def distinct_objects(self, predicate: str) -> int | None:
        """Return how many objects a property has; nothing if that was not counted."""
        if predicate in self._of_leaves:
            return None
        return len(self._distinct[predicate])

    @property
    def all_objects(self) -> int | None:
        """How many objects there are; nothing if that was not counted."""
        if self._of_leaves:
            return None
        return len(set().union(*self._distinct.values()))

    def _shape(self, block: Block, own: dict[str, Kinds]) -> tuple[Shape, list[str]]:
        """Return what is counted of *block*, and the names of its subjects."""
        base = self._kinds
        places: dict[str, int] = {}
        said = tuple(
            (
                places.setdefault(s, len(places)),
                p,
                o[o.rindex('"') + 1 :]
                if o[0] == '"'
                else ((o,) if p == TYPE else own.get(o) or base.get(o, ())),
            )
            for s, p, o in block
        )
        subjects = tuple(
            (own.get(s) or base.get(s, ()), s.startswith(OURS)) for s in places
        )
        return (subjects, said), list(places)

    def _count(self, shape: Shape, names: list[str], number: int = 1) -> None:
        """Count a block *number* times; *names* tell which subjects are the base's."""
        subjects, said = shape
        known = [self._subjects.get(name) for name in names] or [None] * len(subjects)
        pairs = set()
        for place, p, o in said:
            self.triples[p] += number
            pairs.add((place, p))
            for kind in subjects[place][0]:
                self.statements[kind, p] += number
                if isinstance(o, str):
                    self.objects[kind, p, True, _datatype(o)] += number
                elif p != TYPE:
                    for other in _telling(o):
                        self.objects[kind, p, False, other] += number
            if p == TYPE and not isinstance(o, str):
                self.entities.update(dict.fromkeys(o, number))
        for place, p in pairs:
            had = known[place]
            if had is None or p not in had:
                self.subjects[p] += number
            if had is not None:
                had.add(p)
        for had, (kinds, ours) in zip(known, subjects, strict=True):
            self.telling.update(_telling(kinds))
            if had is None:
                self.all_subjects += number
                self.all_entities += number * ours


def _kinds(block: Block) -> dict[str, Kinds]:
    """Return the classes of the things that *block* classes."""
    found: dict[str, Kinds] = {}
    for s, p, o in block:
        if p == TYPE and o[0] == "<":
            found[s] = (*found.get(s, ()), o)
    return found


@cache
def _telling(kinds: Kinds) -> Kinds:
    """Return those of *kinds* that are ours; if there are none, all of them."""
    return tuple(kind for kind in kinds if kind.startswith(TERMS)) or kinds


@cache
def _datatype(ending: str) -> str:
    """Return the datatype of a literal that ends so after its quote."""
    if ending.startswith("@"):
        return LANG_STRING
    return ending.removeprefix("^^") or STRING
