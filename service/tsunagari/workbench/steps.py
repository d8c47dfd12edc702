"""From a write to what it changes, part by part: each is found out after the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tsunagari.errors import OtherGraphError
from tsunagari.sparql.documents import Document, syntax_of
from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import Difference, Quad
from tsunagari.sparql.engines.oxigraph_documents import (
    WHOLE_DATASET,
    WholeDataset,
    read_quads,
)
from tsunagari.sparql.engines.oxigraph_update import check_syntax, evaluate
from tsunagari.sparql.updates.reading import read_update
from tsunagari.workbench.changes import History
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.undoing import undone

__all__ = ["Steps"]


class Steps:
    """What a write changes.

    :ivar left: Of an undoing, how many statements later changes had touched.
    """

    def __init__(
        self, job: Job, dataset: Dataset, history: History, incoming: Path
    ) -> None:
        self._job = job
        self._dataset = dataset
        self._history = history
        self._incoming = incoming
        self._graph = job.graph
        self.left = 0

    def parts(self, most: int) -> Iterator[Difference]:
        """Yield what the write changes; each part is to be done before the next.

        :param most: The most statements that it may change.
        :raises WriteError: If it cannot be done.
        :raises QueryError: If the text of an update is wrong.
        """
        kinds: dict[str, Callable[[int], Iterator[Difference]]] = {
            "update": self._update,
            "patch": self._update,
            "put": self._put,
            "post": self._post,
            "delete": self._delete,
            "load": self._load,
            "replace": self._replace,
            "undo": self._undo,
        }
        return kinds[self._job.kind](most)

    def _update(self, most: int) -> Iterator[Difference]:
        job = self._job
        operations = read_update(job.text, job.using, job.using_named)
        # One that does not parse is found before the first is done.
        for operation in operations:
            check_syntax(operation, job.base)
        for operation in operations:
            part = evaluate(self._dataset.store, operation, job.base, most)
            if job.kind == "patch" and part.graphs - {job.graph}:
                raise OtherGraphError(
                    "the update of a PATCH may change the graph it is sent to alone; "
                    f"write WITH <{job.graph}> or GRAPH <{job.graph}> {{ … }} in it"
                )
            yield part

    def _put(self, most: int) -> Iterator[Difference]:
        assert self._graph is not None
        quads = self._read(self._graph, most)
        yield self._dataset.change(
            quads,
            self._dataset.quads(self._graph),
            [self._graph] if self._graph else [],
        )

    def _post(self, most: int) -> Iterator[Difference]:
        assert self._graph is not None
        created = [self._graph] if self._graph else []
        yield self._dataset.change(self._read(self._graph, most), (), created)

    def _delete(self, most: int) -> Iterator[Difference]:
        assert self._graph is not None
        quads = self._dataset.quads(self._graph)
        dropped = [self._graph] if self._graph else []
        yield self._dataset.change((), quads, (), dropped)

    def _load(self, most: int) -> Iterator[Difference]:
        graph = self._graph
        if graph is None:
            yield self._dataset.change(self._read(WHOLE_DATASET, most))
        else:
            created = [graph] if graph else []
            yield self._dataset.change(self._read(graph, most), (), created)

    def _replace(self, most: int) -> Iterator[Difference]:
        # All else goes, so a blank node may be the one that it was: a backup that is
        # put back changes nothing.
        quads = self._read(WHOLE_DATASET, most, renamed=False)
        yield self._dataset.change(
            quads, list(self._dataset.named_quads()), (), self._dataset.graphs()
        )

    def _undo(self, most: int) -> Iterator[Difference]:
        number, merged = self._job.number, self._dataset.merged
        found, self.left = undone(self._history, number, merged)
        yield self._dataset.change(
            found.added, found.removed, found.created, self._empty(found)
        )

    def _empty(self, found: Difference) -> Iterator[str]:
        """Yield the graphs to drop that have nothing else in them."""
        for graph in found.dropped:
            if all(quad in found.removed for quad in self._dataset.quads(graph)):
                yield graph

    def _read(
        self, graph: str | WholeDataset, most: int, renamed: bool = True
    ) -> Iterator[Quad]:
        for incoming in self._job.documents:
            document = Document(
                self._incoming / incoming.file,
                syntax_of(incoming.media_type),
                incoming.base or None,
                incoming.name,
            )
            yield from read_quads(document, graph or None, most, renamed)
