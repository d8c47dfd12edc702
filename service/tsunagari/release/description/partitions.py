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

from typing import Final

from rdflib import VOID, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tsunagari.release.description.names import DATASET, local_name, part
from tsunagari.release.description.tally import Tally

__all__ = ["class_partitions", "property_partitions"]

VOID_EXT: Final = Namespace("http://ldf.fi/void-ext#")
# The last part of a name, what leads to the partition, what it is of.
CLASSES: Final = ("class", VOID.classPartition, VOID["class"])
DATATYPES: Final = ("datatype", VOID_EXT.datatypePartition, VOID_EXT.datatype)


def property_partitions(tally: Tally) -> Graph:
    """Describe the statements of each property."""
    about = Graph()
    for text, triples in tally.triples.items():
        predicate = _node(text)
        node = part("property", local_name(predicate))
        about.add((DATASET, VOID.propertyPartition, node))
        about.add((node, VOID.property, predicate))
        for term, number in (
            (VOID.triples, triples),
            (VOID.distinctSubjects, tally.subjects[text]),
            (VOID.distinctObjects, tally.distinct_objects(text)),
        ):
            if number is not None:
                about.add((node, term, Literal(number)))
    return about


def class_partitions(tally: Tally) -> Graph:
    """Describe the instances of each class, and the statements about them."""
    about = Graph()
    for text, number in tally.entities.items():
        kind = _node(text)
        node = part("class", local_name(kind))
        about.add((DATASET, VOID.classPartition, node))
        about.add((node, VOID["class"], kind))
        about.add((node, VOID.entities, Literal(number)))
    for (text, predicate_text), number in tally.statements.items():
        if text in tally.telling:
            kind, predicate = _node(text), _node(predicate_text)
            node = _within(kind, predicate)
            above = part("class", local_name(kind))
            about.add((above, VOID.propertyPartition, node))
            about.add((node, VOID.property, predicate))
            about.add((node, VOID.triples, Literal(number)))
    for (text, predicate_text, is_literal, other_text), number in tally.objects.items():
        if text in tally.telling:
            above = _within(_node(text), _node(predicate_text))
            name, link, term = DATATYPES if is_literal else CLASSES
            other = _node(other_text)
            node = URIRef(f"{above}/{name}/{local_name(other)}")
            about.add((above, link, node))
            about.add((node, term, other))
            about.add((node, VOID.triples, Literal(number)))
    return about


def _node(text: str) -> URIRef:
    return URIRef(text[1:-1])


def _within(kind: Node, predicate: Node) -> URIRef:
    return part("class", local_name(kind), "property", local_name(predicate))
