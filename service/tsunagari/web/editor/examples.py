"""The example queries: those stored queries that people ask, by topic.

One with parameters is shown with the examples of its header in their place, so that
it runs as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass

from tsunagari.languages import Language
from tsunagari.sparql.binding import bound
from tsunagari.sparql.library import StoredQuery, without_header
from tsunagari.sparql.parameters import parameters
from tsunagari.web.queries.words import BUILD, ROLES, TAGS
from tsunagari.web.stored import asked_peers, library

__all__ = ["Example", "Topic", "example_text", "topics"]


@dataclass(frozen=True)
class Example:
    """A query to begin with, and what it asks in the language of the page."""

    name: str
    summary: str


@dataclass(frozen=True)
class Topic:
    """What some queries are about."""

    name: str
    examples: list[Example]


def topics(language: Language, peers: Set[str]) -> list[Topic]:
    """Return the topics with their queries, each query under its first topic.

    :param peers: The peers known here; what asks others cannot be run.
    """
    found: dict[str, list[Example]] = defaultdict(list)
    for stored in library().values():
        if stored.role in BUILD or not asked_peers(stored) <= peers:
            continue
        tag = next((tag for tag in stored.tags if tag not in ROLES), stored.role)
        summary = stored.header["summary-ja" if language == "ja" else "summary"]
        found[_called(tag, language)].append(Example(stored.name, summary))
    return [Topic(name, found[name]) for name in sorted(found)]


def example_text(stored: StoredQuery, language: Language) -> str:
    """Return the text of *stored* as it can be run, names in *language*."""
    given = {
        parameter.name: [language if parameter.name == "lang" else parameter.example]
        for parameter in parameters(stored)
        if not parameter.defaults or parameter.name == "lang"
    }
    return without_header(bound(stored, given)) + "\n"


def _called(tag: str, language: Language) -> str:
    if tag in ROLES:
        return ROLES[tag][language]
    return (
        TAGS.get(tag, tag) if language == "ja" else tag.replace("-", " ").capitalize()
    )
