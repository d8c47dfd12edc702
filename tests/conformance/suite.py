"""The W3C suite as it stands on disk: which tests there are, and their files.

The manifests are read with their `vocabulary
<https://www.w3.org/2001/sw/DataAccess/tests/README>`_. A file of the suite gets
an address directly below the base IRI of the service: the queries, which go out
unchanged, then name the graphs of their folder as the suite means it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from tsunagari.namespaces import BASE

__all__ = ["FEDERATED", "FOLDERS", "LISTENED", "Case", "address", "cases", "path_of"]

MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")

# The folders that are run and how many tests each has: a suite that finds
# fewer is no proof. The folder "entailment" asks for reasoning in the engine,
# which a query here never does: a release is closed before it is served.
FOLDERS: Final = {
    "aggregates": 47,
    "bind": 10,
    "bindings": 11,
    "cast": 6,
    "construct": 7,
    "csv-tsv-res": 6,
    "exists": 6,
    "functions": 75,
    "grouping": 6,
    "json-res": 4,
    "negation": 12,
    "project-expression": 7,
    "property-path": 33,
    "service": 7,
    "subquery": 14,
    "syntax-fed": 3,
    "syntax-query": 94,
}
# Their queries ask other endpoints, which is refused; what holds is said there.
FEDERATED: Final = frozenset({"service", "syntax-fed"})
# Asked once more over a socket: tables, booleans, graphs and errors.
LISTENED: Final = frozenset({"construct", "json-res"})


@dataclass(frozen=True)
class Case:
    """One test: a query, the data it is asked of, and what must come back.

    :param result: The file of the expected answer; ``None`` in a test of syntax.
    :param parses: Whether the query must parse.
    """

    iri: str
    folder: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None
    parses: bool = True

    @property
    def id(self) -> str:
        """The folder and the name, as pytest shows it."""
        return f"{self.folder}/{self.iri.partition('#')[2]}"

    @property
    def text(self) -> str:
        """The query."""
        return self.query.read_text(encoding="utf-8")

    @property
    def dataset(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """What tells two tests that share their data."""
        return self.data, self.graphs


def address(path: Path) -> str:
    """Return the IRI under which the file *path* is known to the service."""
    return str(BASE[path.name])


def cases(top: Path) -> list[Case]:
    """Return all tests below *top*, those with the same data beside each other."""
    found = [case for folder in FOLDERS for case in _folder(top / folder)]
    return sorted(found, key=lambda case: (case.dataset, case.iri))


def _folder(folder: Path) -> Iterator[Case]:
    manifest = folder / "manifest.ttl"
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    (entries,) = graph.objects(None, MF.entries)
    for entry in Collection(graph, entries):
        yield _case(graph, entry, folder.name)


def _case(graph: Graph, entry: Node, folder: str) -> Case:
    kind = graph.value(entry, RDF.type)
    action = graph.value(entry, MF.action, any=False)
    assert action is not None, f"{entry} has no action"
    if kind in (MF.PositiveSyntaxTest11, MF.NegativeSyntaxTest11):
        parses = kind == MF.PositiveSyntaxTest11
        return Case(str(entry), folder, path_of(action), parses=parses)
    assert kind in (MF.QueryEvaluationTest, MF.CSVResultFormatTest), kind
    return Case(
        str(entry),
        folder,
        path_of(graph.value(action, QT.query, any=False)),
        tuple(sorted(map(path_of, graph.objects(action, QT.data)))),
        tuple(sorted(map(path_of, graph.objects(action, QT.graphData)))),
        path_of(graph.value(entry, MF.result, any=False)),
    )


def path_of(file: Node | None) -> Path:
    """Return the path of the file that a manifest names."""
    path = Path(unquote(urlsplit(str(file)).path))
    assert path.is_file(), f"{file} is no file of the suite"
    return path
