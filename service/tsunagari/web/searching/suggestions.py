"""Suggestions while somebody types: a few things, as JSON.

    {"query": "inter", "more": true, "suggestions": [
      {"iri": "https://w3id.org/tsunagari/org/ica",
       "name": "International Cooperative Alliance", "language": "en",
       "kind": "organization", "description": "", "also": "", "address": "/page/…"}]}

``also`` is the other name or the identifier that the text was found in.
"""

from __future__ import annotations

from typing import Any, Final

from tsunagari.languages import Language
from tsunagari.search.index import SearchIndex
from tsunagari.web.searching.asked import Asked
from tsunagari.web.searching.results import Result, results
from tsunagari.web.searching.words import SEARCH_WORDS

__all__ = ["suggested"]

SHOWN: Final = 8
# The best of so many: what begins with a text is found in the order of its letters.
LOOKED_AT: Final = 400


def suggested(index: SearchIndex, asked: Asked, language: Language) -> dict[str, Any]:
    """Return what may be meant by the text that is *asked*, the best first."""
    if not asked.text:
        return {"query": "", "more": False, "suggestions": []}
    hits = index.searched(asked.text, asked.iri, (), LOOKED_AT)
    entries = index.entries(hits.numbers[:SHOWN])
    return {
        "query": asked.text,
        "more": hits.more or len(hits.numbers) > SHOWN,
        "suggestions": [
            _told(one, language)
            for one in results(index, entries, asked.text, language)
        ],
    }


def _told(result: Result, language: Language) -> dict[str, str]:
    because = result.because
    words = SEARCH_WORDS[language]
    comma = words["comma"]
    places = words["between places"].join(place.text for place in result.places)
    return {
        "iri": result.iri,
        "name": result.name,
        "language": result.language,
        "kind": result.kind,
        "description": comma.join([*result.forms, *filter(None, [places])]),
        "also": f"{because.scheme} {because.text}".strip() if because else "",
        "address": result.path,
    }
