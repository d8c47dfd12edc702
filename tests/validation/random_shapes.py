"""Small random shapes with data, always the same for the same seed.

What pyshacl is known to do otherwise than the recommendation
(``shapes/README.md``) is left out: :mod:`cases` shows that by hand.
"""

from __future__ import annotations

import random

from rdflib import Graph

__all__ = ["PREFIXES", "random_data", "random_shapes"]

PREFIXES = """
@prefix : <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LITERALS = (
    '""',
    '"a"',
    '"ab"',
    '"abc"',
    '"a"@en',
    '"b"@en',
    '"a"@en-gb',
    '"a"@ja',
    '"b"@ja',
    "1",
    "2",
    "5",
    '"1.5"^^xsd:decimal',
    *('"a"@en', '"b"@en', '"c"@en', '"b"@ja', '"c"@ja'),
)
# SPARQL compares these with no number; pyshacl does. They come where nothing
# is compared.
INCOMPARABLE = (
    "true",
    "false",
    '"2020-01-01"^^xsd:date',
    '"2021-02-30"^^xsd:date',
    '"2020"^^xsd:gYear',
    '"many"^^xsd:integer',
    '"a"^^:type',
)
RESOURCES = (":x", ":y", ":z", ":w", ":v", ":absent")
CLASSES = (":A", ":B", ":C")
PROPERTIES = (":p", ":q", ":r")
# {value}: any term, {class}: a class …; {shape} and {shapes}: one or more others.
ON_VALUES = (
    "sh:class {class}",
    "sh:datatype {datatype}",
    "sh:nodeKind sh:{kind}",
    "sh:minLength {length}",
    "sh:maxLength {length}",
    "sh:pattern {pattern}",
    'sh:pattern {pattern} ; sh:flags "i"',
    "sh:languageIn ( {languages} )",
    "sh:equals {property}",
    "sh:disjoint {property}",
    "sh:not {shape}",
    "sh:and ( {shapes} )",
    "sh:or ( {shapes} )",
    "sh:xone ( {shapes} )",
    "sh:node {node}",
    "sh:property {propertyShape}",
    "sh:closed true",
    "sh:closed true ; sh:ignoredProperties ( {properties} )",
    "sh:hasValue {value}",
    "sh:in ( {values} )",
)
# Without a message: what pyshacl makes of two of them is in differs-sparql.
QUERIES = tuple(
    f'sh:sparql [ sh:select "{query}" ]'
    for query in (
        "SELECT $this ?value WHERE { $this {own} ?value . FILTER (ISIRI(?value)) }",
        "SELECT DISTINCT $this ?path WHERE { $this ?path ?v FILTER (?v = $this) }",
        "SELECT $this WHERE { FILTER (NOT EXISTS { $this {own} ?any }) }",
        "SELECT $this ?value WHERE { { $this {own} ?value } UNION "
        "{ $this {own} ?value FILTER (ISLITERAL(?value)) } }",
        "SELECT $this (COUNT(DISTINCT ?v) AS ?n) WHERE { $this {own} ?v } "
        "GROUP BY $this HAVING (COUNT(DISTINCT ?v) > 1)",
    )
)
RANGES = (
    "sh:minInclusive {number}",
    "sh:maxInclusive {number}",
    "sh:minExclusive {number}",
    "sh:maxExclusive {number}",
    "sh:property [ sh:path :n ; sh:lessThan :m ]",
    "sh:property [ sh:path :m ; sh:lessThanOrEquals :n ]",
)
ON_PATHS = (
    "sh:minCount {count}",
    "sh:maxCount {count}",
    "sh:uniqueLang true",
    "sh:qualifiedValueShape {shape} ; sh:qualifiedMinCount {count}",
    "sh:qualifiedValueShape {shape} ; sh:qualifiedMaxCount {count}",
    "sh:qualifiedValueShape {shape} ; sh:qualifiedMinCount {count} ; "
    "sh:qualifiedMaxCount {count} ; sh:qualifiedValueShapesDisjoint true",
)
TARGETS = (
    "sh:targetClass {class}",
    "sh:targetNode {resource}",
    "sh:targetNode {value}",
    "sh:targetSubjectsOf {property}",
    "sh:targetObjectsOf {property}",
    "sh:targetSubjectsOf :n",
    "sh:targetClass {class} ; sh:targetSubjectsOf {property}",
)
EXTRAS = (
    "",
    "",
    "",
    "sh:severity sh:Info ;",
    "sh:severity sh:Warning ;",
    'sh:message "wrong"@en , "誤り"@ja ;',
    "sh:deactivated true ;",
    "sh:deactivated false ;",
)
MAX_DEPTH = 3


def _literals(seed: int) -> tuple[str, ...]:
    return LITERALS if seed % 2 else LITERALS + INCOMPARABLE


def random_data(seed: int) -> Graph:
    """Return the data number *seed*."""
    chooser = random.Random(f"data {seed}")
    subjects = (*RESOURCES[:-1], "_:one", "_:two")
    lines = []
    for _ in range(chooser.randint(4, 30)):
        subject, predicate = chooser.choice(subjects), chooser.choice(PROPERTIES)
        value = chooser.choice((*subjects, *_literals(seed)))
        lines.append(f"{subject} {predicate} {value} .")
    for _ in range(chooser.randint(0, 9)):
        subject, predicate = chooser.choice(subjects), chooser.choice((":n", ":m"))
        lines.append(f"{subject} {predicate} {chooser.choice('1234')} .")
    for _ in range(chooser.randint(1, 5)):
        kind = chooser.choice((*CLASSES, "_:D"))
        lines.append(f"{chooser.choice(subjects)} a {kind} .")
    for _ in range(chooser.randint(0, 3)):
        one, other = chooser.choices((*CLASSES, "_:D"), k=2)
        lines.append(f"{one} rdfs:subClassOf {other} .")
    return Graph().parse(data=PREFIXES + "\n".join(lines), format="turtle")


def random_shapes(seed: int) -> Graph:
    """Return the shapes number *seed*."""
    return Graph().parse(data=_Writer(seed).text(), format="turtle")


class _Writer:
    """Writes shapes; those that others refer to by name come last."""

    def __init__(self, seed: int) -> None:
        self._chooser = random.Random(f"shapes {seed}")
        self._one = self._chooser.choice
        self._terms = RESOURCES + _literals(seed)
        self._on_values = ON_VALUES + QUERIES + RANGES * (seed % 2)

    def text(self) -> str:
        """Return the whole shapes graph."""
        lines = [PREFIXES]
        for number in range(self._chooser.randint(1, 3)):
            target = self._filled(self._one(TARGETS), MAX_DEPTH)
            name = f":Shape{number}"
            if self._chooser.random() < 0.7:
                body = self._body(0, path=False)
                lines.append(f"{name} a sh:NodeShape ; {target} ; {body} .")
            else:
                body = f"sh:path {self._path(0)} ; {self._body(0, path=True)}"
                lines.append(f"{name} a sh:PropertyShape ; {target} ; {body} .")
        return "\n".join(lines)

    def _body(self, depth: int, path: bool) -> str:
        kinds = self._on_values + ON_PATHS * 3 if path else self._on_values
        if depth >= MAX_DEPTH:
            kinds = tuple(k for k in kinds if "hape}" not in k and "{node}" not in k)
            kinds = tuple(k for k in kinds if "{shapes}" not in k)
        chosen: list[str] = []
        for _ in range(self._chooser.randint(1, 3)):
            kind = self._one(kinds)
            words = {word for word in kind.split() if word.startswith("sh:")}
            words -= {"sh:property", "sh:not", "sh:node", "sh:path", "sh:sparql"}
            if not any(words & set(other.split()) for other in chosen):
                chosen.append(kind)
        filled = [self._filled(kind, depth) for kind in chosen]
        return f"{self._one(EXTRAS)} {' ; '.join(filled)}"

    def _filled(self, text: str, depth: int) -> str:
        many = self._chooser.randint(1, 3)
        makers = {
            "{class}": lambda: self._one(CLASSES),
            "{datatype}": lambda: self._one(
                ("xsd:string", "xsd:integer", "xsd:date", "xsd:decimal", ":type")
            ),
            "{kind}": lambda: self._one(
                ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "IRIOrLiteral"]
            ),
            "{number}": lambda: self._one(("1", "2", '"1.5"^^xsd:decimal')),
            "{length}": lambda: self._one("123"),
            "{count}": lambda: self._one("0123"),
            "{pattern}": lambda: self._one(('"^a"', '"B"', '"[0-9]"', '"x$"')),
            "{languages}": lambda: self._one(('"en"', '"ja" "en"', '"ja"', '"*"')),
            "{property}": lambda: self._one(PROPERTIES),
            "{own}": lambda: f"<https://example.org/{self._one('pqr')}>",
            "{properties}": lambda: " ".join(
                self._chooser.sample((*PROPERTIES, "rdf:type"), many)
            ),
            "{resource}": lambda: self._one(RESOURCES),
            "{value}": lambda: self._one(self._terms),
            "{values}": lambda: " ".join(self._chooser.choices(self._terms, k=many)),
            "{shape}": lambda: self._shape(depth + 1),
            "{shapes}": lambda: " ".join(self._shape(depth + 1) for _ in range(many)),
            "{node}": lambda: f"[ {self._body(depth + 1, path=False)} ]",
            "{propertyShape}": lambda: self._property_shape(depth + 1),
        }
        for place, maker in makers.items():
            while place in text:
                text = text.replace(place, maker(), 1)
        return text

    def _shape(self, depth: int) -> str:
        if self._chooser.random() < 0.4:
            return self._property_shape(depth)
        return f"[ {self._body(depth, path=False)} ]"

    def _property_shape(self, depth: int) -> str:
        return f"[ sh:path {self._path(0)} ; {self._body(depth, path=True)} ]"

    def _path(self, depth: int) -> str:
        if depth > 1 or self._chooser.random() < 0.5:
            return self._one(PROPERTIES)
        kind = self._one(
            (
                "inverse",
                "sequence",
                "alternative",
                "zeroOrMore",
                "oneOrMore",
                "zeroOrOne",
            )
        )
        if kind == "inverse":
            # pyshacl walks a sequence under sh:inversePath in the wrong order.
            return f"[ sh:inversePath {self._one(PROPERTIES)} ]"
        if kind in ("sequence", "alternative"):
            parts = f"( {self._path(depth + 1)} {self._path(depth + 1)} )"
            return parts if kind == "sequence" else f"[ sh:alternativePath {parts} ]"
        return f"[ sh:{kind}Path {self._path(depth + 1)} ]"
