"""The terms of SHACL: what each parameter becomes, and what is known besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rdflib import SH, URIRef

from tsunagari.validation.compiled import (
    cardinality,
    logical,
    other,
    property_pair,
    shape_based,
    sparql,
    strings,
    value_range,
    value_type,
)
from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import Constraint

__all__ = ["CONSTRAINTS", "ELSEWHERE", "KNOWN", "NEEDS", "ONCE", "REFUSED"]

_Made = Constraint | Sequence[Constraint] | None

# What each parameter is made into; the names are the components' own.
CONSTRAINTS: Final[Mapping[URIRef, Callable[[Declaration], _Made]]] = {
    SH["class"]: value_type.class_,
    SH.datatype: value_type.datatype,
    SH.nodeKind: value_type.node_kind,
    SH.minCount: cardinality.min_count,
    SH.maxCount: cardinality.max_count,
    SH.minExclusive: value_range.min_exclusive,
    SH.minInclusive: value_range.min_inclusive,
    SH.maxExclusive: value_range.max_exclusive,
    SH.maxInclusive: value_range.max_inclusive,
    SH.minLength: strings.min_length,
    SH.maxLength: strings.max_length,
    SH.pattern: strings.pattern,
    SH.languageIn: strings.language_in,
    SH.uniqueLang: strings.unique_lang,
    SH.equals: property_pair.equals,
    SH.disjoint: property_pair.disjoint,
    SH.lessThan: property_pair.less_than,
    SH.lessThanOrEquals: property_pair.less_than_or_equals,
    SH["not"]: logical.not_,
    SH["and"]: logical.and_,
    SH["or"]: logical.or_,
    SH.xone: logical.xone,
    SH.node: shape_based.node,
    SH.qualifiedValueShape: shape_based.qualified,
    SH.closed: other.closed,
    SH.hasValue: other.has_value,
    SH["in"]: other.in_,
    SH.sparql: sparql.constraint,
}
# "A shape has at most one value for …"
ONCE: Final = frozenset(
    {
        SH.closed,
        SH.datatype,
        SH["in"],
        SH.languageIn,
        SH.maxCount,
        SH.maxExclusive,
        SH.maxInclusive,
        SH.maxLength,
        SH.minCount,
        SH.minExclusive,
        SH.minInclusive,
        SH.minLength,
        SH.nodeKind,
        SH.qualifiedValueShape,
        SH.uniqueLang,
    }
)
# A graph of shapes may hold a report besides.
_OF_REPORTS: Final = frozenset(
    SH[name]
    for name in [
        "conforms",
        "detail",
        "focusNode",
        "result",
        "resultMessage",
        "resultPath",
        "resultSeverity",
        "shapesGraphWellFormed",
        "sourceConstraint",
        "sourceConstraintComponent",
        "sourceShape",
        "value",
    ]
)
# Parameters that ask nothing without another.
NEEDS: Final = {
    SH.flags: SH.pattern,
    SH.ignoredProperties: SH.closed,
    SH.qualifiedMaxCount: SH.qualifiedValueShape,
    SH.qualifiedMinCount: SH.qualifiedValueShape,
    SH.qualifiedValueShapesDisjoint: SH.qualifiedValueShape,
}
# Parts of node expressions, functions and target types (Advanced Features).
_ADVANCED: Final = frozenset(
    {
        SH.filterShape,
        SH.intersection,
        SH.nodes,
        SH.returnType,
        SH.union,
    }
)
# Other statements of SHACL Core and SHACL-SPARQL that a shapes graph may make.
KNOWN: Final = frozenset(
    {
        *CONSTRAINTS,
        *_OF_REPORTS,
        *_ADVANCED,
        SH.alternativePath,
        SH.ask,
        SH.deactivated,
        SH.declare,
        SH.defaultValue,
        SH.description,
        SH.flags,
        SH.group,
        SH.ignoredProperties,
        SH.inversePath,
        SH.labelTemplate,
        SH.message,
        SH.name,
        SH.namespace,
        SH.nodeValidator,
        SH.oneOrMorePath,
        SH.optional,
        SH.order,
        SH.parameter,
        SH.path,
        SH.prefix,
        SH.prefixes,
        SH.property,
        SH.propertyValidator,
        SH.qualifiedMaxCount,
        SH.qualifiedMinCount,
        SH.qualifiedValueShapesDisjoint,
        SH.select,
        SH.severity,
        SH.shapesGraph,
        SH.suggestedShapesGraph,
        SH.targetClass,
        SH.targetNode,
        SH.targetObjectsOf,
        SH.targetSubjectsOf,
        SH.validator,
        SH.zeroOrMorePath,
        SH.zeroOrOnePath,
    }
)
# SHACL Advanced Features that the reference can run and we do not.
ELSEWHERE: Final = frozenset({SH.expression, SH.target})
# What neither can run, and what helps.
REFUSED: Final = {
    SH.entailment: "draw the conclusions first, as a build does, and leave it out",
    SH.js: "write the constraint in SHACL Core or as sh:sparql",
    SH.rule: "draw conclusions with a query in queries/construct",
}
