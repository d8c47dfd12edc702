"""Checks in processes of their own: their bounds, and what is left of them."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tsunagari.errors import (
    DocumentError,
    ReleaseError,
    ServiceBusyError,
    WriterLostError,
    WriteTimeoutError,
    WriteTooLargeError,
)
from tsunagari.release.releases import Release
from tsunagari.sparql.documents import Document, syntax_of
from tsunagari.workbench.checking import checker as checking
from tsunagari.workbench.checking.bounds import Bounds
from tsunagari.workbench.checking.checker import EVERYTHING, Checker
from tsunagari.workbench.checking.parts import PARTS

GRAPHS = Path(__file__).parent / "graphs"
BASE = "https://example.org/"


def document(text: str, ending: str = "ttl") -> Document:
    return Document(text.encode(), syntax_of(None, f"x.{ending}"), BASE, f"x.{ending}")


def given(name: str) -> Document:
    return document((GRAPHS / f"{name}.ttl").read_text(encoding="utf-8"))


def many(number: int) -> Document:
    lines = (f"<urn:s{i}> <urn:p{i % 7}> <urn:o{i}> ." for i in range(number))
    return document("\n".join(lines), "nt")


def children() -> set[str]:
    listed = subprocess.run(
        ["ps", "-o", "args=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {line for line in listed.splitlines() if "workbench" in line}


def test_all_parts_are_told_and_can_be_written_as_json() -> None:
    # More time than anybody gets: the machine may have other things to do.
    checker = Checker(seconds=120.0, bounds=Bounds(seconds=60.0))
    found = checker.check([given("violations")])
    assert found.stopped is None
    assert tuple(found.parts) == EVERYTHING == tuple(PARTS)
    validation = found.parts["validation"]
    assert not validation["conforms"]
    assert "sh:ValidationReport" in validation["report"]
    first = validation["found"][0]
    assert first["focus"].startswith(BASE)
    assert first["messages"]["ja"]
    json.dumps(found.parts)


def test_documents_are_taken_together() -> None:
    one = document("<urn:a> <urn:p> _:b .", "nt")
    other = document('[{"@id": "urn:a", "urn:p": [{"@id": "_:b"}]}]', "jsonld")
    found = Checker().check([one, other], parts=["about"])
    # A blank node of one is none of the other.
    assert found.parts["about"]["statements"] == 2


def test_graphs_come_in_the_format_that_is_asked_for() -> None:
    checker = Checker()
    for format, begins in (("ntriples", "<"), ("jsonld", "["), ("rdfxml", "<?xml")):
        found = checker.check([given("valid")], parts=["reasoning"], format=format)
        assert found.parts["reasoning"]["closure"].startswith(begins)


def test_it_is_held_beside_a_dataset(release: Release) -> None:
    found = Checker().check([given("valid")], release.path / "store", ["counts"])
    (row,) = (c for c in found.parts["counts"]["classes"] if "Organ" in c["name"])
    assert row["after"] == row["before"] + 2 > 10


@pytest.mark.parametrize(
    ("text", "ending", "says"),
    [
        ("<urn:a> <urn:b> .", "ttl", "line 1"),
        ('{"@context": "https://example.org/c"}', "jsonld", "context"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><r/>', "rdf", "document types"),
        ("[" * 5000, "jsonld", "x.jsonld"),
        ("<urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> .", "ttl", "statements"),
    ],
)
def test_documents_that_cannot_be_read_are_told(
    text: str, ending: str, says: str
) -> None:
    with pytest.raises(DocumentError, match=says) as caught:
        Checker().check([document(text, ending)])
    assert "/tmp" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_too_many_statements_are_refused() -> None:
    checker = Checker(bounds=Bounds(statements=100))
    with pytest.raises(WriteTooLargeError, match="more than 100 statements"):
        checker.check([many(101)])
    with pytest.raises(WriteTooLargeError, match="more than 100 statements"):
        checker.check([many(60), document("[] <urn:p> 1 .\n" * 60)])


def test_it_is_killed_at_its_deadline_and_nothing_remains() -> None:
    before = children()
    started = time.monotonic()
    with pytest.raises(WriteTimeoutError, match=r"0\.3 seconds"):
        Checker(seconds=0.3).check([many(100_000)])
    assert time.monotonic() - started < 10
    assert children() == before


def test_what_was_done_before_the_deadline_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = (
        "import time\n"
        "from tsunagari.workbench.checking import process\n"
        "def answered(stream):\n"
        "    stream.read()\n"
        "    yield 'about', {'statements': 1}\n"
        "    time.sleep(60)\n"
        "process._answered = answered\n"
        "process.main(['1000000000', '70'])\n"
    )
    command = [sys.executable, "-c", slow]
    monkeypatch.setattr(Checker, "_command", lambda self: command)
    before = children()
    found = Checker(seconds=2).check([given("valid")])
    assert children() == before
    assert "about" in found.parts
    assert "links" not in found.parts
    assert isinstance(found.stopped, WriteTimeoutError)


def test_more_memory_than_there_is_is_an_error_of_its_own() -> None:
    with pytest.raises(WriteTooLargeError, match="memory"):
        Checker(memory=300 << 20).check([many(190_000)])


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "tsunagari.no.such.module"]
    monkeypatch.setattr(Checker, "_command", lambda self: command)
    with pytest.raises(WriterLostError, match="try again"):
        Checker().check([given("empty")])


def test_so_many_run_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "WAIT_SECONDS", 0.1)
    checker = Checker(slots=1)
    running = threading.Thread(target=checker.check, args=([many(50_000)],))
    running.start()
    time.sleep(0.3)
    with pytest.raises(ServiceBusyError, match="running"):
        checker.check([given("empty")])
    monkeypatch.setattr(checking, "WAITING", 0)
    with pytest.raises(ServiceBusyError, match="waiting"):
        checker.check([given("empty")])
    running.join()
    monkeypatch.undo()
    assert checker.check([given("empty")], parts=["about"]).stopped is None


def test_a_dataset_that_is_not_there_shows_no_path() -> None:
    with pytest.raises(ReleaseError) as caught:
        Checker().check([given("empty")], Path("/no/such/folder"))
    assert "/no/such" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="sockets are forbidden on Linux")
def test_the_process_can_make_no_socket() -> None:
    code = (
        "import sys, socket\n"
        "from tsunagari.workbench.checking import process\n"
        "def attempt(*_):\n"
        "    try:\n"
        "        socket.socket()\n"
        "    except PermissionError:\n"
        "        yield 'refused', {}\n"
        "process._answered = attempt\n"
        "process.main(['1000000000', '10'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False
    )
    assert b'"refused"' in done.stdout
