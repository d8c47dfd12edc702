"""Invented organizations, as many as asked for: about 19 statements each.

The shape follows the project's own data (form, place, names in two languages,
an identifier, funding), the values are invented and always the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pyoxigraph as ox

__all__ = ["EX", "FORMS", "KANJI", "PREFECTURES", "organizations"]

EX = "https://example.org/"
SSE = "https://w3id.org/tsunagari/ontology#"
FORMS = 35
PREFECTURES = 47
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_NUMBER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_YEAR = ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear")
KANJI = "協同組合生活地域福祉環境教育文化振興支援連帯未来市民活動法人"


def organizations(count: int) -> Iterator[ox.Quad]:
    """Yield the statements about *count* organizations, and what they refer to."""
    chooser = random.Random(20210900)
    for number in range(PREFECTURES):
        place = ox.NamedNode(f"{EX}place/{number}")
        yield ox.Quad(place, _LABEL, ox.Literal(f"第{number}県", language="ja"))
    for number in range(FORMS):
        form = ox.NamedNode(f"{EX}form/{number}")
        yield ox.Quad(form, _LABEL, ox.Literal(f"第{number}形態", language="ja"))
    for number in range(count):
        yield from _organization(number, count, chooser)


def _organization(number: int, count: int, chooser: random.Random) -> Iterator[ox.Quad]:
    one = ox.NamedNode(f"{EX}org/{number}")
    funding = ox.NamedNode(f"{EX}funding/{number}")
    identifier = ox.NamedNode(f"{EX}id/{number}")
    form = ox.NamedNode(f"{EX}form/{min(int(chooser.expovariate(0.25)), FORMS - 1)}")
    place = ox.NamedNode(f"{EX}place/{chooser.randrange(PREFECTURES)}")
    funder = ox.NamedNode(f"{EX}org/{chooser.randrange(max(1, count // 100))}")
    name = "".join(chooser.choices(KANJI, k=6))
    year = str(1950 + chooser.randrange(75))

    def term(local: str) -> ox.NamedNode:
        return ox.NamedNode(SSE + local)

    yield ox.Quad(one, _RDF_TYPE, term("Organization"))
    yield ox.Quad(one, _RDF_TYPE, term("SSEOrganization"))
    yield ox.Quad(one, _LABEL, ox.Literal(f"Organization {number}", language="en"))
    yield ox.Quad(one, _LABEL, ox.Literal(name, language="ja"))
    yield ox.Quad(one, term("legalForm"), form)
    yield ox.Quad(one, term("basedIn"), place)
    yield ox.Quad(one, term("foundedIn"), ox.Literal(year, datatype=_YEAR))
    for _ in range(2):
        field = ox.NamedNode(f"{EX}field/{chooser.randrange(20)}")
        yield ox.Quad(one, term("activity"), field)
    yield ox.Quad(one, term("identifier"), identifier)
    yield ox.Quad(identifier, _RDF_TYPE, term("Identifier"))
    yield ox.Quad(identifier, term("notation"), ox.Literal(f"{number:013d}"))
    yield ox.Quad(funding, _RDF_TYPE, term("Funding"))
    yield ox.Quad(funding, term("funder"), funder)
    yield ox.Quad(funding, term("recipient"), one)
    amount = str(chooser.randrange(1, 1000) * 1000)
    yield ox.Quad(funding, term("amount"), ox.Literal(amount, datatype=_NUMBER))
    yield ox.Quad(funding, term("since"), ox.Literal(year, datatype=_YEAR))
    yield ox.Quad(funder, term("funds"), one)
    for _ in range(2):
        other = ox.NamedNode(f"{EX}org/{chooser.randrange(count)}")
        yield ox.Quad(one, term("partneredWith"), other)
