"""The diagram of a module: its classes as boxes, with what leads from one to another.

A thin line leads from a class up to its superclass; an arrow goes over the names of
properties to the class of their values. Both are read from the axioms and, where an
axiom would draw unwanted conclusions (ONT-6), from the shapes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDFS, BNode, URIRef
from rdflib.term import Node

from tsunagari.namespaces import SSE
from tsunagari.web.terms.layered import APART, Line, arranged
from tsunagari.web.terms.names import Name, Names
from tsunagari.web.terms.ontology import BORROWED, Ontology

__all__ = ["Box", "Diagram", "Drawn", "Relation", "module_diagram", "overview"]

LETTER: Final = 13.0
LINE: Final = 17.0
# Of the room that a letter takes: Japanese, and the mean of Latin ones.
WIDE, NARROW = 1.0, 0.56
WIDEST: Final = 160.0
PAD: Final = 9.0
MARGIN: Final = 4.0
# So many properties are named on one arrow; the rest are in the list below it.
MOST: Final = 5
ACROSS: Final = 640.0
SUBCLASS_COLUMNS: Final = 2


@dataclass(frozen=True)
class Relation:
    """What is drawn, as a sentence has it: a class, the properties, a class.

    :param properties: None if the first class is a subclass of the other.
    """

    start: URIRef
    end: URIRef
    properties: tuple[URIRef, ...] = ()


@dataclass(frozen=True)
class Box:
    """A class, or the names of properties on an arrow.

    :param lines: Each with the thing that it names.
    """

    x: float
    y: float
    width: float
    height: float
    style: str
    lines: tuple[tuple[str, Name], ...]

    def baseline(self, number: int) -> float:
        """Return the height of a line of text."""
        top = self.y + (self.height - LINE * len(self.lines)) / 2
        return top + LINE * number + LINE * 0.74


@dataclass(frozen=True)
class Drawn:
    """A line: its path, and whether it is of a subclass or of a property."""

    path: str
    style: str


@dataclass(frozen=True)
class Diagram:
    """All that is drawn.

    :param told: The same in words: a name, those of properties, a name.
    """

    boxes: tuple[Box, ...]
    lines: tuple[Drawn, ...]
    width: float
    height: float
    told: tuple[tuple[Name, tuple[Name, ...], Name], ...]


def module_diagram(ontology: Ontology, names: Names, module: str) -> Diagram | None:
    """Return the diagram of a module; ``None`` if it has nothing to draw."""
    if module == BORROWED:
        return None
    own = ontology.terms(module)
    classes = [term for term in own if ontology.kind(term) == "Class"]
    relations = [
        *_hierarchy(ontology, classes),
        *_grouped(_uses(ontology, classes, set(own))),
    ]
    return _drawn(names, classes, relations)


def overview(ontology: Ontology, names: Names) -> Diagram | None:
    """Return which module speaks, in axioms and shapes, of the terms of which other."""
    found: set[tuple[str, str]] = set()
    for term, home in ontology.homes.items():
        for other in _mentioned(ontology, SSE[term]):
            there = ontology.homes.get(other.removeprefix(SSE), home)
            if there != home and BORROWED not in (home, there):
                found.add((home, there))
    for row in ontology.constraints:
        homes = [
            ontology.homes.get(iri.removeprefix(str(SSE)), "")
            for iri in (row["class"], *row["values"])
        ]
        found |= {(homes[0], there) for there in homes[1:] if homes[0] and there}
    found = {(start, end) for start, end in found if start != end}
    modules = [name for name in ontology.modules if name != BORROWED]
    relations = [
        Relation(ontology.module_iri(start), ontology.module_iri(end))
        for start, end in sorted(found)
    ]
    return _drawn(names, [ontology.module_iri(name) for name in modules], relations, 1)


def _hierarchy(ontology: Ontology, classes: Iterable[URIRef]) -> Iterator[Relation]:
    for term in classes:
        for above in ontology.named_above(term, RDFS.subClassOf):
            yield Relation(term, above)


def _uses(
    ontology: Ontology, classes: Sequence[URIRef], own: set[URIRef]
) -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    """Yield class, property and class of values for the properties of a module."""
    graph = ontology.graph
    for row in ontology.constraints:
        property = URIRef(row["property"])
        if property not in own or ontology.kind(property) != "ObjectProperty":
            continue
        ranges = list(ontology.named_above(property, RDFS.range))
        for value in ranges or map(URIRef, row["values"]):
            ends = (URIRef(row["class"]), value)
            # One end at least is of the module: else another one has the picture.
            if not own.isdisjoint(ends):
                yield ends[0], property, ends[1]
    for property in sorted(own):
        for domain in ontology.named_above(property, RDFS.domain):
            for value in ontology.named_above(property, RDFS.range):
                yield domain, property, value
    for restriction, some in graph.subject_objects(OWL.someValuesFrom):
        over = graph.value(restriction, OWL.onProperty)
        if isinstance(some, URIRef) and isinstance(over, URIRef):
            for term in sorted(ontology.roots(restriction) & set(classes)):
                yield term, over, some


def _grouped(uses: Iterable[tuple[URIRef, URIRef, URIRef]]) -> list[Relation]:
    found: dict[tuple[URIRef, URIRef], set[URIRef]] = {}
    for start, property, end in uses:
        found.setdefault((start, end), set()).add(property)
    return [
        Relation(start, end, tuple(sorted(properties)))
        for (start, end), properties in sorted(found.items())
    ]


def _mentioned(ontology: Ontology, term: URIRef) -> set[URIRef]:
    """Return the terms of ours that the axioms of *term* speak of."""
    found: set[URIRef] = set()
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.range, RDFS.domain)
    waiting: list[Node] = []
    for relation in (*axioms, OWL.equivalentClass, OWL.propertyChainAxiom):
        waiting += ontology.graph.objects(term, relation)
    waiting += [
        node
        for node in ontology.graph.subjects(RDFS.subClassOf, term)
        if isinstance(node, BNode)
    ]
    while waiting:
        node = waiting.pop()
        if isinstance(node, BNode):
            waiting += [
                o for p, o in ontology.graph.predicate_objects(node) if o != term
            ]
        elif isinstance(node, URIRef) and node.startswith(SSE):
            found.add(node)
    return found


def _drawn(
    names: Names,
    own: Sequence[URIRef],
    relations: Sequence[Relation],
    columns: int = SUBCLASS_COLUMNS,
) -> Diagram | None:
    if not own or not relations:
        return None
    ends = {node for one in relations for node in (one.start, one.end)}
    boxes = {str(node): _box(names, node, node in own) for node in sorted(ends)}
    lines: list[Line] = []
    styles: list[str] = []
    for number, one in enumerate(relations):
        start, end = str(one.start), str(one.end)
        if not one.properties:
            # What is above stands on the left.
            pair = (start, end) if columns == 1 else (end, start)
            lines.append(Line(*pair, columns))
            styles.append("uses" if columns == 1 else "subclass")
            continue
        label = f"label {number}"
        boxes[label] = _label(names, one.properties)
        lines += [Line(start, label), Line(label, end)]
        styles += ["stem", "property"]
    sizes = {name: (box.width, box.height) for name, box in boxes.items()}
    placed = arranged(sizes, lines)
    found = [_at(boxes[name], *placed.middles[name]) for name in boxes if name in sizes]
    alone = [_box(names, node, True) for node in own if node not in ends]
    width = max(placed.width, min(ACROSS, sum(box.width + APART for box in alone)))
    height = placed.height
    if alone:
        rows, height = _rows(alone, width, height + APART)
        found += rows
    told = tuple(
        (names.of(one.start), tuple(map(names.of, one.properties)), names.of(one.end))
        for one in relations
    )
    drawn = tuple(
        Drawn(_path(points, style == "subclass"), style)
        for points, style in zip(placed.lines, styles, strict=True)
    )
    return Diagram(tuple(found), drawn, width + 2 * MARGIN, height + 2 * MARGIN, told)


def _rows(boxes: Sequence[Box], width: float, top: float) -> tuple[list[Box], float]:
    """Place what no line leads to below the rest."""
    found = []
    left, tallest = 0.0, 0.0
    for box in boxes:
        if left and left + box.width > width:
            left, top, tallest = 0.0, top + tallest + APART, 0.0
        found.append(_at(box, left + box.width / 2, top + box.height / 2))
        left += box.width + APART
        tallest = max(tallest, box.height)
    return found, top + tallest


def _at(box: Box, x: float, y: float) -> Box:
    left, top = x - box.width / 2 + MARGIN, y - box.height / 2 + MARGIN
    return Box(left, top, box.width, box.height, box.style, box.lines)


def _box(names: Names, node: URIRef, own: bool) -> Box:
    name = names.of(node)
    lines = _wrapped(name.text)
    width = max(map(_length, lines)) + 2 * PAD
    style = "class" if own else "class other"
    named = tuple((line, name) for line in lines)
    return Box(0, 0, width, LINE * len(lines) + PAD, style, named)


def _label(names: Names, properties: Sequence[URIRef]) -> Box:
    found = [names.of(property) for property in properties]
    found.sort(key=lambda name: name.text)
    lines = [(line, name) for name in found[:MOST] for line in _wrapped(name.text)]
    if len(found) > MOST:
        lines.append((f"+{len(found) - MOST}", found[MOST]))
    width = max(_length(line) for line, _ in lines) + PAD
    return Box(0, 0, width, LINE * len(lines), "label", tuple(lines))


def _length(text: str) -> float:
    """Return about how wide *text* is drawn."""
    return LETTER * sum(
        WIDE if unicodedata.east_asian_width(letter) in "WF" else NARROW
        for letter in text
    )


def _wrapped(text: str) -> list[str]:
    """Return *text* in lines that fit a box: broken at spaces, or anywhere in kanji."""
    words = text.split(" ")
    if len(words) == 1 and _length(text) > WIDEST:
        middle = -(-len(text) // -(-int(_length(text)) // int(WIDEST)))
        return [text[at : at + middle] for at in range(0, len(text), middle)]
    lines = [words[0]]
    for word in words[1:]:
        if _length(f"{lines[-1]} {word}") <= WIDEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _path(points: Sequence[tuple[float, float]], turned: bool) -> str:
    """Return a smooth path through *points*; turned round, it ends at the first."""
    order = points[::-1] if turned else points
    (x, y), *rest = [(x + MARGIN, y + MARGIN) for x, y in order]
    parts = [f"M{x:.0f} {y:.0f}"]
    for to_x, to_y in rest:
        middle = (x + to_x) / 2
        parts.append(
            f"C{middle:.0f} {y:.0f} {middle:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
        )
        x, y = to_x, to_y
    return "".join(parts)
