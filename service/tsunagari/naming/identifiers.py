"""Identifiers of bodies that stand in IRIs: of Wikidata, of registers of companies …"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tsunagari.naming.words import words

__all__ = ["identifier_in", "identifiers_in"]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((i.scheme, re.compile(i.pattern)) for i in words().identifiers)


def identifier_in(iri: str) -> tuple[str, str] | None:
    """Return the scheme and the identifier that an IRI holds, if it is of one.

    >>> identifier_in("http://www.wikidata.org/entity/Q54129")
    ('wikidata', 'Q54129')
    """
    for scheme, pattern in _patterns():
        if found := pattern.match(iri):
            return scheme, found[1]
    return None


def identifiers_in(iris: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the identifiers that *iris* hold."""
    return frozenset(filter(None, map(identifier_in, iris)))
