"""The gateway: every request comes in here, and every answer goes out.

Plain queries are answered here (see plain.py), everything else by Flask. Both
run in threads, of which there are as many as may be busy: what comes beyond is
told to come again. Each request gets an id and a line in the log.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from flask import Flask

from tsunagari.web import bridge, description
from tsunagari.web.access_log import AccessLog
from tsunagari.web.answers import StreamedAnswer
from tsunagari.web.exchange import Exchange
from tsunagari.web.headers import CROSS_ORIGIN, SECURITY
from tsunagari.web.incoming import Incoming, Receive, Scope, Send
from tsunagari.web.plain import PATHS, PlainQuery, again, is_plain
from tsunagari.web.problems import CLIENT_LEFT, problem_reply
from tsunagari.web.reply import Headers, Reply
from tsunagari.web.responses import QUERY
from tsunagari.web.state import State

__all__ = ["Gateway"]

# What takes a worker is kept from what does not.
ASKING: Final = PATHS | {"/graph-store", "/graph-store/"}
STOPPING: Final = "the service is stopping; try again later"
BUSY: Final = "too many requests are being answered; try again later"


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
        self._pages = _Lane(settings.threads, settings.threads + settings.queue)
        self._usual: Headers = [
            *SECURITY.items(),
            *CROSS_ORIGIN.items(),
            ("Link", description.links(settings)),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        assert scope["type"] == "http"
        incoming = Incoming(scope)
        incoming.believe(self._settings.proxies)
        exchange = Exchange(incoming, send)
        try:
            await self._answer(exchange, receive)
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
            await exchange.reply(reply, self._usual)
            return
        lane = self._queries if incoming.path in ASKING else self._pages
        if lane.busy >= lane.most:
            await exchange.reply(problem_reply(503, BUSY, incoming.accept))
            return
        lane.busy += 1
        try:
            if plain:
                await self._ask(exchange, lane)
            else:
                await self._call(exchange, lane, receive)
        finally:
            lane.busy -= 1

    async def _ask(self, exchange: Exchange, lane: _Lane) -> None:
        query = PlainQuery(self._state, exchange.incoming, lane.threads)
        reply = await query.reply()
        exchange.query = query.text
        if isinstance(reply, StreamedAnswer):
            await exchange.start(200, [*reply.headers, *self._usual])
            await exchange.parts(iter(reply), reply.close, lane.threads)
        elif reply.status < 400:
            await exchange.reply(reply, self._usual)
        elif reply.status != CLIENT_LEFT:
            await exchange.reply(reply, SECURITY.items())

    async def _call(self, exchange: Exchange, lane: _Lane, receive: Receive) -> None:
        incoming = exchange.incoming
        try:
            body = await bridge.read_body(incoming, receive, self._settings.max_body)
        except bridge.BodyTooLargeError:
            most = f"a body has at most {self._settings.max_body} bytes"
            reply = problem_reply(413, most, incoming.accept)
            await exchange.reply(reply, [("Connection", "close")])
            return
        except bridge.LeftError:
            return
        environ = bridge.environ(incoming, body)
        call = partial(bridge.call, self._flask.wsgi_app, environ)
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(lane.threads, call)
        exchange.query = environ.get(QUERY, "")
        if found.parts is None:
            reply = Reply(found.status, found.headers, found.body)
            await exchange.reply(reply)
            return
        await exchange.start(found.status, found.headers)
        await exchange.part(found.body)
        await exchange.parts(found.parts, found.close, lane.threads)
