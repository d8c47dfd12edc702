"""The search page and its suggestions: what is found, in which language, and why."""

import doctest
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from werkzeug.test import Client, TestResponse

from tsunagari.languages import LANGUAGES
from tsunagari.search.entry import Entry, Identifier, Kind, Label, Property
from tsunagari.search.index import SearchIndex
from tsunagari.search.layout import FILE
from tsunagari.search.writing import write_index
from tsunagari.web.gateway.gateway import MATCHING_BELOW
from tsunagari.web.searching import similar
from tsunagari.web.searching.words import SEARCH_WORDS
from tsunagari.web.serving import Serving

BASE = "https://w3id.org/tsunagari/"
ORGANIZATION = "http://www.w3.org/ns/org#Organization"
SCHEME = "https://example.org/scheme"
STATIC = Path(__file__).parents[2] / "service/tsunagari/web/static"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; alert(1) //",
    "{{ 7 * 7 }}{% raw %}",
    "a\u202eRTL\u2066b",
    "</title><h1>x",
    "javascript:alert(1)",
]


def ask(client: Client, **parameters: str) -> TestResponse:
    accept = {"Accept": "text/html"}
    response = client.get("/search", query_string=parameters, headers=accept)
    assert response.status_code == 200
    return response


def told(client: Client, **parameters: str) -> dict[str, Any]:
    response = client.get("/search", query_string={**parameters, "format": "json"})
    assert response.mimetype == "application/json"
    found: dict[str, Any] = json.loads(response.data)
    return found


def suggested(client: Client, text: str, lang: str = "en") -> list[dict[str, str]]:
    given = {"q": text, "lang": lang}
    response = client.get("/search/suggestions", query_string=given)
    assert response.mimetype == "application/json"
    found: list[dict[str, str]] = json.loads(response.data)["suggestions"]
    return found


@pytest.mark.parametrize(
    "text", ["こうぷみらい", "コープミライ", "co-op mirai", "ＣＯ-ＯＰ　ＭＩＲＡＩ"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_co_op_mirai_is_found_in_any_script(
    client: Client, text: str, language: str
) -> None:
    response = ask(client, q=text.replace("こうぷ", "こーぷ"), lang=language)
    assert response.headers["Content-Language"] == language
    first = re.search(r'<p class="name"><a href="([^"]+)">', response.text)
    assert first
    assert first[1] == f"/page/jp/org/co-op-mirai?lang={language}"


@pytest.mark.parametrize(
    "text",
    [
        "6011005000854", "６０１１００５０００８５４", "6011-0050-00854",
        BASE + "jp/org/jccu", "jporg:jccu", "jp/org/jccu",
    ],
)  # fmt: skip
def test_an_identifier_or_an_iri_finds_the_thing_at_once(
    client: Client, text: str
) -> None:
    page = ask(client, q=text, lang="en").text
    assert "1 result<" in page
    assert "/page/jp/org/jccu?lang=en" in page


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("has legal form", "en", "legalForm"),
        ("sse:LegalForm", "en", "LegalForm"),
        (BASE + "ontology#LegalForm", "ja", "LegalForm"),
        ("ほうじんけいたい", "ja", "LegalForm"),
    ],
)
def test_terms_of_the_ontology_are_found(
    views: Client, text: str, language: str, name: str
) -> None:
    found = told(views, q=text, lang=language)["results"]
    assert f"/ontology/{name}?lang={language}" in [one["path"] for one in found][:3]
    kinds = {one["kind"] for one in found}
    assert kinds & {"class", "relation", "クラス"}


def test_it_says_why_where_the_name_does_not(views: Client) -> None:
    page = ask(views, q="6011005000854", lang="en").text
    assert re.search(r"corporate number: <bdi[^>]*>6011005000854</bdi>", page)
    page = ask(views, q="日本生協連", lang="ja").text
    assert re.search(r"別名：<bdi[^>]*>日本生協連</bdi>", page)
    page = ask(views, q="日本生活協同組合連合会", lang="ja").text
    assert "別名" not in page.partition("</ol>")[0].partition("jp/org/jccu")[2][:300]


def test_readings_stand_beside_names(views: Client) -> None:
    page = ask(views, q="消費生活協同組合", lang="ja").text
    assert re.search(
        r'<span class="reading" lang="ja-hrkt"><bdi>しょうひせいかつ', page
    )


def test_programs_get_the_same(client: Client) -> None:
    found = told(client, q="消費生活協同組合", lang="ja")
    first = found["results"][0]
    assert first["iri"] == BASE + "jp/form/consumer-cooperative"
    assert first["reading"]["language"] == "ja-hrkt"
    assert first["path"] == "/page/jp/form/consumer-cooperative?lang=ja"
    assert found["total"] >= len(found["results"]) > 1
    headings = [f["heading"] for f in told(client, q="生協", lang="ja")["facets"]]
    assert headings == ["種類", "法人形態", "都道府県"]
    (tokyo,) = told(client, q="6011005000854", lang="en")["results"]
    assert [place["text"] for place in tokyo["places"]][-1] == "Tokyo"


def test_facets_are_links_that_narrow_and_can_be_taken_back(client: Client) -> None:
    page = ask(client, q="生協", lang="en").text
    total = int(re.findall(r'class="found"[^>]*>([\d,]+) results', page)[0])
    facets = page.partition('<aside class="facets')[2]
    links = re.findall(
        r'<li><a href="([^"]+)"[^>]*><bdi>[^<]+</bdi></a> <span class="number">(\d+)',
        facets,
    )
    assert len(links) > 5
    for link, count in links:
        address = html.unescape(link)
        narrowed = client.get(address, headers={"Accept": "text/html"}).text
        assert f">{'1 result' if count == '1' else count + ' results'}<" in narrowed
        (back,) = re.findall(r'<p class="chosen">.*?<a href="([^"]+)"', narrowed, re.S)
        given = parse_qs(urlsplit(html.unescape(back)).query)
        assert given == {"q": ["生協"], "lang": ["en"]}
        # The form keeps what is chosen.
        assert re.search(r'<input type="hidden" name="(kind|form|area)"', narrowed)
    assert total >= max(int(count) for _, count in links)


def test_all_of_a_facet_can_be_looked_through(client: Client) -> None:
    seen: list[str] = []
    address = "/search?kind=sse:Law&lang=ja&format=json"
    while address:
        found = json.loads(client.get(address).data)
        seen += [one["iri"] for one in found["results"]]
        address = found["next"] and found["next"] + "&format=json"
    assert len(seen) == len(set(seen)) == found["total"] > 20


def test_pages_lead_on_and_back(client: Client) -> None:
    first = ask(client, q="a", lang="en").text
    assert 'rel="next nofollow"' in first
    assert 'rel="prev' not in first
    second = ask(client, q="a", page="2", lang="en").text
    assert '<ol class="hits" start="21">' in second
    assert 'rel="prev' in second
    for page in ("0", "-1", "x", "９", "99999999999999"):
        assert client.get(f"/search?q=a&page={quote(page)}").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_hit_it_helps(client: Client, language: str) -> None:
    words = SEARCH_WORDS[language]  # type: ignore[index]
    page = ask(client, q="日本生活共同組合連合会々", lang=language).text
    assert words["none"] in page
    assert words["tips"] in page
    similar = page.partition(words["similar"])[2]
    assert "/page/jp/org/jccu" in similar
    page = ask(client, q="民法", area="jp/place/okinawa", lang=language).text
    assert words["none chosen"] in page
    assert words["no filters"] in page


@pytest.mark.parametrize(
    ("typed", "iri"),
    [
        ("co-op mirrai", "jp/org/co-op-mirai"),
        ("コープミラ一々", "jp/org/co-op-mirai"),
        ("まちすくり", "jp/concept/machizukuri"),
        ("konsumer cooperativ", "jp/form/consumer-cooperative"),
    ],
)
def test_a_slip_of_the_pen_finds_what_was_meant(
    views: Client, typed: str, iri: str
) -> None:
    found = told(views, q=typed, lang="en")
    assert found["total"] == 0
    assert found["similar"][0]["iri"] == BASE + iri


def test_examples_in_the_docstrings_hold() -> None:
    failed, tried = doctest.testmod(similar)
    assert tried
    assert not failed


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_question_it_tells_what_can_be_asked(
    client: Client, language: str
) -> None:
    page = ask(client, lang=language).text
    words = SEARCH_WORDS[language]  # type: ignore[index]
    assert words["what"] in page
    assert words["browse"] in page
    assert "noindex" not in page
    assert "noindex" in ask(client, q="a", lang=language).text


def test_words_are_in_both_languages() -> None:
    assert SEARCH_WORDS["en"].keys() == SEARCH_WORDS["ja"].keys()
    for name, text in SEARCH_WORDS["en"].items():
        other = SEARCH_WORDS["ja"][name]
        assert re.findall(r"{\w*[^}]*}", text) == re.findall(r"{\w*[^}]*}", other) or (
            name == "page"
        )


def test_every_page_has_a_field_and_only_one(client: Client) -> None:
    for path in ("/", "/search", "/queries", "/peers", "/releases", "/datasets"):
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert page.count('role="search"') == 1, path
        assert page.count('id="q"') == 1, path
        assert 'src="/static/suggesting.js"' in page


def test_suggestions_begin_with_what_was_typed(client: Client) -> None:
    for text in ("c", "co", "co-op m", "こーぷ", "コ"):
        found = suggested(client, text)
        assert 0 < len(found) <= 8, text
        for one in found:
            assert one["address"].startswith("/")
            assert one["name"]
            assert one["kind"]
    assert suggested(client, "co-op m")[0]["iri"] == BASE + "jp/org/co-op-mirai"
    assert suggested(client, "") == suggested(client, "zzzzqq") == []


def test_suggestions_are_kept_and_validated(client: Client) -> None:
    address = "/search/suggestions?q=co-op&lang=en"
    response = client.get(address)
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    other = client.get(address.replace("lang=en", "lang=ja"))
    assert other.headers["Content-Language"] == "ja"
    assert other.headers["ETag"] != response.headers["ETag"]


@pytest.mark.parametrize("text", [*HOSTILE, "\x00", "%", "a" * 5000, "生" * 5000])
def test_what_is_typed_is_text(client: Client, text: str) -> None:
    page = ask(client, q=text, lang="en").text
    if len(text) > 1:
        assert text not in page or "<" not in text + html.escape(text)
    for risk in ("<script>alert", "<img src=x", "49{%", "</title><h1>"):
        assert risk not in page
    suggested(client, text)
    for name in ("kind", "form", "area", "page", "lang"):
        assert client.get("/search", query_string={name: text}).status_code == 200


@pytest.fixture
def hostile(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The names of all things are hostile."""
    kinds = {ORGANIZATION: Kind(ORGANIZATION, {"en": HOSTILE[0], "ja": HOSTILE[1]})}
    properties = {SCHEME: Property(SCHEME, {"en": HOSTILE[2]}, True)}
    entries = [
        Entry(
            f"{BASE}jp/org/x{number}",
            (Label(f"{name} 会", "ja"), Label(f"alias {name}", "en")),
            (ORGANIZATION,),
            (Identifier(SCHEME, name),),
            {},
            1,
            {"area": (f"{BASE}{name}",)},
        )
        for number, name in enumerate(HOSTILE)
    ]
    write_index(tmp_path / FILE, kinds, properties, entries)
    index = SearchIndex.open(tmp_path)
    monkeypatch.setattr(serving.now, "_search", index)
    serving.now.cache._kept.clear()
    yield
    serving.now.cache._kept.clear()
    index.close()


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_the_data_are_text(views: Client, name: str, language: str) -> None:
    page = ask(views, q=name, lang=language).text
    assert html.escape(name, quote=False)[:5] in html.unescape(page) or name in (
        html.unescape(page)
    )
    for risk in (
        "<script>alert",
        "<img src=x",
        "</title><h1>",
        "{{ 7",
        'href="javascript',
    ):
        assert risk not in page or risk == "{{ 7"
    # Marks that turn the direction of a line end where the name ends.
    for shown in re.findall(r">([^<>]*\u202e[^<>]*)<", page):
        assert re.search(f"<bdi[^>]*>{re.escape(shown)}</bdi>", page) or (
            f'value="{shown}' in page or "<title>" in page
        )
    assert any(name in html.unescape(one["name"]) for one in suggested(views, name))
    assert "49" not in re.sub(r"\d{3,}", "", page.partition("<main")[2])[:3000]


def test_the_script_writes_no_markup() -> None:
    text = (STATIC / "suggesting.js").read_text(encoding="utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacent", "eval", "document.write"):
        assert word not in text
    for word in ("isComposing", "compositionend", "aria-activedescendant", "Escape"):
        assert word in text


def test_searching_has_threads_of_its_own() -> None:
    assert "/search".startswith(MATCHING_BELOW)


def test_a_release_without_an_index_says_so(
    views: Client, serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving.now, "_search", None)
    bare = replace(serving.now.release, path=tmp_path)
    monkeypatch.setattr(serving.now, "release", bare)
    serving.now.cache._kept.clear()
    response = views.get("/search?q=a")
    assert response.status_code == 503
    assert "build the release again" in response.text
