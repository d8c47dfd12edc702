"""The data as the compiler sees it: an engine that is asked for rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property

from rdflib import RDF, RDFS, XSD, BNode, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import QueryError
from tsunagari.sparql.engine import Engine
from tsunagari.sparql.formats import format_named
from tsunagari.validation.compiled.terms import text

__all__ = ["Data"]

Row = dict[str, Node]


class Data:
    """The default graph of an engine, and what depends on it in a query."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[Node, bool] = {}
        self._kinds: dict[URIRef, list[URIRef] | None] = {}

    def rows(self, query: str) -> Iterator[Row]:
        """Yield the solutions of *query*, by the names of the variables."""
        answer = self._engine.query(query).serialize(format_named("json"))
        for row in json.loads(answer)["results"]["bindings"]:
            yield {name: _term(found) for name, found in row.items()}

    def kinds(self, of: URIRef) -> list[URIRef] | None:
        """Return the classes whose stated instances are the instances of *of*.

        They are *of* and all that are below it by ``rdfs:subClassOf``. Where the
        closure is drawn, *of* alone is enough, which one question tells.

        :returns: ``None`` if they are more, and one is a blank node, which no query
            can name.
        """
        if of not in self._kinds:
            self._kinds[of] = self._kinds_of(of)
        return self._kinds[of]

    def _kinds_of(self, of: URIRef) -> list[URIRef] | None:
        found: set[Node] = {of}
        waiting: list[Node] = [of]
        while waiting:
            for below in self._below.get(waiting.pop(), ()):
                if below not in found:
                    found.add(below)
                    waiting.append(below)
        named = sorted(term for term in found if isinstance(term, URIRef))
        if len(found) == 1:
            return named
        of_all = len(named) == len(found)
        listed, a = " ".join(map(text, named)), text(RDF.type)
        among = [f"VALUES ?kind {{ {listed} }} "] if len(named) > 1 else []
        if not of_all:
            above = f"?kind {text(RDFS.subClassOf)}+ {text(of)}"
            among.append(f"{{ SELECT ?kind {{ {above} FILTER (ISBLANK(?kind)) }} }} ")
        for kinds in among:
            query = (
                f"SELECT ?one {{ {kinds}?one {a} ?kind . "
                f"FILTER (NOT EXISTS {{ ?one {a} {text(of)} }}) }} LIMIT 1"
            )
            if any(self.rows(query)):
                return named if of_all else None
        return [of]

    def keeps(self, term: Node) -> bool:
        """Return whether the engine leaves *term* as it is spelled."""
        if not isinstance(term, Literal):
            return True
        if term not in self._kept:
            (row,) = self.rows(f"SELECT ({text(term)} AS ?term) {{}}")
            found = row["term"]
            self._kept[term] = isinstance(found, Literal) and (
                (str(found), found.datatype, (found.language or "").lower())
                == (str(term), _datatype(term), (term.language or "").lower())
            )
        return self._kept[term]

    def knows_pattern(self, pattern: str, flags: str) -> bool:
        """Return whether the engine can match *pattern* with *flags*."""
        regex = f'REGEX("", {text(Literal(pattern))}, {text(Literal(flags))})'
        (row,) = self.rows(f"SELECT ({regex} AS ?known) {{}}")
        return bool(row)

    def runs(self, query: str) -> str:
        """Return why the engine cannot run *query*, or nothing if it can."""
        try:
            next(self.rows(f"{query}\nLIMIT 0"), None)
        except QueryError as error:
            return str(error)
        return ""

    @cached_property
    def _below(self) -> dict[Node, list[Node]]:
        below: dict[Node, list[Node]] = {}
        query = f"SELECT ?below ?above {{ ?below {text(RDFS.subClassOf)} ?above }}"
        for row in self.rows(query):
            below.setdefault(row["above"], []).append(row["below"])
        return below


def _term(found: dict[str, str]) -> Node:
    value = found["value"]
    if found["type"] == "uri":
        return URIRef(value)
    if found["type"] == "bnode":
        return BNode(value)
    datatype = found.get("datatype")
    # As it is spelled: rdflib would write 1.0 where the data says 1.
    return Literal(
        value,
        lang=found.get("xml:lang"),
        datatype=URIRef(datatype) if datatype else None,
        normalize=False,
    )


def _datatype(term: Literal) -> URIRef | None:
    return None if term.datatype == XSD.string else term.datatype
