"""What is linked: bodies, legal forms and concepts, with all that tells them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from tsunagari.naming.names import Name
from tsunagari.naming.places import NOWHERE, Place

__all__ = ["CATEGORIES", "Body", "Category", "host"]

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
