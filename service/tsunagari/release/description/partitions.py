"""Partitions: how often each property and class occurs, and with what.

Within a class, each property says how many statements it makes of instances of
the class, and what kinds of object they lead to. So a client can draw the
schema, complete a query or plan one without asking the data. The terms for
datatypes are those of the `VoID extension <http://ldf.fi/void-ext>`_ which SIB's
endpoints and editors use.

A class of another vocabulary that only follows from ours has its size and no
more, else the description would outgrow the data.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from rdflib import RDF, VOID, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tsunagari.namespaces import SSE
from tsunagari.release.description.names import DATASET, local_name, part

__all__ = ["class_partitions", "property_partitions"]

VOID_EXT: Final = Namespace("http://ldf.fi/void-ext#")
# The last part of a name, what leads to the partition, what it is of.
CLASSES: Final = ("class", VOID.classPartition, VOID["class"])
DATATYPES: Final = ("datatype", VOID_EXT.datatypePartition, VOID_EXT.datatype)


def property_partitions(merged: Graph) -> Graph:
    """Describe the statements of each property."""
    about = Graph()
    for predicate in set(merged.predicates()):
        pairs = list(merged.subject_objects(predicate))
        node = part("property", local_name(predicate))
        about.add((DATASET, VOID.propertyPartition, node))
        about.add((node, VOID.property, predicate))
        for term, number in (
            (VOID.triples, len(pairs)),
            (VOID.distinctSubjects, len({s for s, _ in pairs})),
            (VOID.distinctObjects, len({o for _, o in pairs})),
        ):
            about.add((node, term, Literal(number)))
    return about


def class_partitions(merged: Graph) -> Graph:
    """Describe the instances of each class, and the statements about them."""
    kinds: dict[Node, set[Node]] = {}
    entities: Counter[Node] = Counter()
    for node, kind in merged.subject_objects(RDF.type):
        if isinstance(kind, URIRef):
            kinds.setdefault(node, set()).add(kind)
            entities[kind] += 1
    telling = set().union(*map(_telling, kinds.values()))
    about = Graph()
    for kind, number in entities.items():
        node = part("class", local_name(kind))
        about.add((DATASET, VOID.classPartition, node))
        about.add((node, VOID["class"], kind))
        about.add((node, VOID.entities, Literal(number)))
    statements: Counter[tuple[Node, Node]] = Counter()
    objects: Counter[tuple[Node, Node, bool, Node]] = Counter()
    for s, p, o in merged:
        for kind in kinds.get(s, set()) & telling:
            statements[kind, p] += 1
            if isinstance(o, Literal):
                objects[kind, p, True, _datatype(o)] += 1
            elif p != RDF.type:
                for other in _telling(kinds.get(o, set())):
                    objects[kind, p, False, other] += 1
    for (kind, predicate), number in statements.items():
        node = _within(kind, predicate)
        above = part("class", local_name(kind))
        about.add((above, VOID.propertyPartition, node))
        about.add((node, VOID.property, predicate))
        about.add((node, VOID.triples, Literal(number)))
    for (kind, predicate, is_literal, other), number in objects.items():
        above = _within(kind, predicate)
        name, link, term = DATATYPES if is_literal else CLASSES
        node = URIRef(f"{above}/{name}/{local_name(other)}")
        about.add((above, link, node))
        about.add((node, term, other))
        about.add((node, VOID.triples, Literal(number)))
    return about


def _telling(kinds: set[Node]) -> set[Node]:
    """Return those of *kinds* that are ours; if there are none, all of them."""
    return {kind for kind in kinds if str(kind).startswith(str(SSE))} or kinds


def _datatype(literal: Literal) -> URIRef:
    if literal.language:
        return RDF.langString
    return literal.datatype or XSD.string


def _within(kind: Node, predicate: Node) -> URIRef:
    return part("class", local_name(kind), "property", local_name(predicate))
