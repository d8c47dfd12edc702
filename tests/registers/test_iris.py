"""IRIs that are taken are IRIs for a store: one that is none stops a whole load."""

import random

import pytest
from pyoxigraph import RdfFormat, parse

from tsunagari.registers.iris import http_iri, is_iri

CHARACTERS = [
    *map(chr, range(0x20, 0x7F)),
    *"é日\u00a0\u200b\u202e\ue000\ufffd\uffff\U0001f600\U000e0001\U00100000",
]
STARTS = ["http://", "https://e.org/", "http://e.org", "http://[", "urn:", "x://", "x:"]


def test_a_store_takes_what_is_taken() -> None:
    chance = random.Random(20240601)
    taken = 0
    for _ in range(20_000):
        tail = chance.choices(CHARACTERS, k=chance.randrange(1, 6))
        value = chance.choice(STARTS) + "".join(tail)
        assert http_iri(value) or is_iri(value)
        if is_iri(value):
            taken += 1
            line = f"<urn:s> <urn:p> <{value}> ."
            assert len([*parse(line, RdfFormat.N_TRIPLES)]) == 1
    assert taken > 1000


@pytest.mark.parametrize(
    "value",
    [
        "http://example.org",
        "http://example.org:80/x?y#z",
        "http://日本.jp/あ",
        "urn:a:1",
    ],
)
def test_an_iri_is_taken(value: str) -> None:
    assert is_iri(value)


@pytest.mark.parametrize(
    "value",
    ["", "example.org", "http:/x", "http://a b/", "http://e.org/%zz", "http://u@h/"],
)
def test_what_is_none_is_not(value: str) -> None:
    assert not is_iri(value)
