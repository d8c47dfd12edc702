"""The gate: what would violate the shapes is refused with the report, and not done."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from rdflib import SH, Graph

from .bench import Bench

PREFIXES = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
@prefix jporg: <https://w3id.org/tsunagari/jp/org/> .
"""
GOOD = (
    PREFIXES + 'jporg:a a org:Organization ; rdfs:label "A"@en, "あ"@ja, "あ"@ja-Hrkt .'
)
# A day of founding that is no date.
BAD = PREFIXES + (
    'jporg:b a org:Organization ; rdfs:label "B"@en, "び"@ja ; sse:foundedIn "soon" .'
)
GRAPH = "/graph-store?graph=urn:g"


def test_what_conforms_passes(bench: Bench) -> None:
    assert bench.write("PUT", GRAPH + "&validate=yes", GOOD).status == 201


@pytest.mark.parametrize("value", ["", "=yes", "=1", "=true"])
def test_what_does_not_is_refused_and_not_done(bench: Bench, value: str) -> None:
    assert bench.write("PUT", GRAPH, GOOD).status == 201
    before, last = bench.nquads(), bench.ask("GET", "/changes").body
    answer = bench.write("PUT", f"{GRAPH}&validate{value}", BAD)
    assert answer.status == 422
    report = Graph().parse(data=answer.body, format="turtle")
    (result,) = report.objects(None, SH.result)
    assert str(report.value(result, SH.focusNode)).endswith("/jp/org/b")
    assert str(report.value(result, SH.resultPath)).endswith("#foundedIn")
    assert (None, SH.conforms, None) in report
    assert bench.nquads() == before
    assert bench.ask("GET", "/changes").body == last


def test_without_asking_it_is_done(bench: Bench) -> None:
    for value in ("", "&validate=no", "&validate=false"):
        assert bench.write("PUT", GRAPH + value, BAD).status in (200, 201)
    assert bench.write("PUT", GRAPH + "&validate=maybe", BAD).status == 400


def test_what_was_wrong_before_stops_nothing_else(bench: Bench) -> None:
    assert bench.write("PUT", GRAPH, BAD).status == 201
    other = "/graph-store?graph=urn:h&validate=yes"
    assert bench.write("PUT", other, GOOD).status == 201
    assert bench.write("PUT", other, BAD.replace("jporg:b", "jporg:c")).status == 422


@pytest.mark.parametrize(
    ("said", "term", "nearest"),
    [
        ("sse:legalFrom <urn:x>", "#legalFrom", "sse:legalForm"),
        ("a sse:Cooperativ", "#Cooperativ", ""),
        (
            "<https://w3id.org/tsunagari/ontology/foundedIn> 1",
            "/foundedIn",
            "foundedIn",
        ),
    ],
)
def test_a_term_of_ours_that_does_not_exist_is_a_violation(
    bench: Bench, said: str, term: str, nearest: str
) -> None:
    """No shape speaks of it; a build asks HYG-01."""
    body = f"{PREFIXES} <urn:thing> {said} ."
    answer = bench.write("PUT", GRAPH + "&validate=yes", body)
    assert answer.status == 422
    report = Graph().parse(data=answer.body, format="turtle")
    (result,) = report.objects(None, SH.result)
    assert str(report.value(result, SH.value)).endswith(term)
    messages = [str(text) for text in report.objects(result, SH.resultMessage)]
    assert len(messages) == 2
    assert all(nearest in message for message in messages)
    assert bench.nquads() == set()
    # Whoever declares it may use it; others' terms are theirs.
    declared = body.replace("<urn:thing>", "sse:legalFrom a <urn:Kind> . <urn:thing>")
    other = f"{PREFIXES} <urn:thing> <urn:p> <urn:x> ; a <urn:Kind> ."
    for text in (other, declared) if "legalFrom" in said else (other,):
        answer = bench.write("PUT", GRAPH + "&validate=yes", text)
        assert answer.status in (200, 201), answer.body


def test_it_may_be_asked_for_in_a_form(bench: Bench) -> None:
    form = "application/x-www-form-urlencoded"
    prologue = PREFIXES.replace("@prefix", "PREFIX").replace(" .\n", "\n")
    text = f"{prologue} INSERT DATA {{ {BAD.removeprefix(PREFIXES)} }}"
    for path, body in (
        ("/update", {"update": text, "validate": "yes"}),
        ("/update?validate=yes", {"update": text}),
    ):
        assert bench.write("POST", path, urlencode(body), form).status == 422
    twice = urlencode({"update": text, "validate": "no"})
    assert bench.write("POST", "/update?validate=yes", twice, form).status == 400
    assert bench.nquads() == set()


def test_every_way_to_write_passes_it(bench: Bench) -> None:
    """R20: also the second operation of an update, and what a removal breaks."""
    assert bench.write("PUT", GRAPH, GOOD).status == 201
    before = bench.nquads()
    prologue = PREFIXES.replace("@prefix", "PREFIX").replace(" .\n", "\n")
    bad = BAD.removeprefix(PREFIXES)
    text = (
        f"{prologue} CREATE GRAPH <urn:n> ; INSERT DATA {{ GRAPH <urn:n> {{ {bad} }} }}"
    )
    assert bench.update(text, "?validate=yes").status == 422
    removal = f"{prologue} DELETE WHERE {{ GRAPH <urn:g> {{ jporg:a rdfs:label ?l }} }}"
    assert bench.update(removal, "?validate=yes").status == 422
    for method, path in (
        ("POST", GRAPH + "&"),
        ("PUT", "/graphs/x?"),
        ("POST", "/graph-store?"),
    ):
        assert bench.write(method, path + "validate=yes", BAD).status == 422
    trig = "application/trig"
    assert bench.write("PUT", "/dataset?validate=yes", BAD, trig).status == 422
    assert bench.nquads() == before
    assert bench.rows("SELECT ?g { GRAPH ?g {} }") == [["urn:g"]]
    # An undoing is a write like others.
    number = bench.write("PUT", GRAPH, BAD).json()["change"]
    mended = bench.write("PUT", GRAPH, GOOD).json()["change"]
    assert number < mended
    assert bench.write("POST", f"/changes/{mended}/undo?validate=yes").status == 422
    assert bench.nquads() == before


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("text/html,*/*;q=0.1", "text/html; charset=utf-8"),
    ],
)
def test_the_report_comes_as_it_is_wanted(bench: Bench, accept: str, type: str) -> None:
    path = GRAPH + "&validate=yes"
    answer = bench.write("PUT", path, BAD, headers={"Accept": accept})
    assert (answer.status, answer.headers["Content-Type"]) == (422, type)
    assert "foundedIn" in answer.body.decode()
