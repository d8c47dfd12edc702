"""What a release says of one thing, and in which graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from rdflib import RDFS, VOID, BNode, URIRef
from rdflib.term import Node

from tsunagari.explanation.lookup import Ask, spelled, values
from tsunagari.namespaces import CATALOG_GRAPHS, ESSGLOBAL, INFERRED

__all__ = [
    "Backward",
    "Contents",
    "Told",
    "contents",
    "narrowest",
    "read",
    "read_asides",
]

# Of one thing, so many statements at most; of each property that leads to it, so
# many things. There are forms that fifty thousand bodies have.
MOST_STATEMENTS: Final = 3000
MOST_BACKWARD: Final = 16
MOST_CONTENTS: Final = 60
# A block of VALUES has so many terms at most.
AT_ONCE: Final = 100

Graphs = set[URIRef]


@dataclass
class Backward:
    """What leads to a thing by one property.

    :param total: How many things do; more may do than are named.
    """

    total: int
    subjects: dict[Node, Graphs] = field(default_factory=lambda: defaultdict(set))


@dataclass
class Told:
    """What is said of a thing.

    :param forward: By property and value, the graphs that say it.
    :param nested: Of values without a name, what is said of them.
    :param backward: By property, what leads to it.
    :param is_cut: Whether more is said of it than was read.
    """

    forward: dict[URIRef, dict[Node, Graphs]]
    nested: dict[Node, dict[URIRef, list[Node]]]
    backward: dict[URIRef, Backward]
    is_cut: bool = False

    def graphs(self) -> Graphs:
        """Return all graphs that say something of it."""
        found: Graphs = set()
        for said in self.forward.values():
            found.update(*said.values())
        for leading in self.backward.values():
            found.update(*leading.subjects.values())
        return found - {INFERRED}


@dataclass(frozen=True)
class Contents:
    """What a graph says.

    :param total: How many statements it has; fewer may be given.
    """

    statements: list[tuple[URIRef, URIRef, Node]]
    total: int


def read(ask: Ask, iri: URIRef) -> Told:
    """Return what is said of *iri*; nothing where nothing is."""
    forward: dict[URIRef, dict[Node, Graphs]] = defaultdict(lambda: defaultdict(set))
    rows = ask(
        f"SELECT ?p ?o ?g {{ GRAPH ?g {{ {spelled(iri)} ?p ?o }} "
        f"FILTER (?g != {spelled(ESSGLOBAL)}) }} LIMIT {MOST_STATEMENTS}"
    )
    for row in rows:
        forward[_iri(row["p"])][row["o"]].add(_iri(row["g"]))
    nested: dict[Node, dict[URIRef, list[Node]]] = {}
    if any(isinstance(o, BNode) for said in forward.values() for o in said):
        nested = _nested(ask, iri, forward)
    parts = sum(len(nodes) for said in nested.values() for nodes in said.values())
    is_cut = MOST_STATEMENTS in (len(rows), parts)
    return Told(forward, nested, _backward(ask, iri), is_cut)


def read_asides(
    ask: Ask, nodes: Collection[Node], properties: Collection[URIRef]
) -> dict[Node, dict[URIRef, list[Node]]]:
    """Return what is said aside of each of *nodes*, by property."""
    found: dict[Node, dict[URIRef, list[Node]]] = defaultdict(lambda: defaultdict(list))
    wanted = sorted({node for node in nodes if isinstance(node, URIRef)})
    # With the properties as VALUES, engines read all that these say.
    named = ", ".join(map(spelled, properties))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for row in ask(
            f"SELECT DISTINCT ?x ?p ?o {{ {values('x', some)} ?x ?p ?o "
            f"FILTER (?p IN ({named})) }}"
        ):
            found[row["x"]][_iri(row["p"])].append(row["o"])
    return found


def narrowest(ask: Ask, classes: Collection[Node]) -> list[Node]:
    """Return *classes* without those that have another of them below."""
    names = sorted({one for one in classes if isinstance(one, URIRef)})
    if not names:
        return []
    wider = {
        row["y"]
        for row in ask(
            f"SELECT ?x ?y {{ {values('x', names)} {values('y', names)} "
            f"?x {spelled(RDFS.subClassOf)} ?y FILTER (?x != ?y) }}"
        )
    }
    return [one for one in names if one not in wider]


def contents(ask: Ask, graph: URIRef, told: Told) -> Contents:
    """Return what the graph of that name says.

    :param told: What is said of it: a description of it has counted it already.
    """
    where = f"GRAPH {spelled(graph)} {{ ?s ?p ?o }}"
    rows = ask(
        f"SELECT ?s ?p ?o {{ {where} FILTER (!isBlank(?s) && !isBlank(?o)) }} "
        f"LIMIT {MOST_CONTENTS}"
    )
    if not rows:
        return Contents([], 0)
    counted = next(iter(told.forward.get(VOID.triples, ())), None)
    if counted is None:
        counted = ask(f"SELECT (COUNT(*) AS ?n) {{ {where} }}")[0]["n"]
    statements = [(_iri(row["s"]), _iri(row["p"]), row["o"]) for row in rows]
    return Contents(statements, int(str(counted)))


def _nested(
    ask: Ask, iri: URIRef, forward: dict[URIRef, dict[Node, Graphs]]
) -> dict[Node, dict[URIRef, list[Node]]]:
    """Read what is said of nodes without a name.

    Their names hold within one answer only: those of this one take the place of
    those that *forward* has.
    """
    found: dict[Node, dict[URIRef, list[Node]]] = defaultdict(lambda: defaultdict(list))
    graphs: dict[tuple[URIRef, Node], Graphs] = defaultdict(set)
    for row in ask(
        f"SELECT ?p ?b ?q ?v ?g {{ GRAPH ?g {{ {spelled(iri)} ?p ?b . ?b ?q ?v }} "
        f"FILTER (isBlank(?b)) }} LIMIT {MOST_STATEMENTS}"
    ):
        found[row["b"]][_iri(row["q"])].append(row["v"])
        graphs[_iri(row["p"]), row["b"]].add(_iri(row["g"]))
    for said in forward.values():
        for unnamed in [node for node in said if isinstance(node, BNode)]:
            del said[unnamed]
    for (property, node), names in graphs.items():
        forward[property][node] = names
    return found


def _backward(ask: Ask, iri: URIRef) -> dict[URIRef, Backward]:
    counts = ask(
        f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p {spelled(iri)} }} GROUP BY ?p ORDER BY ?p"
    )
    found = {_iri(row["p"]): Backward(int(str(row["n"]))) for row in counts}
    if not found:
        return found
    beside = ", ".join(sorted(map(spelled, CATALOG_GRAPHS)))
    some = " UNION ".join(
        f"{{ SELECT ?p ?s ?g {{ BIND ({spelled(p)} AS ?p) GRAPH ?g "
        f"{{ ?s {spelled(p)} {spelled(iri)} }} FILTER (?g NOT IN ({beside})) }} "
        f"LIMIT {MOST_BACKWARD} }}"
        for p in found
    )
    for row in ask(f"SELECT ?p ?s ?g {{ {some} }}"):
        found[_iri(row["p"])].subjects[row["s"]].add(_iri(row["g"]))
    return {
        property: leading for property, leading in found.items() if leading.subjects
    }


def _iri(node: Node) -> URIRef:
    return URIRef(str(node))
