"""Short names of IRIs in SSSOM files, with the prefixes that the file declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tsunagari.errors import LinkingError
from tsunagari.namespaces import prefixes

__all__ = ["FIXED", "curie", "curie_map", "spelled_out"]

FIXED: Final = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_SPACE: Final = re.compile(r".*[/#]")


def curie_map(iris: Iterable[str]) -> dict[str, str]:
    """Return prefixes for *iris*: those of the project, others numbered, sorted.

    Namespaces that the project does not know are ``n1``, ``n2`` …, by their order.
    """
    known = {name: prefix for prefix, name in prefixes().items()}
    names = {match[0] for iri in iris if (match := _SPACE.match(iri))}
    unknown = sorted(names - set(known))
    numbered = {name: f"n{number}" for number, name in enumerate(unknown, 1)}
    found = {prefix: name for name, prefix in {**known, **numbered}.items()}
    used = {prefix: name for prefix, name in found.items() if name in names}
    return dict(sorted({**used, **FIXED}.items()))


def curie(iri: str, table: Mapping[str, str]) -> str:
    """Return *iri* with the longest prefix of *table* that fits, or as it is."""
    fits = [
        (len(name), prefix)
        for prefix, name in table.items()
        if iri.startswith(name) and _LOCAL.fullmatch(iri[len(name) :])
    ]
    if not fits:
        return iri
    size, prefix = max(fits)
    return f"{prefix}:{iri[size:]}"


def spelled_out(text: str, table: Mapping[str, str], place: str) -> str:
    """Return the IRI that a short name or an IRI stands for.

    :raises LinkingError: If its prefix is declared neither by the file nor by us.
    """
    if "://" in text or text.startswith("urn:"):
        return text
    prefix, colon, local = text.partition(":")
    name = table.get(prefix) or FIXED.get(prefix) or prefixes().get(prefix)
    if not colon or not name:
        raise LinkingError(
            f"{place}: '{text}' has no declared prefix; write the whole IRI, or "
            "declare it under curie_map"
        )
    return name + local
