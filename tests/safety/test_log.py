"""The log (R55): a line for each request, which no request can write itself."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import pytest

from .queries import RUNAWAYS, wait_until
from .server import Server, serve
from .wire import request

pytestmark = pytest.mark.xdist_group("safety-log")

SECRET = "Geheimnis"
QUERY = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LONGEST_LINE = 4000
HOSTILE = {
    "a line end in the path": request("GET", "/%0A2026-01-01%20id=1%20status=200"),
    "both line ends in the path": request("GET", "/%0D%0Aid=1%20status=200"),
    "an escape of a terminal in the path": request("GET", "/%1B%5B2J%1B%5D0;x%07"),
    "NUL in the path": request("GET", "/%00"),
    "a line end of Unicode in the path": request("GET", "/%E2%80%A8%C2%85x"),
    "a path that is not UTF-8": request("GET", "/%FF%FE"),
    "a path that begins other fields": request("GET", '/x" client="9.9.9.9" y="'),
    "fields escaped in the path": request("GET", "/x%22%20client=%229.9.9.9%22"),
    "a long path": request("GET", "/" + "a" * 20000),
    "a query in the address": request("GET", f"/sparql?query=ASK%7B%7D%23{SECRET}"),
    "a query that does not parse": request("GET", f"/sparql?query={SECRET}"),
    "a query in a form": request(
        "POST", "/sparql", FORM, f"query=ASK%7B%7D%23{SECRET}".encode()
    ),
    "a query as it is": request(
        "POST", "/sparql", QUERY, f"ASK {{}}#{SECRET}".encode()
    ),
    "a runaway": request(
        "POST", "/sparql", QUERY, f"{RUNAWAYS['a product counted']}#{SECRET}".encode()
    ),
    "headers": request(
        "GET", "/", {"User-Agent": f"\x1b[2J{SECRET}", "Referer": f"{SECRET}\x9b"}
    ),
    "a token": request("GET", "/", {"Authorization": f"Bearer {SECRET}"}),
}


@contextmanager
def logging(releases: Path, work: Path, *options: str) -> Iterator[Server]:
    limits = ("--deadline", "1", "--max-answer-bytes", "3000000")
    with serve(releases, work, *limits, *options) as server:
        server.check()
        lines_after(server, 0, 1)
        yield server


@pytest.fixture(scope="module")
def server(
    small_releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server whose log is read."""
    with logging(small_releases, tmp_path_factory.mktemp("log")) as server:
        yield server


def lines(server: Server) -> list[str]:
    """Return the lines so far; only a line feed ends one, whatever readers think."""
    return server.log.read_bytes().decode().split("\n")[:-1]


def lines_after(server: Server, start: int, least: int) -> list[str]:
    """Return the lines after the first *start*, when there are *least* of them."""
    told = "the request left no line"
    wait_until(lambda: len(lines(server)) >= start + least, 5, told)
    # A second line would follow at once.
    time.sleep(0.3)
    return lines(server)[start:]


def test_each_request_leaves_one_line(server: Server) -> None:
    start = len(lines(server))
    ids = {}
    for name, data in HOSTILE.items():
        replies = server.send(data).replies
        ids[name] = replies[0].header("x-request-id") if replies else ""
    reached = {name: id for name, id in ids.items() if id}
    assert len(reached) > len(HOSTILE) / 2
    left = lines_after(server, start, len(reached))
    # What is no HTTP may be told or not.
    assert len(left) <= len(HOSTILE)
    for name, id in reached.items():
        assert sum(id in line for line in left) == 1, name


def test_no_request_writes_in_the_log_what_it_likes(server: Server) -> None:
    """It tells no query, no header, no control character, and nothing at length."""
    start = len(lines(server))
    for data in HOSTILE.values():
        server.send(data)
    for line in lines_after(server, start, len(HOSTILE) // 2):
        assert line.isprintable(), ascii(line)
        assert len(line) <= LONGEST_LINE
        assert SECRET not in line
        # A quotation mark that is not escaped would end the field before.
        assert not re.search(r'(?<!\\)" client="?9\.9\.9\.9', line), line


def test_a_client_that_left_leaves_no_traceback(server: Server) -> None:
    """R11, R55."""
    start = len(lines(server))
    with socket.create_connection(server.address) as client:
        client.sendall(HOSTILE["a runaway"])
        time.sleep(0.3)
    server.check()
    time.sleep(1)
    assert "Traceback" not in "\n".join(lines_after(server, start, 1))


def test_an_answer_that_is_cut_leaves_no_traceback(server: Server) -> None:
    """R10, R55."""
    start = len(lines(server))
    with pytest.raises((HTTPException, OSError)):
        server.query("SELECT * { ?a ?b ?c . ?d ?e ?f }", {"Accept": "text/csv"})
    assert "Traceback" not in "\n".join(lines_after(server, start, 1))


def test_queries_are_told_on_demand_escaped_and_cut(
    small_releases: Path, tmp_path: Path
) -> None:
    with logging(small_releases, tmp_path / "w", "--log-queries", "yes") as server:
        start = len(lines(server))
        path = f"/sparql?query=ASK%7B%7D%23{SECRET}%0A%23%1B{'a' * 15000}"
        assert server.get(path).status == 200
        (line,) = lines_after(server, start, 1)
    assert SECRET in line
    assert line.isprintable()
    assert len(line) <= LONGEST_LINE
