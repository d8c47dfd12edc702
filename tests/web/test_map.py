"""The map: the numbers of the release on tiles, which lead to what is counted."""

import doctest
import html
import re
import time
from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.errors import QueryTimeoutError
from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release
from tsunagari.sparql.pool import WorkerPool
from tsunagari.web.app import create_app
from tsunagari.web.figures.answers import rows
from tsunagari.web.gateway.gateway import ASKING
from tsunagari.web.mapping import shading
from tsunagari.web.mapping.counts import counts_of
from tsunagari.web.mapping.shading import SHADES, shade_of, steps
from tsunagari.web.mapping.words import MAP_WORDS
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

TILE = re.compile(
    r'<a class="tile shade-(\d)" href="([^"]+)" aria-label="([^"]+?)(?:: |：)([\d,]+)"'
)
AREAS = 47


def ready(serving: Serving) -> None:
    """Have what the map is drawn from; on a busy machine at a later try."""
    until = time.monotonic() + 60
    for name in ("FIG-5", "FIG-6", "FIG-7"):
        while not rows(serving.now, name) and time.monotonic() < until:
            serving.now.undrawn_until.clear()
            time.sleep(0.5)
        assert rows(serving.now, name)


@pytest.fixture(scope="module")
def many(with_registers: Release) -> Iterator[Serving]:
    """A release with bodies of a register."""
    settings = Settings(
        releases=with_registers.path.parent, fast_workers=1, slow_workers=1
    )
    serving = Serving(settings)
    ready(serving)
    yield serving
    serving.close(0)


@pytest.fixture
def registered(settings: Settings, many: Serving) -> Client:
    return create_app(State.of(settings, many)).test_client()


def drawn(client: Client, address: str) -> list[tuple[int, str, str, int]]:
    page = client.get(address)
    assert page.status_code == 200
    return [
        (int(shade), html.unescape(link), name, int(number.replace(",", "")))
        for shade, link, name, number in TILE.findall(page.text)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_area_has_a_tile_with_its_number(
    client: Client, serving: Serving, language: str
) -> None:
    ready(serving)
    tiles = drawn(client, f"/map?form=&lang={language}")
    assert len(tiles) == AREAS
    names = {name for _, _, name, _ in tiles}
    assert ("東京都" if language == "ja" else "Tokyo") in names
    counts = counts_of(serving.now, language)  # type: ignore[arg-type]
    told = counts.by_form[""]
    assert sorted(n for *_, n in tiles if n) == sorted(told.values())
    assert all((shade > 0) == (number > 0) for shade, _, _, number in tiles)


def test_a_tile_leads_to_what_it_counts(registered: Client, many: Serving) -> None:
    tried = 0
    for form in ("", *counts_of(many.now, "en").by_form):
        for _, link, _, number in drawn(registered, f"/map?form={form}&lang=en"):
            if number:
                page = registered.get(link, headers={"Accept": "text/html"}).text
                expected = "1 result<" if number == 1 else f"{number:,} results<"
                assert expected in page
                tried += 1
    assert tried > 10


def test_the_table_has_the_same_figures(registered: Client) -> None:
    page = registered.get("/map?form=&lang=ja").text
    table = re.findall(
        r'<th scope="row"><a href="[^"]+">([^<]+)</a></th><td class="count">([\d,]+)',
        page,
    )
    tiles = {name: number for _, _, name, number in TILE.findall(page)}
    assert dict(table) == tiles
    numbers = [int(number.replace(",", "")) for _, number in table]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_areas_of_one_number_stand_in_the_order_of_their_codes(
    client: Client, serving: Serving, language: str
) -> None:
    ready(serving)
    page = client.get(f"/map?form=&lang={language}").text
    table = re.findall(
        r'<th scope="row"><a href="[^"]+">([^<]+)</a></th><td class="count">0<', page
    )
    ends = {"en": ("Hokkaido", "Okinawa Prefecture"), "ja": ("北海道", "沖縄県")}
    assert len(table) > AREAS // 2
    assert (table[0], table[-1]) == ends[language]
    codes = [row["code"] for row in rows(serving.now, "FIG-7")]
    assert codes == sorted(codes)


def test_it_says_how_many_are_not_on_it(registered: Client, many: Serving) -> None:
    page = registered.get("/map?form=&lang=en").text
    known, unknown = re.findall(r"<p>([\d,]+) organizations .*? ([\d,]+) more", page)[0]
    found = registered.get("/search?kind=org:Organization&format=json").json
    assert found
    assert int(known) + int(unknown) == found["total"]
    placed = counts_of(many.now, "en").by_form[""].values()
    # One in two areas is counted in both.
    assert 0 < int(known) <= sum(placed)
    assert "Registers in this release" in page
    assert "No register" not in page


def test_without_registers_it_says_so(client: Client, serving: Serving) -> None:
    ready(serving)
    assert MAP_WORDS["en"]["no registers"] in client.get("/map?lang=en").text
    assert MAP_WORDS["ja"]["no registers"] in client.get("/map?lang=ja").text


def test_a_form_is_chosen_without_a_script(registered: Client) -> None:
    page = registered.get("/map?lang=en&form=form:social-welfare-corporation").text
    assert '<option value="form:social-welfare-corporation" selected>' in page
    assert "<h1>Map: social welfare corporation</h1>" in page
    assert page.count(" selected>") == 1
    assert 'hreflang="ja" href="http://localhost/map?lang=ja&amp;form=' in page


def test_it_begins_with_the_most_usual_form(registered: Client, many: Serving) -> None:
    counts = counts_of(many.now, "en")
    page = registered.get("/map?lang=en").text
    names = {form.iri: form.name for form in counts.forms} | {"": "all organizations"}
    assert f"<h1>Map: {names[counts.usual]}</h1>" in page
    assert not counts.usual or len(counts.by_form[counts.usual]) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_has_a_small_one(
    client: Client, serving: Serving, language: str
) -> None:
    ready(serving)
    page = client.get(f"/?lang={language}").text
    assert len(TILE.findall(page)) == AREAS
    assert f'href="/map?lang={language}"' in page
    assert MAP_WORDS[language]["home heading"] in page  # type: ignore[index]
    assert len(page.encode()) < 100_000


@pytest.mark.parametrize(
    "form",
    [
        "zzz",
        "http://example.org/form",
        "<script>alert(1)</script>",
        "form:",
        '"><b>',
        "a\u202eb",
        "%00",
    ],
)
def test_a_form_that_is_none_has_no_map(
    client: Client, serving: Serving, form: str
) -> None:
    ready(serving)
    response = client.get(
        "/map",
        query_string={"form": form, "lang": "en"},
        headers={"Accept": "text/html"},
    )
    assert response.status_code == 404
    assert "no organization of this release has a legal form" in response.text
    assert "<script>alert" not in response.text
    assert "<b>" not in response.text
    assert not TILE.findall(response.text)


def test_without_counts_it_says_so(
    views: Client, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object) -> None:
        raise QueryTimeoutError("the query was stopped at its deadline")

    monkeypatch.setattr(WorkerPool, "answer", late)
    monkeypatch.setattr(serving.now, "drawn", {})
    serving.now.undrawn_until.clear()
    assert MAP_WORDS["en"]["empty"] in views.get("/map?lang=en").text


@pytest.mark.parametrize(
    "numbers",
    [[], [0, 0], [5], [5, 5, 5], [1, 2, 3, 4, 5, 6], [1] * 40 + [2, 3, 9, 10, 40, 1000],
     list(range(1, 48)), [7] * 30 + list(range(100, 117))],
)  # fmt: skip
def test_every_number_falls_into_one_step(numbers: list[int]) -> None:
    found = steps(numbers)
    assert len(found) <= max(SHADES)
    for number in filter(None, numbers):
        fits = [step for step in found if step.lowest <= number <= step.highest]
        assert len(fits) == 1
        assert shade_of(number, found) == fits[0].shade > 0
    assert shade_of(0, found) == 0
    for step in found:
        assert {step.lowest, step.highest} <= set(numbers)
    shades = [step.shade for step in found]
    assert shades == sorted(set(shades))


def test_words_are_in_both_languages() -> None:
    assert MAP_WORDS["en"].keys() == MAP_WORDS["ja"].keys()
    for name, text in MAP_WORDS["en"].items():
        places = re.findall(r"{\w+", text)
        assert sorted(places) == sorted(re.findall(r"{\w+", MAP_WORDS["ja"][name]))


def test_it_asks_where_queries_wait() -> None:
    assert "/map" in ASKING


def test_examples_in_the_docstrings_hold() -> None:
    failed, tried = doctest.testmod(shading)
    assert tried
    assert not failed
