"""Writing by the `Graph Store HTTP Protocol
<https://www.w3.org/TR/sparql11-http-rdf-update/>`_, line by line."""

from __future__ import annotations

import gzip
from urllib.parse import quote

import pytest
from rdflib import Graph

from .bench import Bench

GRAPH = "/graph-store?graph=https://example.org/g"
TURTLE = "<https://example.org/a> <https://example.org/b> <https://example.org/c> ."
OTHER = '<https://example.org/a> <https://example.org/b> "other" .'
NAMED = "<https://example.org/g>"


def turtle(bench: Bench, path: str = GRAPH) -> Graph:
    answer = bench.ask("GET", path, None, {"Accept": "text/turtle"})
    assert answer.status == 200
    return Graph().parse(data=answer.body, format="turtle")


def same(graph: Graph, text: str) -> bool:
    return set(graph) == set(Graph().parse(data=text, format="turtle"))


def test_put_creates_and_replaces(bench: Bench) -> None:
    """5.3."""
    assert bench.ask("GET", GRAPH).status == 404
    assert bench.write("PUT", GRAPH, TURTLE).status == 201
    assert same(turtle(bench), TURTLE)
    answer = bench.write("PUT", GRAPH, OTHER)
    assert answer.status == 200
    assert (answer.json()["added"], answer.json()["removed"]) == (1, 1)
    assert same(turtle(bench), OTHER)


def test_put_of_nothing_is_an_empty_graph(bench: Bench) -> None:
    assert bench.write("PUT", GRAPH, TURTLE).status == 201
    assert bench.write("PUT", GRAPH, "").status == 200
    assert len(turtle(bench)) == 0
    assert bench.write("PUT", "/graph-store?graph=urn:new", "").status == 201
    assert bench.ask("GET", "/graph-store?graph=urn:new").status == 200


def test_post_merges(bench: Bench) -> None:
    """5.5."""
    assert bench.write("POST", GRAPH, TURTLE).status == 201
    assert bench.write("POST", GRAPH, OTHER).status == 200
    assert same(turtle(bench), TURTLE + OTHER)
    assert bench.write("POST", GRAPH, TURTLE).json()["added"] == 0


def test_post_to_the_store_makes_a_graph(bench: Bench) -> None:
    """5.5: with a name that leads to it."""
    places = set()
    for _ in range(2):
        answer = bench.write("POST", "/graph-store", TURTLE)
        assert answer.status == 201
        places.add(place := answer.headers["Location"])
        assert answer.json()["graph"] == place
        assert same(turtle(bench, place.removeprefix(bench.url)), TURTLE)
    assert len(places) == 2


@pytest.mark.parametrize("path", [GRAPH, "/graph-store", "/graphs/a"])
def test_post_of_nothing(bench: Bench, path: str) -> None:
    """5.5: an empty body changes nothing."""
    assert bench.write("POST", path, "").status == 204
    assert bench.rows("SELECT ?g { GRAPH ?g {} }") == []


def test_parts_of_a_form_are_merged(bench: Bench) -> None:
    """5.5."""
    parts = [("a.ttl", "text/turtle", TURTLE), ("b.nt", "", OTHER)]
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n'
        + (f"Content-Type: {type}\r\n" if type else "")
        + f"\r\n{text}\r\n"
        for name, type, text in parts
    )
    type = "multipart/form-data; boundary=b"
    assert bench.write("POST", GRAPH, body + "--b--\r\n", type).status == 201
    assert same(turtle(bench), TURTLE + OTHER)


def test_delete(bench: Bench) -> None:
    """5.4."""
    assert bench.write("DELETE", GRAPH).status == 404
    assert bench.write("PUT", GRAPH, TURTLE).status == 201
    assert bench.write("DELETE", GRAPH).status == 200
    assert bench.ask("GET", GRAPH).status == 404
    assert bench.write("DELETE", GRAPH).status == 404


def test_the_default_graph(bench: Bench) -> None:
    """4.2: it is always there."""
    path = "/graph-store?default"
    assert len(turtle(bench, path)) == 0
    assert bench.write("PUT", path, TURTLE).status == 200
    assert bench.write("POST", path, OTHER).status == 200
    assert same(turtle(bench, path), TURTLE + OTHER)
    assert bench.write("DELETE", path).status == 200
    assert len(turtle(bench, path)) == 0


def test_direct_names(bench: Bench) -> None:
    """4.1: the address is the name."""
    path = "/graphs/" + quote("繋がり/x")
    assert bench.write("PUT", path, "<#it> <urn:b> <> .").status == 201
    name = bench.url + path
    (line,) = bench.nquads()
    assert line == f"<{name}#it> <urn:b> <{name}> <{name}> ."
    assert len(turtle(bench, path)) == 1
    assert len(turtle(bench, "/graph-store?graph=" + quote(name))) == 1
    assert bench.write("POST", path, "<urn:c> <urn:d> 1 .").status == 200
    assert bench.write("DELETE", path).status == 200
    assert bench.ask("GET", path).status == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?graph=",
        "?graph=relative",
        "?graph=urn:a&graph=urn:b",
        "?graph=urn:a&default",
        "?graph=urn:a%20b",
        "?graph=urn:a%3Eb",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_one_graph_is_named_by_an_absolute_iri(
    bench: Bench, method: str, query: str
) -> None:
    """4.2."""
    answer = bench.write(method, "/graph-store" + query, TURTLE)
    assert answer.status == 400
    assert bench.nquads() == set()


@pytest.mark.parametrize(
    ("status", "type", "body"),
    [
        (400, "text/turtle", "<urn:a> <urn:b>"),
        (400, "application/rdf+xml", "<!DOCTYPE x><x/>"),
        (400, "application/ld+json", '{"@context": "https://example.org/c"}'),
        (400, "application/ld+json", "{"),
        (415, "text/plain", TURTLE),
        (415, "text/html", TURTLE),
        (415, "application/octet-stream", TURTLE),
        (415, "", TURTLE),
        (415, "text/turtle; charset=shift_jis", TURTLE),
        (403, "application/n-quads", "<urn:a> <urn:b> <urn:c> <urn:other> ."),
        (403, "application/trig", "<urn:other> { <urn:a> <urn:b> <urn:c> }"),
    ],
)
def test_what_cannot_be_read_is_refused(
    bench: Bench, status: int, type: str, body: str
) -> None:
    """5.3, R60."""
    for method in ("PUT", "POST"):
        answer = bench.write(method, GRAPH, body, type)
        assert answer.status == status, answer.body
        assert bench.rows("SELECT ?g { GRAPH ?g {} }") == []


@pytest.mark.parametrize(
    ("type", "body"),
    [
        ("text/turtle", TURTLE),
        ("application/n-triples", TURTLE),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="https://example.org/"><rdf:Description '
            'rdf:about="https://example.org/a"><b rdf:resource="https://example.org/c"/>'
            "</rdf:Description></rdf:RDF>",
        ),
        (
            "application/ld+json",
            '{"@id": "https://example.org/a", '
            '"https://example.org/b": {"@id": "https://example.org/c"}}',
        ),
        ("application/n-quads", TURTLE),
        ("application/trig", TURTLE),
    ],
)
def test_every_usual_syntax(bench: Bench, type: str, body: str) -> None:
    assert bench.write("PUT", GRAPH, body, type).status == 201
    assert same(turtle(bench), TURTLE)
    packed = gzip.compress(body.encode())
    answer = bench.write("POST", GRAPH, packed, type, {"Content-Encoding": "gzip"})
    assert (answer.status, answer.json()["added"]) == (200, 0)


def test_blank_nodes_of_two_documents_are_two(bench: Bench) -> None:
    for _ in range(2):
        assert bench.write("POST", GRAPH, "_:a <urn:b> 1 .").status in (200, 201)
    assert len(turtle(bench)) == 2


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle", "application/rdf+xml"])
def test_reading_with_and_without_accept(bench: Bench, accept: str) -> None:
    """5.2: without a preference, one of the usual."""
    assert bench.write("PUT", GRAPH, TURTLE).status == 201
    headers = {"Accept": accept} if accept else {}
    answer = bench.ask("GET", GRAPH, None, headers)
    assert answer.status == 200
    head = bench.ask("HEAD", GRAPH, None, headers)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Type"] == answer.headers["Content-Type"]
    assert bench.ask("GET", GRAPH, None, {"Accept": "image/png"}).status == 406


def test_other_methods_are_refused(bench: Bench) -> None:
    for method in ("TRACE", "PROPFIND", "LOCK"):
        answer = bench.write(method, GRAPH, "")
        assert answer.status in (405, 501)
    allowed = bench.ask("OPTIONS", GRAPH).headers["Allow"].split(", ")
    assert set(allowed) == {"GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"}


def test_patch_changes_its_graph_alone(bench: Bench) -> None:
    """5.7."""
    type = "application/sparql-update"
    assert bench.write("PUT", GRAPH, TURTLE).status == 201
    text = f"INSERT DATA {{ GRAPH {NAMED} {{ <urn:a> <urn:b> 1 }} }}"
    assert bench.write("PATCH", GRAPH, text, type).status == 200
    assert len(turtle(bench)) == 2
    for other in (
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        f"{text} ; CREATE GRAPH <urn:o>",
    ):
        assert bench.write("PATCH", GRAPH, other, type).status == 422
    assert bench.write("PATCH", GRAPH, TURTLE).status == 415
    assert len(turtle(bench)) == 2


def test_a_tag_is_of_a_state(bench: Bench) -> None:
    """RFC 9110, 13.1.1: If-Match keeps two writers from each other's work."""
    assert bench.write("PUT", GRAPH, TURTLE).status == 201
    tag = bench.ask("GET", GRAPH).headers["ETag"]
    rdf_xml = {"Accept": "application/rdf+xml"}
    other_tag = bench.ask("GET", GRAPH, None, rdf_xml).headers["ETag"]
    assert tag != other_tag
    assert bench.ask("GET", GRAPH, None, {"If-None-Match": tag}).status == 304
    # A change elsewhere does not touch it.
    assert bench.write("PUT", "/graph-store?graph=urn:else", TURTLE).status == 201
    assert bench.ask("GET", GRAPH).headers["ETag"] == tag
    answer = bench.write(
        "PUT", GRAPH, OTHER, headers={"If-Match": f'"0-x", {other_tag}'}
    )
    assert answer.status == 200
    for method, body in (("PUT", TURTLE), ("POST", TURTLE), ("DELETE", "")):
        answer = bench.write(method, GRAPH, body, headers={"If-Match": tag})
        assert answer.status == 412, method
    assert same(turtle(bench), OTHER)
    assert bench.ask("GET", GRAPH, None, {"If-None-Match": tag}).status == 200
    # A weak tag is never strong enough.
    weak = "W/" + bench.ask("GET", GRAPH).headers["ETag"]
    assert bench.write("DELETE", GRAPH, headers={"If-Match": weak}).status == 412


def test_the_dataset_has_a_state_too(bench: Bench) -> None:
    """A condition that is sent is met or refused, whatever is written."""
    assert bench.write("PUT", GRAPH, TURTLE).status == 201
    tag = bench.ask("GET", "/dataset").headers["ETag"]
    sparql, nquads = "application/sparql-update", "application/n-quads"
    writes = (
        ("POST", "/update", "INSERT DATA { <urn:a> <urn:b> 1 }", sparql),
        ("PUT", "/dataset", "<urn:a> <urn:b> <urn:c> .", nquads),
        ("POST", "/changes/1/undo", "", sparql),
    )
    before = bench.nquads()
    for method, path, body, type in writes:
        answer = bench.write(method, path, body, type, {"If-Match": '"zz", "0-nquads"'})
        assert answer.status == 412, path
    assert bench.nquads() == before
    method, path, body, type = writes[0]
    assert bench.write(method, path, body, type, {"If-Match": tag}).status == 200
    assert bench.write(method, path, body, type, {"If-Match": tag}).status == 412


def test_a_direct_name_is_what_its_address_is(bench: Bench) -> None:
    """Letter for letter: nothing is decoded, and nothing taken for the same."""
    names = ("a:b", "a%3Ab", "a%2Fb", "a/b", "%FFx", "%FEx", "x%20y", "~", "(1)")
    for name in names:
        said = f'<urn:is> <urn:called> "{name}" .'
        assert bench.write("PUT", f"/graphs/{name}", said).status == 201, name
    rows = bench.rows("SELECT ?g ?o { GRAPH ?g { ?s <urn:called> ?o } }")
    assert {
        graph.removeprefix(f"{bench.url}/graphs/"): name for graph, name in rows
    } == {name: name for name in names}
    for name in names:
        assert len(turtle(bench, f"/graphs/{name}")) == 1
    for name in ("..", "../update", "a/%2e%2e/b", ".", "a/./b"):
        assert bench.write("PUT", f"/graphs/{name}", TURTLE).status == 400, name


@pytest.mark.parametrize("character", "\u3000\u00a0\u2028\ud7ff\uf900\U000e1000繋")
def test_whatever_an_iri_may_hold(bench: Bench, character: str) -> None:
    """A space that is none to the engine is none to the history."""
    iri = f"https://example.org/a{character}b"
    assert (
        bench.update(f"INSERT DATA {{ GRAPH <{iri}> {{ <{iri}> a 1 }} }}").status == 200
    )
    path = "/graph-store?graph=" + quote(iri)
    assert len(turtle(bench, path)) == 1
    assert bench.write("PUT", path, TURTLE).status == 200
    number = bench.write("DELETE", path).json()["change"]
    assert bench.ask("GET", f"/changes/{number}").json()["graphs"] == [iri]
    assert bench.write("POST", f"/changes/{number}/undo").status == 200
    assert len(turtle(bench, path)) == 1


def test_any_state_or_none(bench: Bench) -> None:
    """RFC 9110, 13.1.1 and 13.1.2."""
    assert bench.write("PUT", GRAPH, TURTLE, headers={"If-Match": "*"}).status == 412
    only_new = {"If-None-Match": "*"}
    assert bench.write("PUT", GRAPH, TURTLE, headers=only_new).status == 201
    assert bench.write("PUT", GRAPH, OTHER, headers=only_new).status == 412
    assert bench.write("PUT", GRAPH, OTHER, headers={"If-Match": "*"}).status == 200
    assert same(turtle(bench), OTHER)


def test_a_size_is_bounded_when_unpacked(bench: Bench) -> None:
    bomb = gzip.compress(b" " * 150_000_000)
    headers = {"Content-Encoding": "gzip"}
    answer = bench.write("PUT", GRAPH, bomb, headers=headers)
    assert answer.status == 413
    answer = bench.write("PUT", GRAPH, bomb, headers={"Content-Encoding": "br"})
    assert answer.status == 415


def test_who_has_no_token_cannot_send_much(bench: Bench) -> None:
    answer = bench.ask("PUT", GRAPH, b" " * 2_500_000, {"Content-Type": "text/turtle"})
    assert answer.status == 413
    assert bench.write("PUT", GRAPH, TURTLE + " " * 2_500_000).status == 201


def test_a_backup_is_put_back(bench: Bench) -> None:
    """R43, R44: the whole dataset, in one change."""
    assert (
        bench.write("PUT", GRAPH, "_:a <urn:b> _:a . <urn:a> <urn:b> 1 .").status == 201
    )
    assert bench.write("PUT", "/graph-store?default", TURTLE).status == 200
    backup = bench.ask("GET", "/dataset").body
    state = bench.nquads()
    assert len(state) == 3
    assert (
        bench.update("DROP ALL ; INSERT DATA { <urn:later> <urn:b> 1 }").status == 200
    )
    answer = bench.write("PUT", "/dataset", backup, "application/n-quads")
    assert answer.status == 200
    assert (answer.json()["added"], answer.json()["removed"]) == (3, 1)
    assert bench.nquads() == state
    again = bench.write("PUT", "/dataset", backup, "application/n-quads").json()
    assert (again["added"], again["removed"]) == (0, 0)
    for type, status in (("text/turtle", 415), ("application/trig", 200)):
        assert bench.write("PUT", "/dataset", TURTLE, type).status == status
    assert (
        bench.write(
            "PUT", "/dataset", "<urn:a> <urn:b> .", "application/n-quads"
        ).status
        == 400
    )
    assert len(bench.nquads()) == 1
