"""The service over the built release: its views alone, and as it is served."""

import http.client
import threading
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.release.releases import Release
from tsunagari.web.app import create_app
from tsunagari.web.gateway.server import Server, listen
from tsunagari.web.serving import Serving
from tsunagari.web.state import State


@pytest.fixture(scope="session")
def settings(release: Release) -> Settings:
    return Settings(
        releases=release.path.parent,
        fast_workers=2,
        slow_workers=1,
        deadline=20.0,
        # They have what others leave of the processor, which may be little.
        explain_seconds=30.0,
        access_log=False,
        public_url="http://localhost",
    )


@pytest.fixture(scope="session")
def serving(settings: Settings) -> Iterator[Serving]:
    serving = Serving(settings)
    yield serving
    serving.close(0)


@pytest.fixture(scope="session")
def address(settings: Settings, serving: Serving) -> Iterator[tuple[str, int]]:
    """Where the service listens, in a thread of this process."""
    sockets = listen("127.0.0.1", 0)
    server = Server(settings, serving)
    thread = threading.Thread(target=server.answer, args=(sockets,))
    host, port = sockets[0].getsockname()
    thread.start()
    yield host, port
    server.stop()
    thread.join()


@pytest.fixture
def views(settings: Settings, serving: Serving) -> Client:
    """Ask the views of Flask, without a server."""
    return create_app(State.of(settings, serving)).test_client()


@pytest.fixture
def served(address: tuple[str, int]) -> Client:
    """Ask the server, through a socket."""
    return Client(Forwarding(*address))


@pytest.fixture(params=["views", "served"])
def client(request: pytest.FixtureRequest) -> Client:
    """Ask both in turn: they say the same."""
    client: Client = request.getfixturevalue(request.param)
    return client


class Forwarding:
    """A WSGI application that asks the server at *host* and *port*."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1")
        target = quote(path) + "?" + environ["QUERY_STRING"]
        headers = {
            name[5:].replace("_", "-"): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        if kind := environ.get("CONTENT_TYPE"):
            headers["Content-Type"] = kind
        body = environ["wsgi.input"].read()
        connection = http.client.HTTPConnection(*self._address, timeout=30)
        method = environ["REQUEST_METHOD"]
        try:
            connection.request(method, target.rstrip("?"), body or None, headers)
            response = connection.getresponse()
        except OSError:
            connection.close()
            raise
        start(f"{response.status} {response.reason}", response.getheaders())
        if response.length is None and method != "HEAD":
            return _Parts(connection, response)
        whole = response.read()
        connection.close()
        return [whole]


class _Parts:
    """The body of a response as it comes; closing it closes the connection."""

    def __init__(
        self, connection: http.client.HTTPConnection, response: http.client.HTTPResponse
    ) -> None:
        self._connection = connection
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        try:
            while data := self._response.read(65536):
                yield data
        finally:
            self.close()

    def close(self) -> None:
        self._response.close()
        self._connection.close()
