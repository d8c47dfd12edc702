"""R26, R27, R28, R29, R64: nothing is written without a token in the one right place.

Every way to write that the protocols, HTTP and browsers know is tried: without a token,
with a wrong one, and with the right one where it does not count.
"""

from __future__ import annotations

import json
import socket
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tsunagari.workbench.beginning import begin
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.tokens import Tokens

from .bench import Bench, running

UPDATE = "INSERT DATA { GRAPH <urn:x> { <urn:a> <urn:b> <urn:c> } }"
TURTLE = "<urn:a> <urn:b> <urn:c> ."
NQUADS = "<urn:a> <urn:b> <urn:c> <urn:x> ."
FORM = "application/x-www-form-urlencoded"
SPARQL = "application/sparql-update"
MULTIPART = "multipart/form-data; boundary=b"
PARTS = (
    '--b\r\nContent-Disposition: form-data; name="f"; filename="a.ttl"\r\n'
    f"Content-Type: text/turtle\r\n\r\n{TURTLE}\r\n--b--\r\n"
)
GRAPH = "/graph-store?graph=urn:x"
# Method, address, body, its type: each writes something if the token is right.
WRITES = {
    "update, direct": ("POST", "/update", UPDATE, SPARQL),
    "update, form": ("POST", "/update", urlencode({"update": UPDATE}), FORM),
    "put": ("PUT", GRAPH, TURTLE, "text/turtle"),
    "put default": ("PUT", "/graph-store?default", TURTLE, "text/turtle"),
    "post": ("POST", GRAPH, TURTLE, "text/turtle"),
    "post multipart": ("POST", GRAPH, PARTS, MULTIPART),
    "post to the store": ("POST", "/graph-store", TURTLE, "text/turtle"),
    "patch": ("PATCH", GRAPH, UPDATE, SPARQL),
    "delete": ("DELETE", GRAPH + "&", "", "text/turtle"),
    "put direct": ("PUT", "/graphs/a/b", TURTLE, "text/turtle"),
    "post direct": ("POST", "/graphs/a/b", TURTLE, "text/turtle"),
    "put dataset": ("PUT", "/dataset", NQUADS, "application/n-quads"),
    "undo": ("POST", "/changes/1/undo", "", FORM),
}
# What an Authorization header may hold that is no right token; "TOKEN" is one.
WRONG = {
    "none": None,
    "empty": "",
    "scheme alone": "Bearer",
    "scheme and a space": "Bearer ",
    "another token": "Bearer tsunagari-" + "A" * 43,
    "no scheme": "TOKEN",
    "Basic": "Basic TOKEN",
    "Basic with it as a password": "Basic dTpUT0tFTg==",
    "two tokens": "Bearer TOKEN TOKEN",
    "a list": "Bearer TOKEN, Bearer TOKEN",
    "its beginning": "Bearer TOKE",
    "in quotes": 'Bearer "TOKEN"',
    "with a tail": "Bearer TOKEN=x",
    "as a parameter": "Bearer token=TOKEN",
    "its hash": "Bearer HASH",
    "not Latin": "Bearer T\u00d6KEN",
}


@pytest.fixture
def kept(served: tuple[Bench, Path]) -> Iterator[Bench]:
    """A workbench with something in it, of which nothing is changed."""
    bench = served[0]
    if not bench.nquads():
        assert bench.write("PUT", "/graph-store?graph=urn:before", TURTLE).status == 201
    state = bench.nquads(), last(bench)
    yield bench
    assert (bench.nquads(), last(bench)) == state


def last(bench: Bench) -> int:
    found = bench.ask("GET", "/changes", None, {"Accept": "application/json"}).json()
    return int(found["changes"][0]["number"])


@pytest.mark.parametrize("name", [name for name in WRITES if name != "delete"])
def test_each_of_them_writes_with_a_token(bench: Bench, name: str) -> None:
    """Else the tests below would find nothing to refuse."""
    method, path, body, type = WRITES[name]
    answer = bench.write(method, path, body, type)
    # What the first change did may be undone already.
    assert answer.status in (200, 201, *((409,) if name == "undo" else ())), answer.body


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", WRITES)
def test_none_of_them_writes_without_one(
    kept: Bench, folder: Path, name: str, wrong: str
) -> None:
    method, path, body, type = WRITES[name]
    headers = {"Content-Type": type}
    if (given := WRONG[wrong]) is not None:
        hash = Tokens(Layout(folder).tokens).all()[0].hash
        value = given.replace("TOKEN", kept.token).replace("HASH", hash)
        headers["Authorization"] = value
    answer = kept.ask(method, path, body, headers)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert kept.token not in answer.body.decode()
    assert kept.token not in str(answer.headers)


ELSEWHERE = {
    "in the address": ("?access_token=TOKEN", {}),
    "in the address as Authorization": ("?Authorization=Bearer%20TOKEN", {}),
    "in a cookie": ("", {"Cookie": "Authorization=Bearer TOKEN; token=TOKEN"}),
    "in a header of its own": ("", {"X-Token": "TOKEN", "X-Authorization": "TOKEN"}),
    "for a proxy": ("", {"Proxy-Authorization": "Bearer TOKEN"}),
    "in the body": ("", {}),
}


@pytest.mark.parametrize("place", ELSEWHERE)
@pytest.mark.parametrize("name", ["update, direct", "update, form", "put direct"])
def test_a_token_elsewhere_does_not_count(kept: Bench, name: str, place: str) -> None:
    method, path, body, type = WRITES[name]
    query, headers = ELSEWHERE[place]
    if place == "in the body" and type == FORM:
        body += "&" + urlencode({"access_token": kept.token})
    sent = {key: value.replace("TOKEN", kept.token) for key, value in headers.items()}
    path += query.replace("TOKEN", kept.token)
    answer = kept.ask(method, path, body, {"Content-Type": type, **sent})
    assert answer.status == 401


def test_two_headers_do_not_count(kept: Bench) -> None:
    line = f"Authorization: Bearer {kept.token}\r\n"
    for lines in (line + line, "Authorization: Bearer x\r\n" + line):
        head = (
            f"POST /update HTTP/1.1\r\nHost: x\r\nContent-Type: {SPARQL}\r\n{lines}"
            f"Content-Length: {len(UPDATE)}\r\nConnection: close\r\n\r\n"
        )
        with socket.create_connection(kept.address, timeout=20) as connection:
            connection.sendall((head + UPDATE).encode())
            answer = connection.makefile("rb").read()
        assert b" 401 " in answer.split(b"\r\n")[0]


# With the right token, and still no write.
NO_WRITES = {
    "update by GET": ("GET", "/update?update=" + quote(UPDATE), "", ""),
    "update by HEAD": ("HEAD", "/update?update=" + quote(UPDATE), "", ""),
    "update by PUT": ("PUT", "/update", UPDATE, SPARQL),
    "update in the address of a POST": (
        *("POST", "/update?update=" + quote(UPDATE)),
        *("", FORM),
    ),
    "update and query": (
        *("POST", "/update"),
        *(urlencode({"update": UPDATE, "query": "ASK {}"}), FORM),
    ),
    "two updates": (
        *("POST", "/update"),
        *(urlencode([("update", UPDATE), ("update", UPDATE)]), FORM),
    ),
    "update as text": ("POST", "/update", UPDATE, "text/plain"),
    "update as multipart": ("POST", "/update", PARTS, MULTIPART),
    "update as JSON": ("POST", "/update", json.dumps({"update": UPDATE}), "text/json"),
    "update as a query": ("POST", "/update", UPDATE, "application/sparql-query"),
    "update without a type": ("POST", "/update", UPDATE, ""),
    "query endpoint, update form": (
        *("POST", "/sparql"),
        *(urlencode({"update": UPDATE}), FORM),
    ),
    "query endpoint, update direct": ("POST", "/sparql", UPDATE, SPARQL),
    "query endpoint, update as query": (
        *("POST", "/sparql"),
        *(urlencode({"query": UPDATE}), FORM),
    ),
    "query endpoint, direct": ("POST", "/sparql", UPDATE, "application/sparql-query"),
    "query endpoint, GET": ("GET", "/sparql?query=" + quote(UPDATE), "", ""),
    "query endpoint, both": (
        *("GET", "/sparql?query=ASK%7B%7D&update=" + quote(UPDATE)),
        *("", ""),
    ),
    "query endpoint, PUT": ("PUT", "/sparql", UPDATE, SPARQL),
    "method override, parameter": ("POST", GRAPH + "&_method=PUT", "a=b", FORM),
    "method override, form": (
        *("POST", "/sparql?_method=PUT"),
        *(urlencode({"_method": "DELETE", "query": "ASK {}"}), FORM),
    ),
    "graph by GET with a body": ("GET", GRAPH, TURTLE, "text/turtle"),
    "graph as a form": ("POST", GRAPH, urlencode({"data": TURTLE}), FORM),
    "graph as text": ("POST", GRAPH, TURTLE, "text/plain"),
    "dataset by POST": ("POST", "/dataset", NQUADS, "application/n-quads"),
    "dataset by DELETE": ("DELETE", "/dataset", "", ""),
    "undo by GET": ("GET", "/changes/1/undo", "", ""),
    "changes by DELETE": ("DELETE", "/changes/1", "", ""),
    "TRACE": ("TRACE", GRAPH, "", ""),
    "PROPFIND": ("PROPFIND", GRAPH, "", ""),
    "MKCOL": ("MKCOL", GRAPH, "", ""),
    "dots": ("PUT", "/sparql/../graph-store?graph=urn:x", TURTLE, "text/turtle"),
    "capitals": ("PUT", "/Graph-Store?graph=urn:x", TURTLE, "text/turtle"),
}


@pytest.mark.parametrize("override", [False, True])
@pytest.mark.parametrize("name", NO_WRITES)
def test_what_is_no_write_writes_nothing(
    kept: Bench, name: str, override: bool
) -> None:
    method, path, body, type = NO_WRITES[name]
    headers = {"Authorization": f"Bearer {kept.token}"}
    if type:
        headers["Content-Type"] = type
    if override:
        # What frameworks take for another method than the request's.
        for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
            headers[header] = "PUT" if method != "PUT" else "DELETE"
    answer = kept.ask(method, path, body, headers)
    if name not in ("query endpoint, both", "method override, form", "TRACE"):
        assert answer.status >= 400 or name == "graph by GET with a body"
    assert answer.status < 500 or answer.status == 501


@pytest.mark.parametrize(
    "path",
    [
        "//graph-store?graph=urn:x",
        "/graph-store/?graph=urn:x",
        "/./graph-store?graph=urn:x",
        "/graph%2Dstore?graph=urn:x",
        "/graph-store;a=b?graph=urn:x",
        "/%67raph-store?graph=urn:x",
        "/graphs//a",
        "/graphs/../graph-store?graph=urn:x",
        "/sparql/../graphs/a",
        "http://elsewhere.example/graph-store?graph=urn:x",
    ],
)
def test_another_spelling_of_an_address_needs_a_token_too(
    kept: Bench, path: str
) -> None:
    answer = kept.ask("PUT", path, TURTLE, {"Content-Type": "text/turtle"})
    assert answer.status in (400, 401, 404, 405)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_a_browser_of_another_site_gets_no_permission(kept: Bench, method: str) -> None:
    """A page elsewhere has to ask first, and is not told that it may."""
    for path in (GRAPH, "/graphs/a", "/update", "/dataset", "/changes/1/undo"):
        answer = kept.ask(
            "OPTIONS",
            path,
            None,
            {
                "Origin": "https://elsewhere.example",
                "Access-Control-Request-Method": method,
                "Access-Control-Request-Headers": "authorization",
            },
        )
        allowed = answer.headers.get("Access-Control-Allow-Methods", "")
        assert method not in allowed.split(", ")
        named = answer.headers.get("Access-Control-Allow-Headers", "").lower()
        assert "authorization" not in named
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("type", [FORM, "text/plain", MULTIPART])
def test_a_form_of_another_site_writes_nothing(kept: Bench, type: str) -> None:
    """What a browser sends without asking first: with cookies, without a token."""
    bodies = {FORM: urlencode({"update": UPDATE}), "text/plain": UPDATE}
    for path in ("/update", GRAPH, "/graph-store", "/graphs/a", "/changes/1/undo"):
        answer = kept.ask(
            "POST",
            path,
            bodies.get(type, PARTS),
            {
                "Content-Type": type,
                "Origin": "https://elsewhere.example",
                "Cookie": f"token={kept.token}",
                "Sec-Fetch-Site": "cross-site",
            },
        )
        assert answer.status == 401


def test_no_cookie_is_ever_set(bench: Bench) -> None:
    for path in ("/", "/changes", "/check", "/sparql?query=ASK%7B%7D", "/none"):
        for headers in ({}, {"Accept": "text/html"}):
            assert "Set-Cookie" not in bench.ask("GET", path, None, headers).headers


def test_a_redirect_does_not_carry_a_write(kept: Bench) -> None:
    """An update that names a document elsewhere fetches nothing."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        place = f"http://127.0.0.1:{server.server_port}/data.ttl"
        for update in (
            f"LOAD <{place}> INTO GRAPH <urn:x>",
            f"LOAD SILENT <{place}>",
            f"INSERT {{ <urn:a> <urn:b> ?c }} WHERE {{ SERVICE <{place}> {{ }} }}",
            f"INSERT {{ <u:a> <u:b> 1 }} WHERE {{ SERVICE SILENT <{place}> {{ }} }}",
        ):
            assert kept.update(update).status == 400
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []


def test_a_token_is_for_its_graphs_alone(bench: Bench, folder: Path) -> None:
    tokens = Tokens(Layout(folder).tokens)
    secret = tokens.add("scoped", ("urn:mine",))
    try:
        mine = Bench(bench.process, bench.url, secret)
        assert mine.write("PUT", "/graph-store?graph=urn:mine", TURTLE).status == 201
        state = bench.nquads()
        for method, path, body, type in (
            ("PUT", "/graph-store?graph=urn:other", TURTLE, "text/turtle"),
            ("POST", "/graph-store", TURTLE, "text/turtle"),
            ("PUT", "/graph-store?default", TURTLE, "text/turtle"),
            ("PUT", "/dataset", NQUADS, "application/n-quads"),
            ("POST", "/update", UPDATE, SPARQL),
            ("POST", "/update", "INSERT DATA { <urn:a> <urn:b> 1 }", SPARQL),
            (
                *("POST", "/update"),
                "MOVE GRAPH <urn:mine> TO GRAPH <urn:other>",
                SPARQL,
            ),
            (
                *("POST", "/update"),
                "INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> 1 } } ; " + UPDATE,
                SPARQL,
            ),
            ("POST", "/update", "CREATE GRAPH <urn:new>", SPARQL),
        ):
            answer = mine.write(method, path, body, type)
            assert answer.status == 403, (path, body)
            assert bench.nquads() == state
        # A right comes before an effect: nothing would change here.
        assert bench.write("PUT", "/graph-store?graph=urn:other", TURTLE).status == 201
        answer = mine.write("PUT", "/graph-store?graph=urn:other", TURTLE)
        assert answer.status == 403
        assert mine.update("CLEAR GRAPH <urn:mine>").status == 200
        tokens.remove("scoped")
        assert mine.write("PUT", "/graph-store?graph=urn:mine", TURTLE).status == 401
    finally:
        if any(token.name == "scoped" for token in tokens.all()):
            tokens.remove("scoped")


def test_tokens_that_are_made_at_once_are_all_kept(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    begin(Layout(folder), None)
    path = Layout(folder).tokens
    secrets: list[str] = []
    threads = [
        threading.Thread(
            target=lambda n=n: secrets.append(Tokens(path).add(f"t{n}", None))  # type: ignore[misc]
        )
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tokens = Tokens(path)
    assert {token.name for token in tokens.all()} == {f"t{n}" for n in range(20)}
    assert all(tokens.allowing(f"Bearer {secret}") for secret in secrets)
    assert {path.name for path in folder.iterdir()} >= {"tokens.json"}
    assert not list(folder.glob(".tokens*"))


def test_only_the_hash_is_kept(bench: Bench, folder: Path) -> None:
    path = Layout(folder).tokens
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for file in folder.rglob("*"):
        if file.is_file():
            assert bench.token.encode() not in file.read_bytes(), file
    assert bench.token not in Path(f"{folder}.log").read_text()
    for name in ("cmdline", "environ"):
        told = Path(f"/proc/{bench.process.pid}/{name}").read_bytes()
        assert bench.token.encode() not in told


def test_without_any_token_nobody_writes(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    with running(folder, token="tsunagari-" + "A" * 43) as bench:
        assert not Layout(folder).tokens.exists()
        for method, path, body, type in WRITES.values():
            assert bench.write(method, path, body, type).status == 401
        assert bench.nquads() == set()


def test_a_damaged_file_of_tokens_lets_nobody_write(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    with running(folder) as bench:
        assert bench.write("PUT", GRAPH, TURTLE).status == 201
        Layout(folder).tokens.write_text('{"tokens": [{"name": "x"}]}')
        answer = bench.write("PUT", GRAPH, "")
        assert answer.status == 503
        assert str(folder) not in answer.body.decode()
        assert len(bench.nquads()) == 1
