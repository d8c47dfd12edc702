"""Invented organizations after the shapes, with violations planted in some.

The values are always the same for the same size. What they refer to (forms,
places, schemes) is taken from the project's own data, which comes first.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from tests.benchmarks.synthetic import EX, KANJI

from tsunagari.namespaces import expand

__all__ = ["EACH", "SHARE", "planted"]

EACH: Final = 21
# One in fifty organizations has something wrong with it.
SHARE: Final = 0.02
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_KANA: Final = "きょうどうくみあいせいかつちいきふくし"
_WRONG: Final = (
    "no English label",
    "a text as home page",
    "an amount below 0",
    "a currency in words",
    "a short number",
    "a year in words",
    "two bearers",
    "a form that is none",
)


def planted(count: int) -> Iterator[ox.Quad]:
    """Yield the statements about *count* organizations, about 21 for each."""
    chooser = random.Random(20210900)
    for number in range(count):
        wrong = chooser.choice(_WRONG) if chooser.random() < SHARE else ""
        for s, p, o in _organization(number, wrong, chooser):
            yield ox.Quad(s, p, o)


def _organization(
    number: int, wrong: str, chooser: random.Random
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    one = ox.NamedNode(f"{EX}org/{number}")
    code = ox.NamedNode(f"{EX}id/{number}")
    funding = ox.NamedNode(f"{EX}funding/{number}")
    year = ox.Literal(str(1950 + chooser.randrange(75)), datatype=_xsd("gYear"))
    name = "".join(chooser.choices(KANJI, k=6))
    kana = "".join(chooser.choices(_KANA, k=12))
    a, label = _name("rdf:type"), _name("rdfs:label")
    yield one, a, _name("org:Organization")
    if wrong != "no English label":
        yield one, label, ox.Literal(f"Organization {number}", language="en")
    yield one, label, ox.Literal(name, language="ja")
    yield one, label, ox.Literal(kana, language="ja-Hrkt")
    form = (
        "jpc:corporate-number"
        if wrong == "a form that is none"
        else "form:consumer-cooperative"
    )
    yield one, _name("sse:legalForm"), _name(form)
    yield (
        one,
        _name("sse:foundedIn"),
        (ox.Literal("long ago") if wrong == "a year in words" else year),
    )
    page = f"{EX}page/{number}"
    yield (
        one,
        _name("foaf:homepage"),
        (ox.Literal(page) if wrong == "a text as home page" else ox.NamedNode(page)),
    )
    yield one, _name("adms:identifier"), code
    if wrong == "two bearers":
        other = ox.NamedNode(f"{EX}org/{max(number - 1, 0)}")
        yield other, _name("adms:identifier"), code
    digits = 11 if wrong == "a short number" else 12
    yield code, a, _name("adms:Identifier")
    yield code, _name("skos:notation"), ox.Literal(f"1{number:0{digits}d}")
    yield code, _name("sse:identifierScheme"), _name("jpc:corporate-number")
    yield funding, a, _name("sse:Funding")
    yield funding, label, ox.Literal(f"Grant {number}", language="en")
    yield funding, label, ox.Literal(f"第{number}助成", language="ja")
    yield funding, _name("sse:funder"), one
    yield funding, _name("sse:recipient"), ox.NamedNode(f"{EX}org/{number // 2}")
    yield funding, _name("sse:instrument"), _name("concept:subsidy")
    amount = -1 if wrong == "an amount below 0" else chooser.randrange(1, 1000) * 1000
    yield funding, _name("sse:amount"), ox.Literal(amount)
    currency = "yen" if wrong == "a currency in words" else "JPY"
    yield funding, _name("sse:currency"), ox.Literal(currency)
    yield funding, _name("sse:since"), year
    yield funding, _name("sse:until"), year


def _name(short: str) -> ox.NamedNode:
    return ox.NamedNode(str(expand(short)))


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_XSD}{name}")
