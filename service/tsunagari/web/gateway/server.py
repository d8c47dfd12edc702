"""The server: sockets, connections, the gateway, and an end in good order."""

from __future__ import annotations

import socket
import sys
from typing import Self

import uvicorn
from flask import Flask

from tsunagari.config import Settings
from tsunagari.errors import SettingError
from tsunagari.web.app import create_app
from tsunagari.web.gateway.access_log import AccessLog
from tsunagari.web.gateway.connections import REQUEST_SECONDS, guarded
from tsunagari.web.gateway.gateway import Gateway
from tsunagari.web.serving import InForce
from tsunagari.web.state import State

__all__ = ["GRACE_SECONDS", "Server", "listen"]

# How long running queries may go on after the service was told to stop.
GRACE_SECONDS = 8
KEEP_ALIVE_SECONDS = 15
BACKLOG = 1024


class Server:
    """Serves what *serving* has, until it is told to stop."""

    def __init__(self, settings: Settings, serving: InForce) -> None:
        """Serve a release."""
        state = State.of(settings, serving)
        self._serve(create_app(state), state, settings.max_body, REQUEST_SECONDS)

    @classmethod
    def around(cls, app: Flask, state: State, max_body: int, seconds: float) -> Self:
        """Serve *app*, whose state is *state*.

        :param max_body: The largest body that anybody reads, in bytes.
        :param seconds: How long a request may take to arrive.
        """
        server = cls.__new__(cls)
        server._serve(app, state, max_body, seconds)
        return server

    def _serve(self, app: Flask, state: State, max_body: int, seconds: float) -> None:
        settings = state.settings
        self._serving = serving = state.serving
        self._log = AccessLog(sys.stderr if settings.access_log else None)
        most, proxies = settings.connections, settings.proxies
        config = uvicorn.Config(
            Gateway(app, state, self._log),
            http=guarded(most, max_body, proxies, seconds),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = _Server(config, serving)

    def run(self, sockets: list[socket.socket]) -> None:
        """Answer on *sockets* until a signal says to stop; then end all workers."""
        try:
            self.answer(sockets)
        finally:
            self._serving.close(0)

    def answer(self, sockets: list[socket.socket]) -> None:
        """Answer on *sockets* until :meth:`stop`; the workers go on."""
        try:
            self._server.run(sockets)
        finally:
            self._log.close()

    def stop(self) -> None:
        """Let :meth:`answer` end, once running queries have finished."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, serving: InForce) -> None:
        super().__init__(config)
        self._serving = serving

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._serving.refuse()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen on every address *host* stands for.

    :param port: 0 takes any that is free, the same for all.
    :raises SettingError: If one cannot be had.
    """
    found: list[socket.socket] = []
    try:
        flags = socket.AI_PASSIVE
        for family, kind, _, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=flags
        ):
            one = socket.socket(family, kind)
            found.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind((address[0], port, *address[2:]))
            one.listen(BACKLOG)
            port = one.getsockname()[1]
    except (OSError, UnicodeError, OverflowError) as error:
        for one in found:
            one.close()
        raise SettingError(
            f"cannot listen on {host}, port {port}: {error}; choose others with --host "
            "and --port, or TSUNAGARI_HOST and TSUNAGARI_PORT"
        ) from error
    return found
