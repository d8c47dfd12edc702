"""What is being served: a release with its pool and cache, and the next one.

The folder of releases, or the remote engine, is looked at every moment. When
another release is in force, its workers are started first and then it takes
over; requests that began with the old one end with it, and only then is it closed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tsunagari.config import Settings
from tsunagari.errors import (
    ReleaseError,
    RemoteEngineError,
    ServiceBusyError,
    WorkerLostError,
)
from tsunagari.explanation.explaining import Explaining
from tsunagari.release.releases import Release, Releases
from tsunagari.release.remote import RemoteReleases
from tsunagari.search.index import SearchIndex
from tsunagari.search.layout import FILE
from tsunagari.sparql.limits import PoolLimits
from tsunagari.sparql.pool import WorkerPool
from tsunagari.web.cache import Cache, CachedAnswer
from tsunagari.web.reply import Representation

__all__ = ["InForce", "Serving", "ServingRelease", "pool_limits"]

FOLLOW_SECONDS: Final = 1.0

log = logging.getLogger(__name__)


def pool_limits(settings: Settings) -> PoolLimits:
    """Return the limits of the pool that *settings* ask for."""
    return PoolLimits(
        fast_workers=settings.fast_workers,
        slow_workers=settings.slow_workers,
        fast_seconds=settings.fast_seconds,
        deadline=settings.deadline,
        queue=settings.queue,
        queue_seconds=settings.queue_seconds,
        memory=settings.worker_memory,
        max_bytes=settings.max_answer_bytes,
        max_rows=settings.max_rows,
    )


class ServingRelease:
    """One release, opened for answering."""

    def __init__(
        self, release: Release, pool: WorkerPool, settings: Settings, store: str = ""
    ) -> None:
        """Answer from *release*.

        :param store: The folder of its store, where the pool has others too and
            outlives the release; else the pool ends with it.
        """
        self.release = release
        self.store = store
        # When it came into force here, in seconds since 1970.
        self.since = time.time()
        self.pool = pool
        # Why statements hold is found out beside the pool, from the same store; what a
        # remote engine has is looked up through the pool.
        own = Path(store) if store else release.path / "store"
        self.explaining = Explaining(
            None if settings.engine else own, settings.worker_memory
        )
        self.cache: Cache[CachedAnswer] = Cache(settings.cache_bytes)
        # The same answers by the text of the request; see web/gateway/plain.py.
        self.front: Cache[Representation] = Cache(settings.cache_bytes)
        self.users = 0
        self.retired = False
        # What the figures of the start page are drawn from, and until when none is
        # asked for again that could not be had.
        self.drawn: dict[str, list[dict[str, str]]] = {}
        self.undrawn_until: defaultdict[str, float] = defaultdict(float)
        self.drawing: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._search: SearchIndex | None = None
        self._searching = threading.Lock()

    @property
    def has_search(self) -> bool:
        """Whether the release has a search index."""
        return (self.release.path / FILE).is_file()

    def search(self) -> SearchIndex:
        """Return the search index, which is opened when it is first asked for.

        :raises SearchIndexError: If the release has none, or a damaged one.
        """
        with self._searching:
            if self._search is None:
                self._search = SearchIndex.open(self.release.path)
            return self._search

    def gauges(self) -> dict[str, int]:
        """Return what else there is to measure, by name, for the metrics."""
        return {"explanations_running": self.explaining.running}

    def close(self, grace: float) -> None:
        """End the workers, unless others need them, and close the index."""
        self.explaining.close(grace)
        if not self.store:
            self.pool.close(grace)
        with self._searching:
            if self._search:
                self._search.close()
                self._search = None


class InForce:
    """What is in force: held by requests, and replaced while they go on."""

    def __init__(self, first: ServingRelease) -> None:
        # When the service began, in seconds since 1970.
        self.started = time.time()
        # What is wrong, as it was looked at last.
        self.trouble = ""
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._now = first

    @property
    def now(self) -> ServingRelease:
        """What is served now; for a request, use :meth:`use`."""
        return self._now

    @property
    def stopping(self) -> bool:
        """Whether no new request is taken."""
        return self._stop.is_set()

    @contextmanager
    def use(self) -> Iterator[ServingRelease]:
        """Hold the release in force for as long as a request needs it.

        :raises ServiceBusyError: If the service is stopping.
        """
        serving = self.take()
        try:
            yield serving
        finally:
            self.leave(serving)

    def take(self) -> ServingRelease:
        """Hold the release in force; every taker leaves it once."""
        with self._lock:
            if self.stopping:
                raise ServiceBusyError("the service is stopping; try again later")
            self._now.users += 1
            return self._now

    def leave(self, serving: ServingRelease) -> None:
        """End holding *serving*; the last to leave a retired one closes it."""
        with self._lock:
            serving.users -= 1
            last = serving.retired and not serving.users
        if last:
            serving.close(0)

    def refuse(self) -> None:
        """Take no new request."""
        self._stop.set()

    def close(self, grace: float = 10.0) -> None:
        """Refuse new queries, let running ones finish, end all workers."""
        self._stop.set()
        self._now.close(grace)

    def move_to(self, fresh: ServingRelease) -> None:
        """Let *fresh* be in force; the old one is closed when nobody holds it."""
        with self._lock:
            old, self._now = self._now, fresh
            old.retired = True
            idle = not old.users
        if idle:
            old.close(0)


class Serving(InForce):
    """The release in force, followed as it changes."""

    def __init__(self, settings: Settings) -> None:
        """Open the release in force.

        :raises ReleaseError: If there is none, or it cannot be opened.
        :raises RemoteEngineError: If a remote engine is to have it and does not.
        """
        self._settings = settings
        self._releases: Releases | RemoteReleases = (
            RemoteReleases(settings) if settings.engine else Releases(settings.releases)
        )
        super().__init__(self._open(self._releases.current()))
        threading.Thread(target=self._follow, daemon=True).start()

    def _open(self, release: Release) -> ServingRelease:
        try:
            store = self._releases.store(release)
            pool = WorkerPool(store, pool_limits(self._settings))
        except WorkerLostError as error:
            raise ReleaseError(
                f"the store of release '{release.id}' cannot be opened; "
                "build the release again"
            ) from error
        return ServingRelease(release, pool, self._settings)

    def _follow(self) -> None:
        while not self._stop.wait(FOLLOW_SECONDS):
            try:
                release = self._releases.current()
                self.trouble = ""
                if release.id != (old := self._now.release.id):
                    self.move_to(self._open(release))
                    log.info("moved from release %s to %s", old, release.id)
            except Exception as error:
                if isinstance(error, RemoteEngineError):
                    self.trouble = str(error)
                # Whatever it was, the next look may find it mended.
                log.warning("staying with release %s: %s", self._now.release.id, error)
