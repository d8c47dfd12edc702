"""What an operation may take, and how its errors tell the place."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from tsunagari.errors import (
    GraphMissingError,
    QueryError,
    QuerySyntaxError,
    TsunagariError,
    WriteTooLargeError,
)
from tsunagari.sparql.engines.oxigraph_update import check_syntax, evaluate
from tsunagari.sparql.updates.operations import Clear, Operation
from tsunagari.sparql.updates.reading import read_update

from .update_cases import copy_of, loaded, same

BASE = "http://base.example/a/"
DATA = ":s :p 1, 2 . :g { :s :p 1, 2, 3 }"


def last(text: str) -> Operation:
    return read_update(f"PREFIX : <urn:x:> {text}")[-1]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("INSERT DATA { :s :p 1, 4, 5 }", 3),
        ("DELETE DATA { :s :p 1, 4 }", 2),
        ("DELETE WHERE { ?s ?p ?o }", 2),
        ("DELETE { ?s :p ?o } INSERT { ?s :q ?o } WHERE { ?s :p ?o }", 4),
        ("INSERT { [] :q ?o } WHERE { GRAPH :g { ?s :p ?o } }", 3),
        ("CLEAR ALL", 5),
        ("DROP GRAPH :g", 3),
        ("COPY :g TO DEFAULT", 5),
        ("MOVE :g TO DEFAULT", 8),
        ("ADD :g TO DEFAULT", 3),
    ],
)
def test_what_an_operation_touches_is_bounded(text: str, size: int) -> None:
    store = loaded(DATA)
    assert evaluate(store, last(text), BASE, most=size)
    with pytest.raises(WriteTooLargeError, match=f"more than {size - 1} statements"):
        evaluate(store, last(text), BASE, most=size - 1)
    assert same(store, loaded(DATA))


def test_a_product_is_stopped_while_it_is_made() -> None:
    store = ox.Store()
    store.update(
        "INSERT DATA { <urn:s> <urn:p> " + ",".join(map(str, range(200))) + "}"
    )
    text = "INSERT { [] ?p ?q } WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?p ?f . ?g ?q ?h }"
    with pytest.raises(WriteTooLargeError):
        evaluate(store, last(text), BASE, most=1000)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("CLEAR ALL ;\nINSERT DATA { :s :p }", 1),
        ("CLEAR ALL ; PREFIX a: <u:>\n INSERT DATA {\n a:s a:p 1, }", 2),
        ("BASE <u:>\n\n# x\n INSERT {} WHERE {\n\n FILTER () }", 3),
        ("INSERT DATA { :s none:p 1 }", 1),
    ],
)
def test_the_engine_tells_the_place_within_the_operation(text: str, line: int) -> None:
    operation = last(text)
    with pytest.raises(QuerySyntaxError) as told:
        check_syntax(operation, BASE)
    start = f"the operation at character {operation.place} of the update does not parse"
    assert str(told.value).startswith(f"{start}: error at {line}:")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { :s none:p 1 }",
        "DELETE DATA { :s :p }",
        "DELETE { :s :p } WHERE {}",
        "INSERT { ?s :p 1 } WHERE { ?s :p }",
        "COPY none:g TO DEFAULT",
        "INSERT { ?s :p 1 } USING none:g WHERE { ?s :p ?o }",
    ],
)
def test_what_does_not_parse_is_found_when_it_is_carried_out_too(text: str) -> None:
    for act in (check_syntax, lambda one, base: evaluate(ox.Store(), one, base)):
        with pytest.raises(QuerySyntaxError, match=r"character 18 .* does not parse"):
            act(last(text), BASE)


def test_a_blank_node_in_what_is_removed_is_explained() -> None:
    for text in ("DELETE DATA { [] :p 1 }", "DELETE { ?s :p [] } WHERE { ?s :p ?o }"):
        with pytest.raises(QuerySyntaxError, match=r"blank node in .*variable"):
            evaluate(loaded(DATA), last(text), BASE)


def test_a_missing_graph_is_named_with_the_place_and_the_remedy() -> None:
    told = r"no graph <urn:x:h>, .*character 29 .* write DROP SILENT if"
    with pytest.raises(GraphMissingError, match=told):
        evaluate(loaded(DATA), last("CLEAR ALL; DROP GRAPH :h"), BASE)


def test_a_function_that_nobody_knows_is_an_error() -> None:
    text = "INSERT { ?s :p ?x } WHERE { ?s :p ?o BIND (:f(?o) AS ?x) }"
    with pytest.raises(QueryError, match=r"character 18 .* cannot be carried out"):
        evaluate(loaded(DATA), last(text), BASE)


def test_relative_iris_are_resolved_against_the_base() -> None:
    (quad,) = evaluate(ox.Store(), last("INSERT DATA { <s> <../p> </o> }"), BASE).added
    assert [term.value for term in (quad.subject, quad.predicate, quad.object)] == [
        "http://base.example/a/s",
        "http://base.example/p",
        "http://base.example/o",
    ]


def test_checking_runs_nothing() -> None:
    text = "INSERT { ?a :p ?e } WHERE { " + "".join(
        f"VALUES ?{name} {{ {' '.join(map(str, range(200)))} }} " for name in "abcde"
    )
    check_syntax(last(text + "}"), BASE)


def test_a_placeholder_cannot_be_guessed_or_forged() -> None:
    store = loaded(":s :p 1 .")
    text = "INSERT { ?s :q '?s', <urn:x:?s>, ?o } WHERE { ?s :p ?o } # ?s"
    added = {str(quad.object) for quad in evaluate(store, last(text), BASE).added}
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert added == {'"?s"', "<urn:x:?s>", f'"1"^^<{integer}>'}


def test_what_is_no_operation_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="Operation is no operation"):
        evaluate(ox.Store(), Operation(), BASE)
    with pytest.raises(TsunagariError):
        evaluate(copy_of(ox.Store()), Clear(target="<urn:none>"), BASE)
