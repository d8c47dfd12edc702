"""Rows are counted right in every format, wherever the bytes are cut."""

import random

import pyoxigraph as ox
import pytest

from tsunagari.sparql.engines.oxigraph_formats import RESULT_FORMATS
from tsunagari.sparql.rows import RowCounter

NASTY = [
    "",
    '"',
    '""',
    "},{",
    "a\nb",
    "a\r\nb",
    "\\",
    '\\"',
    "<result>",
    "},{\\\\",
    "é",
]


def answer(rows: int, name: str, seed: int) -> bytes:
    """An answer of that many rows, full of what could be taken for a row's end."""
    store = ox.Store()
    chooser = random.Random(seed)
    for number in range(rows):
        store.add(
            ox.Quad(
                ox.NamedNode(f"x:{number}"),
                ox.NamedNode("x:p"),
                ox.Literal("".join(chooser.choices(NASTY, k=3))),
            )
        )
    result = store.query("SELECT ?s ?o ?none { ?s ?p ?o }")
    assert isinstance(result, ox.QuerySolutions)
    return bytes(result.serialize(format=RESULT_FORMATS[name]) or b"")


@pytest.mark.parametrize("name", RESULT_FORMATS)
@pytest.mark.parametrize("rows", [1, 2, 3, 50])
def test_every_row_counts_once(name: str, rows: int) -> None:
    for seed in range(20):
        data = answer(rows, name, seed)
        chooser = random.Random(seed)
        counter = RowCounter(name)
        while data:
            cut = chooser.randint(1, 40)
            counter.feed(data[:cut])
            data = data[cut:]
        assert counter.rows == rows


def test_formats_without_rows_count_none() -> None:
    counter = RowCounter("turtle")
    counter.feed(b"<a> <b> <c> .\n")
    assert counter.rows == 0
