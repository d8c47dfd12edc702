"""How much work one client may cause: seconds of work in a minute.

Each client has a bucket that fills as time passes. A query takes out what it
cost when it is done; a client whose bucket is empty is asked to wait.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Final

from tsunagari.errors import OverBudgetError

__all__ = ["Budgets"]

WINDOW_SECONDS: Final = 60.0
MAX_CLIENTS: Final = 10_000


class Budgets:
    """The buckets of all clients that asked lately."""

    def __init__(self, seconds: float) -> None:
        """Let each client have *seconds* of work in a minute."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Return how many seconds *client* must wait; 0 if it need not."""
        with self._lock:
            left = self._now(client)
        if left > 0:
            return 0.0
        return (1e-3 - left) * WINDOW_SECONDS / self._seconds

    def check(self, client: str) -> None:
        """Turn *client* away if it has caused too much work.

        :raises OverBudgetError: With the time to wait.
        """
        if wait := self.wait(client):
            raise OverBudgetError("this client caused too much work", int(wait) + 1)

    def spend(self, client: str, seconds: float) -> None:
        """Take *seconds* out of the bucket of *client*."""
        with self._lock:
            left = self._now(client) - seconds
            self._left[client] = (left, time.monotonic())
            self._left.move_to_end(client)
            while len(self._left) > MAX_CLIENTS:
                self._left.popitem(last=False)

    def _now(self, client: str) -> float:
        left, when = self._left.get(client, (self._seconds, 0.0))
        filled = (time.monotonic() - when) * self._seconds / WINDOW_SECONDS
        return min(self._seconds, left + filled)
