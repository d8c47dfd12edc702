"""What of a workbench can be contributed, and what cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from rdflib import RDF

from tsunagari.errors import GraphMissingError, GraphNameError, WorkbenchError
from tsunagari.namespaces import GRAPH, PROVENANCE, SSE
from tsunagari.sparql.engines.oxigraph_difference import Quad, nquads
from tsunagari.sparql.engines.oxigraph_trig import (
    TrigStatements,
    attached,
    graph_in,
    is_empty,
    newer,
)
from tsunagari.workbench.changes import Change, History
from tsunagari.workbench.contributing.evidence import Evidence, evidence_in
from tsunagari.workbench.contributing.net import Net
from tsunagari.workbench.moments import Moment

__all__ = ["ContributedGraph", "Contribution"]

ABOUT: Final = str(PROVENANCE)
# So many statements of a graph are shown beside the file.
SHOWN: Final = 20


@dataclass(frozen=True)
class ContributedGraph:
    """One graph of a contribution.

    :param count: How many statements of it there are.
    :param shown: The first of them.
    """

    iri: str
    count: int
    shown: list[str]
    evidence: Evidence
    changes: list[Change]


@dataclass(frozen=True)
class Contribution:
    """What a workbench has to contribute.

    :param release: The id of the release that it began with; empty for none.
    :param last: The number of the last change that is in it.
    :param statements: What goes into the file.
    :param about: How many of them are of the provenance graph.
    :param removed: What was removed from what the project has, as N-Quads.
    :param attached: What was said of blank nodes that the project has, as N-Quads.
    :param newer: What the sources, which are RDF 1.1, cannot say, as N-Quads.
    :param default: How many statements the default graph has.
    :param built: How many statements were added to graphs that a build makes, by graph.
    :param empty: The IRIs of evidence that is described and says nothing.
    """

    release: str
    last: int
    statements: TrigStatements
    graphs: list[ContributedGraph]
    about: int
    removed: list[str]
    attached: list[str]
    newer: list[str]
    default: int
    built: dict[str, int]
    empty: list[str]

    @classmethod
    def of(cls, moment: Moment, history: History, chosen: Sequence[str]) -> Self:
        """Return what was added since the beginning and is still there.

        :param chosen: The IRIs of graphs; all, if there are none.
        :raises GraphMissingError: If nothing was added to one of them.
        :raises GraphNameError: If one of them is made by a build.
        :raises WorkbenchError: If there is nothing to contribute.
        """
        net = Net(history, moment.number, moment.nature.merged)
        for iri in chosen:
            _check(iri, net)
        wanted = set(chosen) or set(net.added) | set(net.removed)
        quads = {
            quad
            for iri in wanted & net.added.keys()
            if iri and not _is_built(iri) and iri != ABOUT
            for quad in net.added[iri]
        }
        told = net.added.get(ABOUT, set())
        about = told if ABOUT in wanted else _about(told, wanted)
        whole = frozenset(quads | about)
        beyond = newer(whole)
        held = attached(moment.store, whole - beyond)
        statements = TrigStatements(whole - beyond - held)
        provenance = graph_in(moment.store, ABOUT)
        removed = {q for iri in wanted for q in net.removed.get(iri, ())}
        if not statements.counts and not removed and not held and not beyond:
            raise WorkbenchError(
                "there is nothing to contribute: nothing that can be was added since "
                "the workbench began"
            )
        graphs = [
            ContributedGraph(
                iri,
                count,
                statements.shown(iri, SHOWN),
                evidence_in(provenance, iri),
                net.changes[iri],
            )
            for iri, count in sorted(statements.counts.items())
            if iri != ABOUT
        ]
        described = {str(node) for node in provenance.subjects(RDF.type, SSE.Evidence)}
        subjects = {_value(quad) for quad in about}
        return cls(
            moment.nature.release,
            moment.number,
            statements,
            graphs,
            statements.counts[ABOUT],
            sorted(nquads(removed)),
            sorted(nquads(held)),
            sorted(nquads(beyond)),
            len(net.added.get("", ())) if "" in wanted else 0,
            {
                iri: len(net.added[iri])
                for iri in sorted(wanted & net.added.keys())
                if _is_built(iri)
            },
            sorted(iri for iri in described & subjects if is_empty(moment.store, iri)),
        )


def _check(iri: str, net: Net) -> None:
    if _is_built(iri):
        raise GraphNameError(
            f"<{iri}> is made by a build; contribute the graphs that it is made from"
        )
    if not net.added.get(iri) and not net.removed.get(iri):
        raise GraphMissingError(
            f"nothing of <{iri}> was changed since the workbench began, or nothing is "
            "left of it; name another graph, or none"
        )


def _is_built(iri: str) -> bool:
    return iri.startswith(str(GRAPH)) and iri != ABOUT


def _about(told: set[Quad], graphs: set[str]) -> set[Quad]:
    """Return what is said of graphs, of what that names, and so on."""
    by_subject: dict[str, list[Quad]] = {}
    for quad in told:
        by_subject.setdefault(_value(quad), []).append(quad)
    waiting = [iri for iri in graphs if iri in by_subject]
    seen = set(waiting)
    found: set[Quad] = set()
    while waiting:
        for quad in by_subject[waiting.pop()]:
            found.add(quad)
            name = str(quad.object).strip("<>")
            if name in by_subject and name not in seen:
                seen.add(name)
                waiting.append(name)
    return found


def _value(quad: Quad) -> str:
    return str(quad.subject).strip("<>")
