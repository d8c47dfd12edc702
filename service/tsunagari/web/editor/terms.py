"""What the editor completes: prefixes, classes and properties of the release.

Made once per release and kept::

    {"prefixes": {"sse": "https://w3id.org/tsunagari/ontology#"},
     "classes": [{"iri": "…", "uses": 60, "en": "legal form", "ja": "法人形態"}],
     "properties": []}

The most used come first. A term that nobody labelled has no "en" or "ja".
"""

from __future__ import annotations

import json
from typing import Any, Final

from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import prefixes
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.figures.answers import Row, rows
from tsunagari.web.serving import ServingRelease

__all__ = ["terms"]

# The stored query that lists them.
USED: Final = "USE-1"
KEY: Final = ("editor", "terms")


def terms(serving: ServingRelease) -> CachedAnswer:
    """Return the JSON above for the release that *serving* has.

    While the list cannot be had, there are the prefixes at least, and nothing is kept.
    """
    if kept := serving.cache.get(KEY):
        return kept
    found = rows(serving, USED)
    content = {
        "prefixes": prefixes(),
        "classes": [_told(row) for row in found if row["kind"] == "class"],
        "properties": [_told(row) for row in found if row["kind"] == "property"],
    }
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    made = CachedAnswer(body.encode(), "application/json")
    if found:
        serving.cache.put(KEY, made)
    return made


def _told(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {"iri": row["term"], "uses": int(row["uses"])}
    return told | {language: row[language] for language in LANGUAGES if language in row}
