"""Derivations: a proof with its statements as terms, and evidence on its leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import BNode, URIRef
from rdflib.term import Node

from tsunagari.entailment.facts import Fact
from tsunagari.entailment.proofs import Proof
from tsunagari.entailment.statements import Triple
from tsunagari.explanation.evidence import Evidence, rank

__all__ = ["Derivation", "Triple", "derivation", "named"]


@dataclass(frozen=True)
class Derivation:
    """A statement, and how it follows.

    :param rule: The rule of the profile, or the id of a stored query; empty where
        the statement is asserted.
    :param premises: What the rule was used on, axioms first.
    :param evidence: The graphs that assert it.
    """

    statement: Triple
    rule: str = ""
    premises: tuple[Derivation, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def parts(self) -> Iterator[Derivation]:
        """Yield this and all below it."""
        yield self
        for premise in self.premises:
            yield from premise.parts()

    def nodes(self) -> Iterator[Node]:
        """Yield every term in the tree, with those of the evidence."""
        for part in self.parts():
            yield from part.statement
            for evidence in part.evidence:
                yield from (evidence.graph, *evidence.sources, *evidence.parts)
                yield from evidence.origins
                if evidence.reading is not None:
                    yield evidence.reading


def derivation(
    proof: Proof,
    triple: Callable[[Fact], Triple],
    sources: Callable[[Fact], list[URIRef]],
    evidence: Mapping[URIRef, Evidence],
) -> Derivation:
    """Return *proof* in terms, with its evidence."""
    if proof.step is None:
        found = (evidence[graph] for graph in sources(proof.fact))
        return Derivation(triple(proof.fact), evidence=tuple(sorted(found, key=rank)))
    premises = tuple(
        derivation(premise, triple, sources, evidence) for premise in proof.premises
    )
    return Derivation(triple(proof.fact), proof.step.rule, premises)


def named(statement: Triple) -> bool:
    """Tell whether a statement is about things with names."""
    return not any(isinstance(node, BNode) for node in statement)
