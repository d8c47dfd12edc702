"""A parameter as a shape declares it, with all that its component may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ShapesError
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.lists import items
from tsunagari.validation.compiled.model import Shape, Uncompilable

__all__ = ["Declaration"]


@dataclass(frozen=True)
class Declaration:
    """A statement of the shapes graph: *shape* has *value* for *parameter*.

    :param graph: The shapes graph.
    :param has_path: Whether the shape is a property shape.
    :param read: Reads another shape.
    """

    graph: Graph
    shape: Node
    has_path: bool
    parameter: URIRef
    value: Node
    read: Callable[[Node], Shape]
    data: Data

    def others(self, parameter: URIRef) -> list[Node]:
        """Return the values of another parameter of the same shape."""
        return list(self.graph.objects(self.shape, parameter))

    def at(self, parameter: URIRef, value: Node) -> Declaration:
        """Return the declaration of another parameter of the same shape."""
        return Declaration(
            self.graph,
            self.shape,
            self.has_path,
            parameter,
            value,
            self.read,
            self.data,
        )

    def number(self) -> int:
        """Return the value, a whole number from 0.

        :raises ShapesError: If it is none.
        """
        value = self.value.value if isinstance(self.value, Literal) else None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong("write a whole number from 0")
        return value

    def flag(self) -> bool:
        """Return the value, true or false.

        :raises ShapesError: If it is neither.
        """
        value = self.value.value if isinstance(self.value, Literal) else None
        if not isinstance(value, bool):
            raise self.wrong("write true or false")
        return value

    def literal(self) -> Literal:
        """Return the value, a literal.

        :raises ShapesError: If it is none.
        """
        if not isinstance(self.value, Literal):
            raise self.wrong("write a literal")
        return self.value

    def iri(self) -> URIRef:
        """Return the value, an IRI.

        :raises ShapesError: If it is none.
        """
        if not isinstance(self.value, URIRef):
            raise self.wrong("write an IRI")
        return self.value

    def members(self) -> list[Node]:
        """Return the members of the list that the value is.

        :raises ShapesError: If it is no well-formed list.
        """
        try:
            return items(self.graph, self.value)
        except ShapesError as error:
            raise self.wrong(str(error)) from None

    def needs_path(self) -> None:
        """Refuse the parameter in a node shape.

        :raises ShapesError: If the shape has no path.
        """
        if not self.has_path:
            raise self.wrong("only a property shape (with sh:path) may have it")

    def constant(self, term: Node) -> Node:
        """Return *term*, which data will be compared with term by term.

        :raises Uncompilable: If the engine would spell it differently.
        """
        if isinstance(term, BNode):
            raise Uncompilable(f"{self._name} names a blank node")
        if not self.data.keeps(term):
            raise Uncompilable(f"the engine spells {term.n3()} differently")
        return term

    def wrong(self, remedy: str) -> ShapesError:
        """Return the error that the value is wrong, with the remedy."""
        name = self.shape.n3()
        return ShapesError(f"shape {name}: {self._name} {self.value.n3()}: {remedy}")

    @property
    def _name(self) -> str:
        return "sh:" + self.parameter.rpartition("#")[2]
