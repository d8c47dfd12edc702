"""The dataset of a query, from its text or from the protocol."""

import pytest

from tsunagari.errors import QueryRefusedError
from tsunagari.sparql.dataset import (
    MAX_GRAPHS,
    Dataset,
    protocol_dataset,
    query_dataset,
)
from tsunagari.sparql.tokens import tokens

A, B = "https://a.example/", "https://b.example/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?s ?p 'FROM <x:y>' }", None),
        (f"SELECT * FROM <{A}> {{}}", Dataset((A,), ())),
        (f"ASK FROM <{A}> FROM NAMED <{B}> {{}}", Dataset((A,), (B,))),
        (f"CONSTRUCT FROM <{A}> FROM <{A}> WHERE {{}}", Dataset((A,), ())),
        (f"PREFIX e: <{A}> SELECT * FROM e: FROM NAMED e:x {{}}",
         Dataset((A,), (A + "x",))),
        (f"BASE <{A}> SELECT * FROM <x> {{}}", Dataset((A + "x",), ())),
        (f"DESCRIBE <{B}> FROM <{A}>", Dataset((A,), ())),
        (f"SELECT (1 AS ?from) FROM <{A}> {{}}", Dataset((A,), ())),
        (f"CONSTRUCT {{ ?s ?p ?o }} FROM <{A}> WHERE {{}}", Dataset((A,), ())),
    ],
)  # fmt: skip
def test_the_text_names_its_dataset(text: str, expected: Dataset | None) -> None:
    assert query_dataset(tokens(text)) == expected


def test_the_protocol_names_a_dataset() -> None:
    assert protocol_dataset([], []) is None
    assert protocol_dataset([A, A], [B]) == Dataset((A,), (B,))
    for bad in ("relative", "", "https://a.example/ x", "x:<y>"):
        with pytest.raises(QueryRefusedError, match="absolute IRI"):
            protocol_dataset([bad], [])
    with pytest.raises(QueryRefusedError, match="at most"):
        protocol_dataset([f"x:{n}" for n in range(MAX_GRAPHS + 1)], [])


def test_an_undeclared_prefix_is_refused() -> None:
    with pytest.raises(QueryRefusedError, match="names no graph"):
        query_dataset(tokens("SELECT * FROM e:x {}"))
