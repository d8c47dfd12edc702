"""The tests of updates of the W3C suite, as they stand on disk.

Their manifests have a `vocabulary
<https://www.w3.org/2009/sparql/tests/test-update#>`_ of their own: a dataset before,
a request, a dataset after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from .suite import MF, path_of

__all__ = ["FOLDERS", "UpdateCase", "update_cases"]

UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
# How many tests each folder has: a suite that finds fewer is no proof.
FOLDERS: Final = {
    "add": 8,
    "basic-update": 13,
    "clear": 4,
    "copy": 6,
    "delete": 19,
    "delete-data": 6,
    "delete-insert": 16,
    "delete-where": 6,
    "drop": 4,
    "move": 6,
    "syntax-update-1": 54,
    "syntax-update-2": 1,
    "update-silent": 13,
}
KINDS: Final = {
    MF.UpdateEvaluationTest: True,
    MF.PositiveUpdateSyntaxTest11: True,
    MF.NegativeUpdateSyntaxTest11: False,
    MF.NegativeSyntaxTest11: False,
}


@dataclass(frozen=True)
class State:
    """A dataset: Turtle files for the default graph, and named graphs."""

    default: tuple[Path, ...]
    named: tuple[tuple[str, Path], ...]


@dataclass(frozen=True)
class UpdateCase:
    """One test.

    :param before: The dataset; ``None`` in a test of syntax.
    :param after: What must come of it.
    :param parses: Whether the request must parse.
    """

    iri: str
    folder: str
    request: Path
    before: State | None = None
    after: State | None = None
    parses: bool = True

    @property
    def id(self) -> str:
        """The folder and the name, as pytest shows it."""
        return f"{self.folder}/{self.iri.partition('#')[2]}"

    @property
    def text(self) -> str:
        """The request."""
        return self.request.read_text(encoding="utf-8")


def update_cases(top: Path) -> list[UpdateCase]:
    """Return all tests of updates below *top*."""
    return [case for folder in FOLDERS for case in _folder(top / folder)]


def _folder(folder: Path) -> Iterator[UpdateCase]:
    manifest = folder / "manifest.ttl"
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    (entries,) = graph.objects(None, MF.entries)
    for entry in Collection(graph, entries):
        yield _case(graph, entry, folder.name)


def _case(graph: Graph, entry: Node, folder: str) -> UpdateCase:
    kind = graph.value(entry, RDF.type)
    assert kind in KINDS, f"{entry} is a {kind}"
    action = graph.value(entry, MF.action, any=False)
    assert action is not None, f"{entry} has no action"
    if kind != MF.UpdateEvaluationTest:
        return UpdateCase(str(entry), folder, path_of(action), parses=KINDS[kind])
    result = graph.value(entry, MF.result, any=False)
    assert result is not None, f"{entry} has no result"
    return UpdateCase(
        str(entry),
        folder,
        path_of(graph.value(action, UT.request, any=False)),
        _state(graph, action),
        _state(graph, result),
    )


def _state(graph: Graph, node: Node) -> State:
    named = {
        (
            str(graph.value(one, RDFS.label, any=False)),
            path_of(graph.value(one, UT.graph, any=False)),
        )
        for one in graph.objects(node, UT.graphData)
    }
    default = tuple(sorted(map(path_of, graph.objects(node, UT.data))))
    return State(default, tuple(sorted(named)))
