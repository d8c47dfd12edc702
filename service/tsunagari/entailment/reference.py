"""The closure by owlrl, which interprets the rules: the reference for ours.

It is run without its axiomatic triples, and slow: what no rule can read takes
no part. Those are statements of annotation properties, and, where nothing can
make two names equal, those of properties that no axiom mentions.
"""

from __future__ import annotations

from typing import Final

from owlrl.OWLRL import OWLRL_Semantics
from rdflib import OWL, RDF, Graph
from rdflib.term import Node

from tsunagari.entailment.reference_clashes import explain_clashes
from tsunagari.entailment.statements import (
    annotation_properties,
    is_reserved,
    is_worth_saying,
)
from tsunagari.errors import ContradictionError

__all__ = ["close_by_reference"]

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


def close_by_reference(asserted: Graph) -> Graph:
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
        if triple not in asserted and is_worth_saying(triple):
            inferred.add(triple)
    return inferred


def _premises(graph: Graph) -> Graph:
    """Return the statements of *graph* that some rule can read."""
    annotations = annotation_properties(graph)
    mentioned: set[Node] = {RDF.type}
    for s, p, o in graph:
        if is_reserved(p) and p != RDF.type and p not in annotations:
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
