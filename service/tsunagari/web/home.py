"""The start page, in English and Japanese."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Blueprint, Response, render_template

from tsunagari.sparql.library import StoredQuery
from tsunagari.web.editor.examples import example_text
from tsunagari.web.figures.answers import rows
from tsunagari.web.figures.assessed import Assessed, assessed
from tsunagari.web.figures.bars import BarFigure, bar_figure
from tsunagari.web.figures.criteria import CriteriaFigure, criteria_figure
from tsunagari.web.figures.timeline import Moment, timeline
from tsunagari.web.figures.words import FIGURE_WORDS
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.mapping.counts import counts_of
from tsunagari.web.mapping.page import Map, map_of
from tsunagari.web.registers import RegisterNote
from tsunagari.web.state import state
from tsunagari.web.stored import library

__all__ = ["HomePage", "blueprint"]

blueprint = Blueprint("home", __name__)

# Questions that show what the graph is good for, by their ids.
CHOSEN = ("CQ01", "CQ04", "CQ06", "CQ14", "CQ18")


@dataclass(frozen=True)
class HomePage:
    """What the template of the start page is given."""

    language: str = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    counts: dict[str, int] = field(metadata={"help": "what the release holds"})
    endpoint: str = field(metadata={"help": "the address of the SPARQL endpoint"})
    example: str = field(metadata={"help": "a query to begin with"})
    registers: list[RegisterNote] = field(
        metadata={"help": "the registers in the release, with their terms"}
    )
    questions: list[StoredQuery] = field(metadata={"help": "queries to run"})
    words: dict[str, str] = field(metadata={"help": "the words of the figures"})
    criteria: CriteriaFigure | None = field(
        metadata={"help": "the forms in the circles of their criteria"}
    )
    assessed: Assessed | None = field(
        metadata={"help": "whose assessment that is, and how many forms it lacks"}
    )
    survey: BarFigure | None = field(metadata={"help": "the answers of a survey"})
    moments: list[Moment] = field(
        metadata={"help": "when concepts, laws and policies came up"}
    )
    map: Map | None = field(metadata={"help": "where organizations are"})
    reconciliation: str = field(
        metadata={"help": "the address of the reconciliation service, if there is one"}
    )


@blueprint.get("/")
def home() -> Response:
    """Return the start page in the language asked for."""
    here = state()
    language = page_language()
    with here.use() as serving:
        release = serving.release
        forms, criteria = rows(serving, "FIG-1"), rows(serving, "FIG-4")
        schemes, left_out = rows(serving, "FIG-8"), rows(serving, "FIG-9")
        answers, times = rows(serving, "FIG-2"), rows(serving, "FIG-3")
        counts = counts_of(serving, language)
        map = map_of(serving, counts, counts.usual, language)
        has_search = serving.has_search
    stored = {query.header["id"]: query for query in library().values()}
    page = HomePage(
        language=language,
        release_id=release.id,
        counts=release.manifest.get("counts", {}),
        endpoint=f"{here.public_url()}/sparql",
        example=example_text(stored[CHOSEN[0]], language),
        registers=RegisterNote.all(release, language),
        questions=[stored[id] for id in CHOSEN if id in stored],
        words=FIGURE_WORDS[language],
        criteria=criteria_figure(forms, criteria, language),
        assessed=assessed(schemes, left_out, language),
        survey=bar_figure(answers, language),
        moments=timeline(times, language),
        map=map,
        reconciliation=(
            f"{here.public_url()}/{language}/reconcile" if has_search else ""
        ),
    )
    return in_language(render_template(f"home.{language}.html", page=page), language)
