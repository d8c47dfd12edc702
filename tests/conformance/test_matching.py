"""The judge judged: what must count as the same, and what must not."""

from __future__ import annotations

import pytest

from .matching import same_tables
from .results import Table, read_csv, read_tsv, read_xml

XSD = "http://www.w3.org/2001/XMLSchema#"


def tsv(*rows: str) -> Table:
    names = "\t".join(f"?v{n}" for n in range(rows[0].count("\t") + 1))
    return read_tsv("\n".join((names, *rows, "")).encode())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["<x:a>", "<x:b>"], ["<x:b>", "<x:a>"]),
        (["_:a\t_:b", "_:b\t_:c"], ["_:2\t_:3", "_:1\t_:2"]),
        (["_:a", "_:b", "_:a"], ["_:d", "_:c", "_:c"]),
        (["1.50"], ["1.5"]),
        (["1e6"], ["1000000.0E0"]),
        (["+007"], ["7"]),
        ([f'"1"^^<{XSD}boolean>'], ["true"]),
        ([f'"x"^^<{XSD}string>'], ['"x"']),
        (['"x"@en-GB'], ['"x"@en-gb']),
        (["<x:a>\t"], ["<x:a>\t"]),
    ],
)
def test_these_are_the_same(one: list[str], other: list[str]) -> None:
    assert same_tables(tsv(*one), tsv(*other))
    assert same_tables(tsv(*other), tsv(*one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["<x:a>"], ["<x:a>", "<x:a>"]),
        (["<x:a>", "<x:a>", "<x:b>"], ["<x:a>", "<x:b>", "<x:b>"]),
        (["_:a\t_:b"], ["_:a\t_:a"]),
        (["_:a\t_:a"], ["_:a\t_:b"]),
        (["_:a\t_:b", "_:b\t_:a"], ["_:a\t_:b", "_:b\t_:c"]),
        (["_:a", "_:b", "_:b", "_:a"], ["_:c", "_:c", "_:d", "_:c"]),
        (["_:a"], ["<x:a>"]),
        (["1"], ["1.0"]),
        (["1"], ['"1"']),
        (["1"], ["2"]),
        (['"x"@en'], ['"x"@fr']),
        (['"x"@en'], ['"x"']),
        (["<x:a>\t"], ["<x:a>\t<x:b>"]),
        (['"01"^^<x:type>'], ['"1"^^<x:type>']),
    ],
)
def test_these_are_not_the_same(one: list[str], other: list[str]) -> None:
    assert not same_tables(tsv(*one), tsv(*other))
    assert not same_tables(tsv(*other), tsv(*one))


def test_other_variables_make_another_table() -> None:
    assert not same_tables(read_csv(b"a\r\n1\r\n"), read_csv(b"b\r\n1\r\n"))


def test_escapes_are_read() -> None:
    (row,) = tsv(r'"a\tb\n\"c\\"').rows
    assert str(row["v0"]) == 'a\tb\n"c\\'
    (row,) = read_csv(b'v\r\n"a ""b""\r\nc"\r\n').rows
    assert str(row["v"]) == 'a "b"\r\nc'


def test_a_body_that_is_cut_short_is_no_table() -> None:
    with pytest.raises(SyntaxError):
        read_xml(b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>')
    with pytest.raises(AssertionError, match="no term"):
        tsv('"cut')
