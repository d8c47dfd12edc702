"""The first rows of an answer, as a page shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from tsunagari.namespaces import shorten
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.web.addresses import page_path
from tsunagari.web.answers import StreamedAnswer, answer
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


def shown(text: str, kind: Kind) -> ShownAnswer:
    """Ask the query *text*, which gives an answer of *kind*.

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
    rows = tuple(
        tuple(cell(row.get(name)) for name in names)
        for row in content["results"]["bindings"]
    )
    return ShownAnswer(names, rows, cut=cut)


def cell(term: dict[str, Any] | None) -> Cell:
    """Return a term of the results as a page shows it."""
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        web = value.startswith(("http://", "https://"))
        address = page_path(value) or (value if web else "")
        return Cell(shorten(value).strip("<>"), address)
    if term["type"] == "bnode":
        return Cell(f"_:{value}")
    if not isinstance(value, str):
        return Cell(json.dumps(value, ensure_ascii=False))
    return Cell(value, language=term.get("xml:lang", ""))
