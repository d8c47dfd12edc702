"""What a workbench serves: a snapshot, and the next one as soon as there is a change.

A snapshot is served like a release: nothing in it changes, so answers are kept and
carry validators. The workers go on from one to the next; a query that began with the
old one ends with it, and only then is its folder removed.
"""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from typing import Final

from tsunagari.config import Settings
from tsunagari.errors import WorkbenchError, WorkerLostError
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.oxigraph_dataset import dump
from tsunagari.sparql.pool import WorkerPool
from tsunagari.web.serving import InForce, ServingRelease, pool_limits
from tsunagari.workbench.changes import History
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.states import States
from tsunagari.workbench.writing import Snapshot, Writing, WritingLimits

__all__ = ["ServingSnapshot", "ServingWorkbench"]

SWEEP_SECONDS: Final = 1.0
# To start a worker takes less.
KEPT_SECONDS: Final = 5.0


class ServingSnapshot(ServingRelease):
    """A snapshot, with the states that its graphs are in."""

    def __init__(
        self,
        snapshot: Snapshot,
        states: States,
        pool: WorkerPool,
        settings: Settings,
        writing: Writing,
    ) -> None:
        self._writing = writing
        release = Release(snapshot.store, {"id": f"change-{snapshot.number}"})
        super().__init__(release, pool, settings, str(snapshot.store))
        self.number = snapshot.number
        self.states = states
        self._dumping = threading.Lock()
        # When nobody held it any more.
        self.closed: float | None = None

    def dump(self, merged: bool) -> Path:
        """Return a file of N-Quads with the whole dataset, which is made once.

        :param merged: Whether the default graph is a merge, and so left out.
        """
        path = Path(f"{self.store}.nq")
        with self._dumping:
            if not path.exists():
                made = path.with_suffix(".new")
                with made.open("wb") as out:
                    dump(Path(self.store), merged, out)
                made.rename(path)
        return path

    def gauges(self) -> dict[str, int]:
        """Return how many writes wait, and whether the writer runs."""
        writing = self._writing
        return {"writes_waiting": writing.waiting, "writer_up": int(writing.alive)}

    def close(self, grace: float) -> None:
        """Let the folder be removed in a moment: a worker may be opening it."""
        super().close(grace)
        self.closed = time.monotonic()


class ServingWorkbench(InForce):
    """The newest snapshot of a workbench, and the writer that makes them."""

    def __init__(self, layout: Layout, settings: Settings) -> None:
        """Open the workbench.

        :raises WorkbenchError: If it cannot be opened.
        """
        self._settings = settings
        limits = WritingLimits(
            settings.write_seconds,
            settings.write_statements,
            settings.writer_memory,
            settings.write_queue,
        )
        self.layout = layout
        self.nature = layout.nature()
        self.history = History(layout.changes)
        self.writing = Writing(layout, limits)
        first = self.writing.snapshot
        self._states = States.of(self.history, self.nature.merged)
        try:
            self._pool = WorkerPool(first.store, pool_limits(settings), moves=True)
        except WorkerLostError as error:
            self.writing.close()
            raise WorkbenchError("the snapshot cannot be opened") from error
        super().__init__(self._serving(first))
        self._shown = [self.snapshot]
        self.writing.begin(self._show)
        threading.Thread(target=self._sweep, daemon=True).start()

    @property
    def snapshot(self) -> ServingSnapshot:
        """The newest snapshot."""
        assert isinstance(self._now, ServingSnapshot)
        return self._now

    def refuse(self) -> None:
        """Take no new request, and no write that waits."""
        super().refuse()
        self.writing.refuse()

    def close(self, grace: float = 10.0) -> None:
        """Let what runs finish, end all processes."""
        self._stop.set()
        self.writing.close()
        self._pool.close(grace)
        self._now.close(grace)

    def _show(self, snapshot: Snapshot) -> None:
        """Let the next query see *snapshot*."""
        for number in range(self.snapshot.number + 1, snapshot.number + 1):
            self._states.note(self.history.head(number))
        self._pool.move_to(snapshot.store)
        fresh = self._serving(snapshot)
        with self._lock:
            self._shown.append(fresh)
        self.move_to(fresh)

    def _sweep(self) -> None:
        """Remove the folders of snapshots that nobody has held for a moment."""
        while not self._stop.wait(SWEEP_SECONDS):
            before = time.monotonic() - KEPT_SECONDS
            with self._lock:
                shown = self._shown
                old = [s for s in shown if s.closed is not None and s.closed < before]
                self._shown = [s for s in shown if s not in old]
            for one in old:
                shutil.rmtree(one.store, ignore_errors=True)
                Path(f"{one.store}.nq").unlink(missing_ok=True)

    def _serving(self, snapshot: Snapshot) -> ServingSnapshot:
        return ServingSnapshot(
            snapshot, self._states.copy(), self._pool, self._settings, self.writing
        )
