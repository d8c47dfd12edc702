"""The processes that explain: ended at the deadline, replaced when killed, not left."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.safety.processes import alive, descendants
from tests.safety.server import Answer, Server, serve

from tsunagari.errors import (
    QueryMemoryError,
    QueryTimeoutError,
    ServiceBusyError,
    StatementError,
    WorkerLostError,
)
from tsunagari.explanation import explaining_process
from tsunagari.explanation.document import to_jsonld
from tsunagari.explanation.explain import Explainer
from tsunagari.explanation.explaining import AT_A_TIME, Explaining
from tsunagari.explanation.explaining_process import Explained, Question
from tsunagari.explanation.lookup import asking, read_term
from tsunagari.explanation.outline import Outliner
from tsunagari.explanation.text import to_text
from tsunagari.explanation.words import Words
from tsunagari.languages import LANGUAGES, Language
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import format_named

pytestmark = pytest.mark.xdist_group("release")

MEMORY = 2_000_000_000
# They have what others leave of the processor, which may be little.
SECONDS = 60.0
CO_OP_MIRAI = ("jporg:co-op-mirai", "a", "sse:SSEOrganization")
ROKIN = ("form:rokin-bank", "a", "sse:FullSSEForm")
MANY = 50


@pytest.fixture
def processes(release: Release) -> Iterator[Explaining]:
    """Processes for the built release, none of them started."""
    made = Explaining(release.path / "store", MEMORY)
    yield made
    made.close()


def question(
    names: tuple[str, str, str], language: Language = "en", form: str = "text"
) -> Question:
    s, p, o = (read_term(name, "term") for name in names)
    return Question((s, p, o), language, form)


def no_look_up(query: str) -> bytes:
    raise AssertionError(f"it has a store and asks: {query}")


def explain(
    made: Explaining,
    asked: Question,
    seconds: float = SECONDS,
    look_up: Callable[[str], bytes] = no_look_up,
) -> Explained:
    with made.taking() as process:
        return process.explain(asked, seconds, look_up, None)


def children(command: str = "tsunagari.explanation.process") -> list[int]:
    """Return the processes below this one that explain."""
    return [pid for pid in descendants(os.getpid()) if command in _line(pid)]


def _line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [CO_OP_MIRAI, ROKIN], ids=["is", "is not"])
def test_what_crosses_the_pipe_is_what_was_made(
    processes: Explaining,
    release: Release,
    names: tuple[str, str, str],
    language: Language,
) -> None:
    asked = question(names, language)
    ask = asking(release.engine())
    explainer = Explainer(ask)
    found = explainer.explain(asked.statement, ask, SECONDS)
    words = Words(ask, language)
    outline = Outliner(explainer.axioms, explainer.constructs, words).outline(found)
    page = explain(processes, question(names, language, "html"))
    assert page.complete
    assert page.outline == outline
    # Equal texts are equal, whatever their language; a page shows it.
    assert repr(page.outline) == repr(outline)
    assert explain(processes, asked).body == to_text(outline).encode()
    jsonld = question(names, language, "jsonld")
    assert explain(processes, jsonld).body == to_jsonld(found)


def test_they_start_when_asked_and_yield_to_others(processes: Explaining) -> None:
    before = children()
    assert processes.running == 0
    explain(processes, question(CO_OP_MIRAI))
    started = [pid for pid in children() if pid not in before]
    assert len(started) == AT_A_TIME
    for pid in started:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            assert os.sched_getscheduler(int(thread.name)) == os.SCHED_IDLE
    explain(processes, question(ROKIN))
    # The same ones: their axioms are read.
    assert {*started} <= {*children()}
    processes.close()
    wait_until(lambda: not any(map(alive, started)))
    with pytest.raises(ServiceBusyError):
        explain(processes, question(CO_OP_MIRAI))
    assert not {*children()} - {*before}


def test_a_wrong_statement_costs_no_process(processes: Explaining) -> None:
    explain(processes, question(CO_OP_MIRAI))
    before = children()
    s, p, o = question(CO_OP_MIRAI).statement
    with pytest.raises(StatementError, match="subject and predicate"):
        explain(processes, Question((read_term('"x"', "term"), p, o), "en", "text"))
    with pytest.raises(StatementError):
        explain(processes, Question((s, read_term("1", "term"), o), "en", "html"))
    explain(processes, question(CO_OP_MIRAI))
    assert children() == before


def test_one_that_is_killed_is_told_and_replaced(processes: Explaining) -> None:
    explain(processes, question(CO_OP_MIRAI))
    before = children()
    for pid in before:
        os.kill(pid, signal.SIGSTOP)
    raised: list[Exception] = []

    def ask() -> None:
        try:
            explain(processes, question(ROKIN))
        except WorkerLostError as error:
            raised.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(lambda: processes.running == 1)
    # One of them was asked; it is in the middle of it.
    time.sleep(0.1)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    asking.join()
    (error,) = raised
    assert "the process that made the explanation died" in str(error)
    wait_until(lambda: len({*children()} - {*before}) > 0)
    found = explain_when_free(processes, question(ROKIN))
    assert b"Rokin bank is not a full SSE form" in found.body
    wait_until(lambda: len(children()) == len(before))


def explain_when_free(made: Explaining, asked: Question) -> Explained:
    """Explain as soon as a process is warm again."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            return explain(made, asked)
        except ServiceBusyError:
            assert time.monotonic() < until


def test_the_deadline_ends_what_does_not_end_itself(
    processes: Explaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain(processes, question(CO_OP_MIRAI))
    before = children()
    for pid in before:
        os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(explaining_process, "TELL_SECONDS", 0.2)
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="explanation was stopped"):
        explain(processes, question(ROKIN), seconds=0.3)
    assert time.monotonic() - started < 10
    wait_until(lambda: sum(map(alive, before)) == len(before) - 1)
    monkeypatch.undo()
    for pid in filter(alive, before):
        os.kill(pid, signal.SIGCONT)
    assert explain_when_free(processes, question(ROKIN)).complete


def test_its_memory_is_bounded(release: Release) -> None:
    made = Explaining(release.path / "store", 150_000_000)
    try:
        # It cannot even begin, or tells that it had too little.
        with pytest.raises((WorkerLostError, QueryMemoryError)):
            explain(made, question(ROKIN))
    finally:
        made.close()
    wait_until(lambda: not children())


def test_one_without_a_store_asks_back(release: Release) -> None:
    engine, asked = release.engine(), 0

    def look_up(query: str) -> bytes:
        nonlocal asked
        asked += 1
        return engine.query(query).serialize(format_named("json"))

    def busy(query: str) -> bytes:
        raise ServiceBusyError("too many queries are waiting; try again later")

    beside, own = Explaining(None, MEMORY), Explaining(release.path / "store", MEMORY)
    try:
        for names in (CO_OP_MIRAI, ROKIN):
            for form in ("text", "jsonld"):
                wanted = question(names, "ja", form)
                found = explain(beside, wanted, look_up=look_up)
                assert found == explain(own, wanted)
        assert asked > 10
        before = children()
        with pytest.raises(ServiceBusyError, match="too many queries are waiting"):
            explain(beside, question(CO_OP_MIRAI), look_up=busy)
        # It was told, and is asked again; no other was needed.
        assert children() == before
        assert explain(beside, question(CO_OP_MIRAI), look_up=look_up).complete
    finally:
        beside.close()
        own.close()


@pytest.fixture
def server(release: Release, tmp_path: Path) -> Iterator[Server]:
    more = ("--explain-seconds", str(SECONDS / 2))
    with serve(release.path.parent, tmp_path / "work", *more) as running:
        yield running


def why(server: Server, number: int = 0, **more: str) -> Answer:
    """Ask a server for an explanation that it has not made yet."""
    names = ("subject", "predicate", "object")
    given = dict(zip(names, ROKIN, strict=True))
    if number:
        given["object"] = f'"{number}"'
    return server.get(f"/explain?{urlencode({**given, **more})}")


def why_or_nothing(server: Server) -> None:
    """Ask a server that may hang up."""
    with suppress(OSError, HTTPException):
        why(server, 2)


def explaining_below(server: Server) -> list[int]:
    below = descendants(server.process.pid)
    return [pid for pid in below if "explanation.process" in _line(pid)]


def memory_of(pids: list[int]) -> int:
    """Return the resident memory of processes together, in bytes."""
    pages = (Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in pids)
    return sum(map(int, pages)) * os.sysconf("SC_PAGE_SIZE")


def test_nothing_grows_with_explanations(server: Server) -> None:
    for number in range(MANY):
        assert why(server, 1000 + number).status == 200
    first = explaining_below(server)
    held = memory_of([server.process.pid, *first])
    descriptors = len(os.listdir(f"/proc/{server.process.pid}/fd"))
    for number in range(MANY):
        answer = why(server, 2000 + number, format="jsonld", ways="2")
        assert answer.status == 200
        assert json.loads(answer.body)["complete"]
    assert explaining_below(server) == first
    assert len(first) == AT_A_TIME
    assert memory_of([server.process.pid, *first]) < held + 20_000_000
    assert len(os.listdir(f"/proc/{server.process.pid}/fd")) <= descriptors + 2


def test_a_server_tells_of_a_kill_and_leaves_nothing(server: Server) -> None:
    assert why(server).status == 200
    killed = explaining_below(server)
    for pid in killed:
        os.kill(pid, signal.SIGSTOP)
    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(why(server, 1)))
    asking.start()
    wait_until(
        lambda: b"tsunagari_explanations_running 1" in server.get("/metrics").body
    )
    time.sleep(0.1)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    asking.join()
    (answer,) = answers
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert b"the process that made the explanation died; try again" in answer.body
    wait_until(lambda: why(server, 1).status == 200)
    wait_until(lambda: len(explaining_below(server)) == AT_A_TIME)
    below = descendants(server.process.pid)
    # It stops while one is asked.
    for pid in explaining_below(server):
        os.kill(pid, signal.SIGSTOP)
    asking = threading.Thread(target=lambda: why_or_nothing(server))
    asking.start()
    time.sleep(0.5)
    server.process.terminate()
    assert server.process.wait(30) == 0
    asking.join()
    wait_until(lambda: not any(map(alive, below)))
    assert "Traceback" not in server.log.read_text()


def test_a_killed_server_takes_them_along(server: Server) -> None:
    assert why(server).status == 200
    below = explaining_below(server)
    assert below
    server.process.kill()
    wait_until(lambda: not any(map(alive, below)))
