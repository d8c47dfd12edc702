"""Whether an RDF graph is an ontology of OWL 2 DL and of its profile OWL 2 RL.

Each rule is a function that yields what breaks it and cites the clause it
stands for: *Profiles* is the grammar of `OWL 2 RL
<https://www.w3.org/TR/owl2-profiles/#OWL_2_RL>`_, *Syntax* the typing
constraints and the `global restrictions of OWL 2 DL
<https://www.w3.org/TR/owl2-syntax/#Global_Restrictions_on_Axioms_in_OWL_2_DL>`_.

One leniency, on purpose: OWL 2 has no dates without a time. Such literals are
accepted as values in assertions (nothing reasons over them), never in axioms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import Node

from .owl_syntax import (
    KINDS,
    class_parts,
    datatype_of,
    declared_properties,
    is_reserved,
    named_property,
    property_kinds,
    property_order,
    reachable,
    short_name,
)

__all__ = ["RULES", "Violation", "violations"]

# Names in the namespace of OWL: the constructors of class expressions, and of
# those the ones that Profiles 4.2.3 allows in each position.
CARDINALITIES: Final = """
    cardinality minCardinality maxCardinality
    qualifiedCardinality minQualifiedCardinality maxQualifiedCardinality
"""
OTHERS: Final = """
    intersectionOf unionOf complementOf oneOf hasValue hasSelf
    someValuesFrom allValuesFrom datatypeComplementOf
"""
ALLOWED: Final = {
    "subclass": "intersectionOf unionOf oneOf someValuesFrom hasValue",
    "superclass": "intersectionOf complementOf allValuesFrom hasValue "
    "maxCardinality maxQualifiedCardinality",
    "equivalent class": "intersectionOf hasValue",
}
CONSTRUCTORS: Final = {OWL[name] for name in (CARDINALITIES + OTHERS).split()}
# Syntax 11.2: where a property must be simple.
SIMPLE_TYPES: Final = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
)
# Profiles 4.2.1: the datatypes of OWL 2 without owl:real and owl:rational.
XSD_DATATYPES: Final = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger
    negativeInteger long int short byte unsignedLong unsignedInt unsignedShort
    unsignedByte float double string normalizedString token language Name NCName
    NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
DATATYPES: Final = {
    *(RDF.PlainLiteral, RDF.XMLLiteral, RDF.langString, RDFS.Literal),
    *(XSD[name] for name in XSD_DATATYPES.split()),
}
DATES: Final = {XSD.date, XSD.gYear, XSD.gYearMonth}
SYNTAX: Final = {
    *(RDF.type, RDF.first, RDF.rest, RDF.List, RDF.Property),
    *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDFS.Datatype),
    *(RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy),
    *(OWL[name] for name in OWL.__annotations__ if not name.startswith("_")),
}


@dataclass(frozen=True, order=True)
class Violation:
    """One breach: the term it is about, what is wrong, and the clause."""

    term: str
    text: str
    clause: str

    def __str__(self) -> str:
        return f"{self.term} {self.text} ({self.clause})"


def violations(graph: Graph) -> list[Violation]:
    """Return every breach of every rule, in the order of the terms.

    :raises ValueError: If *graph* declares no class and no property, since a
        check of nothing must not look like a success.
    """
    if not any((None, RDF.type, kind) in graph for kind in (OWL.Class, *KINDS)):
        raise ValueError("the graph declares no class and no property to check")
    return sorted(
        {
            Violation(short_name(graph, term), text, clause)
            for clause, rule in RULES.items()
            for term, text in rule(graph)
        }
    )


Breaches = Iterator[tuple[Node, str]]


def reserved_vocabulary(graph: Graph) -> Breaches:
    """Reserved IRIs serve as the syntax of OWL and as nothing else."""
    for s, p, o in graph:
        if is_reserved(s):
            yield s, "is reserved and is described here"
        if is_reserved(p) and p not in SYNTAX:
            yield s, f"uses the reserved property {short_name(graph, p)}"
        if p == RDF.type and is_reserved(o) and o not in SYNTAX:
            yield s, f"is typed with the reserved {short_name(graph, o)}"


def typing(graph: Graph) -> Breaches:
    """Classes and properties are declared, as one kind, and used as that kind."""
    classes = set(graph.subjects(RDF.type, OWL.Class))
    for term in classes & set(graph.subjects(RDF.type, RDFS.Datatype)):
        yield term, "is both a class and a datatype"
    for term in declared_properties(graph):
        if len(property_kinds(graph, term)) > 1:
            yield term, "is of more than one kind of property"
    for _, position, node in class_parts(graph):
        if isinstance(node, BNode) or is_reserved(node) or position == "data range":
            continue
        if node not in classes:
            yield node, f"stands as a {position} and is not declared as a class"
    for _, p, o in graph:
        if is_reserved(p):
            continue
        kinds = property_kinds(graph, p)
        if not kinds:
            yield p, "is used as a property and is not declared"
        elif OWL.ObjectProperty in kinds and isinstance(o, Literal):
            yield p, f"is an object property with the literal {o.n3()}"
        elif OWL.DatatypeProperty in kinds and not isinstance(o, Literal):
            yield p, f"is a datatype property with the value {short_name(graph, o)}"


def property_axioms(graph: Graph) -> Breaches:
    """Both sides of an axiom on properties are of the same declared kind."""
    for predicate in (
        *(RDFS.subPropertyOf, OWL.equivalentProperty),
        *(OWL.propertyDisjointWith, OWL.inverseOf),
    ):
        for s, o in graph.subject_objects(predicate):
            ends = [property_kinds(graph, named_property(graph, end)) for end in (s, o)]
            if ends[0] != ends[1] or not ends[0]:
                yield s, f"and {short_name(graph, o)} are not of one kind of property"
    for s, first in graph.subject_objects(OWL.propertyChainAxiom):
        for member in (s, *Collection(graph, first)):
            kinds = property_kinds(graph, named_property(graph, member))
            if OWL.ObjectProperty not in kinds:
                name = short_name(graph, member)
                yield s, f"has {name}, no object property, in a chain"
    for s in graph.subjects(RDF.type, OWL.ReflexiveProperty):
        yield s, "is reflexive"


def class_expressions(graph: Graph) -> Breaches:
    """Class expressions are of the shapes that their positions allow."""
    for s in graph.subjects(OWL.disjointUnionOf):
        yield s, "is a disjoint union"
    for owner, position, node in class_parts(graph):
        if position == "data range":
            continue
        shape = position.replace("filler", "subclass")
        if node == OWL.Thing and position != "filler":
            yield owner, f"has owl:Thing as a {position}"
        if not isinstance(node, BNode):
            continue
        built = [(p, o) for p, o in graph.predicate_objects(node) if p in CONSTRUCTORS]
        if len(built) != 1:
            yield owner, f"has a {position} that is no class expression of OWL 2"
        for p, o in built:
            if p not in {OWL[name] for name in ALLOWED[shape].split()}:
                yield owner, f"has {short_name(graph, p)} in a {position}"
            if "#max" in str(p) and str(o) not in ("0", "1"):
                yield owner, f"has a maximum cardinality of {o}"
            if p == OWL.hasValue:
                role = named_property(graph, graph.value(node, OWL.onProperty))
                wanted = OWL.DatatypeProperty in property_kinds(graph, role)
                if isinstance(o, Literal) != wanted:
                    name = short_name(graph, role)
                    yield owner, f"has a value of the wrong kind for {name}"
        if sum(1 for _ in graph.subject_predicates(node)) > 1:
            yield owner, "shares a class expression with another axiom"


def data_ranges(graph: Graph) -> Breaches:
    """Datatypes are those of OWL 2 RL, and are not restricted by facets."""
    for owner, position, node in class_parts(graph):
        if position == "data range" and node not in DATATYPES:
            yield owner, f"has the data range {short_name(graph, node)}"
        for value in graph.objects(node, OWL.hasValue):
            if isinstance(value, Literal) and datatype_of(value) not in DATATYPES:
                yield owner, f"has a value with the datatype of {value.n3()}"
    for s, p, o in graph:
        if OWL.DatatypeProperty not in property_kinds(graph, p):
            continue
        if isinstance(o, Literal) and datatype_of(o) not in DATATYPES | DATES:
            yield s, f"has a value with the datatype of {o.n3()}"


def simple_properties(graph: Graph) -> Breaches:
    """Properties with a chain, or above one, are not used where it is forbidden."""
    composite = {
        *graph.subjects(OWL.propertyChainAxiom),
        *graph.subjects(RDF.type, OWL.TransitiveProperty),
    }
    above = property_order(graph, strict=False)
    composite |= {up for low in composite for up in reachable(low, above)}
    used: list[tuple[Node | None, str]] = [
        (term, "disjoint with another property")
        for pair in graph.subject_objects(OWL.propertyDisjointWith)
        for term in pair
    ]
    for kind in SIMPLE_TYPES:
        used += [(s, f"typed {kind}") for s in graph.subjects(RDF.type, kind)]
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointProperties):
        for first in graph.objects(axiom, OWL.members):
            used += [(p, "in a disjointness") for p in Collection(graph, first)]
    for name in (*CARDINALITIES.split(), "hasSelf"):
        for node in graph.subjects(OWL[name]):
            used.append((graph.value(node, OWL.onProperty), f"under owl:{name}"))
    for term, use in used:
        if (role := named_property(graph, term)) in composite:
            yield role, f"is not simple and is {use}"


def regular_hierarchy(graph: Graph) -> Breaches:
    """A strict order of properties exists in which chains only go upwards."""
    for s, first in graph.subject_objects(OWL.propertyChainAxiom):
        members = list(Collection(graph, first))
        inner = members[1:-1] if len(members) > 2 else []
        ends = [members[0], members[-1]]
        if s in inner or (ends == [s, s] and len(members) > 2):
            yield s, "stands inside its own chain"
        inverted = [member for member in members if isinstance(member, BNode)]
        if s in [named_property(graph, member) for member in inverted]:
            yield s, "stands inverted in its own chain"
    weak = property_order(graph, strict=False)
    for low, ups in property_order(graph, strict=True).items():
        for up in ups - {low}:
            if low in reachable(up, weak):
                name = short_name(graph, up)
                yield low, f"and {name} depend on each other through chains"


def anonymous_individuals(graph: Graph) -> Breaches:
    """Blank individuals form trees whose roots touch at most one named thing."""
    links: dict[Node, list[Node]] = defaultdict(list)
    named: Counter[Node] = Counter()
    for s, p, o in graph:
        if OWL.ObjectProperty in property_kinds(graph, p):
            for one, other in ((s, o), (o, s)):
                if isinstance(one, BNode):
                    links[one] += [other] if isinstance(other, BNode) else []
                    named[one] += not isinstance(other, BNode)
    seen: set[Node] = set()
    for start in list(links):
        if start in seen:
            continue
        tree = {start, *reachable(start, links)}
        seen |= tree
        if sum(len(links[node]) for node in tree) != 2 * (len(tree) - 1):
            yield start, "is a blank individual in a cycle"
        elif min(named[node] for node in tree) > 1:
            yield start, "is a blank individual tied to several named things"
    for predicate in (OWL.sameAs, OWL.differentFrom, OWL.hasValue):
        for s, o in graph.subject_objects(predicate):
            subject = predicate != OWL.hasValue and isinstance(s, BNode)
            if subject or isinstance(o, BNode):
                yield s, f"has a blank individual in {short_name(graph, predicate)}"


RULES: Final[dict[str, Callable[[Graph], Breaches]]] = {
    "Syntax 2.4, reserved vocabulary": reserved_vocabulary,
    "Syntax 5.8.1, typing constraints": typing,
    "Syntax 9.2 and Profiles 4.2.5, property axioms": property_axioms,
    "Profiles 4.2.3, class expressions": class_expressions,
    "Profiles 4.2.4, data ranges": data_ranges,
    "Syntax 11.2, simple properties": simple_properties,
    "Syntax 11.2, property hierarchy": regular_hierarchy,
    "Syntax 11.2, anonymous individuals": anonymous_individuals,
}
