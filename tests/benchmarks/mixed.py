"""Queries without end for many clients: mostly cheap, seldom the same twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from tests.benchmarks.queries import HEAD
from tests.benchmarks.synthetic import EX, FORMS, KANJI, PREFECTURES

__all__ = ["KINDS", "cheap", "mixed"]

# How many of a hundred queries are of each kind.
KINDS: Final = {"cheap": 80, "medium": 17, "heavy": 3}
_TEMPLATES: Final = {
    "cheap": (
        "SELECT * {{ <{ex}org/{n}> ?p ?o }}",
        "ASK {{ <{ex}org/{n}> sse:legalForm ?f }}",
        'SELECT ?o {{ ?o sse:identifier/sse:notation "{n:013d}" }}',
        "SELECT ?z {{ <{ex}org/{n}> sse:partneredWith/sse:partneredWith ?z }}",
    ),
    "medium": (
        "SELECT ?o ?n {{ ?o sse:legalForm <{ex}form/{form}> ; "
        "sse:basedIn <{ex}place/{place}> ; rdfs:label ?n }}",
        "SELECT ?o {{ ?o sse:legalForm <{ex}form/{form}> ; "
        'sse:foundedIn "{year}"^^xsd:gYear ; sse:basedIn <{ex}place/{place}> }}',
        "SELECT ?o ?n {{ ?o sse:legalForm <{ex}form/{form}> ; rdfs:label ?n }} "
        "LIMIT {some}",
    ),
    "heavy": (
        "SELECT ?o {{ ?o rdfs:label ?n FILTER (CONTAINS(?n, '{word}')) }}",
        "SELECT ?p (COUNT(*) AS ?n) {{ ?o sse:basedIn ?p ; sse:foundedIn ?y "
        'FILTER (?y > "{year}"^^xsd:gYear) }} GROUP BY ?p',
        "SELECT ?w (SUM(?a) AS ?s) {{ ?f sse:funder ?w ; sse:amount ?a }} "
        "GROUP BY ?w HAVING (SUM(?a) > {n}000)",
    ),
}


def cheap(organizations: int, seed: int) -> Iterator[str]:
    """Yield cheap queries for ever."""
    chooser = random.Random(seed)
    while True:
        yield _query("cheap", organizations, chooser)


def mixed(organizations: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield queries of all kinds for ever, each with the name of its kind."""
    chooser = random.Random(seed)
    while True:
        (kind,) = chooser.choices(list(KINDS), list(KINDS.values()))
        yield kind, _query(kind, organizations, chooser)


def _query(kind: str, organizations: int, chooser: random.Random) -> str:
    return HEAD + chooser.choice(_TEMPLATES[kind]).format(
        ex=EX,
        n=chooser.randrange(organizations),
        form=chooser.randrange(FORMS),
        place=chooser.randrange(PREFECTURES),
        year=chooser.randrange(1950, 2025),
        some=chooser.randrange(500, 1500),
        word="".join(chooser.choices(KANJI, k=3)),
    )
