"""The figures of the start page: drawn from the graph, and nothing where it is not."""

import html
import math
import re
import time

import pytest
from werkzeug.test import Client

from tsunagari.errors import QueryTimeoutError
from tsunagari.sparql.pool import WorkerPool
from tsunagari.web.figures.answers import Row, rows
from tsunagari.web.figures.bars import bar_figure
from tsunagari.web.figures.criteria import CriteriaFigure, criteria_figure
from tsunagari.web.figures.timeline import timeline
from tsunagari.web.serving import Serving

CONCEPT = "https://w3id.org/tsunagari/concept/"
SSE = "https://w3id.org/tsunagari/ontology#"


def asked(serving: Serving, name: str) -> list[Row]:
    """Return the rows of a figure; on a busy machine at a later try."""
    until = time.monotonic() + 60
    with serving.use() as now:
        while not (found := rows(now, name)) and time.monotonic() < until:
            now.undrawn_until.clear()
            time.sleep(0.5)
    assert found
    return found


@pytest.fixture(scope="module")
def figure(serving: Serving) -> CriteriaFigure:
    found = criteria_figure(asked(serving, "FIG-1"), asked(serving, "FIG-4"), "en")
    assert found
    return found


def test_every_form_stands_in_its_circles_alone(
    serving: Serving, figure: CriteriaFigure
) -> None:
    told = {
        row["form"]: set(row.get("criteria", "").split())
        for row in asked(serving, "FIG-1")
    }
    drawn = {}
    for group in figure.groups:
        for mark in group.marks:
            drawn[mark.form] = {
                circle.criterion
                for circle in figure.circles
                if math.hypot(mark.x - circle.x, mark.y - circle.y) < figure.radius
            }
    assert drawn == told
    assert {len(criteria) for criteria in drawn.values()} == {0, 2, 3}


def test_what_the_brief_says_of_its_first_figure(figure: CriteriaFigure) -> None:
    """Four full forms, one of them with two kinds; companies for some bodies only."""
    groups = {group.kind.removeprefix(SSE): group for group in figure.groups}
    full = {mark.form.rpartition("/")[2] for mark in groups["FullSSEForm"].marks}
    assert {
        "consumer-cooperative",
        "specified-nonprofit-corporation",
        "joint-business-cooperative",
        "public-interest-incorporated-association",
        "public-interest-incorporated-foundation",
    } <= full
    companies = groups["EconomicVoluntaryHybridForm"].marks
    assert {mark.name for mark in companies if mark.some} == {
        "joint stock company",
        "limited liability company",
        "limited partnership",
        "unlimited partnership",
    }


def test_no_two_stand_on_one_place(figure: CriteriaFigure) -> None:
    marks = [mark for group in figure.groups for mark in group.marks]
    assert [mark.number for mark in marks] == list(range(1, len(marks) + 1))
    for place, one in enumerate(marks):
        for other in marks[:place]:
            apart = math.hypot(one.x - other.x, one.y - other.y)
            assert apart > 1.5 * figure.mark
    for mark in marks:
        assert 0 < mark.x < figure.width
        assert 0 < mark.y < figure.height - 20


def test_a_crowd_is_drawn_too(serving: Serving) -> None:
    criteria = asked(serving, "FIG-4")
    row = {"kind": "k", "kindEn": "Kind", "why": "", "criteria": f"{CONCEPT}economic"}
    crowd = [{**row, "form": f"urn:{n}", "en": f"Form {n}"} for n in range(90)]
    found = criteria_figure(crowd, criteria, "en")
    assert found
    (group,) = found.groups
    assert len(group.marks) == 90
    assert len({(mark.x, mark.y) for mark in group.marks}) == 90


def test_without_rows_there_is_no_figure() -> None:
    assert criteria_figure([], [], "en") is None
    assert bar_figure([], "en") is None
    assert timeline([], "en") == []


def test_the_bars_are_the_printed_shares(serving: Serving) -> None:
    found = bar_figure(asked(serving, "FIG-2"), "ja")
    assert found
    assert [bar.printed for bar in found.bars] == ["45.9", "42.9", "38.7"]
    assert found.bars[0].length / found.bars[2].length == pytest.approx(45.9 / 38.7)
    assert (found.base, found.multiple) == (3471, True)


def test_the_times_are_in_order(serving: Serving) -> None:
    told = asked(serving, "FIG-3")
    found = timeline(told, "en")
    assert found[0].when == "1960s onward"
    assert found[0].things[0].name == "machizukuri"
    assert sum(len(moment.things) for moment in found) == len(told)
    begins = [row["begins"] for row in told]
    assert begins == sorted(begins)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_form_leads_to_its_reason(
    client: Client, serving: Serving, language: str
) -> None:
    for name in ("FIG-1", "FIG-2", "FIG-3", "FIG-4"):
        asked(serving, name)
    text = client.get(f"/?lang={language}").text
    links = set(re.findall(r'class="mark" href="([^"]+)"', text))
    assert len(links) > 30
    for link in sorted(links)[::8]:
        response = client.get(html.unescape(link))
        assert response.status_code == 200
        assert response.headers["Content-Language"] == language
        assert "cls-int1" in response.text or "cls-hv" in response.text
    assert len(text.encode()) < 100_000


def test_a_page_without_answers_has_no_figures(
    views: Client, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[int] = []

    def late(*_: object) -> None:
        asked_for.append(1)
        raise QueryTimeoutError("the query was stopped at its deadline")

    monkeypatch.setattr(WorkerPool, "answer", late)
    monkeypatch.setattr(serving.now, "drawn", {})
    serving.now.undrawn_until.clear()
    for _ in range(2):
        text = views.get("/?lang=en").text
        assert "<svg" not in text
        assert "A SPARQL query" in text
    # One try: who comes next does not wait for what could not be had.
    assert len(asked_for) == 1
