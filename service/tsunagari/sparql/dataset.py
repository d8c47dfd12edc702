"""The dataset of a query: what the protocol or its own text asks for.

``FROM`` and ``FROM NAMED`` are found in the tokens between the query form and
the first group; what the protocol says wins over them (`SPARQL 1.1 Protocol,
2.1.4 <https://www.w3.org/TR/sparql11-protocol/#dataset>`_). Nothing is ever
fetched: a graph that the release lacks is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from tsunagari.errors import QueryRefusedError
from tsunagari.namespaces import BASE
from tsunagari.sparql.tokens import Token, TokenKind, unescaped

__all__ = ["ABSOLUTE", "Dataset", "protocol_dataset", "query_dataset"]

MAX_GRAPHS: Final = 1000
ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@dataclass(frozen=True)
class Dataset:
    """The graphs of the default graph, and those that ``GRAPH`` sees."""

    default: tuple[str, ...]
    named: tuple[str, ...]


def protocol_dataset(default: list[str], named: list[str]) -> Dataset | None:
    """Return the dataset of the protocol's parameters, if there are any.

    :raises QueryRefusedError: If one is no absolute IRI, or they are too many.
    """
    if not default and not named:
        return None
    for iri in (*default, *named):
        if not ABSOLUTE.fullmatch(iri):
            raise QueryRefusedError(f"'{iri[:200]}' is not an absolute IRI")
    return _bounded(default, named)


def query_dataset(query: Iterable[Token]) -> Dataset | None:
    """Return the dataset that *query*, in tokens, names itself, or ``None``.

    >>> from tsunagari.sparql.tokens import tokens
    >>> query_dataset(tokens("SELECT * FROM <https://a.example/> { ?s ?p ?o }"))
    Dataset(default=('https://a.example/',), named=())
    """
    prefixes: dict[str, str] = {}
    base = str(BASE)
    default: list[str] = []
    named: list[str] = []
    before: list[str] = []
    pending = ""
    for token in _head(query):
        word = token.text.upper() if token.kind is TokenKind.WORD else ""
        if word:
            before = [*before, word] if word in ("FROM", "NAMED") else [word]
        elif before[-1:] == ["PREFIX"] and token.kind is TokenKind.NAME:
            pending = token.text
        elif before[-1:] == ["PREFIX"] and token.kind is TokenKind.IRI:
            prefixes[pending] = _resolve(token, base)
        elif before[-1:] == ["BASE"] and token.kind is TokenKind.IRI:
            base = _resolve(token, base)
        elif before[-1:] == ["FROM"]:
            default.append(_iri(token, base, prefixes))
            before = []
        elif before[-2:] == ["FROM", "NAMED"]:
            named.append(_iri(token, base, prefixes))
            before = []
    return _bounded(default, named) if default or named else None


def _head(query: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens before the pattern, without the template of CONSTRUCT."""
    construct = False
    depth = 0
    for token in query:
        word = token.text.upper() if token.kind is TokenKind.WORD else ""
        if depth or (construct and token.text == "{"):
            depth += (token.text == "{") - (token.text == "}")
            construct = False
        elif token.text == "{" or word == "WHERE":
            return
        else:
            construct |= word == "CONSTRUCT"
            yield token


def _bounded(default: list[str], named: list[str]) -> Dataset:
    if len(default) + len(named) > MAX_GRAPHS:
        raise QueryRefusedError(f"a dataset may name {MAX_GRAPHS} graphs at most")
    return Dataset(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))


def _iri(token: Token, base: str, prefixes: dict[str, str]) -> str:
    if token.kind is TokenKind.IRI:
        return _resolve(token, base)
    prefix, colon, local = token.text.partition(":")
    if not colon or prefix + ":" not in prefixes:
        raise QueryRefusedError(f"FROM at character {token.start} names no graph")
    return prefixes[prefix + ":"] + local.replace("\\", "")


def _resolve(token: Token, base: str) -> str:
    try:
        return urljoin(base, unescaped(token.text[1:-1]))
    except ValueError as error:
        raise QueryRefusedError(
            f"the IRI at character {token.start} is none: {error}"
        ) from error
