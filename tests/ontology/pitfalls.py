"""What a machine finds of the pitfalls of `OOPS!
<https://oops.linkeddata.es/catalogue.jsp>`_.

Each is a function from the ontology and its shapes to what falls in it. The codes and
names are those of the catalogue. OOPS! itself looks at one file over the network; here
the modules are read together, and without one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, VANN, XSD, BNode, Graph, URIRef
from rdflib import Literal as Text
from rdflib.term import Node

__all__ = ["BY_PEOPLE", "PITFALLS", "Pitfall"]

Find = Callable[["Ontology"], Iterator[str]]
# Others can say whether the meaning is right, as the catalogue has it: OOPS! leaves
# them to people as well.
BY_PEOPLE: Final = {
    "P01": "Creating polysemous elements",
    "P09": "Missing domain information",
    "P14": "Misusing owl:allValuesFrom",
    "P15": 'Using "some not" in place of "not some"',
    "P16": "Using a primitive class in place of a defined one",
    "P17": "Overspecializing a hierarchy",
    "P18": "Overspecializing the domain or range",
    "P23": "Duplicating a datatype already provided by the implementation language",
}
CLASS_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
PROPERTY_NAME: Final = re.compile(r"[a-z][A-Za-z0-9]*")
MISCELLANEOUS: Final = re.compile(r"\b(other|misc\w*|various|diverse)\b|その他|雑多")
IS: Final = frozenset({"is", "isa", "is a", "is an"})
FILE_ENDING: Final = re.compile(r"\.(owl|rdf|ttl|n3|xml|rdfs|jsonld|nt)([#/]|$)")
PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty)
# What a class or property stands in with another one.
AXIOMS: Final = (
    *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
    *(OWL.equivalentClass, OWL.disjointWith, OWL.inverseOf, OWL.propertyChainAxiom),
    *(OWL.someValuesFrom, OWL.allValuesFrom, OWL.onProperty, OWL.onClass),
    *(OWL.intersectionOf, OWL.unionOf, OWL.propertyDisjointWith, RDF.first),
)
LONGEST_LABEL: Final = 60


@dataclass(frozen=True)
class Pitfall:
    """A pitfall: its code and name in the catalogue, and what finds it."""

    code: str
    name: str
    find: Find


@dataclass(frozen=True)
class Ontology:
    """What is looked at.

    :param iri: Of the ontology, without the sign that its terms have after it.
    """

    graph: Graph
    shapes: Graph
    iri: str

    def ours(self, *kinds: URIRef) -> list[URIRef]:
        """Return the terms of ours that are of one of *kinds*."""
        return sorted(
            {
                node
                for kind in kinds
                for node in self.graph.subjects(RDF.type, kind)
                if isinstance(node, URIRef) and node.startswith(self.iri)
            }
        )

    def label(self, term: Node) -> str:
        """Return the English label."""
        return next(iter(self.texts(term, RDFS.label, "en")), "")

    def texts(self, term: Node, property: URIRef, language: str) -> list[str]:
        """Return the texts in a language."""
        return [
            str(text)
            for text in self.graph.objects(term, property)
            if isinstance(text, Text) and text.language == language
        ]


def synonyms_as_classes(it: Ontology) -> Iterator[str]:
    """P02."""
    for one, other in it.graph.subject_objects(OWL.equivalentClass):
        if all(isinstance(x, URIRef) and x.startswith(it.iri) for x in (one, other)):
            yield f"{one}: is another name of {other}"


def relation_is(it: Ontology) -> Iterator[str]:
    """P03."""
    for term in it.ours(*PROPERTIES):
        name = re.split("[#/]", term)[-1].lower()
        if name in IS or it.label(term).lower() in IS:
            yield f"{term}: says 'is'"


def unconnected(it: Ontology) -> Iterator[str]:
    """P04. What the shapes speak of is connected as well (ONT-6)."""
    linked: set[Node] = set()
    for relation in AXIOMS:
        for s, o in it.graph.subject_objects(relation):
            linked |= {s, o}
    spoken = set(it.shapes.objects(None, None))
    for term in it.ours(OWL.Class, *PROPERTIES):
        if term not in linked and term not in spoken:
            yield f"{term}: stands alone"


def wrong_inverses(it: Ontology) -> Iterator[str]:
    """P05."""
    for one, other in it.graph.subject_objects(OWL.inverseOf):
        if isinstance(one, BNode):
            continue
        for mine, theirs in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            ends = it.graph.value(one, mine), it.graph.value(other, theirs)
            if None not in ends and ends[0] != ends[1]:
                yield f"{one}: begins or ends elsewhere than its inverse {other}"


def cycles(it: Ontology) -> Iterator[str]:
    """P06."""
    for term in it.ours(OWL.Class):
        above: set[Node] = set()
        waiting: list[Node] = list(it.graph.objects(term, RDFS.subClassOf))
        while waiting:
            one = waiting.pop()
            if one not in above:
                above.add(one)
                waiting += it.graph.objects(one, RDFS.subClassOf)
        if term in above:
            yield f"{term}: is its own superclass"


def merged_concepts(it: Ontology) -> Iterator[str]:
    """P07."""
    for term in it.ours(OWL.Class):
        name = re.split("[#/]", term)[-1]
        if re.search(r"\b(and|or)\b", it.label(term)) or re.search(
            "[a-z](And|Or)[A-Z]", name
        ):
            yield f"{term}: names two things, '{it.label(term)}'"


def missing_annotations(it: Ontology) -> Iterator[str]:
    """P08."""
    for term in it.ours(OWL.Class, *PROPERTIES):
        for property in (RDFS.label, SKOS.definition):
            if (term, property, None) not in it.graph:
                yield f"{term}: lacks {property}"


def missing_disjointness(it: Ontology) -> Iterator[str]:
    """P10."""
    kinds = (OWL.disjointWith, OWL.propertyDisjointWith, OWL.disjointUnionOf)
    if not any((None, kind, None) in it.graph for kind in kinds):
        yield f"{it.iri}: nothing in it is disjoint"


def missing_domain_or_range(it: Ontology) -> Iterator[str]:
    """P11. A shape says it where an axiom would draw unwanted conclusions (ONT-6)."""
    paths = set(it.shapes.objects(None, SH.path))
    nested = {
        step
        for path in paths
        if isinstance(path, BNode)
        for step in it.shapes.transitive_objects(path, None)
    }
    in_axioms = {
        *it.graph.objects(None, OWL.onProperty),
        *it.graph.objects(None, RDF.first),
        *it.graph.subjects(OWL.propertyChainAxiom),
    }
    for term in it.ours(*PROPERTIES):
        said = any((term, p, None) in it.graph for p in (RDFS.domain, RDFS.range))
        if not said and term not in paths | nested | in_axioms:
            yield f"{term}: neither an axiom nor a shape says what it leads to"


def equivalent_properties_undeclared(it: Ontology) -> Iterator[str]:
    """P12."""
    yield from _same_labels(it, it.ours(*PROPERTIES), OWL.equivalentProperty)


def inverses_undeclared(it: Ontology) -> Iterator[str]:
    """P13: properties whose names are the two directions of one relation."""
    names = {re.split("[#/]", term)[-1]: term for term in it.ours(OWL.ObjectProperty)}
    for name, term in names.items():
        for turned in (f"{name}Of", f"is{name[:1].upper()}{name[1:]}Of", f"{name}By"):
            other = names.get(turned)
            known = {(term, OWL.inverseOf, other), (other, OWL.inverseOf, term)}
            if other and not any(triple in it.graph for triple in known):
                yield f"{term}: is {other} the other way round?"


def several_domains_or_ranges(it: Ontology) -> Iterator[str]:
    """P19."""
    for term in it.ours(*PROPERTIES):
        for property in (RDFS.domain, RDFS.range):
            if len(set(it.graph.objects(term, property))) > 1:
                yield f"{term}: has more than one {property}, so all of them hold"


def misused_annotations(it: Ontology) -> Iterator[str]:
    """P20."""
    for term in it.ours(OWL.Class, *PROPERTIES):
        for language in ("en", "ja"):
            labels = it.texts(term, RDFS.label, language)
            definitions = it.texts(term, SKOS.definition, language)
            if any(len(label) > LONGEST_LABEL for label in labels):
                yield f"{term}: has a label as long as a definition"
            if set(labels) & set(definitions):
                yield f"{term}: is defined by its own label"


def miscellaneous_classes(it: Ontology) -> Iterator[str]:
    """P21."""
    for term in it.ours(OWL.Class):
        for language in ("en", "ja"):
            for label in it.texts(term, RDFS.label, language):
                if MISCELLANEOUS.search(label.lower()):
                    yield f"{term}: is a class of what is left, '{label}'"


def naming_conventions(it: Ontology) -> Iterator[str]:
    """P22."""
    for kinds, pattern in (
        ((OWL.Class,), CLASS_NAME),
        ((*PROPERTIES, OWL.AnnotationProperty), PROPERTY_NAME),
    ):
        for term in it.ours(*kinds):
            if not pattern.fullmatch(re.split("[#/]", term)[-1]):
                yield f"{term}: is not named like the others"


def recursive_definitions(it: Ontology) -> Iterator[str]:
    """P24."""
    for term in it.ours(OWL.Class):
        for definition in it.graph.objects(term, OWL.equivalentClass):
            if isinstance(definition, BNode) and term in _within(it, definition):
                yield f"{term}: is defined by itself"


def inverse_to_itself(it: Ontology) -> Iterator[str]:
    """P25."""
    for one, other in it.graph.subject_objects(OWL.inverseOf):
        if one == other:
            yield f"{one}: is inverse to itself; say that it is symmetric"


def inverses_of_symmetric(it: Ontology) -> Iterator[str]:
    """P26."""
    for one, other in it.graph.subject_objects(OWL.inverseOf):
        for term in (one, other):
            if (term, RDF.type, OWL.SymmetricProperty) in it.graph:
                yield f"{term}: is symmetric, and its inverse itself"


def wrong_equivalent_properties(it: Ontology) -> Iterator[str]:
    """P27."""
    for one, other in it.graph.subject_objects(OWL.equivalentProperty):
        for property in (RDFS.domain, RDFS.range):
            ends = it.graph.value(one, property), it.graph.value(other, property)
            if None not in ends and ends[0] != ends[1]:
                yield f"{one}: has another {property} than {other}, which it equals"


def wrong_symmetric(it: Ontology) -> Iterator[str]:
    """P28."""
    yield from _uneven(it, OWL.SymmetricProperty)


def wrong_transitive(it: Ontology) -> Iterator[str]:
    """P29."""
    yield from _uneven(it, OWL.TransitiveProperty)


def equivalent_classes_undeclared(it: Ontology) -> Iterator[str]:
    """P30: a class that has the label of another one as another name."""
    labels = {it.label(term): term for term in it.ours(OWL.Class)}
    for term in it.ours(OWL.Class):
        for name in it.texts(term, SKOS.altLabel, "en"):
            if labels.get(name, term) != term:
                yield f"{term}: is also called '{name}', as {labels[name]} is"


def wrong_equivalent_classes(it: Ontology) -> Iterator[str]:
    """P31."""
    for one, other in it.graph.subject_objects(OWL.equivalentClass):
        for pair in ((one, other), (other, one)):
            for relation in (RDFS.subClassOf, OWL.disjointWith):
                if (pair[0], relation, pair[1]) in it.graph:
                    yield f"{one}: cannot equal {other}, see {relation}"


def classes_of_one_label(it: Ontology) -> Iterator[str]:
    """P32."""
    yield from _same_labels(it, it.ours(OWL.Class), OWL.equivalentClass)


def chains_of_one(it: Ontology) -> Iterator[str]:
    """P33."""
    for term, chain in it.graph.subject_objects(OWL.propertyChainAxiom):
        if len(list(it.graph.items(chain))) < 2:
            yield f"{term}: has a chain of one; say rdfs:subPropertyOf"


def untyped_classes(it: Ontology) -> Iterator[str]:
    """P34."""
    used: set[Node] = set()
    for relation in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith):
        for s, o in it.graph.subject_objects(relation):
            used |= {s, o}
    for relation in (RDFS.domain, OWL.someValuesFrom, OWL.allValuesFrom):
        used |= set(it.graph.objects(None, relation))
    for term in it.ours(OWL.ObjectProperty):
        used |= set(it.graph.objects(term, RDFS.range))
    for node in sorted(used - {OWL.Thing, OWL.Nothing}, key=str):
        typed = {OWL.Class, RDFS.Class, RDFS.Datatype} & {
            *it.graph.objects(node, RDF.type)
        }
        built_in = str(node).startswith((str(XSD), str(RDF), str(RDFS)))
        if isinstance(node, URIRef) and not typed and not built_in:
            yield f"{node}: is used as a class and declared as none"


def untyped_properties(it: Ontology) -> Iterator[str]:
    """P35."""
    used: set[Node] = {*it.graph.objects(None, OWL.onProperty)}
    used |= {node for node in it.graph.predicates() if str(node).startswith(it.iri)}
    for relation in (RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyDisjointWith):
        for s, o in it.graph.subject_objects(relation):
            used |= {s, o}
    for chain in it.graph.objects(None, OWL.propertyChainAxiom):
        used |= set(it.graph.items(chain))
    kinds = {*PROPERTIES, OWL.AnnotationProperty}
    for node in sorted(used, key=str):
        if isinstance(node, URIRef) and not kinds & {*it.graph.objects(node, RDF.type)}:
            yield f"{node}: is used as a property and declared as none"


def file_extension(it: Ontology) -> Iterator[str]:
    """P36."""
    for header in it.graph.subjects(RDF.type, OWL.Ontology):
        if FILE_ENDING.search(str(header)):
            yield f"{header}: is named like a file"


def no_declaration(it: Ontology) -> Iterator[str]:
    """P38."""
    if (URIRef(it.iri), RDF.type, OWL.Ontology) not in it.graph:
        yield f"{it.iri}: is declared as no owl:Ontology"


def ambiguous_namespace(it: Ontology) -> Iterator[str]:
    """P39."""
    spaces = {
        str(one) for one in it.graph.objects(URIRef(it.iri), VANN.preferredNamespaceUri)
    }
    if spaces != {f"{it.iri}#"}:
        yield f"{it.iri}: says {sorted(spaces)} of the namespace of its terms"


def hijacked_namespaces(it: Ontology) -> Iterator[str]:
    """P40: a term of others that is defined here, or that is none of theirs."""
    told = (
        *(SKOS.definition, RDFS.comment, RDFS.domain, RDFS.subClassOf),
        *(RDFS.subPropertyOf, OWL.equivalentClass, OWL.disjointWith, OWL.inverseOf),
    )
    for kind in (OWL.Class, *PROPERTIES, OWL.AnnotationProperty):
        for node in sorted(set(it.graph.subjects(RDF.type, kind)), key=str):
            if not isinstance(node, URIRef) or node.startswith(it.iri):
                continue
            for property in told:
                if (node, property, None) in it.graph:
                    yield f"{node}: is others' to define ({property})"
            homes = [str(one) for one in it.graph.objects(node, RDFS.isDefinedBy)]
            if not any(node.startswith(home) for home in homes):
                yield f"{node}: has no home of its own ({homes})"


def no_licence(it: Ontology) -> Iterator[str]:
    """P41."""
    for header in it.graph.subjects(RDF.type, OWL.Ontology):
        licences = list(it.graph.objects(header, DCTERMS.license))
        if len(licences) != 1 or not isinstance(licences[0], URIRef):
            yield f"{header}: has no licence"


def _same_labels(it: Ontology, terms: list[URIRef], equal: URIRef) -> Iterator[str]:
    for language in ("en", "ja"):
        named: dict[str, list[URIRef]] = defaultdict(list)
        for term in terms:
            for label in it.texts(term, RDFS.label, language):
                named[label.lower()].append(term)
        for label, some in named.items():
            for one, other in combinations(some, 2):
                pairs = ((one, equal, other), (other, equal, one))
                if not any(triple in it.graph for triple in pairs):
                    yield f"{one}: is called '{label}', as {other} is"


def _uneven(it: Ontology, kind: URIRef) -> Iterator[str]:
    for term in it.ours(kind):
        ends = [set(it.graph.objects(term, p)) for p in (RDFS.domain, RDFS.range)]
        if ends[0] != ends[1]:
            yield f"{term}: begins with others than it ends with"


def _within(it: Ontology, node: Node) -> Counter[Node]:
    found: Counter[Node] = Counter()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        found[one] += 1
        if isinstance(one, BNode):
            waiting += it.graph.objects(one)
    return found


PITFALLS: Final = (
    Pitfall("P02", "Creating synonyms as classes", synonyms_as_classes),
    Pitfall("P03", 'Creating the relationship "is"', relation_is),
    Pitfall("P04", "Creating unconnected ontology elements", unconnected),
    Pitfall("P05", "Defining wrong inverse relationships", wrong_inverses),
    Pitfall("P06", "Including cycles in a class hierarchy", cycles),
    Pitfall("P07", "Merging different concepts in the same class", merged_concepts),
    Pitfall("P08", "Missing annotations", missing_annotations),
    Pitfall("P10", "Missing disjointness", missing_disjointness),
    Pitfall("P11", "Missing domain or range in properties", missing_domain_or_range),
    Pitfall(
        "P12",
        "Equivalent properties not explicitly declared",
        equivalent_properties_undeclared,
    ),
    Pitfall(
        "P13", "Inverse relationships not explicitly declared", inverses_undeclared
    ),
    Pitfall(
        "P19",
        "Defining multiple domains or ranges in properties",
        several_domains_or_ranges,
    ),
    Pitfall("P20", "Misusing ontology annotations", misused_annotations),
    Pitfall("P21", "Using a miscellaneous class", miscellaneous_classes),
    Pitfall(
        "P22", "Using different naming conventions in the ontology", naming_conventions
    ),
    Pitfall("P24", "Using recursive definitions", recursive_definitions),
    Pitfall("P25", "Defining a relationship as inverse to itself", inverse_to_itself),
    Pitfall(
        "P26",
        "Defining inverse relationships for a symmetric one",
        inverses_of_symmetric,
    ),
    Pitfall("P27", "Defining wrong equivalent properties", wrong_equivalent_properties),
    Pitfall("P28", "Defining wrong symmetric relationships", wrong_symmetric),
    Pitfall("P29", "Defining wrong transitive relationships", wrong_transitive),
    Pitfall(
        "P30",
        "Equivalent classes not explicitly declared",
        equivalent_classes_undeclared,
    ),
    Pitfall("P31", "Defining wrong equivalent classes", wrong_equivalent_classes),
    Pitfall("P32", "Several classes with the same label", classes_of_one_label),
    Pitfall("P33", "Creating a property chain with just one property", chains_of_one),
    Pitfall("P34", "Untyped class", untyped_classes),
    Pitfall("P35", "Untyped property", untyped_properties),
    Pitfall("P36", "URI contains file extension", file_extension),
    Pitfall("P38", "No OWL ontology declaration", no_declaration),
    Pitfall("P39", "Ambiguous namespace", ambiguous_namespace),
    Pitfall("P40", "Namespace hijacking", hijacked_namespaces),
    Pitfall("P41", "No license declared", no_licence),
)
