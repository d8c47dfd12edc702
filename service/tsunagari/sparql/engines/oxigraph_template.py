"""Templates of SPARQL Update: read by the engine, filled with solutions.

A template is read by letting the engine insert it into an empty store, with an IRI
that nobody can guess in the place of each variable.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from tsunagari.sparql.tokens import TokenKind, all_tokens

__all__ = ["Template", "has_blank_node", "inserted", "read_template"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph
Filler = Callable[[ox.QuerySolution, dict[ox.BlankNode, ox.BlankNode]], Term | None]
DEFAULT_GRAPH: Final = ox.DefaultGraph()
# A name may go on with marks that are no letters, such as those of Japanese kana that
# are written in two characters (`VARNAME
# <https://www.w3.org/TR/sparql11-query/#rVARNAME>`_); the tokens end before them.
VARIABLE: Final = re.compile(
    r"[?$](\w[\w\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C\u200D"
    r"\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD"
    r"\U00010000-\U000EFFFF]*)"
)


@dataclass(frozen=True)
class Template:
    """Statements with variables in them.

    :param quads: The statements, with an IRI in the place of each variable.
    :param variables: The names of the variables by that IRI.
    :param graph: Where statements outside of ``GRAPH`` stand.
    """

    quads: frozenset[ox.Quad]
    variables: dict[str, str]
    graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph

    @property
    def has_blank_nodes(self) -> bool:
        """Whether each solution makes blank nodes of its own."""
        return any(map(has_blank_node, self.quads))

    def filling(self) -> Callable[[ox.QuerySolution], Iterator[ox.Quad]]:
        """Return what yields the statements that a solution makes.

        What would have an unbound variable, or is no statement of RDF, is left out.
        """
        makers = [
            tuple(
                self._filler(term)
                for term in (q.subject, q.predicate, q.object, self._graph(q))
            )
            for q in self.quads
        ]

        def filled(solution: ox.QuerySolution) -> Iterator[ox.Quad]:
            fresh: dict[ox.BlankNode, ox.BlankNode] = {}
            for subject, predicate, value, graph in makers:
                quad = _quad(
                    subject(solution, fresh),
                    predicate(solution, fresh),
                    value(solution, fresh),
                    graph(solution, fresh),
                )
                if quad is not None:
                    yield quad

        return filled

    def _graph(self, quad: ox.Quad) -> Term:
        name = quad.graph_name
        return self.graph if isinstance(name, ox.DefaultGraph) else name

    def _filler(self, term: Term) -> Filler:
        """Return what says what stands in the place of *term* in a solution."""
        if isinstance(term, ox.NamedNode) and term.value in self.variables:
            name = self.variables[term.value]
            return lambda solution, fresh: solution[name]
        if isinstance(term, ox.BlankNode):
            return lambda solution, fresh: fresh.setdefault(term, ox.BlankNode())
        if isinstance(term, ox.Triple):
            one, two, three = (self._filler(part) for part in term)
            return lambda solution, fresh: _triple(
                one(solution, fresh), two(solution, fresh), three(solution, fresh)
            )
        return lambda solution, fresh: term


def read_template(
    prologue: str,
    text: str,
    base: str,
    graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph = DEFAULT_GRAPH,
) -> Template:
    """Return the template that *text*, in curly brackets, is.

    :raises SyntaxError: Of the engine, if it is none.
    """
    iris: dict[str, str] = {}
    parts = []
    end = 0
    for token in all_tokens(text):
        if token.kind is TokenKind.NAME and token.text[0] in "?$":
            name = VARIABLE.match(text, token.start)
            assert name
            end = name.end()
            parts.append(f"<{iris.setdefault(name[1], uuid.uuid4().urn)}>")
        else:
            parts.append(token.text[max(end - token.start, 0) :])
    store = inserted(f"{prologue}INSERT {''.join(parts)} WHERE {{}}", base)
    names = {iri: name for name, iri in iris.items()}
    return Template(frozenset(store), names, graph)


def inserted(text: str, base: str) -> ox.Store:
    """Return a store in memory with what the update *text* puts into it."""
    store = ox.Store()
    store.update(text, base_iri=base)
    return store


def _quad(
    subject: Term | None, predicate: Term | None, value: Term | None, graph: Term | None
) -> ox.Quad | None:
    triple = _triple(subject, predicate, value)
    if triple is None or not isinstance(graph, ox.NamedNode | ox.DefaultGraph):
        return None
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _triple(
    subject: Term | None, predicate: Term | None, value: Term | None
) -> ox.Triple | None:
    if (
        not isinstance(subject, ox.NamedNode | ox.BlankNode)
        or not isinstance(predicate, ox.NamedNode)
        or value is None
        or isinstance(value, ox.DefaultGraph)
    ):
        return None
    return ox.Triple(subject, predicate, value)


def has_blank_node(part: Iterable[Term]) -> bool:
    return any(
        isinstance(term, ox.BlankNode)
        or (isinstance(term, ox.Triple) and has_blank_node(term))
        for term in part
    )
