"""The start page of a workbench: its graphs, its last changes, how to ask and write."""

from __future__ import annotations

import csv
import io
from typing import Final

from flask import Blueprint, Response, render_template

from tsunagari.sparql.formats import format_named
from tsunagari.web.answers import StreamedAnswer, answer
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.operation import read_operation
from tsunagari.web.responses import asker
from tsunagari.web.workbench.pages import GraphRow, HomePage, Told
from tsunagari.web.workbench.state import workbench
from tsunagari.web.workbench.words import WORDS

__all__ = ["blueprint"]

blueprint = Blueprint("bench", __name__)

# So many graphs stand on the page, of so many that are looked at.
SHOWN: Final = 100
MOST: Final = 5000
CHANGES: Final = 10
GRAPHS: Final = f"""
SELECT ?graph (COUNT(?s) AS ?statements)
WHERE {{ GRAPH ?graph {{ OPTIONAL {{ ?s ?p ?o }} }} }}
GROUP BY ?graph ORDER BY ?graph LIMIT {MOST}
"""
DEFAULT: Final = "SELECT (COUNT(*) AS ?statements) WHERE { ?s ?p ?o }"


@blueprint.get("/")
def home() -> Response:
    """Return the page."""
    language = page_language()
    bench = workbench().bench
    states = bench.snapshot.states
    graphs = [
        GraphRow(graph, int(count), states.state(graph))
        for graph, count in _rows(GRAPHS)
    ]
    # What was written to here comes first.
    graphs.sort(key=lambda graph: (-graph.state, graph.iri))
    ((statements,),) = _rows(DEFAULT)
    changes = bench.history.heads(CHANGES)
    page = HomePage(
        language,
        WORDS[language],
        bench.nature.release,
        graphs[:SHOWN],
        len(graphs),
        int(statements),
        [Told.of(language, change) for change in changes],
        bool(workbench().tokens.all()),
        workbench().public_url(),
    )
    return in_language(render_template("workbench/home.html", page=page), language)


def _rows(query: str) -> list[list[str]]:
    """Return the rows of a query of ours."""
    operation = read_operation(query, {}, workbench().settings)
    found = answer(workbench(), operation, format_named("csv"), asker())
    assert not isinstance(found, StreamedAnswer)
    return list(csv.reader(io.StringIO(found.body.decode("utf-8"), newline="")))[1:]
