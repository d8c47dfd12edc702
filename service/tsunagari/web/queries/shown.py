"""The first rows of an answer, as a page shows them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any, Final

from rdflib import URIRef

from tsunagari.explanation.words import Words
from tsunagari.languages import Language
from tsunagari.namespaces import shorten
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.web.addresses import page_path
from tsunagari.web.answers import StreamedAnswer, answer
from tsunagari.web.asking import asking_until
from tsunagari.web.operation import read_operation
from tsunagari.web.responses import asker
from tsunagari.web.state import state

__all__ = ["ROWS", "Cell", "ShownAnswer", "cell", "shown"]

ROWS: Final = 100
SECONDS: Final = "10"


@dataclass(frozen=True)
class Cell:
    """A term.

    :param address: Where it leads; only addresses of the web are links.
    :param language: The language tag of a text.
    """

    text: str
    address: str = ""
    language: str = ""


@dataclass(frozen=True)
class ShownAnswer:
    """What a page shows.

    :param verdict: The answer to ASK.
    :param statements: A graph, a statement a line.
    :param cut: Whether there are more rows.
    :param large: Whether even the first rows are too much for a page.
    """

    names: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    verdict: bool | None = None
    statements: str = ""
    cut: bool = False
    large: bool = False


def shown(text: str, kind: Kind, language: Language) -> ShownAnswer:
    """Ask the query *text*, which gives an answer of *kind*.

    :param language: That of the page, in which things are called and read about.
    :raises QueryError: If it cannot be answered.
    """
    limits = {"maxrows": [str(ROWS)], "timeout": [SECONDS]}
    operation = read_operation(text, limits, state().settings)
    format = format_named("ntriples" if kind is Kind.GRAPH else "json")
    found = answer(state(), operation, format, asker())
    if isinstance(found, StreamedAnswer):
        found.close()
        return ShownAnswer(large=True)
    cut = found.cut is not None
    if kind is Kind.GRAPH:
        return ShownAnswer(statements=found.body.decode(), cut=cut)
    content = json.loads(found.body)
    if kind is Kind.BOOLEAN:
        return ShownAnswer(verdict=content["boolean"])
    names = tuple(content["head"]["vars"])
    found_rows = content["results"]["bindings"]
    words = _words(found_rows, language)
    rows = tuple(
        tuple(cell(row.get(name), words) for name in names) for row in found_rows
    )
    return ShownAnswer(names, rows, cut=cut)


def _words(rows: list[dict[str, Any]], language: Language) -> Words:
    """Return what knows the names of all things in *rows*."""
    with state().use() as serving:
        ends = time.monotonic() + float(SECONDS)
        words = Words(asking_until(serving, ends, asker().is_gone), language)
        words.prepare(
            URIRef(term["value"])
            for row in rows
            for term in row.values()
            if term["type"] == "uri" and page_path(term["value"])
        )
    return words


def cell(term: dict[str, Any] | None, words: Words) -> Cell:
    """Return a term of the results as a page shows it: what is ours, by its name."""
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        web = value.startswith(("http://", "https://"))
        short = shorten(value).strip("<>")
        if address := page_path(value, words.language):
            title = words.title(URIRef(value))
            if title is None:
                return Cell(short, address)
            other = title.language != words.language
            return Cell(str(title), address, title.language or "" if other else "")
        return Cell(short, value if web else "")
    if term["type"] == "bnode":
        return Cell(f"_:{value}")
    if not isinstance(value, str):
        return Cell(json.dumps(value, ensure_ascii=False))
    return Cell(value, language=term.get("xml:lang", ""))
