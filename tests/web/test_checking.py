"""/validate, /reason and /check: what is said of a graph that is not stored."""

import gzip
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDF, SH, Dataset, Graph, Literal, URIRef
from werkzeug.test import Client, TestResponse

from tsunagari.languages import LANGUAGES
from tsunagari.web.workbench.checking_words import RELATIONS, SEVERITIES, WORDS
from tsunagari.workbench.checking.bounds import Bounds
from tsunagari.workbench.checking.checker import Checker

from .checking_app import checking_app

GRAPHS = Path(__file__).parents[1] / "workbench" / "graphs"
TURTLE = {"Content-Type": "text/turtle"}
FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
JSON_LD = {"Content-Type": "application/ld+json"}
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client() -> Client:
    return checking_app(Checker(slots=2)).test_client()


def text_of(name: str) -> bytes:
    return (GRAPHS / f"{name}.ttl").read_bytes()


def read(response: TestResponse) -> Graph:
    graph = Dataset(default_union=True)
    graph.parse(data=response.data, format=FORMATS[response.mimetype])
    found = Graph()
    for s, p, o, _ in graph.quads():
        found.add((s, p, o))
    return found


def sent(
    client: Client, name: str, language: str = "en", graph: str = "", **more: bytes
) -> TestResponse:
    """Send a file as a browser does, without a script."""
    files = {f"{name}.ttl": text_of(name)} if name else {}
    files |= more
    return client.post(
        f"/check?lang={language}",
        data={
            "graph": graph,
            "file": [(io.BytesIO(data), called) for called, data in files.items()],
        },
        content_type="multipart/form-data",
        headers=PAGE,
    )


@pytest.mark.parametrize("media_type", FORMATS)
def test_the_report_comes_in_each_format(client: Client, media_type: str) -> None:
    response = client.post(
        "/validate", data=text_of("violations"), headers=TURTLE | {"Accept": media_type}
    )
    assert response.status_code == 422
    assert response.mimetype == media_type
    report = read(response)
    (top,) = report.subjects(RDF.type, SH.ValidationReport)
    assert list(report.objects(top, SH.conforms)) == [Literal(False)]
    assert len(set(report.objects(top, SH.result))) > 5
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in response.headers["Vary"]


def test_a_graph_that_conforms_is_200(client: Client) -> None:
    response = client.post("/validate", data=text_of("valid"), headers=TURTLE)
    assert response.status_code == 200
    assert set(read(response).objects(None, SH.conforms)) == {Literal(True)}


@pytest.mark.parametrize("name", ["empty", "foreign"])
def test_nothing_to_check_is_no_success(client: Client, name: str) -> None:
    data = text_of(name) or b"# nothing\n"
    response = client.post("/validate", data=data, headers=TURTLE)
    assert response.status_code == 422
    assert "nothing was checked" in response.text
    assert "ValidationReport" not in response.text
    page = client.post("/validate", data=data, headers=TURTLE | PAGE)
    assert page.status_code == 422
    assert "Nothing was checked" in page.text
    assert WORDS["en"]["conforms"] not in page.text


@pytest.mark.parametrize("media_type", FORMATS)
def test_what_follows_comes_in_each_format(client: Client, media_type: str) -> None:
    response = client.post(
        "/reason", data=text_of("valid"), headers=TURTLE | {"Accept": media_type}
    )
    assert response.status_code == 200
    assert response.headers["X-Beside"] == "everything"
    midori = URIRef("https://example.org/midori")
    assert (midori, None, None) in read(response)
    assert (midori, RDF.type, None) not in read(response)


def test_contradictions_are_409_with_both_sides(client: Client) -> None:
    data = text_of("contradiction")
    response = client.post("/reason", data=data, headers=TURTLE)
    assert response.status_code == 409
    assert response.mimetype == "text/plain"
    assert "cax-dw" in response.text
    asked = {"Accept": "application/problem+json"}
    problem = client.post("/reason", data=data, headers=TURTLE | asked)
    assert problem.status_code == 409
    assert problem.mimetype == "application/problem+json"
    content = json.loads(problem.data)
    assert content["status"] == 409
    assert len(content["contradictions"]) == 2
    for one in content["contradictions"]:
        assert {side[2] for side in one["sides"]} == {"org:Organization", "sse:Place"}
        assert set(one["texts"]) == set(LANGUAGES)
    page = client.post("/reason", data=data, headers=TURTLE | PAGE)
    assert page.status_code == 409
    assert "cannot be true together" in page.text


def test_bodies_are_read_as_by_the_graph_store_protocol(client: Client) -> None:
    packed = client.post(
        "/validate",
        data=gzip.compress(text_of("valid")),
        headers=TURTLE | {"Content-Encoding": "gzip"},
    )
    assert packed.status_code == 200
    form = client.post(
        "/validate",
        data={
            "a": (io.BytesIO(text_of("valid")), "a.ttl"),
            "b": (io.BytesIO(text_of("violations")), "b.ttl"),
        },
        content_type="multipart/form-data",
    )
    assert form.status_code == 422
    relative = b"@prefix o: <http://www.w3.org/ns/org#> . <a> a o:Organization ."
    lost = client.post("/validate", data=relative, headers=TURTLE)
    assert lost.status_code == 400
    based = client.post(
        "/validate?graph=https://example.org/", data=relative, headers=TURTLE
    )
    assert "<https://example.org/a>" in based.text


@pytest.mark.parametrize("path", ["/validate", "/reason"])
@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        (b"", {}, 400),
        (b"<urn:a>", TURTLE, 400),
        (b"x=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"<urn:a> <urn:b> 1 .", {"Content-Type": "text/plain"}, 415),
        (b'{"@context": "http://localhost/"}', JSON_LD, 400),
        (b"<urn:a> <urn:b> 1 .", TURTLE | {"Accept": "image/png"}, 406),
        (b"\xff\xfe", TURTLE, 415),
        (b" " * 1_000_001, TURTLE, 413),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(
    client: Client, path: str, data: bytes, headers: dict[str, str], status: int
) -> None:
    response = client.post(path, data=data, headers=headers)
    assert response.status_code == status
    assert response.text.startswith(str(status))
    assert "Traceback" not in response.text
    assert "/service/" not in response.text


@pytest.mark.parametrize("path", ["/validate", "/reason"])
def test_only_posts_are_answered(client: Client, path: str) -> None:
    assert client.get(path).status_code == 405
    assert client.put(path, data=b"").status_code == 405
    named = client.post(f"{path}?graph=no-iri", data=text_of("valid"), headers=TURTLE)
    assert named.status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_a_plain_form(client: Client, language: str) -> None:
    response = client.get("/check", headers=PAGE | {"Accept-Language": language})
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    page = response.text
    assert f'<html lang="{language}">' in page
    assert 'enctype="multipart/form-data"' in page
    assert re.search(r'<form[^>]*method="post"[^>]*action="/check\?lang=', page)
    assert 'type="file"' in page
    assert "<script" not in page
    for label in re.findall(r'<label for="(\w+)"', page):
        assert f'id="{label}"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_all_of_it(client: Client, language: str) -> None:
    words = WORDS[language]
    response = sent(client, "violations", language, "https://example.org/g")
    assert response.status_code == 422
    page = html.unescape(response.text)
    assert words["does not"] in page
    assert 'href="https://example.org/nameless"' in page
    assert "SHP-8" in page
    assert 'href="https://w3id.org/tsunagari/shapes#Organization-label"' in page
    for heading in ("results", "link", "classes", "follows", "store"):
        assert f"{words[heading]}</h2>" in page
    assert "組織" in page if language == "ja" else "organization" in page
    assert "$TOKEN" in page
    assert "graph-store?graph=https%3A%2F%2Fexample.org%2Fg" in page
    assert "@violations.ttl" in page
    assert len(response.data) < 100_000


def test_the_page_proposes_links_as_a_table(client: Client) -> None:
    page = sent(client, "link").text
    assert 'href="https://example.org/jccu"' in page
    assert re.search(r"<td>(the same|exact match|close match)</td>", page)
    # Each side by its name in the language of the reader.
    assert "日本生活協同組合連合会" in sent(client, "link", "ja").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_contradictions(client: Client, language: str) -> None:
    response = sent(client, "contradiction", language)
    assert response.status_code == 409
    assert WORDS[language]["contradicts"] in response.text
    assert ("両立しない" if language == "ja" else "cannot be true") in response.text


def test_the_page_tells_what_cannot_be_read(client: Client) -> None:
    nothing = sent(client, "")
    assert nothing.status_code == 400
    assert "choose a file" in nothing.text
    broken = sent(client, "", **{"broken.ttl": b"<a <b>"})
    assert broken.status_code == 400
    assert "broken.ttl" in broken.text
    unknown = sent(client, "", **{"table.csv": b"a,b"})
    assert unknown.status_code == 415
    for response in (nothing, broken, unknown):
        assert WORDS["en"]["trouble"] in response.text
        assert 'enctype="multipart/form-data"' in response.text


HOSTILE = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
<javascript:alert(1)> a org:Organization ;
    rdfs:label "</pre><script>alert(1)</script><img src=x onerror=alert(1)>"@ja ,
        "{{ 7*7 }}" ;
    sse:foundedIn "'\\"><svg/onload=alert(1)>" .
<data:text/html,x> a org:Organization , sse:Place ; rdfs:label "<b>bold</b>"@ja .
<https://example.org/%22onclick=alert(1)> a org:Organization , sse:Place .
"""


class Elements(HTMLParser):
    """Which elements a page has, and what they lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.leads: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.leads += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_what_is_sent_becomes_markup(client: Client, language: str) -> None:
    name = "'; touch x; echo '<i>.ttl"
    response = sent(client, "", language, **{name: HOSTILE.encode()})
    assert response.status_code == 409
    found = Elements()
    found.feed(response.text)
    assert not found.names & {"script", "img", "svg", "b", "i", "iframe"}
    assert not any(name.startswith("on") for name in found.attributes)
    assert all(
        lead.startswith(("https://", "http://", "/", "#")) for lead in found.leads
    )
    assert "{{ 7*7 }}" in html.unescape(response.text)
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    # The shell sees one word, whatever the file is called.
    assert "'@'\"'\"'; touch x; echo '\"'\"'<i>.ttl'" in html.unescape(response.text)


def test_what_was_not_done_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    client = checking_app(Checker(bounds=Bounds(seconds=0))).test_client()
    page = sent(client, "link").text
    assert WORDS["en"]["stopped"] in page
    assert "send less" in page
    assert WORDS["en"]["link"] + "</h2>" not in page
    late = checking_app(Checker(seconds=0.2)).test_client()
    response = late.post("/validate", data=text_of("valid"), headers=TURTLE)
    assert response.status_code == 504
    assert sent(late, "valid").status_code == 504


def test_who_causes_too_much_work_is_asked_to_wait() -> None:
    client = checking_app(Checker(), seconds=0.01).test_client()
    assert (
        client.post("/reason", data=text_of("valid"), headers=TURTLE).status_code == 200
    )
    response = client.post("/reason", data=text_of("valid"), headers=TURTLE)
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0


def test_the_words_are_there_in_both_languages() -> None:
    for table in (WORDS, SEVERITIES, RELATIONS):
        assert set(table["en"]) == set(table["ja"])
        for words in table.values():
            assert all(words.values())
    used = set(re.findall(r"words\['([\w ]+)'\]", template()))
    used |= {"nothing", "conforms", "does not"}
    assert used - {"site"} == set(WORDS["en"])


def template() -> str:
    import tsunagari.web

    top = Path(tsunagari.web.__file__).parent / "workbench" / "templates" / "workbench"
    return (top / "check.html").read_text(encoding="utf-8")
