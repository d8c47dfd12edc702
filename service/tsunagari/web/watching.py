"""Whether the peers answer: looked at now and then, and when a query got nothing.

A look goes the way of every federated query, by a worker that reaches out, so a peer
that is said to answer does answer to ``SERVICE``. It is beside the lanes of the pool:
no query waits for a look. That a query had an answer tells nothing: with ``SILENT``,
or where a peer was not needed, it has one without the peer.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from tsunagari.config import Peer, Settings
from tsunagari.errors import QueryError, QueryTimeoutError, ServiceBusyError
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import QueryRequest
from tsunagari.web.serving import InForce

__all__ = ["LOOK_SECONDS", "PeerState", "PeerWatch"]

# A peer that takes longer over one statement is of no use in a query.
LOOK_SECONDS: Final = 10.0
# As soon as a query has failed, but not for every one that does.
SOON_SECONDS: Final = 5.0
JSON: Final = format_named("json")
LOOK: Final = "SELECT * {{ SERVICE <{}> {{ SELECT * {{ ?s ?p ?o }} LIMIT 1 }} }}"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PeerState:
    """What is known of a peer; times are seconds since 1970, none if never.

    :param looked: When it was last looked at.
    :param answered: When it last answered a look.
    :param seconds: How long the last look took, if it was answered.
    :param trouble: Why the last look had no answer, ``silent`` or ``slow``.
    :param empty: Whether it answered that it holds no statement.
    """

    peer: Peer
    looked: float | None = None
    answered: float | None = None
    seconds: float | None = None
    trouble: str = ""
    empty: bool = False

    @property
    def health(self) -> str:
        """One of ``unknown``, ``up``, ``empty``, ``silent`` and ``slow``."""
        if self.looked is None:
            return "unknown"
        return self.trouble or ("empty" if self.empty else "up")

    def age(self) -> float | None:
        """Seconds since the last answer."""
        return None if self.answered is None else max(0, time.time() - self.answered)


class PeerWatch:
    """The peers of a service, by their names, and a thread that looks at them."""

    def __init__(self, settings: Settings, serving: InForce) -> None:
        self._serving = serving
        self._every = settings.peer_seconds
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._states = {peer.name: PeerState(peer) for peer in settings.peers}
        # The server that holds the release is not asked to ask others.
        self.askable = not settings.engine
        if self._states and self.askable:
            threading.Thread(target=self._watch, daemon=True).start()

    def states(self) -> list[PeerState]:
        """Return what is known of each, in the order of the settings."""
        with self._lock:
            return list(self._states.values())

    def missed(self, names: Iterable[str]) -> None:
        """Note that a query failed; which peer was to blame, a look will tell."""
        if set(names):
            self._wake.set()

    def look(self) -> None:
        """Look at every peer, one after the other."""
        for state in self.states():
            self._look_at(state.peer)

    def _watch(self) -> None:
        while not self._serving.stopping:
            try:
                self.look()
            except Exception:
                log.exception("looking at the peers failed; trying again later")
            if self._wake.wait(self._every):
                self._wake.clear()
                time.sleep(SOON_SECONDS)

    def _look_at(self, peer: Peer) -> None:
        text = LOOK.format(peer.address)
        request = QueryRequest(text, JSON, timeout=LOOK_SECONDS, reaches_out=True)
        started, trouble, empty = time.time(), "", False
        try:
            with self._serving.use() as serving:
                answer = serving.pool.aside(request)
            empty = not json.loads(answer.head)["results"]["bindings"]
        except ServiceBusyError:
            # Nothing is known then, of the peer.
            return
        except QueryTimeoutError:
            trouble = "slow"
        except QueryError:
            trouble = "silent"
        self._note(peer, started, trouble, empty)

    def _note(self, peer: Peer, started: float, trouble: str, empty: bool) -> None:
        now = time.time()
        with self._lock:
            before = self._states[peer.name]
            after = replace(before, looked=now, seconds=None, trouble=trouble)
            if not trouble:
                took = now - started
                after = replace(after, answered=now, seconds=took, empty=empty)
            self._states[peer.name] = after
        if before.health != after.health:
            log.info("the peer %s is %s", peer.name, after.health)
