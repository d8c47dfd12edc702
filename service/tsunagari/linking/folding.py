"""Copies of vocabularies folded onto their canonical IRIs.

ESSGlobal is served from several places, each with terms of its own namespace. Whoever
asks for one of them gets nothing of the others, so that all are read as one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tsunagari.naming.words import words

__all__ = ["folded"]


@cache
def _mirrors() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), name) for pattern, name in words().mirrors)


@lru_cache(maxsize=100_000)
def folded(iri: str) -> str:
    """Return the canonical IRI of the term that *iri* names, or *iri* itself.

    >>> folded("https://lod.coop/essglobal/2.1/vocab/SSEInitiative")
    'http://purl.org/essglobal/vocab/SSEInitiative'
    """
    for pattern, namespace in _mirrors():
        if pattern.match(iri):
            return pattern.sub(namespace, iri, count=1)
    return iri
