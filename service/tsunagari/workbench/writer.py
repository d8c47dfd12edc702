"""The writer: the one that changes the dataset, one write after the other.

A write is done in this order: what it changes is found out; that is written down as
pending; the store is changed; the shapes are asked, if they are to be; the change
goes into the history. That last step is what counts: before it everything is taken
back, also by the next process if this one is ended; after it nothing is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from tsunagari.errors import UndoError, WorkbenchError, WriteTooLargeError
from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import Difference
from tsunagari.workbench.changes import Change, History
from tsunagari.workbench.gate import check_shapes
from tsunagari.workbench.jobs import Job, Outcome
from tsunagari.workbench.layout import PATIENCE_SECONDS, Layout, write_whole
from tsunagari.workbench.pending import Pending
from tsunagari.workbench.rules import check_conditions, check_scope
from tsunagari.workbench.states import States
from tsunagari.workbench.steps import Steps

__all__ = ["Writer"]

log = logging.getLogger(__name__)

# After so many changes, or statements changed, the store is brought to the disk: the
# rest of the history is done again when it is opened.
FLUSH_CHANGES: Final = 200
FLUSH_STATEMENTS: Final = 500_000


class Writer:
    """An open workbench."""

    def __init__(self, layout: Layout, dataset: Dataset, most: int) -> None:
        self._layout = layout
        self._dataset = dataset
        self._most = most
        self.history = History(layout.changes)
        self._last = self.history.last()
        self._states = States.of(self.history, dataset.merged)
        self._unflushed = (0, 0)

    @classmethod
    @contextmanager
    def open(
        cls,
        top: Path,
        most: int,
        alone: bool = True,
        patience: float = PATIENCE_SECONDS,
    ) -> Iterator[Self]:
        """Open the workbench in *top*, in the state after its last change.

        :param most: The most statements that one write may change.
        :param alone: Whether nobody serves it; else whoever does opens it.
        :param patience: How many seconds to wait for another process.
        :raises WorkbenchHeldError: If another process has it.
        :raises WorkbenchError: If there is none, or it is damaged.
        """
        layout = Layout(top)
        with ExitStack() as held:
            nature = layout.nature()
            locked = layout.held if alone else layout.written
            held.enter_context(locked(patience))
            dataset = Dataset.open(layout.store, nature.merged, nature.apart)
            writer = cls(layout, dataset, most)
            if alone:
                layout.clear()
            writer._recover()
            held.callback(dataset.close)
            yield writer
            writer.flush()

    @property
    def last(self) -> int:
        """The number of the last change."""
        return self._last

    def do(self, job: Job) -> Outcome:
        """Do a write, wholly or not at all.

        :raises WriteError: If it cannot be done.
        :raises QueryError: If the text of an update is wrong.
        :raises ScopeError: If it would change what its token is not for.
        :raises WorkbenchError: If the disk refuses it.
        """
        # A right comes before an effect: one that is named and not for this token is
        # refused also where nothing would change.
        check_scope(job, Difference())
        check_conditions(job, self._dataset, self._states)
        steps = Steps(job, self._dataset, self.history, self._layout.incoming)
        size = 0
        with self._pending(job) as pending:
            for part in steps.parts(self._most):
                whole = self._dataset.whole(part)
                check_scope(job, part)
                written, _ = self._dataset.parted(whole)
                size += len(written.added) + len(written.removed)
                if size > self._most:
                    raise WriteTooLargeError(
                        f"the write changes more than {self._most} statements; part it"
                    )
                pending.do(self._dataset, whole)
            found = pending.whole
            if job.validate and found:
                check_shapes(self._dataset, found)
            if not found:
                pending.settle()
                if job.kind == "undo":
                    raise UndoError(f"nothing of change {job.number} is left to undo")
                return Outcome(self._last, 0, 0, job.graph, False, steps.left)
            written = self._commit(job, found)
            pending.settle()
        self._count(len(found.added) + len(found.removed))
        return Outcome(
            self._last,
            len(written.added),
            len(written.removed),
            job.graph,
            job.graph in written.created,
            steps.left,
        )

    def checkpoint(self, path: Path) -> int:
        """Make a checkpoint for readers; return the number of its last change."""
        self._dataset.checkpoint(path)
        return self._last

    def find(self, id: str) -> Change | None:
        """Return the last change if it is the write *id*.

        A process that is ended may have been at its last step.
        """
        if self._last and (change := self.history.head(self._last)).id == id:
            return change
        return None

    def flush(self) -> None:
        """Bring the store to the disk."""
        self._dataset.flush()
        write_whole(self._layout.flushed, f"{self._last}\n")
        self._unflushed = (0, 0)

    @contextmanager
    def _pending(self, job: Job) -> Iterator[Pending]:
        pending = Pending(self._layout.pending, job.id)
        try:
            yield pending
        except OSError as error:
            pending.take_back(self._dataset)
            raise WorkbenchError(
                "the disk refuses the write, so nothing was changed; see whether it "
                "is full"
            ) from error
        except BaseException:
            pending.take_back(self._dataset)
            raise

    def _commit(self, job: Job, found: Difference) -> Difference:
        """Put what was done into the history; return what was asked for of it."""
        written, merge = self._dataset.parted(found)
        number = self._last + 1
        about = {"undo": f" {job.number}", "load": f" {job.text}"}
        what = job.kind + about.get(job.kind, "")
        change = Change(
            number,
            job.id,
            datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            job.who,
            what,
            tuple(sorted(written.graphs)),
            len(written.added),
            len(written.removed),
        )
        self.history.append(change, written, merge)
        self._last = number
        self._states.note(change)
        return written

    def _count(self, statements: int) -> None:
        changes = self._unflushed[0] + 1
        statements += self._unflushed[1]
        self._unflushed = (changes, statements)
        if changes < FLUSH_CHANGES and statements < FLUSH_STATEMENTS:
            return
        try:
            self.flush()
        except OSError as error:
            # The change counts: the history has it, and is done again if need be.
            log.warning("the store was not brought to the disk: %s", error.strerror)

    def _recover(self) -> None:
        """Do again what may not be in the store, and take back what does not count."""
        try:
            flushed = int(self._layout.flushed.read_text(encoding="utf-8"))
        except FileNotFoundError:
            flushed = 0
        except ValueError as error:
            raise WorkbenchError(
                f"the file '{self._layout.flushed.name}' of the workbench is damaged"
            ) from error
        for number in range(flushed + 1, self._last + 1):
            self._dataset.apply(self.history.read(number)[1])
        pending = Pending.left(self._layout.pending)
        if pending and not self.find(pending.id):
            pending.take_back(self._dataset)
        elif pending:
            pending.settle()
        if flushed < self._last or pending:
            self.flush()
