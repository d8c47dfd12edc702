"""What a shape is once it is read: targets, a path, and constraints.

Three kinds of constraint cover SHACL Core, told apart by what their results
look like. Each knows its component and how to say itself in SPARQL.

Variables are passed as text (``"?this"``). An expression is always true or
false, never an error: what SPARQL cannot compare is false.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rdflib import Literal, URIRef
from rdflib.term import Node

from tsunagari.validation.compiled.paths import Path
from tsunagari.validation.compiled.terms import Names

__all__ = [
    "Constraint",
    "Finding",
    "NodeTest",
    "Query",
    "Shape",
    "Targets",
    "Uncompilable",
    "ValueTest",
    "Values",
    "Violations",
]


class Uncompilable(Exception):
    """What a shape asks is not put into SPARQL here; the text says what.

    Never reaches a caller: the shape is handed to the reference validator.
    """


@dataclass(frozen=True)
class Values:
    """The `value nodes <https://www.w3.org/TR/shacl/#value-nodes>`_ of a node.

    :param this: The variable of the focus node.
    :param path: ``None`` in a node shape: the focus node is its own value.
    :param focus: The pattern that binds *this*, where nothing else does.
    :param is_bound: Whether *this* is bound already, as it is inside EXISTS.
    """

    this: str
    path: Path | None
    names: Names
    focus: str = ""
    is_bound: bool = False

    def pattern(self, value: str) -> str:
        """Return the pattern that binds *value* to each value node.

        A path of no length leads from each node to itself. SPARQL finds that
        only where the node is in the data, so it is said in so many words.
        """
        itself = f"{self.focus} BIND ({self.this} AS {value})"
        if self.path is None:
            return itself
        path = self.path.walked() if self.is_bound else self.path.sparql
        steps = f"{self.this} {path} {value} ."
        if not self.path.may_be_empty:
            return f"{self.focus} {steps}"
        return f"{{ {self.focus} {steps} }} UNION {{ {itself} }}"

    def inside(self) -> Values:
        """Return the same for use within EXISTS, where *this* is bound."""
        return Values(self.this, self.path, self.names, is_bound=True)


@dataclass(frozen=True)
class ValueTest:
    """A constraint on each value node; each that fails is a result.

    :param test: From the focus node and the value, the expression of success.
    :param shapes: The shapes that a value which fails does not conform to.
    :param all_fail: Whether that is so only where it conforms to none of them.
    """

    component: URIRef
    test: Callable[[str, str, Names], str]
    shapes: tuple[Shape, ...] = ()
    all_fail: bool = False


@dataclass(frozen=True)
class NodeTest:
    """A constraint on all value nodes together; its result has no value.

    :param test: From the values, the expression of success.
    :param shapes: The shapes that too few values conform to.
    """

    component: URIRef
    test: Callable[[Values], str]
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True)
class Violations:
    """A pattern whose solutions are violations.

    :param value: The variable of ``sh:value``, if any.
    :param path: That of ``sh:resultPath``, if it is not the shape's.
    :param keys: More variables that tell one violation from another.
    """

    pattern: str
    value: str | None = None
    path: str | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A constraint whose violations are more than a value: a pair, a language."""

    component: URIRef
    find: Callable[[Values], Violations]


@dataclass(frozen=True)
class Query:
    """A SPARQL-based constraint (``sh:sparql``): the query and its messages."""

    component: URIRef
    node: Node
    select: str
    prefixes: dict[str, str]
    messages: tuple[Literal, ...]


Constraint = ValueTest | NodeTest | Finding | Query


@dataclass(frozen=True)
class Targets:
    """What a shape is about (`2.1.3 <https://www.w3.org/TR/shacl/#targets>`_)."""

    nodes: tuple[Node, ...] = ()
    classes: tuple[URIRef, ...] = ()
    subjects_of: tuple[URIRef, ...] = ()
    objects_of: tuple[URIRef, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass
class Shape:
    """A node shape, or with a path a property shape.

    :param properties: The property shapes that ``sh:property`` names.
    """

    node: Node
    path: Path | None
    path_node: Node | None
    severity: URIRef
    messages: tuple[Literal, ...]
    targets: Targets
    deactivated: bool
    constraints: list[Constraint] = field(default_factory=list)
    properties: list[Shape] = field(default_factory=list)
