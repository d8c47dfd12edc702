"""The gateway: every request comes in here, and every answer goes out.

Plain queries are answered here (see plain.py), everything else by Flask. Both
run in threads, of which there are as many as may be busy: what comes beyond is
told to come again. Each request gets an id and a line in the log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Final

from flask import Flask

from tsunagari.errors import ServiceBusyError
from tsunagari.web.answers import StreamedAnswer
from tsunagari.web.gateway import bridge
from tsunagari.web.gateway.access_log import AccessLog
from tsunagari.web.gateway.exchange import Exchange
from tsunagari.web.gateway.incoming import Incoming, Receive, Scope, Send
from tsunagari.web.gateway.plain import PATHS, PlainQuery, again, is_plain
from tsunagari.web.headers import CROSS_ORIGIN, SECURITY
from tsunagari.web.operation import one_query, read_parameters
from tsunagari.web.problems import CLIENT_LEFT, error_reply, problem_reply
from tsunagari.web.reply import Headers, Reply
from tsunagari.web.responses import QUERY
from tsunagari.web.state import State

__all__ = ["Gateway"]

# What takes a worker is kept from what does not.
ASKING: Final = PATHS | {
    "/ask",
    "/editor/terms.json",
    "/graph-store",
    "/map",
    "/ontology",
}
ASKING_BELOW: Final = (
    "/queries/",
    "/id/",
    "/data/",
    "/page/",
    "/ontology/",
    "/graphs/",
)
# What is compared here, in this process: it must not take the time of all else.
MATCHING_BELOW: Final = ("/search", "/reconcile", "/en/reconcile", "/ja/reconcile")
MATCHING_THREADS: Final = 2
# What a workbench has beside what a release has.
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
WRITING: Final = frozenset({"/update", "/graph-store", "/dataset"})
WRITING_BELOW: Final = ("/graphs/", "/changes/")
CHECKING: Final = frozenset({"/validate", "/reason", "/check"})
CHECKING_THREADS: Final = 4
STOPPING: Final = "the service is stopping; try again later"
WATCHING: Final = frozenset({"/health", "/ready", "/metrics", "/status"})


class _Lane:
    """Threads, and how many requests have or wait for one."""

    def __init__(self, threads: int, most: int) -> None:
        self.threads = ThreadPoolExecutor(threads)
        self.most = most
        self.busy = 0


class Gateway:
    """An ASGI application around *flask*, which has the views."""

    def __init__(self, flask: Flask, state: State, log: AccessLog) -> None:
        settings = state.settings
        self._flask = flask
        self._settings = settings
        self._state = state
        self._log = log
        # A query holds its thread while it runs or waits for a worker.
        most = settings.fast_workers + settings.slow_workers + settings.queue
        self._queries = _Lane(most, most)
        # For who looks after the service: never behind others.
        self._watching = _Lane(1, settings.connections)
        self._pages = _Lane(settings.threads, settings.threads + settings.queue)
        self._matching = _Lane(MATCHING_THREADS, MATCHING_THREADS + settings.queue)
        # A write holds its thread while it waits for the writer.
        self._writing = _Lane(settings.write_queue + 1, 2 * settings.write_queue)
        self._checking = _Lane(CHECKING_THREADS, CHECKING_THREADS + settings.queue)
        self._usual: Headers = [*SECURITY.items(), *CROSS_ORIGIN.items()]
        if state.links:
            self._usual.append(("Link", state.links))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        assert scope["type"] == "http"
        incoming = Incoming(scope)
        incoming.believe(self._settings.proxies)
        exchange = Exchange(incoming, send)
        try:
            await self._answer(exchange, receive)
        except ServiceBusyError as error:
            reply = error_reply(error, incoming.accept)
            await exchange.reply(reply, SECURITY.items())
        except asyncio.CancelledError:
            # The server stops, and this has had its time.
            if exchange.status:
                exchange.cut()
            else:
                stopping = problem_reply(503, STOPPING, incoming.accept)
                await exchange.reply(stopping, SECURITY.items())
        finally:
            query = exchange.query if self._settings.log_queries else None
            self._log.line(exchange, self._state.serving.now.release.id, query)

    async def _answer(self, exchange: Exchange, receive: Receive) -> None:
        incoming = exchange.incoming
        plain = is_plain(incoming)
        if plain and (reply := again(self._state, incoming)):
            if self._settings.log_queries:
                exchange.query = one_query(read_parameters(incoming.query))
            await exchange.reply(reply, self._usual)
        elif plain:
            await self._ask(exchange)
        else:
            await self._call(exchange, receive)

    @contextmanager
    def _busy(self, lane: _Lane) -> Iterator[None]:
        """Take a place in *lane* while a request is answered, not while it is sent."""
        if lane.busy >= lane.most:
            raise ServiceBusyError("too many requests are being answered; try later")
        lane.busy += 1
        try:
            yield
        finally:
            lane.busy -= 1

    def _lane(self, incoming: Incoming) -> _Lane:
        path = incoming.path
        if incoming.method not in READING:
            if path.rstrip("/") in WRITING or path.startswith(WRITING_BELOW):
                return self._writing
            if path.rstrip("/") in CHECKING:
                return self._checking
        if path.rstrip("/") in ASKING or path.startswith(ASKING_BELOW):
            return self._queries
        if path.startswith(MATCHING_BELOW):
            return self._matching
        return self._watching if path in WATCHING else self._pages

    async def _ask(self, exchange: Exchange) -> None:
        lane = self._queries
        query = PlainQuery(self._state, exchange.incoming, lane.threads)
        with self._busy(lane):
            reply = await query.reply()
        exchange.query = query.text
        if isinstance(reply, StreamedAnswer):
            try:
                await exchange.start(200, [*reply.headers, *self._usual])
            except BaseException:
                reply.close()
                raise
            await exchange.parts(iter(reply), reply.close, lane.threads)
        elif reply.status < 400:
            await exchange.reply(reply, self._usual)
        elif reply.status != CLIENT_LEFT:
            await exchange.reply(reply, SECURITY.items())
        else:
            exchange.status = CLIENT_LEFT

    async def _call(self, exchange: Exchange, receive: Receive) -> None:
        incoming = exchange.incoming
        lane = self._lane(incoming)
        try:
            most = self._state.most_body(dict(incoming.scope["headers"]))
            body = await bridge.read_body(incoming, receive, most)
        except bridge.BodyTooLargeError:
            told = f"a body has at most {most} bytes"
            reply = problem_reply(413, told, incoming.accept)
            await exchange.reply(reply, [*SECURITY.items(), ("Connection", "close")])
            return
        except bridge.LeftError:
            exchange.status = CLIENT_LEFT
            return
        environ = bridge.environ(incoming, body)
        call = partial(bridge.call, self._flask.wsgi_app, environ)
        loop = asyncio.get_running_loop()
        with self._busy(lane):
            found = await loop.run_in_executor(lane.threads, call)
        exchange.query = environ.get(QUERY, "")
        if found.parts is None:
            reply = Reply(found.status, found.headers, found.body)
            await exchange.reply(reply)
            return
        try:
            await exchange.start(found.status, found.headers)
            await exchange.part(found.body)
        except BaseException:
            found.close()
            raise
        await exchange.parts(found.parts, found.close, lane.threads)
