"""A release as a closed graph: statements are looked up as they are needed.

The axioms are in memory; of the data, what is said of one thing is fetched when
something is asked about it. One such graph serves one explanation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from rdflib import OWL, BNode, URIRef
from rdflib.term import Node

from tsunagari.entailment.facts import NOBODY, Fact
from tsunagari.entailment.terms import Terms
from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.lookup import Ask, spelled, values
from tsunagari.namespaces import CATALOG_GRAPHS, INFERRED, ONTOLOGY

__all__ = ["StoredGraph"]

# Of a thing that more is said about, each property is asked for by itself; of
# one with more values or subjects than that, so many are looked at.
MOST: Final = 2000


class StoredGraph:
    """A release, by the numbers of its terms."""

    def __init__(self, axioms: Axioms, ask: Ask) -> None:
        self._axioms = axioms
        self._facts = axioms.closure.facts
        self._ask = ask
        # A copy: the numbers of what is asked about go with the explanation.
        self._terms = axioms.closure.terms.copy()
        self._graphs: dict[int, dict[int, dict[int, set[Node]]]] = {}
        self._large: set[int] = set()
        self._subjects: dict[tuple[int, int], list[int]] = {}
        self._apart = ", ".join(map(spelled, sorted(CATALOG_GRAPHS)))
        self._equality = self._has_equality()

    @property
    def terms(self) -> Terms:
        """The terms of this explanation."""
        return self._terms

    def objects(self, s: int, p: int) -> Collection[int]:
        """Return the objects of *s* and *p*."""
        if p in self._axioms.schema or s in self.terms.nameless:
            return self._facts.objects(s, p)
        v = self._axioms.vocabulary
        if p in self.terms.nameless:
            inverses = self._facts.objects(p, v["inverseOf"])
            return {o for q in inverses for o in self.subjects(q, s)}
        known = self._facts.objects(s, p) if p != v.same else NOBODY
        found = self._of(s, p)
        return {*known, *found} if known else found

    def subjects(self, p: int, o: int) -> Collection[int]:
        """Return the subjects of *p* and *o*."""
        v = self._axioms.vocabulary
        known = self._facts.subjects(p, o)
        if self.nameless(p):
            inverses = self._facts.objects(p, v["inverseOf"])
            return {s for q in inverses for s in self.objects(o, q)}
        if p in self._axioms.schema or self.nameless(o):
            return known
        if p == v.type and str(self.terms.term(o)).startswith(str(OWL)):
            return known
        return {*known, *self._with(p, o)}

    def of(self, p: int) -> Iterable[tuple[int, int]]:
        """Return subject and object of each axiom of *p*."""
        return self._facts.of(p)

    def asserts(self, fact: Fact) -> bool:
        """Tell whether a statement was asserted as it stands."""
        return bool(self.sources(fact))

    def sources(self, fact: Fact) -> list[URIRef]:
        """Return the graphs that assert a statement, in order."""
        s, p, o = fact
        triple = self.triple(fact)
        if any(isinstance(node, BNode) for node in triple):
            return [ONTOLOGY] if triple in self._axioms.stated else []
        self._of(s, p)
        found = self._graphs[s].get(p, {}).get(o, set())
        return sorted(URIRef(str(graph)) for graph in found if graph != INFERRED)

    def holds(self, fact: Fact) -> bool:
        """Tell whether a statement is in the release, asserted or inferred."""
        s, p, o = fact
        return o in self._of(s, p)

    def nameless(self, number: int) -> bool:
        """Tell whether a number stands for a blank node."""
        return number in self.terms.nameless

    def equal(self, number: int) -> Collection[int]:
        """Return all names of the same thing, the given one included."""
        if not self._equality or number in self.terms.literals:
            return (number,)
        same = self._axioms.vocabulary.same
        found, waiting = {number}, [number]
        while waiting and len(found) < MOST:
            one = waiting.pop()
            for other in (*self._of(one, same), *self._with(same, one)):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def numbers(self, triple: tuple[Node, Node, Node]) -> Fact:
        """Return a statement as numbers."""
        s, p, o = map(self.terms.number, triple)
        return s, p, o

    def triple(self, fact: Fact) -> tuple[Node, Node, Node]:
        """Return a statement as terms."""
        s, p, o = map(self.terms.term, fact)
        return s, p, o

    def about(self, s: int) -> list[Fact]:
        """Return what the release says of *s*."""
        self._describe(s)
        return [(s, p, o) for p, objects in self._graphs[s].items() for o in objects]

    def _of(self, s: int, p: int) -> Collection[int]:
        self._describe(s)
        if s in self._large and p not in self._graphs[s]:
            self._fetch(s, values("p", [self.terms.term(p)]))
            self._graphs[s].setdefault(p, {})
        return self._graphs[s].get(p, {})

    def _describe(self, s: int) -> None:
        if s in self._graphs:
            return
        self._graphs[s] = {}
        if s in self.terms.literals or self.nameless(s):
            return
        if self._fetch(s, "") == MOST:
            self._graphs[s] = {}
            self._large.add(s)

    def _fetch(self, s: int, more: str) -> int:
        subject = spelled(self.terms.term(s))
        rows = self._ask(
            f"SELECT ?p ?o ?g {{ {more} GRAPH ?g {{ {subject} ?p ?o }} "
            f"FILTER (?g NOT IN ({self._apart})) }} LIMIT {MOST}"
        )
        for row in rows:
            p, o = self.terms.number(row["p"]), self.terms.number(row["o"])
            self._graphs[s].setdefault(p, {}).setdefault(o, set()).add(row["g"])
        return len(rows)

    def _with(self, p: int, o: int) -> list[int]:
        if (p, o) not in self._subjects:
            property, value = map(spelled, map(self.terms.term, (p, o)))
            rows = self._ask(f"SELECT ?s {{ ?s {property} {value} }} LIMIT {MOST}")
            self._subjects[p, o] = [self.terms.number(row["s"]) for row in rows]
        return self._subjects[p, o]

    def _has_equality(self) -> bool:
        rows = self._ask(f"SELECT ?s {{ ?s {spelled(OWL.sameAs)} ?o }} LIMIT 1")
        return bool(rows)
