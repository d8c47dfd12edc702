"""From a case of the corpus to the bytes that are sent, in one or more ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

from .canary import Canary
from .corpus import HostileCase
from .server import Server
from .wire import request

__all__ = ["requests_of"]

# A longer text does not go into the first line of a request.
LONGEST_IN_URL: Final = 6000
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY: Final = {"Content-Type": "application/sparql-query"}
UPDATE: Final = {"Content-Type": "application/sparql-update"}

Way = tuple[str, bytes]


def requests_of(case: HostileCase, server: Server, canary: Canary) -> Iterator[Way]:
    """Yield the requests of *case*, each with a name for it."""
    names = {
        "@CANARY@": canary.url,
        "@PORT@": str(canary.port),
        "@HOST@": ":".join(map(str, server.address)),
    }

    def filled(text: str) -> str:
        for name, value in names.items():
            text = text.replace(name, value)
        return text

    text = filled(case.text)
    if case.once:
        yield "once", request("POST", "/sparql", QUERY, text.encode())
    elif case.kind == "raw":
        yield "raw", text.encode("latin-1")
    elif case.kind == "path":
        headers = {name: filled(value) for name, value in case.headers.items()}
        body = None if case.body is None else filled(case.body).encode("latin-1")
        yield case.method, request(case.method, text, headers, body, names["@HOST@"])
    elif case.kind == "query":
        yield from _sparql("query", text, QUERY)
    else:
        yield from _sparql("update", text, UPDATE)
        # Where a query belongs an update is no better.
        yield from _sparql("query", text, QUERY)


def _sparql(parameter: str, text: str, direct: dict[str, str]) -> Iterator[Way]:
    body = urlencode({parameter: text}).encode()
    yield f"{parameter}= in a form", request("POST", "/sparql", FORM, body)
    yield f"{parameter} as it is", request("POST", "/sparql", direct, text.encode())
    if len(text) <= LONGEST_IN_URL:
        path = f"/sparql?{parameter}={quote(text)}"
        yield f"{parameter}= in the address", request("GET", path)
