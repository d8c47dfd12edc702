"""Queries without an end are stopped on time, and short ones go on beside them.

R6, R8, R34: four clients send a runaway at once; each is told that it was too much,
not long after the deadline, and meanwhile everyone else is answered.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .queries import RUNAWAYS, at_once
from .server import Answer, Server, serve

pytestmark = pytest.mark.xdist_group("safety-runaways")

DEADLINE = 2.0
# A runaway would take for ever; how soon it ends is for the benchmark to say, since
# a machine may be busy with anything.
SLACK = 20.0
CLIENTS = 4


@pytest.fixture(scope="module")
def busy(
    small_releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that nobody but the runaways and short queries asks."""
    limits = ("--deadline", str(DEADLINE), "--queue-seconds", "2")
    with serve(small_releases, tmp_path_factory.mktemp("busy"), *limits) as server:
        server.check()
        yield server


@pytest.mark.parametrize("shape", RUNAWAYS)
def test_runaways_end_and_short_queries_do_not_wait(shape: str, busy: Server) -> None:
    runaways: list[Answer] = []
    short: list[Answer] = []
    threads = at_once(CLIENTS, lambda: runaways.append(busy.query(RUNAWAYS[shape])))
    while any(thread.is_alive() for thread in threads):
        short.append(busy.control())
        time.sleep(0.05)
    assert len(runaways) == CLIENTS
    assert {answer.status for answer in runaways} <= {503, 504}
    assert max(answer.seconds for answer in runaways) < DEADLINE + SLACK
    assert {answer.status for answer in short} == {200}
    assert max(answer.seconds for answer in short) < SLACK
    for answer in runaways:
        assert answer.status != 503 or int(answer.headers["Retry-After"]) >= 1


def test_a_client_may_ask_for_less_time_and_not_for_more(busy: Server) -> None:
    """R6."""
    text = RUNAWAYS["a product counted"]
    for asked, most in (("0.2", 0.2), ("100", DEADLINE)):
        data = f"/sparql?timeout={asked}&query={text.replace(' ', '+')}"
        answer = busy.get(data.replace("{", "%7B").replace("}", "%7D"))
        assert answer.status == 504
        assert answer.seconds < most + SLACK
