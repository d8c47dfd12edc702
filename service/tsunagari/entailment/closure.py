"""From graphs to their closure under the OWL 2 RL rules.

The rules are those of the `OWL 2 RL profile
<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>`_.
The axioms are closed first and turned into tables; then each statement of the
data that a table asks for is looked at once, together with those before it. If
the data says something new about the ontology, both steps run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations

from rdflib import OWL, RDF, Graph
from rdflib.term import Node

from tsunagari.entailment.clashes import Clash
from tsunagari.entailment.facts import Fact, Facts
from tsunagari.entailment.facts_beside import FactsBeside
from tsunagari.entailment.lookup import Lookup
from tsunagari.entailment.rules import Rules
from tsunagari.entailment.schema import close_schema
from tsunagari.entailment.spreading import Spreading
from tsunagari.entailment.statements import (
    Triple,
    annotation_properties,
    is_worth_saying,
)
from tsunagari.entailment.terms import Terms
from tsunagari.entailment.vocabulary import CHARACTERISTICS, Vocabulary
from tsunagari.errors import ContradictionError, ReasonerError

__all__ = ["Closure", "close"]


def close(asserted: Graph, cliques: bool = False) -> Graph:
    """Return the statements that follow from *asserted* and are not in it.

    :param cliques: Write out what is said of equal names for each of them, not
        for one: n names give n² statements of ``owl:sameAs``.
    :raises ContradictionError: If *asserted* is inconsistent. The text holds
        one line per clash, with the IRIs of what clashes.
    """
    closure = Closure()
    closure.add(asserted)
    closure.raise_for_clashes()
    inferred = Graph()
    for triple in closure.inferred(cliques):
        inferred.add(triple)
    return inferred


class Closure:
    """A closed graph to which more can be added.

    What is added costs in proportion to it and to what follows from it, unless
    it holds axioms: with new rules, every statement is looked at again.

    Beside a closed graph elsewhere, that one is looked up as rules ask for it; of it,
    only what new axioms speak of is looked at again.

    :param known: A graph with all that follows from it. The first graph that is added
        has its axioms (:func:`~tsunagari.entailment.lookup.axioms_in`).
    :param whole: Whether all that follows does stand in *known*. If not, what is added
        may be what stands near there, to be looked at again.
    """

    def __init__(self, known: Lookup | None = None, whole: bool = True) -> None:
        self.terms = Terms()
        self.vocabulary = Vocabulary(self.terms)
        self._known = known
        self._whole = whole
        self.facts = self._no_facts()
        self._graphs: list[Graph] = []
        self._annotations: set[Node] = set()
        self._loaded: set[Node] = set()
        self._clashes: dict[object, Clash] = {}
        self._rules: Rules | None = None
        self._has_begun = False

    @property
    def rules(self) -> Rules | None:
        """The rules in force; none before anything was added."""
        return self._rules

    def live(self) -> set[Node]:
        """Return the properties whose statements some rule reads."""
        return self._names(self._rules.live) if self._rules else set()

    @property
    def clashes(self) -> list[Clash]:
        """The contradictions found; with one, the rest of the closure is void."""
        return [*self._clashes.values()]

    def add(self, more: Graph) -> list[Fact]:
        """Add the statements of *more*; return the facts that are new.

        The facts are those of *more* that some rule reads, and what follows. A
        list or class expression must not be divided: half of it says something else.

        :raises ReasonerError: If it makes an annotation of a property that rules read
            in a graph elsewhere: what follows there would no longer.
        """
        annotations = annotation_properties(more) | self._annotations
        if self._known is not None and self._rules is not None:
            self._refuse_late((annotations - self._annotations) & self.live())
            self._annotations = annotations
            self.facts.leave_out(annotations)
        self._graphs.append(more)
        if self._rules is None or annotations != self._annotations:
            self._annotations = annotations
            self._begin_anew()
            self._has_begun = True
            self.facts.settle()
            return [*self.facts.all()]
        self.facts.meet(more)
        self.facts.log = []
        before = self._axioms()
        self._load(more, self._loaded)
        if self._axioms() == before:
            self._rules.go_on()
            self._rules.see_different()
        if self._axioms() != before or not self._has_loaded_all():
            self._derive()
        found, self.facts.log = self.facts.log, None
        return found

    def _refuse_late(self, annotations: set[Node]) -> None:
        if annotations:
            named = ", ".join(sorted(map(str, annotations)))
            raise ReasonerError(
                f"{named}: declared an annotation property (owl:AnnotationProperty), "
                "and conclusions were drawn from its statements; take the declaration "
                "out, or put it into ontology/ and build anew"
            )

    def _no_facts(self) -> Facts:
        if self._known is not None:
            return FactsBeside(self.terms, self.vocabulary, self._known, self._whole)
        return Facts(self.terms, self.vocabulary.type, self.vocabulary.same)

    def _begin_anew(self) -> None:
        """Forget all facts: what takes part in reasoning is no longer the same."""
        v = self.vocabulary
        self.facts = self._no_facts()
        self.facts.leave_out(self._annotations)
        self._loaded = set()
        self._clashes.clear()
        basic = self._names(v.basic())
        for graph in self._graphs:
            self.facts.meet(graph)
            self._load(graph, basic)
        self._derive()

    def inferred(self, cliques: bool = False) -> Iterator[Triple]:
        """Yield what follows and was not added; see :func:`close`.

        :raises ReasonerError: If *cliques* are to be written of a graph elsewhere.
        """
        if cliques and self._known is not None:
            raise ReasonerError(
                "beside a closed graph, what is said of equal names is said of one of "
                "them; build anew with --cliques"
            )
        return self._worth_saying(self.facts.all(), cliques)

    def asserts(self, triple: Triple) -> bool:
        """Tell whether a statement was added, rather than inferred."""
        return any(triple in graph for graph in self._graphs)

    def listed(self, node: int) -> list[int]:
        """Return what is written in the cell *node* of a list."""
        pattern = (self.terms.term(node), RDF.first, None)
        cells = (cell for graph in self._graphs for cell in graph.triples(pattern))
        return [self.terms.number(cell[2]) for cell in cells]

    def raise_for_clashes(self) -> None:
        """Do nothing if there is no contradiction.

        :raises ContradictionError: With one line per clash.
        """
        if self._clashes:
            lines = sorted(self.told(clash) for clash in self.clashes)
            raise ContradictionError("\n".join(lines))

    def sides(self, clash: Clash) -> list[Triple]:
        """Return the statements that clash, under the names they were made with."""
        if clash.rule.startswith("eq-diff"):
            return self._different_names(clash)
        return [self._spoken(fact) for fact in clash.sides]

    def told(self, clash: Clash) -> str:
        """Return a line with the triples that clash, and the rule."""
        sides = self.sides(clash)
        subjects = {s for s, _, _ in sides}
        if len(subjects) == 1:
            parts = sorted(
                f"the type {o}" if p == RDF.type else f"{p} {o}" for _, p, o in sides
            )
            once = "cannot at the same time have" if len(parts) > 1 else "cannot have"
            return f"{subjects.pop()} {once} {' and '.join(parts)} ({clash.rule})"
        parts = sorted(f"{s} {p} {o}" for s, p, o in sides)
        return f"cannot be true together: {' and '.join(parts)} ({clash.rule})"

    def _spoken(self, fact: Fact) -> Triple:
        s, p, o = map(self.terms.term, map(self.facts.equality.name, fact))
        return s, p, o

    def _different_names(self, clash: Clash) -> list[Triple]:
        """Return which names are the same, and where it says that they differ."""
        same = clash.sides[0][0]
        terms = map(self.terms.term, self.facts.equality.members(same))
        names = sorted(terms, key=str)
        found: list[Triple] = []
        for one, other in permutations(names, 2):
            stated = (one, OWL.differentFrom, other)
            if self.asserts(stated):
                found += [(one, OWL.sameAs, other), stated]
        for node, p, kind in clash.axiom:
            listed = self._listed_under(self.terms.term(node))
            pairs = combinations([name for name in names if name in listed], 2)
            told = [(one, OWL.sameAs, other) for one, other in pairs]
            found += [*told, self._spoken((node, p, kind))] if told else []
        return found or [self._spoken(fact) for fact in clash.sides]

    def _listed_under(self, node: Node) -> set[Node]:
        return {
            member
            for graph in self._graphs
            for p in (OWL.members, OWL.distinctMembers)
            for first in graph.objects(node, p)
            for member in graph.items(first)
        }

    def _worth_saying(self, facts: Iterable[Fact], cliques: bool) -> Iterator[Triple]:
        spreading = Spreading(self.facts, self.vocabulary.same, cliques)
        seen = self._loaded | self._annotations
        graphs = self._graphs if self._known is None else [*self._graphs, self._known]
        for triple in spreading.triples(facts, graphs, seen):
            if is_worth_saying(triple) and not any(triple in one for one in graphs):
                yield triple

    def _derive(self) -> None:
        """Add to the facts all that follows from them."""
        while True:
            close_schema(self.facts, self.vocabulary)
            before = self._axioms()
            rules = Rules(self.facts, self.vocabulary, self._clashes)
            previous, self._rules = self._rules, rules
            self.facts.begin(rules.live)
            new = self._names(self._rules.live) - self._loaded
            for graph in self._graphs:
                self._load(graph, new)
            self._loaded |= new
            self._rules.run(previous if self._has_begun else None)
            if self._axioms() == before and self._has_loaded_all():
                return

    def _has_loaded_all(self) -> bool:
        """Tell whether the statements that the rules read are among the facts."""
        return self._rules is not None and (
            self._names(self._rules.live) <= self._loaded
        )

    def _load(self, graph: Graph, properties: Iterable[Node]) -> None:
        number = self.facts.number
        for p in properties:
            if p not in self._annotations:
                for s, _, o in graph.triples((None, p, None)):
                    self.facts.add(number(s), number(p), number(o))

    def _names(self, numbers: set[int]) -> set[Node]:
        members = self.facts.equality.members
        return {self.terms.term(name) for one in numbers for name in members(one)}

    def _axioms(self) -> tuple[int, frozenset[int]]:
        """Return what changes when the rules must be made anew."""
        facts, v = self.facts, self.vocabulary
        find = facts.equality.find
        count = 0
        mentioned = set()
        for p in (*v.schema(), v.first, v.rest):
            for s, o in facts.of(p):
                count += 1
                mentioned |= {find(s), find(o)}
        kinds = {self.terms.number(kind) for kind in CHARACTERISTICS}
        for kind in kinds | v.classes | v.properties:
            subjects = facts.subjects(v.type, kind)
            count += len(subjects)
            mentioned |= {find(s) for s in subjects}
        return count, frozenset(mentioned)
