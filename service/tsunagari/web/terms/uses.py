"""What the release in force has of a term: counts, and a few examples."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from rdflib import DCTERMS, RDF, RDFS, SKOS, URIRef

from tsunagari.errors import QueryError
from tsunagari.languages import Language
from tsunagari.namespaces import INFERRED, shorten
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import QueryRequest
from tsunagari.web.addresses import page_path
from tsunagari.web.figures.answers import LATER_SECONDS, rows
from tsunagari.web.serving import ServingRelease

__all__ = [
    "Counts",
    "Example",
    "Thing",
    "Uses",
    "busy_until",
    "called",
    "counts",
    "uses",
]

JSON: Final = format_named("json")
# Who reads about a term does not wait longer for examples.
SECONDS: Final = 3.0
MOST: Final = 6
NAMES: Final = "|".join(
    f"<{one}>" for one in (RDFS.label, SKOS.prefLabel, DCTERMS.title)
)

# Until when no other question is asked, after one that had no answer in time. Figures
# have a time of their own: they are asked once, and these for each term.
busy_until: WeakKeyDictionary[ServingRelease, float] = WeakKeyDictionary()


@dataclass(frozen=True)
class Counts:
    """How often a term is used; None where it is not."""

    things: int | None = None
    statements: int | None = None


@dataclass(frozen=True)
class Thing:
    """A thing or value: its name, and where one reads about it."""

    name: str
    address: str = ""
    language: str = ""


@dataclass(frozen=True)
class Example:
    """An instance of a class, or the two ends of a statement."""

    subject: Thing
    object: Thing | None = None


@dataclass(frozen=True)
class Uses:
    """What the release has of one term.

    :param inferred: How many of its statements are inferred; None if nobody knows.
    :param query: The query that all examples come from.
    """

    inferred: int | None
    examples: tuple[Example, ...]
    query: str


def counts(serving: ServingRelease) -> dict[str, Counts]:
    """Return the counts of the terms in use, by IRI, as VoID has them."""
    found: dict[str, Counts] = {}
    for row in rows(serving, "FIG-20"):
        known = found.get(row["term"], Counts())
        things = row.get("things")
        statements = row.get("statements")
        found[row["term"]] = Counts(
            int(things) if things else known.things,
            int(statements) if statements else known.statements,
        )
    return found


def uses(
    serving: ServingRelease, term: URIRef, is_class: bool, language: Language
) -> tuple[Uses, bool]:
    """Return what *serving* has of *term*, and whether all was answered in time."""
    pattern = f"?s <{RDF.type}> <{term}>" if is_class else f"?s <{term}> ?o"
    query = f"SELECT ?s{'' if is_class else ' ?o'} WHERE {{ {pattern} }}"
    try:
        [[count]] = [
            [row["n"]["value"]]
            for row in _asked(
                serving,
                f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{INFERRED}> {{ {pattern} }} }}",
            )
        ]
        found = _asked(serving, _with_names(pattern, is_class, language))
    except QueryError:
        # A page is better without examples than not at all.
        return Uses(None, (), query), False
    examples = tuple(
        Example(
            _thing(row, "s", language), None if is_class else _thing(row, "o", language)
        )
        for row in found
    )
    return Uses(int(count), examples, query), True


def called(
    serving: ServingRelease, iris: Iterable[URIRef], language: Language
) -> dict[str, str]:
    """Return what the release calls things, in a language or else in English."""
    listed = " ".join(f"<{iri}>" for iri in iris)
    try:
        found = _asked(
            serving,
            f"SELECT ?s ?name {{ VALUES ?s {{ {listed} }} ?s {NAMES} ?name "
            f'FILTER (LANG(?name) IN ("en", "{language}")) }} '
            f'ORDER BY (LANG(?name) = "{language}") ?name',
        )
    except QueryError:
        return {}
    return {row["s"]["value"]: row["name"]["value"] for row in found}


def _with_names(pattern: str, is_class: bool, language: Language) -> str:
    ends = "s" if is_class else "so"
    named = " ".join(
        f"OPTIONAL {{ ?{end} {NAMES} ?{end}Name "
        f'FILTER (LANG(?{end}Name) = "{language}") }}'
        for end in ends
    )
    variables = " ".join(f"?{end} (SAMPLE(?{end}Name) AS ?{end}Called)" for end in ends)
    grouped = " ".join(f"?{end}" for end in ends)
    # The names of the first few only: of all there are, it would take long.
    return (
        f"SELECT {variables} {{ {{ SELECT DISTINCT {grouped} {{ {pattern} "
        f"FILTER (!isBlank(?s)) }} LIMIT {MOST} }} {named} }} GROUP BY {grouped} "
        f"ORDER BY {grouped}"
    )


def _asked(serving: ServingRelease, query: str) -> list[dict[str, dict[str, str]]]:
    """Return the solutions of *query*.

    :raises QueryError: If there are none in time, or lately were none for another.
    """
    if time.monotonic() < busy_until.get(serving, 0.0):
        raise QueryError("the workers are busy")
    try:
        answer = serving.pool.answer(QueryRequest(query, JSON, timeout=SECONDS))
    except QueryError:
        busy_until[serving] = time.monotonic() + LATER_SECONDS
        raise
    if not answer.complete:
        answer.close()
        raise QueryError("its answer is too large")
    found: list[dict[str, dict[str, str]]] = json.loads(answer.head)["results"][
        "bindings"
    ]
    return found


def _thing(row: dict[str, dict[str, str]], end: str, language: Language) -> Thing:
    term = row[end]
    value = term["value"]
    if term["type"] != "uri":
        tag = term.get("xml:lang", "")
        return Thing(value, "", tag if tag != language else "")
    called = row.get(f"{end}Called", {}).get("value", "")
    address = page_path(value, language)
    if not address and value.startswith(("http://", "https://")):
        address = value
    return Thing(called or shorten(value).strip("<>"), address)
