"""What is linked: bodies, legal forms and concepts, with all that tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal
from urllib.parse import urlsplit

from tsunagari.linking.names import Name
from tsunagari.linking.places import NOWHERE, Place
from tsunagari.linking.words import words

__all__ = ["CATEGORIES", "Body", "Category", "host", "identifier_in", "identifiers_in"]

Category = Literal["organization", "form", "concept"]
CATEGORIES: Final[tuple[Category, ...]] = ("organization", "form", "concept")
_WWW: Final = re.compile(r"^www\d*\.")


@dataclass(frozen=True)
class Body:
    """One thing of a graph, ready to be compared.

    :param iri: Its IRI, mirrors folded.
    :param label: The name to show.
    :param identifiers: Pairs of scheme and value.
    :param hosts: The hosts of its website.
    :param kinds: Kinds its classes say, such as ``government``.
    """

    iri: str
    label: str
    names: tuple[Name, ...]
    category: Category = "organization"
    identifiers: frozenset[tuple[str, str]] = frozenset()
    hosts: frozenset[str] = frozenset()
    place: Place = NOWHERE
    kinds: frozenset[str] = frozenset()


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


def host(address: str) -> str:
    """Return the host of a website, without ``www`` and port; empty if it has none.

    >>> host("http://www.jccu.coop/eng/"), host("jccu.coop"), host("mailto:a@b.c")
    ('jccu.coop', 'jccu.coop', '')
    """
    text = address.strip()
    if "://" not in text:
        if ":" in text or " " in text:
            return ""
        text = f"//{text}"
    try:
        found = urlsplit(text).hostname or ""
    except ValueError:
        return ""
    return _WWW.sub("", found.lower().rstrip(".")) if "." in found else ""
