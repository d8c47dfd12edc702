"""SERVICE: refused, unless the endpoint is on the list; and then it is asked."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat

import pytest
from werkzeug.test import Client

from tsunagari.config import Peer, Settings
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

HEAD = b'{"head":{"vars":["s"]},"results":{"bindings":['
ROW = b'{"s":{"type":"literal","value":"' + b"x" * 10_000 + b'"}},'
# What a stranger may say that is no answer.
BODIES: dict[str, Callable[[], Iterable[bytes]]] = {
    "/junk": lambda: [b"<html>no</html>"],
    "/half": lambda: [HEAD],
    "/nested": lambda: [b'{"head":' + b"[" * 100_000],
    "/terms": lambda: [HEAD, b'{"s":{"type":"triple","value":{"subject":' * 9000],
    "/endless": lambda: chain([HEAD], repeat(ROW)),
}


class Stranger(BaseHTTPRequestHandler):
    """An endpoint that sends everybody elsewhere, and remembers who came."""

    seen: list[str]
    elsewhere: str

    def do_POST(self) -> None:
        self.seen.append(self.path)
        if self.path in BODIES:
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            with suppress(OSError):
                for part in BODIES[self.path]():
                    self.wfile.write(part)
            return
        self.send_response(307)
        self.send_header("Location", self.elsewhere)
        self.end_headers()

    do_GET = do_POST

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def other(address: tuple[str, int]) -> str:
    """Another endpoint: our own service, by its socket."""
    return f"http://{address[0]}:{address[1]}/sparql"


@pytest.fixture(scope="module")
def stranger(other: str) -> Iterator[tuple[str, list[str]]]:
    seen: list[str] = []
    handler = type("Handler", (Stranger,), {"seen": seen, "elsewhere": other})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def asking(
    settings: Settings, other: str, stranger: tuple[str, list[str]]
) -> Iterator[Client]:
    """A service that may ask the two."""
    strange = [stranger[0] + path for path in ("/sparql", *BODIES)]
    peers = [Peer(f"peer-{n}", where) for n, where in enumerate((other, *strange))]
    listed = replace(
        settings, peers=tuple(peers), worker_memory=1_200_000_000, deadline=3.0
    )
    serving = Serving(listed)
    yield create_app(State.of(listed, serving)).test_client()
    serving.close(0)


def ask(client: Client, query: str) -> tuple[int, str]:
    response = client.get("/sparql", query_string={"query": query, "format": "csv"})
    return response.status_code, response.text


def test_a_listed_endpoint_is_asked(asking: Client, other: str) -> None:
    inner = "SELECT (COUNT(*) AS ?n) { ?s a ?c }"
    found = ask(asking, f"SELECT ?n {{ SERVICE <{other}> {{ {inner} }} }}")
    assert found == ask(asking, inner)
    assert found[0] == 200


def test_an_answer_of_another_endpoint_is_not_kept(asking: Client, other: str) -> None:
    query = f"SELECT ?x {{ SERVICE <{other}> {{ SELECT (RAND() AS ?x) {{}} }} }}"
    first, second = ask(asking, query), ask(asking, query)
    assert (first[0], second[0]) == (200, 200)
    assert first != second


@pytest.mark.parametrize(
    "service",
    [
        "<http://127.0.0.1:1/sparql>",
        "<{other}/>",
        "<{other}?x=1>",
        "<{upper}>",
        "?where",
        "x:sparql",
    ],
)
def test_every_other_is_refused(asking: Client, other: str, service: str) -> None:
    named = service.format(other=other, upper=other.upper())
    query = f"PREFIX x: <{other[:-6]}> SELECT * {{ SERVICE {named} {{ ?s ?p ?o }} }}"
    status, text = ask(asking, query)
    assert status == 400
    assert "SERVICE at character" in text


def test_a_redirect_is_not_followed(
    asking: Client, stranger: tuple[str, list[str]]
) -> None:
    address, seen = stranger
    query = f"SELECT * {{ SERVICE <{address}/sparql> {{ ?s ?p ?o }} }}"
    status, text = ask(asking, query)
    # By this query, and maybe by a look at the peer; neither went elsewhere.
    assert seen.count("/sparql") in (1, 2)
    assert status == 502
    assert "an endpoint that SERVICE names gave no answer" in text


@pytest.mark.parametrize("path", BODIES)
def test_what_is_no_answer_is_an_error_here(
    asking: Client, stranger: tuple[str, list[str]], path: str
) -> None:
    query = f"SELECT ?s {{ SERVICE <{stranger[0]}{path}> {{ ?s ?p ?o }} }}"
    status, text = ask(asking, query)
    if path == "/endless":
        # Over the caps, at the deadline, or cut after it began.
        assert status in (200, 422, 503, 504)
    else:
        assert status in (400, 502, 503)
        assert "Traceback" not in text
    assert ask(asking, "SELECT (1 AS ?x) {}")[0] == 200


def test_without_a_list_nobody_is_asked(
    views: Client, other: str, stranger: tuple[str, list[str]]
) -> None:
    before = len(stranger[1])
    for address in (other, f"{stranger[0]}/sparql"):
        assert ask(views, f"ASK {{ SERVICE <{address}> {{}} }}")[0] == 400
    assert len(stranger[1]) == before


def test_the_service_description_tells(views: Client, asking: Client) -> None:
    feature = "<http://www.w3.org/ns/sparql-service-description#BasicFederatedQuery>"
    for client, claimed in ((views, False), (asking, True)):
        headers = {"Accept": "application/n-triples"}
        text = client.get("/sparql", headers=headers).text
        assert (feature in text) == claimed
        assert ("SERVICE is refused" in text) != claimed
