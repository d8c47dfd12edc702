"""From a graph to its closure under the OWL 2 RL rules: one function.

The rules are those of the `OWL 2 RL profile
<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>`_,
run by owlrl without its axiomatic triples. What comes back is what a reader
can use: statements about named things. Left out are

- statements whose subject is a literal (they are not RDF),
- statements with a blank node (class expressions and lists of the ontology),
- what holds of everything: reflexive ``owl:sameAs``, ``rdfs:subClassOf`` and
  so on, membership in ``owl:Thing``, types from the vocabularies of RDF, RDFS
  and OWL themselves.

Statements of annotation properties take no part: no rule reads them.
"""

from __future__ import annotations

from typing import Final

from owlrl.OWLRL import OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ContradictionError

__all__ = ["close"]

Triple = tuple[Node, Node, Node]

_RESERVED: Final = tuple(str(ns) for ns in (RDF, RDFS, OWL, XSD))
_REFLEXIVE: Final = frozenset(
    {
        OWL.equivalentClass,
        OWL.equivalentProperty,
        OWL.sameAs,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
    }
)
_ANNOTATIONS: Final = (
    RDFS.label,
    RDFS.comment,
    RDFS.seeAlso,
    RDFS.isDefinedBy,
    OWL.versionInfo,
)


def close(asserted: Graph) -> Graph:
    """Return the statements that follow from *asserted* and are not in it.

    :raises ContradictionError: If *asserted* is inconsistent. The text holds
        one line per clash, with the IRIs of what clashes.
    """
    work = _without_annotations(asserted)
    reasoner = OWLRL_Semantics(work, axioms=False, daxioms=False)
    reasoner.closure()
    if reasoner.error_messages:
        raise ContradictionError("\n".join(sorted(reasoner.error_messages)))
    inferred = Graph()
    for triple in work:
        if triple not in asserted and _is_worth_saying(triple):
            inferred.add(triple)
    return inferred


def _without_annotations(graph: Graph) -> Graph:
    annotations = {*graph.subjects(RDF.type, OWL.AnnotationProperty), *_ANNOTATIONS}
    work = Graph()
    for s, p, o in graph:
        if p not in annotations:
            work.add((s, p, o))
    return work


def _is_worth_saying(triple: Triple) -> bool:
    s, p, o = triple
    if isinstance(s, (Literal, BNode)) or isinstance(o, BNode):
        return False
    if s == o and p in _REFLEXIVE:
        return False
    return not (_is_reserved(s) or (_is_reserved(o) and not isinstance(o, Literal)))


def _is_reserved(node: Node) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(_RESERVED)
