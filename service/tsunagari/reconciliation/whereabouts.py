"""Where things are, which tells namesakes apart at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tsunagari.languages import Language
from tsunagari.namespaces import SSE
from tsunagari.reconciliation.model import Lookup, Thing
from tsunagari.reconciliation.names import name_of

__all__ = ["whereabouts"]

BASED: Final = (str(SSE.basedIn), str(SSE.within))


def whereabouts(
    lookup: Lookup, things: Iterable[Thing], language: Language
) -> Mapping[str, Sequence[str]]:
    """Return the names of the places that things are in, by the IRI of the thing."""
    at = {
        thing.iri: [
            fact.text
            for predicate in BASED
            for fact in thing.facts.get(predicate, ())[:1]
        ]
        for thing in things
    }
    places = lookup.by_iris(iri for iris in at.values() for iri in iris)
    return {
        thing: [name_of(places[iri], language) for iri in iris if iri in places]
        for thing, iris in at.items()
    }
