"""Steps that no axiom draws: the stored queries in ``queries/construct``.

A construct query is a rule: what its template says follows from what its WHERE
clause finds. Its premises are the patterns that must be there; what must not be
there is told by the query's summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.term import Node

from tsunagari.entailment.facts import Fact
from tsunagari.entailment.steps import Step
from tsunagari.explanation.lookup import Ask, Solution, spelled
from tsunagari.explanation.stored_graph import StoredGraph
from tsunagari.sparql.library import StoredQuery, read_queries

__all__ = ["Construct", "construct_steps", "read_constructs"]

Pattern = tuple[Node, Node, Node]
MOST: Final = 24
_WHERE: Final = re.compile(r"\bCONSTRUCT\b.*?\bWHERE\b", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Construct:
    """One construct query as a rule."""

    query: StoredQuery
    conclusions: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]

    @property
    def id(self) -> str:
        """The name of the rule."""
        return self.query.header["id"]

    def premises_of(self, conclusion: Pattern, triple: Pattern) -> tuple[Pattern, ...]:
        """Return the premises for *triple*, if *conclusion* is of its pattern."""
        found = _match(conclusion, triple)
        if found is None:
            return ()
        return tuple(_partly(pattern, found) for pattern in self.premises)

    def question(self, found: Solution) -> str:
        """Return a query for the rest of a solution that begins with *found*."""
        head, _, rest = self.query.text.partition("CONSTRUCT")
        body = _WHERE.sub("", f"CONSTRUCT{rest}", count=1).strip()
        names = " ".join(f"?{name}" for name in found)
        given = " ".join(map(spelled, found.values()))
        return (
            f"{head}SELECT * {{ VALUES ({names}) {{ ({given}) }} {body} }} LIMIT {MOST}"
        )


def read_constructs() -> list[Construct]:
    """Read the project's construct queries as rules."""
    return [_rule(query) for query in read_queries("construct")]


def construct_steps(
    graph: StoredGraph, ask: Ask, constructs: list[Construct], fact: Fact
) -> Iterator[Step]:
    """Yield the uses of *constructs* that conclude *fact*."""
    triple = graph.triple(fact)
    for construct in constructs:
        for conclusion in construct.conclusions:
            found = _match(conclusion, triple)
            if found is None:
                continue
            for row in ask(construct.question(found)):
                premises = (
                    graph.numbers(_fill(pattern, {**found, **row}))
                    for pattern in construct.premises
                )
                yield Step(construct.id, fact, tuple(dict.fromkeys(premises)))


def _rule(query: StoredQuery) -> Construct:
    algebra = translateQuery(parseQuery(query.text)).algebra
    return Construct(query, tuple(algebra.template), tuple(_patterns(algebra.p)))


def _patterns(part: Any) -> Iterator[Pattern]:
    """Yield the triple patterns that must be found; filters are not looked into."""
    if part.name == "BGP":
        yield from part.triples
    for name in ("p", "p1", "p2"):
        if name in part:
            yield from _patterns(part[name])


def _match(pattern: Pattern, triple: Pattern) -> Solution | None:
    found: Solution = {}
    for wanted, node in zip(pattern, triple, strict=True):
        if isinstance(wanted, Variable):
            if found.setdefault(str(wanted), node) != node:
                return None
        elif wanted != node:
            return None
    return found


def _partly(pattern: Pattern, found: Solution) -> Pattern:
    s, p, o = (
        found.get(str(node), node) if isinstance(node, Variable) else node
        for node in pattern
    )
    return s, p, o


def _fill(pattern: Pattern, found: Solution) -> Pattern:
    s, p, o = (
        found[str(node)] if isinstance(node, Variable) else node for node in pattern
    )
    return s, p, o
