"""From a query to an answer: the cache, the budget of the client, the pool."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace

from tsunagari.errors import QueryError, RemoteEndpointError
from tsunagari.sparql.attempt import PooledAnswer
from tsunagari.sparql.formats import Format
from tsunagari.sparql.limits import QueryRequest
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.operation import Operation
from tsunagari.web.reply import Headers, streaming
from tsunagari.web.state import State

__all__ = ["Asker", "Question", "StreamedAnswer", "answer"]


@dataclass(frozen=True)
class Asker:
    """Who asks.

    :param is_gone: Tells whether the client has left; ``None`` if nobody can.
    """

    client: str
    is_gone: Callable[[], bool] | None = None


class StreamedAnswer:
    """An answer too large to wait for. Whoever takes it closes it, once."""

    def __init__(
        self, pooled: PooledAnswer, format: Format, rows: int | None, at_end: ExitStack
    ) -> None:
        self._pooled = pooled
        self._at_end = at_end
        self.headers: Headers = streaming(
            format.content_type, rows if pooled.cut else None
        )

    def __iter__(self) -> Iterator[bytes]:
        """Yield the parts.

        :raises ConnectionAbortedError: If the rest cannot be had. The status is
            long sent then: only an unfinished body tells the truth.
        """
        try:
            yield self._pooled.head
            yield from self._pooled.rest or ()
        except QueryError as error:
            raise ConnectionAbortedError(str(error)) from error

    def close(self) -> None:
        """End what still runs."""
        self._pooled.close()
        self._at_end.close()


class Question:
    """An operation to be answered in one format, and where that stands."""

    def __init__(
        self, state: State, operation: Operation, format: Format, asker: Asker
    ) -> None:
        """Hold the release in force, until the question is closed.

        :raises ServiceBusyError: If the service is stopping.
        """
        self._state = state
        self._operation = operation
        self._format = format
        self._asker = asker
        self._held = ExitStack()
        self.key = operation.key(format)
        self.serving = self._held.enter_context(state.serving.use())

    def kept(self) -> CachedAnswer | None:
        """Return the answer that was given before."""
        return self.serving.cache.get(self.key) if self.key else None

    def request(self) -> QueryRequest:
        """Return the query for the pool; from now on the client pays.

        :raises OverBudgetError: If it cannot.
        """
        self._state.budgets.check(self._asker.client)
        self._held.callback(self._spend, time.monotonic())
        request = self._operation.request(self._format)
        return replace(request, store=self.serving.store)

    def found(self, pooled: PooledAnswer) -> CachedAnswer | StreamedAnswer:
        """Return what the pool gave as an answer; a whole one is kept."""
        rows = self._operation.rows
        if not pooled.complete:
            # Held on until the last part is sent; dropped, it would be left now.
            held = self._held.pop_all()
            return StreamedAnswer(pooled, self._format, rows, held)
        cut = rows if pooled.cut else None
        answer = CachedAnswer(pooled.head, self._format.content_type, cut)
        if self.key:
            self.serving.cache.put(self.key, answer)
        return answer

    def missed(self) -> None:
        """Let the peers be looked at: one of them gave no answer."""
        self._state.peers.missed(self._operation.peers)

    def close(self) -> None:
        """Let go of the release, and take what it cost out of the budget."""
        self._held.close()

    def _spend(self, started: float) -> None:
        seconds = time.monotonic() - started
        self._state.budgets.spend(self._asker.client, seconds)


def answer(
    state: State, operation: Operation, format: Format, asker: Asker
) -> CachedAnswer | StreamedAnswer:
    """Answer *operation* in *format*; waits for the answer.

    :raises QueryError: As the pool does, or if the client's budget is spent.
    """
    with closing(Question(state, operation, format, asker)) as question:
        if kept := question.kept():
            return kept
        pool = question.serving.pool
        try:
            pooled = pool.answer(question.request(), asker.is_gone)
        except RemoteEndpointError:
            question.missed()
            raise
        return question.found(pooled)
