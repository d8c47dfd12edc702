"""The stored queries, as the pages and the description of the interface have them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tsunagari.namespaces import PEER
from tsunagari.resources import bases
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.library import StoredQuery, all_queries
from tsunagari.sparql.peers import named

__all__ = ["answer_kind", "asked_peers", "library"]


@cache
def _read(_: tuple[Path, ...]) -> dict[str, StoredQuery]:
    return {query.name: query for query in all_queries()}


def library() -> dict[str, StoredQuery]:
    """Return the stored queries by name; they come with the program."""
    return _read(bases("queries"))


def asked_peers(query: StoredQuery) -> frozenset[str]:
    """Return the names of the peers that *query* asks."""
    return _inspected(query.text)[1]


def answer_kind(query: StoredQuery) -> Kind:
    """Return what *query* gives."""
    return _inspected(query.text)[0]


@cache
def _inspected(text: str) -> tuple[Kind, frozenset[str]]:
    peers = frozenset(named(text))
    kind = inspect_query(text, {str(PEER[name]) for name in peers}).kind
    assert kind, "a stored query has a form"
    return kind, peers
