"""`4.7 <https://www.w3.org/TR/shacl/#core-components-shape>`_: ``sh:node`` and
qualified shapes. (``sh:property`` is part of a shape itself.)"""

from __future__ import annotations

from rdflib import SH, URIRef
from rdflib.term import Node

from tsunagari.validation.compiled.cardinality import at_least
from tsunagari.validation.compiled.conformance import conforms
from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import NodeTest, Values, ValueTest
from tsunagari.validation.compiled.terms import Names, conjunction

__all__ = ["node", "qualified"]


def node(declared: Declaration) -> ValueTest:
    """``sh:node``: each value conforms to the shape."""
    shape = declared.read(declared.value)
    if shape.path is not None:
        raise declared.wrong("that is a property shape; write sh:property")

    def test(this: str, value: str, names: Names) -> str:
        return conforms(shape, value, names)

    return ValueTest(SH.NodeConstraintComponent, test, (shape,))


def qualified(declared: Declaration) -> list[NodeTest]:
    """``sh:qualifiedValueShape``: how many values conform to the shape.

    With ``sh:qualifiedValueShapesDisjoint`` a value that conforms to a sibling
    shape too is not counted.
    """
    declared.needs_path()
    shape = declared.read(declared.value)
    siblings = [declared.read(sibling) for sibling in _siblings(declared)]

    def counted(number: int, values: Values) -> str:
        names = values.names
        value = names.new("value")
        own = conforms(shape, value, names)
        others = [f"!({conforms(other, value, names)})" for other in siblings]
        return at_least(number, values, conjunction([own, *others]), value)

    least = _number(declared, SH.qualifiedMinCount)
    most = _number(declared, SH.qualifiedMaxCount)
    tests = []
    if least is not None:
        tests.append(
            NodeTest(
                SH.QualifiedMinCountConstraintComponent,
                lambda values: counted(least, values),
                (shape,),
            )
        )
    if most is not None:
        tests.append(
            NodeTest(
                SH.QualifiedMaxCountConstraintComponent,
                lambda values: f"!{counted(most + 1, values)}",
            )
        )
    if not tests:
        raise declared.wrong("add sh:qualifiedMinCount or sh:qualifiedMaxCount")
    return tests


def _number(declared: Declaration, parameter: URIRef) -> int | None:
    values = declared.others(parameter)
    if len(values) > 1:
        raise declared.at(parameter, values[1]).wrong("give it once")
    return declared.at(parameter, values[0]).number() if values else None


def _siblings(declared: Declaration) -> list[Node]:
    """Return the sibling shapes, as the recommendation defines them."""
    flag = SH.qualifiedValueShapesDisjoint
    flags = [declared.at(flag, value).flag() for value in declared.others(flag)]
    if not any(flags):
        return []
    graph = declared.graph
    return sorted(
        {
            sibling
            for parent in graph.subjects(SH.property, declared.shape)
            for shape in graph.objects(parent, SH.property)
            for sibling in graph.objects(shape, SH.qualifiedValueShape)
        }
        - {declared.value},
        key=str,
    )
