"""The figures of the start page: drawn from the graph, and nothing where it is not."""

import html
import math
import re
import time

import pytest
from werkzeug.test import Client

from tsunagari.errors import QueryTimeoutError
from tsunagari.languages import LANGUAGES
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.limits import QueryRequest
from tsunagari.sparql.pool import WorkerPool
from tsunagari.web.figures.answers import Row, rows
from tsunagari.web.figures.assessed import assessed
from tsunagari.web.figures.bars import bar_figure
from tsunagari.web.figures.criteria import CriteriaFigure, criteria_figure
from tsunagari.web.figures.timeline import timeline
from tsunagari.web.figures.words import FIGURE_WORDS
from tsunagari.web.serving import Serving

CONCEPT = "https://w3id.org/tsunagari/concept/"
FORM = "https://w3id.org/tsunagari/jp/form/"
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


def test_a_variant_is_counted_with_its_form(figure: CriteriaFigure) -> None:
    """The source counts four full forms: the fourth has two kinds, not two more."""
    full = next(one for one in figure.groups if one.kind == f"{SSE}FullSSEForm")
    assert len([mark for mark in full.marks if not mark.of]) == 4
    numbers = {mark.form.rpartition("/")[2]: mark.number for mark in full.marks}
    whole = numbers["public-interest-corporation"]
    assert numbers["public-interest-incorporated-association"] == f"{whole}a"
    assert numbers["public-interest-incorporated-foundation"] == f"{whole}b"
    followed = [mark.number for mark in full.marks]
    place = followed.index(whole)
    assert followed[place : place + 3] == [whole, f"{whole}a", f"{whole}b"]


def test_a_variant_of_a_form_that_is_elsewhere_has_its_own_number(
    serving: Serving,
) -> None:
    criteria = asked(serving, "FIG-4")
    row = {"kind": "k", "kindEn": "Kind", "why": "", "criteria": f"{CONCEPT}economic"}
    forms = [{**row, "form": f"urn:{n}", "en": f"Form {n}"} for n in range(3)]
    forms[1]["whole"] = "urn:elsewhere"
    found = criteria_figure(forms, criteria, "en")
    assert found
    assert [mark.number for mark in found.groups[0].marks] == ["1", "2", "3"]


def test_the_assessment_has_a_source_and_leaves_forms_out(
    serving: Serving, figure: CriteriaFigure
) -> None:
    left_out = asked(serving, "FIG-9")
    found = assessed(asked(serving, "FIG-8"), left_out, "en")
    assert found
    (one,) = found.publications
    assert one.source.endswith("/source/ilo-brief-2021")
    assert one.issued == "September 2021"
    assert found.left_out == len(left_out)
    drawn = {mark.form for group in figure.groups for mark in group.marks}
    absent = {row["form"] for row in left_out}
    assert not drawn & absent
    assert f"{FORM}agricultural-cooperative" in absent
    # Every legal form is in the one or the other.
    query = f"SELECT ?form {{ ?form a <{SSE}LegalForm> }}"
    with serving.use() as now:
        answer = now.pool.answer(QueryRequest(query, format_named("csv")))
    assert set(answer.head.decode().split()[1:]) <= drawn | absent


def test_no_two_stand_on_one_place(figure: CriteriaFigure) -> None:
    marks = [mark for group in figure.groups for mark in group.marks]
    own = [mark.number for mark in marks if not mark.of]
    assert own == [str(number) for number in range(1, len(own) + 1)]
    assert len({mark.number for mark in marks}) == len(marks)
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
    assert assessed([], [], "en") is None


def test_the_bars_are_the_printed_shares(serving: Serving) -> None:
    found = bar_figure(asked(serving, "FIG-2"), "ja")
    assert found
    assert [bar.printed for bar in found.bars] == ["45.9", "42.9", "38.7"]
    assert [bar.percent for bar in found.bars] == [45.9, 42.9, 38.7]
    assert (found.base, found.multiple) == (3471, True)


def test_the_survey_says_whose_numbers_these_are(
    client: Client, serving: Serving
) -> None:
    for name in ("FIG-1", "FIG-2", "FIG-3", "FIG-4"):
        asked(serving, name)
    text = client.get("/?lang=en").text
    heading = (
        "What support comes from for-profit companies? "
        "(specified nonprofit corporation, survey of 2017)"
    )
    assert heading in text
    assert "/page/source/ilo-brief-2021?lang=en" in text
    links = re.findall(r'href="(/page/jp/observation/[^"]+)"', text)
    assert len(links) == 3
    for link in links:
        assert client.get(link).status_code == 200


def test_the_times_are_in_order(serving: Serving) -> None:
    told = asked(serving, "FIG-3")
    found = timeline(told, "en")
    (first,) = (one for one in found if one.when == "1960s onward")
    assert first.things[0].name == "machizukuri"
    assert sum(len(moment.things) for moment in found) == len(told)
    begins = [row["begins"] for row in told]
    assert begins == sorted(begins)


def test_a_law_without_a_day_of_force_stands_where_it_was_promulgated(
    serving: Serving,
) -> None:
    found = {
        thing.iri.rpartition("/")[2]: (moment.when, thing.told)
        for moment in timeline(asked(serving, "FIG-3"), "ja")
        for thing in moment.things
    }
    assert found["npo-act"] == ("1998年", "promulgatedOn")
    assert found["consumer-cooperatives-act"] == ("1948年", "promulgatedOn")
    assert found["labour-bank-act"] == ("1953年", "promulgatedOn")
    assert found["workers-cooperatives-act"] == ("2022年", "inForceFrom")
    for language in LANGUAGES:
        assert {told for _, told in found.values()} <= FIGURE_WORDS[language].keys()


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
