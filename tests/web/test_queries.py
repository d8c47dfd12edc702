"""Stored queries as an API: pages, forms, answers in every format, refusals."""

import csv
import html
import io
import json
import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from werkzeug.test import Client

from tsunagari.config import Peer, Settings
from tsunagari.explanation.words import Words
from tsunagari.sparql.formats import formats_for
from tsunagari.sparql.library import StoredQuery, all_queries
from tsunagari.sparql.parameters import parameters
from tsunagari.web.app import create_app
from tsunagari.web.queries.pages import ending
from tsunagari.web.queries.shown import cell
from tsunagari.web.queries.words import BUILD, ROLES, TAGS, WORDS
from tsunagari.web.serving import Serving
from tsunagari.web.state import State
from tsunagari.web.stored import answer_kind, asked_peers

QUERIES = all_queries()
PUBLIC = [query for query in QUERIES if query.role not in BUILD]
HERE = [query for query in PUBLIC if not asked_peers(query)]
FORMS = "/queries/lk-1-organizations-of-form"
AREA = "/queries/lk-2-organizations-in-area"
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def examples(query: StoredQuery) -> str:
    return urlencode({one.name: one.example for one in parameters(query)})


def test_every_query_is_on_the_list_in_both_languages(client: Client) -> None:
    for language, key in (("en", "summary"), ("ja", "summary-ja")):
        text = html.unescape(client.get(f"/queries?lang={language}", headers=PAGE).text)
        for query in QUERIES:
            assert query.header[key] in text
            assert f"/queries/{query.name}?lang={language}" in text


def test_the_list_is_for_programs_too(client: Client) -> None:
    link = client.get("/queries", headers=PAGE).headers["Link"]
    assert link.startswith('<http://localhost/openapi.json>; rel="service-desc"')
    response = client.get("/queries", headers={"Accept": "application/json"})
    assert response.mimetype == "application/json"
    told = {one["name"]: one for one in json.loads(response.data)["queries"]}
    assert told.keys() == {query.name for query in QUERIES}
    one = told["lk-1-organizations-of-form"]
    assert one["address"] == f"http://localhost{FORMS}"
    assert [parameter["name"] for parameter in one["parameters"]] == ["form", "lang"]


def test_a_topic_narrows_the_list(client: Client) -> None:
    text = client.get("/queries?tag=funding&lang=en", headers=PAGE).text
    found = set(re.findall(r'href="/queries/([\w-]+)', text))
    assert found == {query.name for query in QUERIES if "funding" in query.tags}
    assert client.get("/queries?tag=nothing").status_code == 404


def test_every_topic_and_role_has_a_name_in_both_languages() -> None:
    tags = {tag for query in QUERIES for tag in query.tags}
    roles = {query.role for query in QUERIES}
    assert roles == ROLES.keys()
    assert tags - roles == TAGS.keys()
    assert WORDS["en"].keys() == WORDS["ja"].keys()


@pytest.mark.parametrize("query", HERE, ids=lambda query: query.name)
def test_every_query_has_a_page_with_its_answer(
    query: StoredQuery, views: Client
) -> None:
    for language, key in (("en", "summary"), ("ja", "summary-ja")):
        address = f"/queries/{query.name}?{examples(query)}&lang={language}"
        response = views.get(address.replace("lang=ja&", "", 1), headers=PAGE)
        assert response.status_code == 200
        assert response.headers["Content-Language"] == language
        text = html.unescape(response.text)
        assert query.header[key] in text
        assert query.query in text
        for parameter in parameters(query):
            if parameter.name != "lang":
                assert parameter.labels[language] in text
                assert f'name="{parameter.name}"' in text
        # Of registers, which this release has none of, little is to be told.
        assert "<tbody>" in text or "register" in query.tags


@pytest.mark.parametrize("query", HERE, ids=lambda query: query.name)
def test_every_format_of_the_page_can_be_had(query: StoredQuery, views: Client) -> None:
    page = views.get(f"/queries/{query.name}?{examples(query)}", headers=PAGE)
    links = re.findall(r'class="run".*?</p>', page.text, re.DOTALL)[0]
    addresses = re.findall(r'href="([^"]+)"', links)
    offered = formats_for(answer_kind(query))
    assert len(addresses) == len(offered)
    for address, format in zip(addresses, offered, strict=True):
        answer = views.get(html.unescape(address))
        assert answer.status_code == 200
        assert answer.mimetype == format.media_type
    link = page.headers.getlist("Link")
    assert [one.partition('type="')[2].rstrip('"') for one in link] == [
        format.media_type for format in offered
    ]


def rows(response: object) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.text)))  # type: ignore[attr-defined]


def test_an_answer_comes_in_the_format_asked_for(client: Client) -> None:
    query = "?form=form:workers-cooperative&lang=ja"
    by_ending = client.get(f"{FORMS}.csv{query}")
    assert by_ending.mimetype == "text/csv"
    assert rows(by_ending)[1][2] == "労働者協同組合ワーカーズコープ・センター事業団"
    by_name = client.get(f"{FORMS}{query}&format=csv")
    by_header = client.get(f"{FORMS}{query}", headers={"Accept": "text/csv"})
    assert by_ending.data == by_name.data == by_header.data
    usual = client.get(FORMS + query)
    assert usual.mimetype == "application/sparql-results+json"
    assert client.get(f"{FORMS}{query}&format=html").mimetype == "text/html"
    assert client.get(f"{FORMS}.ttl").status_code == 404
    assert client.get(f"{FORMS}?format=turtle").status_code == 406


def test_an_answer_is_that_of_the_endpoint(client: Client) -> None:
    """The same text at /sparql gives the same bytes, validator and headers."""
    page = client.get(f"{AREA}?area=jpplace:tokyo&lang=en", headers=PAGE)
    link = re.findall(r'href="(/sparql\?query=[^"]+)"', page.text)[0]
    there = client.get(html.unescape(link) + "&format=csv")
    here = client.get(f"{AREA}.csv?area=jpplace:tokyo&lang=en")
    assert here.status_code == there.status_code == 200
    assert here.data == there.data
    assert here.headers["ETag"] == there.headers["ETag"]
    for name in ("Access-Control-Allow-Origin", "Vary", "Link", "Cache-Control"):
        assert here.headers[name] == there.headers[name]
    again = {"If-None-Match": here.headers["ETag"]}
    kept = client.get(f"{AREA}.csv?area=jpplace:tokyo&lang=en", headers=again)
    assert kept.status_code == 304


def test_first_rows_and_time_limits_go_through(client: Client) -> None:
    cut = client.get(f"{FORMS}.csv?maxrows=2")
    assert len(rows(cut)) == 3
    assert cut.headers["X-SPARQL-MaxRows"] == "2"
    assert client.get(f"{FORMS}.csv?maxrows=0").status_code == 400
    assert client.get(f"{FORMS}.csv?timeout=x").status_code == 400
    late = client.get("/queries/lk-6-things-by-name.csv?text=o&timeout=0.000001")
    assert late.status_code == 504


def test_methods(client: Client) -> None:
    head = client.head(f"{FORMS}.csv")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == client.get(f"{FORMS}.csv").headers["ETag"]
    for path in ("/queries", FORMS, f"{FORMS}.csv"):
        told = client.open(path, method="OPTIONS")
        assert told.status_code == 204
        assert told.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert told.headers["Access-Control-Allow-Origin"] == "*"
        assert client.post(path).status_code == 405


def test_an_id_leads_to_the_name(client: Client) -> None:
    response = client.get("/queries/LK-1.csv?form=form:rokin-bank&maxrows=1")
    assert response.status_code == 308
    expected = f"{FORMS}.csv?form=form%3Arokin-bank&maxrows=1"
    assert response.headers["Location"].removeprefix("http://localhost") == expected
    assert client.get("/queries/nothing").status_code == 404


def test_the_file_itself_can_be_had(client: Client) -> None:
    response = client.get(f"{FORMS}.rq")
    assert response.mimetype == "application/sparql-query"
    (query,) = [one for one in QUERIES if one.header["id"] == "LK-1"]
    assert response.text == query.text


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("form=%3Chttp%3A%2F%2Fa%3E", "'form' cannot be '<http://a>'"),
        ("form=a&form=b", "given 2 times"),
        ("fomr=form:rokin-bank", "no parameter 'fomr'; it has form, lang"),
        ("lang=fr", "one of en, ja"),
        ("form=form%3Ax%3E%20%7D%20%23", "'form' cannot be"),
        ("default-graph-uri=urn:x", "no parameter 'default-graph-uri'"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: Client, given: str, reason: str
) -> None:
    response = client.get(f"{FORMS}.csv?{given}", headers={"Accept": "text/csv"})
    assert response.status_code == 400
    assert reason in response.text


def test_a_page_tells_what_is_wrong_in_its_language(client: Client) -> None:
    attack = "<script>alert(1)</script>"
    query = urlencode({"form": attack, "lang": "ja"})
    response = client.get(f"{FORMS}?{query}", headers=PAGE)
    assert response.status_code == 400
    assert "パラメーター「form」に" in response.text
    assert "<script>" not in response.text
    assert html.escape(attack) in response.text
    query = urlencode({"from": "98", "lang": "en"})
    page = client.get(
        f"/queries/lk-7-organizations-by-founding-year?{query}", headers=PAGE
    )
    assert page.status_code == 400
    assert 'aria-invalid="true"' in page.text


def test_a_page_waits_for_the_value_that_is_needed(client: Client) -> None:
    page = client.get(f"{AREA}?lang=en", headers=PAGE)
    assert page.status_code == 200
    assert WORDS["en"]["needs a value"] in page.text
    assert "<tbody>" not in page.text
    assert "Tokyo" in page.text
    assert "東京都" in client.get(f"{AREA}?lang=ja", headers=PAGE).text
    assert client.get(f"{AREA}.csv").status_code == 400


def test_everything_is_asked_for_only_when_told(client: Client) -> None:
    page = client.get(f"{FORMS}?lang=en", headers=PAGE).text
    assert WORDS["en"]["waits"] in page
    assert "<tbody>" not in page
    told = client.get(f"{FORMS}?lang=en&form=&run=1", headers=PAGE).text
    assert told.count("<tr>") > 20
    assert WORDS["en"]["waits"] not in told


def test_choices_are_those_of_the_release(client: Client) -> None:
    text = client.get(f"{FORMS}?lang=ja&form=form:rokin-bank", headers=PAGE).text
    assert '<option value="form:rokin-bank" selected>労働金庫</option>' in text
    assert '<option value="">（すべて）</option>' in text
    # What is not among them can be asked for, by its address.
    other = client.get(f"{FORMS}?lang=en&form=urn:x", headers=PAGE).text
    assert '<option value="urn:x" selected>urn:x</option>' in other
    assert WORDS["en"]["none"] in other


@pytest.mark.parametrize("language", ["en", "ja"])
def test_areas_are_offered_in_the_order_of_their_codes(
    client: Client, language: str
) -> None:
    path = f"/queries/cq23-forms-by-prefecture?lang={language}"
    text = client.get(path, headers=PAGE).text
    offered = re.findall(r'<option value="jpplace:(\w+)"', text)
    assert len(offered) == 47
    assert (offered[:2], offered[-1]) == (["hokkaido", "aomori"], "okinawa")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_question_about_registers_says_that_there_is_none(
    client: Client, language: str
) -> None:
    told = WORDS[language]["no register"]  # type: ignore[index]
    about = client.get(f"/queries/cq25-mergers?lang={language}", headers=PAGE).text
    assert told in about
    other = client.get(f"{FORMS}?lang={language}", headers=PAGE).text
    assert told not in other


def test_others_than_those_offered_can_be_typed(client: Client) -> None:
    path = "/queries/lk-4-statements-about-thing"
    text = client.get(f"{path}?lang=ja&thing=form:rokin-bank", headers=PAGE).text
    assert '<datalist id="c-thing">' in text
    assert '<option value="jporg:jccu">日本生活協同組合連合会</option>' in text
    assert 'value="form:rokin-bank" placeholder="例：jporg:jccu"' in text


def test_a_default_is_told_by_its_name(client: Client) -> None:
    path = "/queries/cq02-public-interest-corporations"
    text = client.get(f"{path}?lang=ja", headers=PAGE).text
    assert "指定しない場合：公益法人" in text


def test_a_long_answer_is_cut_on_the_page_and_told(client: Client) -> None:
    path = "/queries/lk-6-things-by-name"
    text = client.get(f"{path}?text=o&lang=en", headers=PAGE).text
    assert text.count("<tr>") == 101
    assert "Only the first 100 rows are shown" in text
    assert len(rows(client.get(f"{path}.csv?text=o"))) > 101


def test_cells_are_links_only_where_they_lead_to_the_web(client: Client) -> None:
    path = "/queries/lk-4-statements-about-thing?thing=jporg:jccu&lang=en"
    text = client.get(path, headers=PAGE).text
    assert '<a href="http://jccu.coop/eng/" rel="nofollow">' in text
    assert set(re.findall(r'<td[^>]*><a href="(\w+):', text)) <= {"http", "https"}
    assert '<td lang="ja">日本生活協同組合連合会</td>' in text
    path = "/queries/lk-1-organizations-of-form?lang=en&form=javascript:alert(1)"
    assert 'href="javascript' not in client.get(path, headers=PAGE).text
    words = Words(lambda _: [], "en")
    assert cell({"type": "uri", "value": "javascript:alert(1)"}, words).address == ""
    assert cell({"type": "uri", "value": "https://a.example/"}, words).address


def test_things_are_called_by_their_names_in_the_language_of_the_page(
    client: Client,
) -> None:
    path = "/queries/cq01-full-forms?lang=ja"
    text = client.get(path, headers=PAGE).text
    table = re.search(r"<tbody>(.*?)</tbody>", text, re.S)
    assert table
    link = '<a href="/page/jp/form/consumer-cooperative?lang=ja" rel="nofollow">'
    assert f"{link}消費生活協同組合</a>" in table[1]
    assert table[1].count("消費生活協同組合") == 2
    assert "consumer cooperative" not in table[1]


def test_what_asks_others_says_where_they_are_not_known(client: Client) -> None:
    for query in QUERIES:
        if asked_peers(query):
            page = client.get(f"/queries/{query.name}?lang=en&run=1", headers=PAGE)
            assert page.status_code == 200
            assert "asks the peer uk, which is not known here" in page.text
            assert "<button" not in page.text.partition("<main")[2]
            assert client.get(f"/queries/{query.name}.csv").status_code == 400


def test_others_are_asked_only_when_told(settings: Settings, serving: Serving) -> None:
    peers = (Peer("uk", "http://127.0.0.1:9/sparql"),)
    known = State.of(replace(settings, peers=peers, peer_seconds=3600), serving)
    client = create_app(known).test_client()
    page = client.get("/queries/fed-1-retail-cooperatives?lang=en", headers=PAGE)
    assert page.status_code == 200
    assert 'name="run"' in page.text
    assert 'role="alert"' not in page.text
    told = client.get("/queries/fed-1-retail-cooperatives?lang=en&run=1", headers=PAGE)
    assert told.status_code == 502
    assert 'role="alert"' in told.text


def test_a_graph_is_shown_as_statements(client: Client) -> None:
    page = client.get("/queries/partners?lang=en", headers=PAGE)
    assert page.status_code == 200
    assert "partneredWith" in page.text
    assert ">ttl<" in page.text
    assert client.get("/queries/partners.ttl").mimetype == "text/turtle"


def test_endings_name_formats() -> None:
    for query in QUERIES:
        kind = answer_kind(query)
        assert len({ending(format) for format in formats_for(kind)}) == len(
            formats_for(kind)
        )
