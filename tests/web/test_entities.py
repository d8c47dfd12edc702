"""A page for each thing: all that is said of it, with who says so."""

import doctest
import html
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDFS, Literal, URIRef
from werkzeug.test import Client

from tsunagari.errors import SourceError
from tsunagari.explanation.values import written
from tsunagari.export.frames import FRAMES
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE
from tsunagari.web import drawn_text
from tsunagari.web.addresses import borrowed_path, page_path
from tsunagari.web.entities import arrangement, structured
from tsunagari.web.entities.reading import Told

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MIRAI = "/page/jp/org/co-op-mirai"
# What much is said of, in many ways.
LARGEST = (
    *("place/jp", "jp/form/specified-nonprofit-corporation", "jp/form/rokin-bank"),
    *("source/ilo-brief-2021", "concept/social", "concept/democratic"),
)
MOST_BYTES = 100_000


def asked(client: Client, query: str) -> list[dict[str, str]]:
    text = client.get("/sparql", query_string={"query": query, "format": "json"}).text
    return [
        {name: term["value"] for name, term in row.items()}
        for row in json.loads(text)["results"]["bindings"]
    ]


@pytest.fixture
def things(views: Client) -> list[str]:
    """All things of ours that a page of their own is about."""
    rows = asked(
        views,
        "SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } "
        f"FILTER (STRSTARTS(STR(?s), '{BASE}')) }}",
    )
    found = sorted(row["s"] for row in rows)
    return [iri for iri in found if page_path(iri).startswith("/page/")]


def links(text: str) -> Iterator[str]:
    for address in re.findall(r'href="([^"]+)"', text):
        yield html.unescape(address)


def test_every_kind_of_thing_has_pages(views: Client, things: list[str]) -> None:
    chosen = set(random.Random(7).sample(things, 60))
    chosen |= {str(BASE[path]) for path in LARGEST}
    for frame in FRAMES:
        rows = asked(views, f"SELECT ?s {{ ?s a <{frame.type}> }} ORDER BY ?s")
        own = {row["s"] for row in rows} & set(things)
        assert own or frame.name == "data-sets", frame.name
        chosen |= set(sorted(own)[:2])
    assert len(chosen) > 90
    for iri in sorted(chosen):
        for language in LANGUAGES:
            response = views.get(page_path(iri, language))
            assert response.status_code == 200, iri
            assert response.headers["Content-Language"] == language
            assert len(response.data) < MOST_BYTES, iri
            assert f"<code>{iri}</code>" in html.unescape(response.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["jp/org/co-op-mirai", "jp/org/hokkaido-npo-bank"])
def test_nothing_that_is_said_is_left_out(
    views: Client, path: str, language: str
) -> None:
    text = html.unescape(views.get(f"/page/{path}?lang={language}").text)
    body = json.loads(
        views.get(
            "/sparql",
            query_string={
                "query": f"SELECT DISTINCT ?p ?o {{ <{BASE[path]}> ?p ?o }}",
                "format": "json",
            },
        ).text
    )
    rows = body["results"]["bindings"]
    assert len(rows) > 15
    for row in rows:
        term = row["o"]
        if term["type"] == "uri":
            iri = term["value"]
            ways = (page_path(iri, language), borrowed_path(iri, language), iri)
            assert any(f'href="{way}"' in text for way in ways if way), term
        else:
            datatype = term.get("datatype")
            value = Literal(term["value"], datatype=datatype and URIRef(datatype))
            assert written(value, language) in text, term


def test_a_statement_has_its_evidence_beside_it(views: Client) -> None:
    text = html.unescape(views.get(f"{MIRAI}?lang=en").text)
    quotations = asked(
        views,
        "PREFIX sse: <https://w3id.org/tsunagari/ontology#> "
        "PREFIX oa: <http://www.w3.org/ns/oa#> "
        "SELECT ?q { GRAPH ?g { <https://w3id.org/tsunagari/jp/org/co-op-mirai> "
        "sse:activity ?o } ?g oa:hasSelector/oa:exact ?q }",
    )
    assert quotations
    for row in quotations:
        assert row["q"] in text
    assert text.count('<details class="evidence">') > 20
    assert "Stated" in text or "stated" in text


def test_what_is_inferred_is_marked_and_leads_to_why(views: Client) -> None:
    text = views.get(f"{MIRAI}?lang=en").text
    found = re.findall(r'<span class="inferred">inferred <a href="([^"]+)"', text)
    assert len(found) >= 3
    address = next(one for one in found if "SSEOrganization" in one)
    why = views.get(html.unescape(address))
    assert why.status_code == 200
    assert "this is inferred" in why.text


def test_rival_claims_stand_side_by_side(views: Client) -> None:
    text = views.get("/page/jp/org/hokkaido-npo-bank?lang=en").text
    rivals = re.findall(r'<div class="property rival">.*?</dd>', text, re.S)
    assert len(rivals) == 1
    assert "The sources differ" in rivals[0]
    assert "August 2002" in rivals[0]
    assert "October 2002" in rivals[0]
    assert rivals[0].count('<details class="evidence" open>') == 2
    assert "<blockquote" in rivals[0]


def test_evidence_has_a_page_that_tells_what_it_says(views: Client) -> None:
    text = views.get("/page/evidence/ilo-2021-co-op-mirai?lang=en").text
    assert "What this graph says" in text
    assert re.search("<h1>Evidence from “[^”]*Spotlight on Japan”</h1>", text)
    assert "<blockquote" in text
    said = re.findall(r"<dt>example of</dt><dd>.*?</dd>", text, re.S)
    assert any("community-based cooperative" in one for one in said)


def test_captions_are_nouns_in_both_directions(views: Client) -> None:
    ja = views.get("/page/jp/law/npo-act?lang=ja").text
    assert "項目の編集状態" in ja
    assert "試用" in ja
    assert "testing" not in re.sub(r"<details.*?</details>", "", ja, flags=re.S)
    assert "これを根拠法とするもの" in ja
    en = views.get("/page/concept/democratic?lang=en").text
    assert "meet it" in en
    assert "has this as" not in en


def test_the_names_are_told_in_all_scripts(views: Client) -> None:
    text = views.get(f"{MIRAI}?lang=ja").text
    assert re.search("<h1[^>]*>生活協同組合コープみらい</h1>", text)
    readings = re.search(r'<p class="readings">(.*?)</p>', text)
    assert readings
    assert "せいかつきょうどうくみあいコープみらい" in readings[1]
    assert 'lang="ja-hrkt"' in readings[1].lower()


def test_links_inside_lead_somewhere(views: Client) -> None:
    text = views.get(f"{MIRAI}?lang=ja").text
    ids = set(re.findall(r' id="([^"]+)"', text))
    tried = 0
    for address in set(links(text)):
        if address.startswith("#"):
            assert address[1:] in ids, address
        elif address.startswith("/") and not address.startswith("/ontology"):
            response = views.get(address)
            assert response.status_code == 200, address
            response.close()
            tried += 1
    assert tried > 40


def test_a_browser_is_led_from_the_name_to_the_page(client: Client) -> None:
    response = client.get("/id/jp/org/co-op-mirai", headers={"Accept": BROWSER})
    assert response.status_code == 303
    assert response.headers["Location"].endswith(MIRAI)
    assert response.headers["Vary"] == "Accept"
    page = client.get(MIRAI, headers={"Accept-Language": "ja"})
    assert page.headers["Content-Language"] == "ja"
    assert "Accept-Language" in page.headers["Vary"]
    leading = page.headers["Link"]
    assert f'<{BASE["jp/org/co-op-mirai"]}>; rel="canonical"' in leading
    assert leading.count('rel="alternate"') == 4
    assert 'rel="license"' in leading


def test_a_page_is_made_once(client: Client) -> None:
    tag = client.get(f"{MIRAI}?lang=en").headers["ETag"]
    again = client.get(f"{MIRAI}?lang=en", headers={"If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/page/ontology", "/ontology?lang=en"),
        ("/page/dataset/brief", "/datasets/brief?lang=en"),
        ("/page/dataset", "/datasets/tsunagari?lang=en"),
    ],
)
def test_what_has_another_page_leads_there(
    client: Client, path: str, there: str
) -> None:
    response = client.get(f"{path}?lang=en")
    assert response.status_code == 303
    assert response.headers["Location"] == f"http://localhost{there}"
    assert response.headers["Vary"] == "Accept-Language"
    assert int(response.headers.get("Content-Length", 0)) == len(response.data)


@pytest.mark.parametrize("path", ["/page/jp/org/nobody", "/page/a%20b", "/page/%3Cx"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_programs_read_it_in_the_terms_of_schema_org(views: Client) -> None:
    text = views.get(f"{MIRAI}?lang=ja").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert block
    found = json.loads(block[1])
    assert found["@id"] == str(BASE["jp/org/co-op-mirai"])
    assert found["@type"] == "Organization"
    assert found["name"][0] == {
        "@value": "生活協同組合コープみらい",
        "@language": "ja",
    }
    assert found["foundingDate"] == "2013-03-21"


def test_a_name_with_markup_ends_nothing() -> None:
    name = Literal("</script><script>alert(1)</script>", lang="en")
    iri = URIRef(BASE["jp/org/x"])
    told = Told({RDFS.label: {name: set()}}, {}, {})
    document = structured.structured(iri, told, "en", {})
    assert document["name"]["@value"] == str(name)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("short", 32, "short"),
        ("日本生活協同組合連合会", 22, "日本生活協同組合連合会"),
        ("日本生活協同組合連合会", 21, "日本生活協同組合連合…"),
        ("a long name of an organization", 12, "a long name…"),
    ],
)
def test_names_fit_their_boxes(text: str, most: int, short: str) -> None:
    assert drawn_text.shortened(text, most) == short


def test_the_examples_of_drawn_text_hold() -> None:
    failed, tried = doctest.testmod(drawn_text)
    assert tried > 3
    assert not failed


BROKEN = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ssesh: <https://w3id.org/tsunagari/shapes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ssesh:Page sh:property [ {} ] .
ssesh:G a sh:PropertyGroup ; sh:order 1 ; rdfs:label "g"@en , "g"@ja .
"""


@pytest.mark.parametrize(
    ("shape", "wrong"),
    [
        ("sh:path rdfs:label ; sh:order 1", "no sh:group"),
        ("sh:path rdfs:label ; sh:group ssesh:G", "no sh:order"),
        ("sh:path ( rdfs:label ) ; sh:group ssesh:G ; sh:order 1", "sh:path is"),
        (
            'sh:path rdfs:label ; sh:name "n"@en ; sh:group ssesh:G ; sh:order 1',
            "is wanted in en and ja",
        ),
    ],
)
def test_an_arrangement_that_does_not_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str, wrong: str
) -> None:
    path = tmp_path / "entity.ttl"
    path.write_text(BROKEN.format(shape), encoding="utf-8")
    monkeypatch.setattr(arrangement, "files", lambda *_: [("pages/entity.ttl", path)])
    with pytest.raises(SourceError, match=wrong):
        arrangement._read.__wrapped__(())
