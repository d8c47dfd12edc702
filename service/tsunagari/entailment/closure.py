"""From a graph to its closure under the OWL 2 RL rules: one function.

The rules are those of the `OWL 2 RL profile
<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>`_.
The axioms are closed first and turned into tables; then each statement of the
data is looked at once, together with those before it. If the data says
something new about the ontology, both steps run again.
"""

from __future__ import annotations

from rdflib import Graph

from tsunagari.entailment.contradictions import contradictions
from tsunagari.entailment.facts import Facts, Terms
from tsunagari.entailment.rules import Rules
from tsunagari.entailment.schema import close_schema
from tsunagari.entailment.statements import annotation_properties, is_worth_saying
from tsunagari.entailment.vocabulary import CHARACTERISTICS, Vocabulary
from tsunagari.errors import ContradictionError

__all__ = ["close"]


def close(asserted: Graph) -> Graph:
    """Return the statements that follow from *asserted* and are not in it.

    :raises ContradictionError: If *asserted* is inconsistent. The text holds
        one line per clash, with the IRIs of what clashes.
    """
    terms = Terms()
    vocabulary = Vocabulary(terms)
    facts = Facts(terms)
    annotations = annotation_properties(asserted)
    for subject, predicate, node in asserted:
        if predicate not in annotations:
            facts.add(*map(terms.number, (subject, predicate, node)))
    given = len(facts.order)
    _derive(facts, vocabulary)
    if clashes := sorted(contradictions(facts, vocabulary)):
        raise ContradictionError("\n".join(clashes))
    inferred = Graph()
    for s, p, o in facts.order[given:]:
        triple = terms.term(s), terms.term(p), terms.term(o)
        if is_worth_saying(triple) and triple not in asserted:
            inferred.add(triple)
    return inferred


def _derive(facts: Facts, vocabulary: Vocabulary) -> None:
    """Add to *facts* all that follows from them."""
    axioms = -1
    while axioms != (axioms := _count_axioms(facts, vocabulary)):
        close_schema(facts, vocabulary)
        axioms = _count_axioms(facts, vocabulary)
        rules = Rules(facts, vocabulary)
        rules.begin()
        # The list grows while it is read: what a rule adds is seen in turn.
        for fact in facts.order:
            rules.see(*fact)


def _count_axioms(facts: Facts, vocabulary: Vocabulary) -> int:
    kinds = [vocabulary[str(c).rpartition("#")[2]] for c in CHARACTERISTICS]
    return sum(1 for p in vocabulary.schema() for _ in facts.of(p)) + sum(
        len(facts.subjects(vocabulary.type, kind)) for kind in kinds
    )
