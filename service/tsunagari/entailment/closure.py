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

Two kinds of statement take no part, because no rule can read them: those of
annotation properties, and, where nothing can make two names equal, those of
properties that no axiom mentions.
"""

from __future__ import annotations

from typing import Final

from owlrl.OWLRL import OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.entailment.clashes import explain_clashes
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
_CHARACTERISTICS: Final = (
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
)
# Whatever can lead to owl:sameAs, as a pattern of a statement.
_EQUALITIES: Final = (
    (None, OWL.sameAs, None),
    (None, RDF.type, OWL.FunctionalProperty),
    (None, RDF.type, OWL.InverseFunctionalProperty),
    (None, OWL.maxCardinality, None),
    (None, OWL.maxQualifiedCardinality, None),
    (None, OWL.hasKey, None),
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
    work = _premises(asserted)
    reasoner = OWLRL_Semantics(work, axioms=False, daxioms=False)
    reasoner.closure()
    if reasoner.error_messages:
        clashes = sorted(explain_clashes(work, reasoner.error_messages))
        raise ContradictionError("\n".join(clashes))
    inferred = Graph()
    for triple in work:
        if triple not in asserted and _is_worth_saying(triple):
            inferred.add(triple)
    return inferred


def _premises(graph: Graph) -> Graph:
    """Return the statements of *graph* that some rule can read."""
    annotations = {*graph.subjects(RDF.type, OWL.AnnotationProperty), *_ANNOTATIONS}
    mentioned: set[Node] = {RDF.type}
    for s, p, o in graph:
        if _is_reserved(p) and p != RDF.type and p not in annotations:
            mentioned |= {s, p, o}
    for characteristic in _CHARACTERISTICS:
        mentioned |= set(graph.subjects(RDF.type, characteristic))
    # An equality rule copies every statement about a thing, whatever it says.
    everything = any(pattern in graph for pattern in _EQUALITIES)
    work = Graph()
    for s, p, o in graph:
        if p not in annotations and (everything or p in mentioned):
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
