"""Reading a shapes graph: from statements to :class:`Shape`.

Nothing is passed over in silence. A term of SHACL's namespace that nobody knows
is an error that names the remedy, and so is what the recommendation calls
ill-formed. What is well-formed and not compiled raises
:class:`~tsunagari.validation.compiled.model.Uncompilable`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ShapesError
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import (
    Constraint,
    Shape,
    Targets,
    Uncompilable,
)
from tsunagari.validation.compiled.paths import Path, read_path
from tsunagari.validation.compiled.vocabulary import (
    CONSTRAINTS,
    ELSEWHERE,
    KNOWN,
    NEEDS,
    ONCE,
    REFUSED,
)

__all__ = ["TARGETS", "ShapesGraph", "metaclasses"]

TARGETS: Final = (
    SH.targetNode,
    SH.targetClass,
    SH.targetSubjectsOf,
    SH.targetObjectsOf,
    SH.target,
)
# Python and the engine's parser both run out of stack somewhere beyond.
MAX_DEPTH: Final = 60
_PREFIX: Final = str(SH)


class ShapesGraph:
    """The shapes of a graph, each read once.

    :ivar idle: Statements that were read and, as the recommendation has it, ask
        nothing: a parameter without another that it needs.
    :raises ShapesError: If it uses a term of SHACL that does not exist, or one
        that neither we nor the reference can run.
    """

    def __init__(self, graph: Graph, data: Data) -> None:
        self.graph = graph
        self._data = data
        self._read: dict[Node, Shape] = {}
        self._open: list[Node] = []
        self.idle: list[str] = []
        self._custom = {
            path
            for parameter in graph.objects(None, SH.parameter)
            for path in graph.objects(parameter, SH.path)
        }
        self._metaclasses = metaclasses(graph)
        self._refuse_unknown_terms()

    def roots(self) -> list[Node]:
        """Return the shapes that have targets, in a fixed order."""
        found = {node for target in TARGETS for node in self.graph.subjects(target)}
        found |= {node for node in self._typed() if self.is_class(node)}
        return sorted(found, key=str)

    def is_class(self, node: Node) -> bool:
        """Return whether *node* is a class, and so its own target."""
        return any(c in self._metaclasses for c in self.graph.objects(node, RDF.type))

    def shape(self, node: Node) -> Shape:
        """Return the shape *node*.

        :raises ShapesError: If it is ill-formed.
        :raises Uncompilable: If something in it is not put into SPARQL.
        """
        if node in self._open:
            raise Uncompilable("it refers to itself, which SHACL leaves open")
        if len(self._open) > MAX_DEPTH:
            raise Uncompilable(f"it is nested more than {MAX_DEPTH} deep")
        if node not in self._read:
            self._open.append(node)
            try:
                self._read[node] = self._shape(node)
            finally:
                self._open.pop()
        return self._read[node]

    def _shape(self, node: Node) -> Shape:
        graph = self.graph
        if isinstance(node, Literal):
            raise ShapesError(f"{node.n3()} is no shape; a shape is an IRI or [ … ]")
        path_node, path = self._path(node)
        severities = list(graph.objects(node, SH.severity)) or [SH.Violation]
        if len(severities) > 1 or not isinstance(severities[0], URIRef):
            raise ShapesError(f"shape {node.n3()}: sh:severity is one IRI")
        flags = [
            Declaration(
                graph, node, False, SH.deactivated, value, self.shape, self._data
            ).flag()
            for value in graph.objects(node, SH.deactivated)
        ]
        shape = Shape(
            node,
            path,
            path_node,
            severities[0],
            tuple(sorted(_literals(graph, node))),
            self._targets(node),
            any(flags),
        )
        if shape.deactivated:
            return shape
        for predicate, value in sorted(graph.predicate_objects(node), key=str):
            if predicate in ELSEWHERE or predicate in self._custom:
                raise Uncompilable(f"it has {predicate.n3()}")
            needed = NEEDS.get(URIRef(str(predicate)))
            if needed and (node, needed, None) not in graph:
                idle = f"{_short(predicate)} without {_short(needed)}"
                self.idle.append(f"shape {node.n3()}: {idle} asks nothing")
            if predicate == SH.property:
                inner = self.shape(value)
                if inner.path is None:
                    raise ShapesError(
                        f"shape {node.n3()}: sh:property {value.n3()}: "
                        "that is no property shape; give it sh:path"
                    )
                shape.properties.append(inner)
            elif isinstance(predicate, URIRef) and predicate in CONSTRAINTS:
                declared = Declaration(
                    graph,
                    node,
                    path is not None,
                    predicate,
                    value,
                    self.shape,
                    self._data,
                )
                shape.constraints += _made(declared)
        return shape

    def _path(self, node: Node) -> tuple[Node | None, Path | None]:
        paths = list(self.graph.objects(node, SH.path))
        types = set(self.graph.objects(node, RDF.type))
        if len(paths) > 1:
            raise ShapesError(f"shape {node.n3()}: sh:path is given once")
        if SH.PropertyShape in types and not paths:
            raise ShapesError(f"shape {node.n3()}: a property shape has sh:path")
        if SH.NodeShape in types and paths:
            raise ShapesError(f"shape {node.n3()}: a node shape has no sh:path")
        if not paths:
            return None, None
        try:
            return paths[0], read_path(self.graph, paths[0])
        except ShapesError as error:
            raise ShapesError(f"shape {node.n3()}: {error}") from None

    def _targets(self, node: Node) -> Targets:
        nodes = list(self.graph.objects(node, SH.targetNode))
        for target in nodes:
            if isinstance(target, BNode):
                raise ShapesError(
                    f"shape {node.n3()}: sh:targetNode is an IRI or a literal; "
                    "a blank node of the shapes is not in the data"
                )
            if not self._data.keeps(target):
                raise Uncompilable(f"the engine spells {target.n3()} differently")
        own = [node] if isinstance(node, URIRef) and self.is_class(node) else []
        return Targets(
            tuple(nodes),
            (*self._iris(node, SH.targetClass), *own),
            tuple(self._iris(node, SH.targetSubjectsOf)),
            tuple(self._iris(node, SH.targetObjectsOf)),
        )

    def _iris(self, node: Node, target: URIRef) -> Iterator[URIRef]:
        for value in self.graph.objects(node, target):
            if not isinstance(value, URIRef):
                raise ShapesError(f"shape {node.n3()}: {_short(target)} is an IRI")
            yield value

    def _typed(self) -> set[Node]:
        return {
            node
            for kind in (SH.NodeShape, SH.PropertyShape)
            for node in self.graph.subjects(RDF.type, kind)
        }

    def _refuse_unknown_terms(self) -> None:
        for subject, predicate, _ in sorted(
            self.graph, key=lambda triple: (str(triple[0]), str(triple[1]))
        ):
            term = URIRef(str(predicate))
            if not term.startswith(_PREFIX) or term in self._custom:
                continue
            name = f"shape {subject.n3()}: {_short(term)}"
            if term in REFUSED:
                raise ShapesError(f"{name} cannot be run; {REFUSED[term]}")
            if term not in KNOWN and term not in ELSEWHERE:
                raise ShapesError(
                    f"{name} is no term of SHACL that is known here; correct its "
                    "name, or use a property of another namespace for a remark"
                )


def metaclasses(graph: Graph) -> set[Node]:
    """Return the classes whose instances are classes, and so `targets of their own
    <https://www.w3.org/TR/shacl/#implicit-targetClass>`_."""
    return {
        below
        for top in (RDFS.Class, OWL.Class)
        for below in graph.transitive_subjects(RDFS.subClassOf, top)
        if below is not None
    }


def _short(term: Node) -> str:
    return f"sh:{str(term).removeprefix(_PREFIX)}"


def _made(declared: Declaration) -> list[Constraint]:
    if declared.parameter in ONCE and len(declared.others(declared.parameter)) > 1:
        raise declared.wrong("give it once")
    made = CONSTRAINTS[declared.parameter](declared)
    if made is None:
        return []
    return [made] if isinstance(made, Constraint) else list(made)


def _literals(graph: Graph, node: Node) -> Iterator[Literal]:
    for message in graph.objects(node, SH.message):
        if not isinstance(message, Literal):
            raise ShapesError(f"shape {node.n3()}: sh:message is a text")
        yield message
