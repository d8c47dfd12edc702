"""Proving statements of a release, one after the other, within one deadline."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice

from rdflib import OWL, RDF, BNode, Graph, URIRef, Variable
from rdflib.term import Node

from tsunagari.entailment.closed import all_offers
from tsunagari.entailment.closure import Closure
from tsunagari.entailment.facts import Fact
from tsunagari.entailment.proofs import Proof, Search
from tsunagari.entailment.steps import Step
from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.constructs import Construct, construct_steps
from tsunagari.explanation.derivation import Derivation, Triple, derivation
from tsunagari.explanation.evidence import Evidence, read_evidence
from tsunagari.explanation.lookup import Ask, Solution, spelled
from tsunagari.explanation.stored_graph import StoredGraph

__all__ = ["Prover"]

MOST = 20
# So many derivations are looked at to find some that rest on other data.
MOST_TRIED = 200
# Where a place has more people than that, not each is a reason to look at.
MOST_STEPS = 20_000


class Prover:
    """Finds derivations in one release.

    :param seconds: How long all of it may take together.
    """

    def __init__(
        self, axioms: Axioms, constructs: list[Construct], ask: Ask, seconds: float
    ) -> None:
        self.axioms = axioms
        self.timed_out = False
        self._constructs = constructs
        self._ask = ask
        self._ends = time.monotonic() + seconds
        self._graph = StoredGraph(axioms, ask)
        self._offered: dict[Fact, list[Step]] = {}
        self._evidence: dict[URIRef, Evidence] = {}

    def proofs(self, statement: Triple, most: int) -> list[Derivation]:
        """Return up to *most* derivations, the smallest first.

        Of those that rest on the same data, the smallest is given alone: the
        others only take the ontology the long way round.
        """
        goal = self._graph.numbers(statement)
        search = Search(goal, self._graph.asserts, self._steps, self.left())
        found: dict[frozenset[Fact], Derivation] = {}
        for proof in islice(search.proofs(), MOST_TRIED):
            data = frozenset(leaf for leaf in proof.leaves() if self._is_data(leaf))
            if data not in found:
                found[data] = self._derivation(proof)
            if len(found) == most:
                break
        self.timed_out |= search.timed_out and len(found) < most
        return [*found.values()]

    def _is_data(self, fact: Fact) -> bool:
        return fact[1] not in self.axioms.schema

    def prove(self, statement: Triple) -> Derivation | None:
        """Return the smallest derivation of *statement*, if it has one."""
        return next(iter(self.proofs(statement, 1)), None)

    def holds(self, statement: Triple) -> bool:
        """Tell whether a statement is in the release, whatever the time."""
        if any(isinstance(node, BNode) for node in statement):
            return False
        return self._graph.holds(self._graph.numbers(statement))

    def known(self, node: Node) -> bool:
        """Tell whether the release says anything of *node*."""
        number = self._graph.terms.number(node)
        return bool(self._graph.about(number)) or isinstance(node, BNode)

    def objects(self, s: Node, p: Node) -> list[Node]:
        """Return the objects of *s* and *p*, in order."""
        numbers = self._graph.terms.number
        found = self._graph.objects(numbers(s), numbers(p))
        return sorted(map(self._graph.terms.term, found), key=str)

    def values(self, s: Node, p: Node) -> list[Triple]:
        """Return the statements that *s* has *p*, in order.

        Where *p* is another property turned round, those of that property.
        """
        if isinstance(p, BNode):
            inverse = self.axioms.value(p, OWL.inverseOf)
            if inverse is None:
                return []
            numbers = self._graph.terms.number
            found = self._graph.subjects(numbers(inverse), numbers(s))
            subjects = sorted(map(self._graph.terms.term, found), key=str)
            return [(subject, inverse, s) for subject in subjects]
        return [(s, p, value) for value in self.objects(s, p)]

    def asserts(self, statement: Triple) -> bool:
        """Tell whether a statement is asserted as it stands."""
        return self._graph.asserts(self._graph.numbers(statement))

    def properties(self, s: Node, o: Node) -> list[Node]:
        """Return the properties that lead from *s* to *o*, in order."""
        about = map(self._graph.triple, self._graph.about(self._graph.terms.number(s)))
        return sorted({p for _, p, value in about if value == o}, key=str)

    def about_both(self, one: Node, other: Node) -> list[Triple]:
        """Return what else says something of both: its statements about the two."""
        a, b = spelled(one), spelled(other)
        rows = self._ask(
            f"SELECT DISTINCT ?x {{ ?x ?p {a} . ?x ?q {b} "
            f"FILTER (ISIRI(?x)) }} ORDER BY ?x LIMIT {MOST}"
        )
        return [triple for row in rows for triple in self._typed(row["x"])]

    def solutions(self, patterns: Sequence[Triple], most: int) -> list[Solution]:
        """Return up to *most* ways to fill the variables of *patterns*, in order."""
        names = {
            node for triple in patterns for node in triple if isinstance(node, Variable)
        }
        if not self.left():
            self.timed_out = True
            return []
        said = " . ".join(" ".join(map(spelled, triple)) for triple in patterns)
        variables = " ".join(sorted(map(spelled, names))) or "?none"
        rows = self._ask(f"SELECT DISTINCT {variables} {{ {said} }} LIMIT {MOST}")
        return sorted(rows, key=lambda row: [str(row[name]) for name in sorted(row)])[
            :most
        ]

    def left(self) -> float:
        """Return how many seconds there are left."""
        return max(0.0, self._ends - time.monotonic())

    def closure_with(self, statement: Triple) -> Closure:
        """Return the closure of a statement with the axioms and what is known of it."""
        s, _, o = statement
        data = Graph()
        for node in (s, o):
            if isinstance(node, URIRef):
                number = self._graph.terms.number(node)
                for triple in map(self._graph.triple, self._graph.about(number)):
                    data.add(triple)
        data.add(statement)
        closure = Closure()
        closure.add(self.axioms.stated + data)
        return closure

    def _typed(self, node: Node) -> Iterator[Triple]:
        """Yield one asserted statement of what *node* is."""
        number = self._graph.terms.number(node)
        for s, p, o in self._graph.about(number):
            triple = self._graph.triple((s, p, o))
            if triple[1] == RDF.type and self._graph.asserts((s, p, o)):
                yield triple
                return

    def _steps(self, fact: Fact) -> list[Step]:
        # One search after the other comes by the same statements.
        found = self._offered.get(fact)
        if found is None:
            v = self.axioms.vocabulary
            found = list(islice(all_offers(self._graph, v, fact), MOST_STEPS))
            found += construct_steps(self._graph, self._ask, self._constructs, fact)
            self._offered[fact] = found
        return found

    def _derivation(self, proof: Proof) -> Derivation:
        graphs = [g for leaf in proof.leaves() for g in self._graph.sources(leaf)]
        if new := {*graphs}.difference(self._evidence):
            self._evidence.update(read_evidence(self._ask, new))
        return derivation(
            proof, self._graph.triple, self._graph.sources, self._evidence
        )
