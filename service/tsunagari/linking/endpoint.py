"""Reading what can be linked off a SPARQL endpoint, politely: in pages, with pauses.

First the classes, then the things of those that are known, by pages that go on after
the last IRI (a server may give fewer rows than asked for), then what is said about each
batch of them and their addresses. The remote engine sends the requests; it follows no
redirect, and a foreign server is told no credentials.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from rdflib import Graph
from rdflib.term import Node

from tsunagari.errors import ForeignGraphError, QueryError
from tsunagari.linking.faults import Faults
from tsunagari.linking.folding import folded
from tsunagari.linking.foreign import COUNTRIES, LOCALITIES, known_classes
from tsunagari.linking.reading import FORBIDDEN, cleaned
from tsunagari.sparql.engines.remote import RemoteEndpoint
from tsunagari.sparql.engines.remote_kinds import server_kind

__all__ = ["PAUSE", "read_endpoint"]

PAUSE: Final = 1.0
SECONDS: Final = 60.0
PAGE: Final = 1_000
BATCH: Final = 100
MOST: Final = 200_000
LONGEST: Final = 50_000_000

CLASSES: Final = "SELECT DISTINCT ?class { ?s a ?class } LIMIT 10000"
THINGS: Final = """SELECT DISTINCT ?s {{
  VALUES ?class {{ {classes} }} ?s a ?class FILTER (ISIRI(?s) && STR(?s) > "{last}")
}} ORDER BY STR(?s) LIMIT {page}"""
ABOUT: Final = """CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {things} }} ?s ?p ?o }}"""
PLACES: Final = """CONSTRUCT {{ ?s ?q ?a . ?a ?p ?o }} {{
  VALUES ?s {{ {things} }} VALUES ?p {{ {predicates} }} ?s ?q ?a . ?a ?p ?o
}}"""


def read_endpoint(address: str, faults: Faults, pause: float = PAUSE) -> Graph:
    """Return what the endpoint says about things that can be linked.

    :param pause: Seconds between two requests.
    :raises ForeignGraphError: If it is no http address, gives no answer, or has more
        than is read.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ForeignGraphError(
            f"{address}: an endpoint has an address with http or https; save what is "
            "there as a file, and link that"
        )
    reader = _Reader(address, pause)
    try:
        return cleaned(reader.statements(faults), faults)
    except QueryError as error:
        raise ForeignGraphError(
            f"{address}: the endpoint gives no answer ({error}); try again later, or "
            "ask its operator for a dump and link that"
        ) from error


class _Reader:
    def __init__(self, address: str, pause: float) -> None:
        self._address = address
        self._endpoint = RemoteEndpoint(address, server_kind("other"), ours=False)
        self._pause = pause

    def statements(self, faults: Faults) -> Iterator[tuple[Node, Node, Node]]:
        classes = [
            row["class"]
            for row in self._rows(CLASSES)
            if folded(row.get("class", "")) in known_classes()
        ]
        if not classes:
            return
        predicates = _iris([str(p) for p in (*LOCALITIES, *COUNTRIES)], faults)
        read = 0
        for page in self._things(_iris(sorted(classes), faults)):
            read += len(page)
            if read > MOST:
                raise ForeignGraphError(
                    f"{self._address}: there are more than {MOST:,} things; ask its "
                    "operator for a dump, and link that in parts"
                )
            for start in range(0, len(page), BATCH):
                things = _iris(page[start : start + BATCH], faults)
                yield from self._graph(ABOUT.format(things=things))
                query = PLACES.format(things=things, predicates=predicates)
                yield from self._graph(query)

    def _things(self, classes: str) -> Iterator[list[str]]:
        last = ""
        while True:
            text = THINGS.format(classes=classes, last=_text(last), page=PAGE)
            page = [row["s"] for row in self._rows(text)]
            if not page:
                return
            if page[-1] <= last:
                raise ForeignGraphError(
                    f"{self._address}: the endpoint does not order its answers, so "
                    "that pages never end; ask its operator for a dump"
                )
            yield page
            last = page[-1]

    def _rows(self, text: str) -> list[dict[str, str]]:
        time.sleep(self._pause)
        return self._endpoint.rows(text, SECONDS)

    def _graph(self, text: str) -> Graph:
        time.sleep(self._pause)
        with self._endpoint.ask("CONSTRUCT", text, SECONDS) as answer:
            data = answer.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise ForeignGraphError(
                f"{self._address}: {BATCH} things have more than {LONGEST:,} bytes; "
                "ask its operator for a dump"
            )
        graph = Graph()
        try:
            graph.parse(data=data, format="nt")
        except Exception as error:
            raise ForeignGraphError(
                f"{self._address}: the answer is not N-Triples; the endpoint does not "
                "keep to SPARQL 1.1, ask its operator for a dump"
            ) from error
        return graph


def _text(iri: str) -> str:
    """Return *iri* as it stands in a string of a query."""
    return iri.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _iris(iris: Sequence[str], faults: Faults) -> str:
    kept = []
    for iri in iris:
        if FORBIDDEN & set(iri):
            faults.add("bad-iri", iri)
        else:
            kept.append(f"<{iri}>")
    return " ".join(kept)
