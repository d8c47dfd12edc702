"""Queries that chance makes (R68): no 500, no crash, nobody is called.

``SAFETY_FUZZ`` says how many there are of each kind (300), ``SAFETY_SEED`` where
chance begins (1)::

    SAFETY_FUZZ=20000 SAFETY_SEED=7 pytest tests/safety/test_fuzz.py
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from .fuzzing import Grammar, spoilt
from .wire import request
from .witness import Witness

pytestmark = pytest.mark.xdist_group("safety")

CASES = int(os.environ.get("SAFETY_FUZZ", "300"))
SEED = int(os.environ.get("SAFETY_SEED", "1"))
# How many are sent before the control query is asked.
BATCH = 20
ALLOWED = {200, 400, 406, 413, 414, 422, 431, 503, 504}
QUERY = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TIMEOUT = "timeout=0.3"


def test_queries_of_a_grammar(witness: Witness) -> None:
    grammar = Grammar(random.Random(SEED), witness.canary.url)
    attack(witness, (grammar.query() for _ in range(CASES)))


def test_queries_of_the_suite_spoilt(witness: Witness, reference: Path) -> None:
    paths = sorted((reference / "suites" / "sparql11").rglob("*.rq"))
    if not paths:
        pytest.skip("the suites of the W3C are not beside this checkout")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    chance = random.Random(SEED)
    url = witness.canary.url
    attack(witness, (spoilt(texts, chance, url) for _ in range(CASES)))


def attack(witness: Witness, texts: Iterator[str]) -> None:
    """Send each of *texts*, and look at what comes back."""
    statuses = set()
    for number, text in enumerate(texts, start=1):
        data = text.encode("utf-8", "surrogatepass")
        found = witness.server.send(message(data, number))
        assert found.outcome in ALLOWED, (found.data[:1000], text)
        assert not witness.canary.called(), text
        witness.look_at(found)
        statuses.add(found.outcome)
        if number % BATCH == 0:
            witness.all_is_well()
    witness.all_is_well()
    # Texts that are all refused, or all answered, prove nothing.
    assert {200, 400} <= statuses


def message(data: bytes, number: int) -> bytes:
    """Return the request for a query, in one way after the other."""
    if number % 3 == 0:
        return request("POST", f"/sparql?{TIMEOUT}", QUERY, data)
    text = quote_from_bytes(data)
    if number % 3 == 1 and len(text) < 6000:
        return request("GET", f"/sparql?{TIMEOUT}&query={text}")
    return request("POST", "/sparql", FORM, f"{TIMEOUT}&query={text}".encode())


def test_the_same_seed_gives_the_same_queries() -> None:
    one, other = (Grammar(random.Random(SEED), "urn:x") for _ in range(2))
    assert [one.query() for _ in range(50)] == [other.query() for _ in range(50)]
