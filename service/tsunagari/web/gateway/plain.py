"""Plain queries: GET at ``/sparql``, answered without Flask.

Most requests are such. They are read by the same functions as all others and
come out of the same cache and pool; only nothing waits in a thread for an
answer that comes at once. The very same request again, byte for byte, is
answered without being read: the release never changes, so what was right stays
right until another is in force, which begins with nothing kept.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Final, TypeVar

from tsunagari.errors import QueryError, RemoteEndpointError, TsunagariError
from tsunagari.sparql.attempt import Attempt, PooledAnswer
from tsunagari.sparql.pool import WorkerPool
from tsunagari.sparql.worker_process import Gone
from tsunagari.web.answers import Asker, Question, StreamedAnswer
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.gateway.incoming import Incoming
from tsunagari.web.negotiation import choose_format
from tsunagari.web.operation import one_query, read_operation, read_parameters
from tsunagari.web.problems import CLIENT_LEFT, WRONG_HERE, error_reply, problem_reply
from tsunagari.web.reply import Reply, represent
from tsunagari.web.state import State

__all__ = ["PATHS", "PlainQuery", "again", "is_plain"]

PATHS: Final = frozenset({"/sparql", "/sparql/"})
# A longer text takes a moment to read; and is not worth keeping a second time.
LONGEST: Final = 4000
# What browsers and libraries send is shorter.
LONGEST_HEAD: Final = 500
# A larger body takes a moment to compress.
LARGEST: Final = 50_000
# To be called back costs about as much as a small query takes.
SOON_MILLISECONDS: Final = 1

T = TypeVar("T")
log = logging.getLogger(__name__)


def is_plain(incoming: Incoming) -> bool:
    """Tell whether *incoming* is a query that needs nothing of Flask."""
    return (
        incoming.method == "GET"
        and incoming.path in PATHS
        and not incoming.has_body
        and b"query=" in incoming.query
    )


def again(state: State, incoming: Incoming) -> Reply | None:
    """Return the reply to what was asked before; asks nobody."""
    if state.serving.stopping:
        return None
    kept = state.serving.now.front.get(_key(incoming))
    return kept.reply(incoming.if_none_match) if kept else None


class PlainQuery:
    """A plain query on its way to a reply."""

    def __init__(self, state: State, incoming: Incoming, threads: Executor) -> None:
        self._state = state
        self._incoming = incoming
        self._threads = threads
        self.text = ""

    async def reply(self) -> Reply | StreamedAnswer:
        """Return what is to be sent."""
        incoming = self._incoming
        try:
            long = len(incoming.query) > LONGEST
            question = await self._do(self._read, long)
            try:
                found = question.kept() or question.found(await self._ask(question))
            except RemoteEndpointError:
                question.missed()
                raise
            finally:
                question.close()
            if isinstance(found, StreamedAnswer):
                return found
            large = bool(incoming.accept_encoding) and len(found.body) > LARGEST
            return await self._do(partial(self._shown, question, found), large)
        except TsunagariError as error:
            return error_reply(error, incoming.accept)
        except Gone:
            return Reply(CLIENT_LEFT, [], b"")
        except Exception:
            log.exception("unexpected error")
            return problem_reply(500, WRONG_HERE, incoming.accept)

    def _read(self) -> Question:
        incoming = self._incoming
        parameters = read_parameters(incoming.query)
        self.text = one_query(parameters)
        operation = read_operation(self.text, parameters, self._state.settings)
        name = operation.format_name
        format = choose_format(operation.kind, name, incoming.accept)
        asker = Asker(incoming.client, incoming.is_gone)
        return Question(self._state, operation, format, asker)

    async def _ask(self, question: Question) -> PooledAnswer:
        pool = question.serving.pool
        request = question.request()
        is_gone = self._incoming.is_gone
        if len(request.text) > LONGEST or not (attempt := pool.begin(request)):
            return await self._do(partial(pool.answer, request, is_gone), True)
        try:
            answer = _soon(pool, attempt) or await _watched(pool, attempt)
        except QueryError:
            raise
        except BaseException:
            pool.abandon(attempt)
            raise
        if answer:
            return answer
        return await self._do(partial(pool.carry_on, attempt, is_gone), True)

    def _shown(self, question: Question, found: CachedAnswer) -> Reply:
        incoming = self._incoming
        shown = represent(found, incoming.accept_encoding)
        head = len(incoming.accept) + len(incoming.accept_encoding)
        if question.key and len(incoming.query) <= LONGEST and head <= LONGEST_HEAD:
            question.serving.front.put(_key(incoming), shown)
        return shown.reply(incoming.if_none_match)

    async def _do(self, what: Callable[[], T], takes_long: bool) -> T:
        """Do *what* here, or in a thread if it would keep others waiting."""
        if not takes_long:
            return what()
        return await asyncio.get_running_loop().run_in_executor(self._threads, what)


def _soon(pool: WorkerPool, attempt: Attempt) -> PooledAnswer | None:
    """Return the answer if it comes before others would notice the wait."""
    assert attempt.worker
    if attempt.worker.has_written(SOON_MILLISECONDS):
        return pool.advance(attempt)
    return None


async def _watched(pool: WorkerPool, attempt: Attempt) -> PooledAnswer | None:
    """Return the answer, if it is whole before it is large or takes long."""
    loop = asyncio.get_running_loop()
    settled: asyncio.Future[PooledAnswer | None] = loop.create_future()
    assert attempt.worker
    descriptor = attempt.worker.descriptor
    watching = True

    def stop() -> None:
        nonlocal watching
        if watching:
            loop.remove_reader(descriptor)
            watching = False

    def advance() -> None:
        nonlocal watching
        # Before the worker may go to another request, or its pipe be closed.
        stop()
        try:
            answer = pool.advance(attempt)
        except Exception as error:
            if not settled.done():
                settled.set_exception(error)
            return
        if answer or len(attempt.head) > pool.limits.buffer:
            settle(answer)
        elif not settled.done():
            loop.add_reader(descriptor, advance)
            watching = True

    def settle(answer: PooledAnswer | None = None) -> None:
        stop()
        if not settled.done():
            settled.set_result(answer)

    loop.add_reader(descriptor, advance)
    timer = loop.call_later(max(0.0, attempt.until - time.monotonic()), settle)
    try:
        return await settled
    finally:
        timer.cancel()
        stop()


def _key(incoming: Incoming) -> tuple[bytes, str, str]:
    return incoming.query, incoming.accept, incoming.accept_encoding
