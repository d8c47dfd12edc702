"""Names on the way back: every format, cut anywhere."""

import io
from typing import IO, cast

import pyoxigraph as ox
import pytest

from tsunagari.sparql.engines.oxigraph_formats import RESULT_FORMATS
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_reading import read_graph, read_solutions
from tsunagari.sparql.engines.remote_told import Told

NAMES = Names("67bb")
TOP = "https://w3id.org/tsunagari/"
STORED = f"""\
<{NAMES.blank}c14n0> <x:p> <{TOP}evidence/67bb/a> .
<{TOP}graph/67bb/inferred> <x:p> "{TOP}evidence/67bb/a }} {NAMES.blank}c14n0" .
"""
QUERY = "SELECT ?s ?o { ?s <x:p> ?o } ORDER BY STR(?s)"


def store(turtle: str) -> ox.Store:
    found = ox.Store()
    found.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return found


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
@pytest.mark.parametrize("name", sorted(RESULT_FORMATS))
def test_rows_have_the_names_of_the_release(name: str, size: int) -> None:
    answer = store(STORED).query(QUERY)
    assert isinstance(answer, ox.QuerySolutions)
    data = answer.serialize(format=RESULT_FORMATS[name])
    assert data is not None
    out = io.BytesIO()
    told = Told(out, name, NAMES)
    for start in range(0, len(data), size):
        told.write(data[start : start + size])
    told.end()
    text = out.getvalue().decode()
    assert "67bb" not in text.replace(f"{NAMES.blank}c14n0", "")
    blank = {
        "json": '{"type":"bnode","value":"c14n0"}',
        "xml": "<bnode>c14n0</bnode>",
        "csv": "_:c14n0,",
        "tsv": "_:c14n0\t",
    }
    assert blank[name] in text
    if name != "csv":
        # A text is a text, whatever letters it has.
        assert f"{NAMES.blank}c14n0" in text


def test_statements_have_the_names_of_the_release() -> None:
    found = list(read_graph(io.BytesIO(STORED.encode()), NAMES))
    assert found[0].subject == ox.BlankNode("c14n0")
    assert found[0].object == ox.NamedNode(f"{TOP}evidence/a")
    assert found[1].subject == ox.NamedNode(f"{TOP}graph/inferred")
    assert isinstance(found[1].object, ox.Literal)
    assert found[1].object.value.startswith(f"{TOP}evidence/a }}")


def test_there_and_back_is_the_same() -> None:
    for term in (
        ox.BlankNode("c14n7"),
        ox.NamedNode(f"{TOP}evidence/a"),
        ox.NamedNode(f"{TOP}evidence/"),
        ox.NamedNode(f"{TOP}jp/org/a"),
        ox.Literal("67bb", language="ja"),
    ):
        line = f"<x:s> <x:p> {NAMES.written(term)} ."
        (triple,) = read_graph(io.BytesIO(line.encode()), NAMES)
        assert triple.object == term


def test_booleans_are_words() -> None:
    line = '"x": { "type": "typed-literal", "datatype": "%s", "value": "%s" }'
    boolean, integer = (
        f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("boolean", "integer")
    )
    data = (
        '{ "head": { "link": [], "vars": ["x"] },\n "results": { "bindings": [\n'
        f"{{ {line % (boolean, 1)} }},\n{{ {line % (boolean, 0)} }},\n"
        f"{{ {line % (integer, 1)} }} ] }} }}"
    )
    rows = read_solutions(cast(IO[bytes], io.BytesIO(data.encode())), digits=True)
    assert isinstance(rows, ox.QuerySolutions)
    assert [str(row["x"]).partition("^^")[0] for row in rows] == [
        '"true"',
        '"false"',
        '"1"',
    ]
