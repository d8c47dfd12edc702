"""Every write is a numbered change: who, when, what; and it can be undone."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tsunagari.errors import PatchError
from tsunagari.workbench.changes import History
from tsunagari.workbench.layout import Layout

from .bench import Bench

JSON = {"Accept": "application/json"}
GRAPH = "/graph-store?graph=urn:g"


def told(bench: Bench, number: int) -> dict[str, object]:
    answer = bench.ask("GET", f"/changes/{number}", None, JSON)
    assert answer.status == 200
    found: dict[str, object] = answer.json()
    return found


def test_a_change_tells_who_when_and_what(bench: Bench) -> None:
    answer = bench.write("PUT", GRAPH, '<urn:a> <urn:b> "繋がり"@ja, 1 .')
    number = answer.json()["change"]
    change = told(bench, number)
    assert str(change["who"]).startswith("tests-")
    assert (change["what"], change["graphs"]) == ("put", ["urn:g"])
    assert (change["added"], change["removed"]) == (2, 0)
    when = datetime.fromisoformat(str(change["when"]))
    assert abs(datetime.now(UTC) - when) < timedelta(minutes=1)
    patch = bench.ask("GET", f"/changes/{number}.rdfp")
    assert patch.headers["Content-Type"] == "application/rdf-patch"
    lines = patch.body.decode().split("\n")
    assert [line for line in lines if line[:2] in ("A ", "D ")] == [
        'A <urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .',
        'A <urn:a> <urn:b> "繋がり"@ja <urn:g> .',
    ]
    assert re.fullmatch(r"H id <uuid:[0-9a-f]{32}> \.", lines[0])
    assert "H created <urn:g> ." in lines
    assert lines[-3:] != ["TX ."]
    assert lines[-2:] == ["TC .", ""]


def test_changes_come_newest_first_in_pages(bench: Bench) -> None:
    numbers = [
        bench.update(f"INSERT DATA {{ <urn:a> <urn:b> {n} }}").json()["change"]
        for n in range(3)
    ]
    found = bench.ask("GET", "/changes", None, JSON).json()["changes"]
    assert [change["number"] for change in found[:3]] == numbers[::-1]
    path = f"/changes?before={numbers[1]}"
    found = bench.ask("GET", path, None, JSON).json()["changes"]
    assert [change["number"] for change in found[:1]] == [numbers[0]]


def test_what_changed_nothing_is_no_change(bench: Bench) -> None:
    first = bench.write("PUT", GRAPH, "<urn:a> <urn:b> 1 .").json()["change"]
    for _ in range(2):
        again = bench.write("PUT", GRAPH, "<urn:a> <urn:b> 01 .")
        assert again.json() == {
            "change": first,
            "added": 0,
            "removed": 0,
            "graph": "urn:g",
        }


def test_undoing(bench: Bench) -> None:
    assert bench.write("PUT", GRAPH, "<urn:a> <urn:b> 1, 2 .").status == 201
    before = bench.nquads()
    number = bench.write("PUT", GRAPH, "<urn:a> <urn:b> 2, 3 .").json()["change"]
    answer = bench.write("POST", f"/changes/{number}/undo")
    assert answer.status == 200
    assert (answer.json()["added"], answer.json()["removed"]) == (1, 1)
    assert bench.nquads() == before
    undone = answer.json()["change"]
    assert told(bench, undone)["what"] == f"undo {number}"
    # There is nothing left of it; to undo the undoing does it again.
    assert bench.write("POST", f"/changes/{number}/undo").status == 409
    assert bench.write("POST", f"/changes/{undone}/undo").status == 200
    assert {line.split('"')[1] for line in bench.nquads()} == {"2", "3"}


def test_undoing_leaves_what_came_later(bench: Bench) -> None:
    first = bench.write("PUT", GRAPH, "<urn:a> <urn:b> 1, 2, 3 .").json()["change"]
    assert (
        bench.update("DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }").status
        == 200
    )
    text = (
        "DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:b> 2 } } ;"
        "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 4 } }"
    )
    assert bench.update(text).status == 200
    assert (
        bench.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 2 } }").status
        == 200
    )
    answer = bench.write("POST", f"/changes/{first}/undo").json()
    assert (answer["added"], answer["removed"], answer["left"]) == (0, 1, 2)
    assert {line.split('"')[1] for line in bench.nquads()} == {"2", "4"}
    # A graph with something in it stays.
    assert bench.ask("GET", GRAPH).status == 200


def test_undoing_makes_and_drops_graphs(bench: Bench) -> None:
    made = bench.update("CREATE GRAPH <urn:empty>").json()["change"]
    assert bench.write("POST", f"/changes/{made}/undo").status == 200
    assert bench.ask("GET", "/graph-store?graph=urn:empty").status == 404
    assert bench.write("PUT", GRAPH, "<urn:a> <urn:b> 1 .").status == 201
    dropped = bench.write("DELETE", GRAPH).json()["change"]
    assert bench.write("POST", f"/changes/{dropped}/undo").status == 200
    assert len(bench.nquads()) == 1


def test_there_is_no_such_change(bench: Bench) -> None:
    assert bench.write("POST", "/changes/999999/undo").status == 404
    assert bench.write("POST", "/changes/0/undo").status == 404
    assert bench.write("POST", "/changes/x/undo").status == 404
    assert bench.ask("GET", "/changes/999999", None, JSON).status == 404
    assert bench.ask("GET", "/changes/999999.rdfp").status == 404


def test_a_damaged_change_is_told(bench: Bench, folder: Path) -> None:
    number = bench.update("INSERT DATA { <urn:a> <urn:b> 1 }").json()["change"]
    history = History(Layout(folder).changes)
    path = history.path(number)
    whole = path.read_text()
    try:
        for text in (
            whole.replace("TC .\n", ""),
            "H id <x\n",
            "",
            whole.replace("A <", "B <"),
        ):
            path.write_text(text)
            with pytest.raises(PatchError):
                history.read(number)
            assert bench.write("POST", f"/changes/{number}/undo").status == 404
    finally:
        path.write_text(whole)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", "<td>&lt;b&gt;</td>"),
        ("ASK { GRAPH ?g { ?s ?p ?o } }", "はい。"),
        ("CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }", "&lt;b&gt;"),
    ],
)
def test_a_query_is_asked_on_a_page(bench: Bench, query: str, shown: str) -> None:
    assert bench.write("PUT", GRAPH, '<urn:a> <urn:b> "<b>" .').status == 201
    path = "/ask?lang=ja&query="
    answer = bench.ask("GET", path + quote(query))
    assert answer.status == 200
    text = answer.body.decode()
    assert shown in text
    assert html.escape(query, quote=False) in text
    assert "<b>" not in text
    for wrong in ("SELECT", "INSERT DATA { <urn:a> <urn:b> 1 }", "SELECT * { SERVICE"):
        answer = bench.ask("GET", path + quote(wrong))
        assert answer.status == 400
        assert 'class="trouble"' in answer.body.decode()
    assert len(bench.nquads()) == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages(bench: Bench, language: str) -> None:
    html = {"Accept": "text/html"}
    said = '<urn:a> <urn:b> "<script>alert(1)</script>" .'
    number = bench.write("PUT", GRAPH, said).json()["change"]
    for path in ("/", "/changes", f"/changes/{number}"):
        answer = bench.ask("GET", f"{path}?lang={language}", None, html)
        assert answer.status == 200
        text = answer.body.decode()
        assert f'<html lang="{language}">' in text
        assert "<script>alert" not in text
        assert str(number) in text
    assert "&lt;script&gt;alert(1)" in text
    trouble = bench.ask("GET", f"/changes/999999?lang={language}", None, html)
    assert trouble.status == 404
    assert f'<html lang="{language}">' in trouble.body.decode()
