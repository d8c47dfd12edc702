"""R7, R30, R31, R35, R39, R62: what a write may take, and what ends it before."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.safety.processes import descendants

from tsunagari.errors import QueryRefusedError, WorkbenchError, WorkbenchHeldError
from tsunagari.workbench.beginning import begin
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.writing import Writing, WritingLimits

from .bench import Bench, running
from .test_gate import BAD, GOOD

GRAPH = "/graph-store?graph=urn:g"
# What the engine needs very long for: a product of many rows, of which none is kept.
ENDLESS = (
    "INSERT { <urn:a> <urn:b> ?x } WHERE { "
    + " ".join(f"?a{n} <urn:p> ?b{n} ." for n in range(6))
    + " BIND (?b0 + ?b1 + ?b2 + ?b3 + ?b4 + ?b5 AS ?x) FILTER (?x < 0) }"
)
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }"
LIMITS = (
    *("--write-seconds", "3", "--write-queue", "2", "--write-statements", "500"),
    *("--write-bytes", "200000", "--max-body", "50000"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("limits") / "bench"


@pytest.fixture(scope="module")
def bench(folder: Path) -> Iterator[Bench]:
    with running(folder, *LIMITS) as found:
        said = " ".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(200))
        assert found.write("PUT", "/graph-store?default", said).status == 200
        yield found


def writer_of(bench: Bench) -> int:
    """The process that writes."""
    for pid in descendants(bench.process.pid):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"tsunagari.workbench.process" in command:
            return pid
    raise AssertionError("there is no writer")


def test_a_write_is_stopped_at_its_deadline(bench: Bench) -> None:
    before = bench.nquads()
    began = time.monotonic()
    answer = bench.update(ENDLESS)
    assert answer.status == 504
    assert 2 < time.monotonic() - began < 15
    assert "nothing was changed" in answer.body.decode()
    # Reads go on meanwhile and afterwards, and the next write is done.
    assert bench.nquads() == before
    assert bench.update("INSERT DATA { <urn:x> <urn:y> 1 }").json()["added"] == 1
    assert bench.update("DELETE DATA { <urn:x> <urn:y> 1 }").json()["removed"] == 1
    assert bench.nquads() == before


def test_reads_do_not_wait_for_a_write(bench: Bench) -> None:
    thread = threading.Thread(target=bench.update, args=(ENDLESS,))
    thread.start()
    times = []
    while thread.is_alive():
        began = time.monotonic()
        assert bench.rows(f"{COUNT} # {began}") == [["200"]]
        times.append(time.monotonic() - began)
        time.sleep(0.05)
    thread.join()
    assert len(times) > 10
    assert sorted(times)[len(times) // 2] < 0.5


def test_too_many_writes_are_told_to_come_again(bench: Bench) -> None:
    statuses: list[tuple[int, str | None]] = []

    def write() -> None:
        answer = bench.update(ENDLESS)
        statuses.append((answer.status, answer.headers["Retry-After"]))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [retry for status, retry in statuses if status == 503]
    assert {status for status, _ in statuses} == {503, 504}
    assert len(refused) >= 3
    assert all(refused)
    assert bench.update("INSERT DATA { <urn:s0> <urn:p> 0 }").status == 200


@pytest.mark.parametrize("moment", [0.0, 0.3])
def test_a_writer_that_dies_is_started_again(bench: Bench, moment: float) -> None:
    before = bench.nquads()
    answers = []
    thread = threading.Thread(target=lambda: answers.append(bench.update(ENDLESS)))
    thread.start()
    time.sleep(0.5 + moment)
    os.kill(writer_of(bench), signal.SIGKILL)
    thread.join()
    assert [answer.status for answer in answers] == [503]
    assert bench.nquads() == before
    assert bench.update("INSERT DATA { <urn:s1> <urn:p> 1 }").status == 200
    os.kill(writer_of(bench), signal.SIGKILL)
    # Killed between two writes, it is not missed.
    time.sleep(0.2)
    assert bench.update("INSERT DATA { <urn:s2> <urn:p> 2 }").status == 200


def test_a_service_has_it_though_its_writer_is_dead(bench: Bench, folder: Path) -> None:
    """What is for whoever has the folder alone is refused meanwhile."""
    os.kill(writer_of(bench), signal.SIGKILL)
    time.sleep(0.2)
    with pytest.raises(WorkbenchHeldError), Layout(folder).held(0.1):
        pass
    assert len(bench.nquads()) > 100
    assert bench.update("INSERT DATA { <urn:s3> <urn:p> 3 }").status == 200


def test_an_answer_is_to_its_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that was too slow once is not listened to again."""
    layout = Layout(tmp_path / "bench")
    begin(layout, None)
    writing = Writing(layout, WritingLimits(20, 1000, 4_000_000_000, 4))
    shown: list[int] = []
    writing.begin(lambda snapshot: shown.append(snapshot.number))

    def write(number: int, text: str = "INSERT DATA {{ <urn:a> <urn:b> {} }}") -> int:
        job = Job("update", "me", text=text.format(number), base="urn:base")
        return writing.do(job).number

    try:
        assert write(1) == 1
        with monkeypatch.context() as patched:
            patched.setattr("tsunagari.workbench.writing.CHECKPOINT_SECONDS", 0.0)
            with pytest.raises(WorkbenchError, match="cannot be shown yet"):
                write(2)
        with pytest.raises(QueryRefusedError):
            write(3, "LOAD <urn:x>")
        assert write(4) == 3
        # Started in vain once, it is started again.
        with monkeypatch.context() as patched:
            patched.setattr("tsunagari.workbench.writing.START_SECONDS", 0.0)
            writing._process.kill()
            with pytest.raises(WorkbenchError):
                write(5)
        assert write(6) == 4
    finally:
        writing.close()
    assert shown == [1, 3, 4]


def test_who_comes_first_does_not_wait_for_all(bench: Bench) -> None:
    """A write is answered when it is seen, not when the last of a crowd is done."""
    times: list[float] = []

    def slow() -> None:
        bench.update(ENDLESS)

    def quick() -> None:
        began = time.monotonic()
        if bench.update("INSERT DATA { <urn:s4> <urn:p> 4 }").status == 200:
            times.append(time.monotonic() - began)

    first = threading.Thread(target=quick)
    threads = [threading.Thread(target=slow) for _ in range(2)]
    first.start()
    time.sleep(0.05)
    for thread in threads:
        thread.start()
    for thread in (first, *threads):
        thread.join()
    assert times
    assert times[0] < 2


def test_sizes_are_bounded(bench: Bench) -> None:
    said = " ".join(f"<urn:t{n}> <urn:q> {n} ." for n in range(501))
    assert bench.write("PUT", GRAPH, said).status == 413
    text = f"INSERT DATA {{ {said} }}"
    assert bench.update(text).status == 413
    copied = (
        "INSERT { GRAPH ?s { ?s ?p ?o . ?o0 ?p ?s } } WHERE { ?s ?p ?o . ?o0 ?q ?r }"
    )
    assert bench.update(copied.replace("?o0 ?p ?s", "?o0 ?p ?r")).status == 413
    assert bench.write("PUT", GRAPH, " " * 200_001).status == 413
    assert (
        bench.write("PUT", GRAPH, "<urn:a> <urn:b> 1 ." + " " * 150_000).status == 201
    )
    assert bench.write("DELETE", GRAPH).status == 200


def test_nothing_is_left_behind(bench: Bench, folder: Path) -> None:
    for number in range(20):
        said = f"<urn:a> <urn:b> {number} ."
        assert bench.write("PUT", GRAPH, said).status in (200, 201)
    assert list((folder / "incoming").iterdir()) == []
    until = time.monotonic() + 10
    while len(list((folder / "snapshots").iterdir())) > 2:
        assert time.monotonic() < until, "old snapshots stay"
        time.sleep(0.1)


def test_it_stops_in_good_order(tmp_path: Path) -> None:
    """What waits is done or refused, never forgotten."""
    folder = tmp_path / "bench"
    answers: list[tuple[int, int]] = []
    with running(folder) as bench:
        token = bench.token

        def write() -> None:
            for number in range(1000):
                try:
                    text = f"INSERT DATA {{ <urn:a> <urn:b> {number} }}"
                    answers.append((bench.update(text).status, number))
                except OSError:
                    return
                if answers[-1][0] != 200:
                    return

        thread = threading.Thread(target=write)
        thread.start()
        while len(answers) < 5:
            time.sleep(0.01)
        bench.process.terminate()
        assert bench.process.wait(20) == 0
        thread.join()
    done = {number for status, number in answers if status == 200}
    assert len(done) >= 5
    with running(folder, token=token) as bench:
        found = {int(row[0]) for row in bench.rows("SELECT ?o { ?s <urn:b> ?o }")}
    assert done <= found <= done | {max(done) + 1}


def test_what_waits_is_refused_and_not_done(tmp_path: Path) -> None:
    """R62: told to stop, it does what it says of each write."""
    folder = tmp_path / "bench"
    answers: dict[int, int] = {}
    with running(folder, "--write-seconds", "30") as bench:
        said = " ".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(200))
        assert bench.write("PUT", "/graph-store?default", said).status == 200
        last = bench.update("INSERT DATA { <urn:a> <urn:b> 0 }").json()["change"]

        def write(number: int) -> None:
            text = f"{ENDLESS} ; INSERT DATA {{ <urn:a> <urn:b> {number} }}"
            answers[number] = bench.update(text).status

        threads = [threading.Thread(target=write, args=(n,)) for n in range(1, 6)]
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        began = time.monotonic()
        bench.process.terminate()
        assert bench.process.wait(30) == 0
        assert time.monotonic() - began < 12
        for thread in threads:
            thread.join()
        token = bench.token
    assert set(answers.values()) == {503}
    with running(folder, token=token) as bench:
        changes = bench.ask("GET", "/changes", None, {"Accept": "application/json"})
        assert changes.json()["changes"][0]["number"] == last


def test_the_gate_may_be_the_rule(tmp_path: Path) -> None:
    with running(tmp_path / "bench", "--write-validate", "yes") as bench:
        assert bench.write("PUT", GRAPH, BAD).status == 422
        assert bench.write("PUT", GRAPH, GOOD).status == 201
        assert bench.write("PUT", GRAPH + "&validate=no", BAD).status == 200
