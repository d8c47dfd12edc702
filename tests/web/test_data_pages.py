"""The pages about the data as a whole: shapes, validation, status, licences."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.compare import isomorphic
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release
from tsunagari.release.report_files import REPORT, SHACL_REPORT, SHAPES
from tsunagari.sparql.library import read_queries
from tsunagari.validation.profiles import profile
from tsunagari.validation.shapes import read_shapes
from tsunagari.web.app import create_app
from tsunagari.web.data_pages import validation
from tsunagari.web.data_pages.shape_reading import Reader, plain
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

TOP = Path(__file__).parents[2]
NAMESPACE = "https://w3id.org/tsunagari/shapes#"
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def named_shapes(graph: Graph) -> set[str]:
    return {
        str(shape).removeprefix(NAMESPACE)
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in graph.subjects(RDF.type, kind)
        if isinstance(shape, URIRef)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_shape_is_an_anchor(client: Client, language: str) -> None:
    text = client.get(f"/shapes?lang={language}").text
    anchors = re.findall(r'id="([\w-]+)"', text)
    assert len(anchors) == len({*anchors})
    expected = named_shapes(read_shapes() + profile("essglobal"))
    assert len(expected) > 200
    assert expected <= {*anchors}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_node_shape_has_a_page(views: Client, language: str) -> None:
    text = views.get(f"/shapes?lang={language}").text
    pages = re.findall(r'href="(/shapes/[^"?]+)\?', text)
    assert len(pages) > 50
    for page in pages:
        told = views.get(f"{page}?lang={language}")
        assert told.status_code == 200, page
        assert told.headers["Content-Language"] == language
        # What no phrase is known for would be shown by its name in SHACL.
        assert not re.search(r"\bsh:", told.text), page


def test_a_shape_is_told_in_words(views: Client) -> None:
    text = views.get("/shapes/Evidence?lang=en").text
    assert 'href="/ontology/reading?lang=en"' in text
    for words in ("exactly 1", "concept:stated", "SHP-2", "violation"):
        assert words in text
    assert "ちょうど1個" in views.get("/shapes/Evidence?lang=ja").text


def test_a_shape_that_is_none_is_not_found(views: Client) -> None:
    response = views.get("/shapes/Nothing")
    assert response.status_code == 404
    assert "/shapes lists them" in response.text


@pytest.mark.parametrize(
    ("said", "english", "japanese"),
    [
        ("sh:minCount 2 ; sh:maxCount 3", "2 to 3", "2～3個"),
        ("sh:maxCount 0", "none", "値なし"),
        ("sh:minInclusive 1 ; sh:maxExclusive 5", "less than 5, 1 or more", None),
        ("sh:pattern '^a<b'", "written as ^a<b", "正規表現^a<bに合う"),
        ("sh:nodeKind sh:IRIOrLiteral", "IRIs or literals", None),
        ("sh:or ([ sh:datatype xsd:date ] [ sh:path ex:p ; sh:minCount 1 ])",
         "values of the type xsd:date or <https://example.org/p>: 1 or more", None),
        ("sh:xone ([ sh:class ex:A ] [ sh:class ex:B ])",
         "exactly one of: things of the class <https://example.org/A> "
         "or things of the class <https://example.org/B>",
         None),
        ("sh:not [ sh:hasValue 3 ]", "not (3 among them)", "（3を含む）ではない"),
        ("sh:node ex:Other", "as <https://example.org/Other> asks", None),
        ("sh:qualifiedValueShape [ sh:languageIn ('en') ] ; sh:qualifiedMaxCount 1",
         "1 at most of them: in the language en", "そのうち1個以下：言語がen"),
        ("sh:uniqueLang false", "", ""),
        ("sh:equals ex:q", "the same values as <https://example.org/q>", None),
    ],
)  # fmt: skip
def test_constraints_are_sentences(
    said: str, english: str, japanese: str | None
) -> None:
    graph = Graph().parse(data=f"{PREFIXES} ex:S {said} .", format="turtle")
    shape = URIRef("https://example.org/S")
    assert ", ".join(map(plain, Reader(graph, "en").asks(shape))) == english
    if japanese is not None:
        assert "、".join(map(plain, Reader(graph, "ja").asks(shape))) == japanese


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("[ sh:inversePath ex:p ]", "^<https://example.org/p>"),
        ("( ex:p ex:q )", "<https://example.org/p> / <https://example.org/q>"),
        (
            "[ sh:alternativePath ( ex:p [ sh:oneOrMorePath ex:q ] ) ]",
            "<https://example.org/p> | <https://example.org/q>+",
        ),
    ],
)
def test_paths_are_written_as_in_sparql(said: str, path: str) -> None:
    graph = Graph().parse(data=f"{PREFIXES} ex:S sh:path {said} .", format="turtle")
    assert plain(Reader(graph, "en").path(URIRef("https://example.org/S"))) == path


def test_a_query_of_a_shape_is_shown() -> None:
    said = 'sh:sparql [ sh:select "SELECT $this { $this ?p 1 }" ]'
    graph = Graph().parse(data=f"{PREFIXES} ex:S {said} .", format="turtle")
    reader = Reader(graph, "en")
    shape = URIRef("https://example.org/S")
    assert reader.queries(shape) == ["SELECT $this { $this ?p 1 }"]
    assert reader.asks(shape) == []


@pytest.mark.parametrize("path", ["/shapes", "/validation"])
@pytest.mark.parametrize(
    ("type", "syntax"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_programs_get_rdf(
    client: Client, release: Release, path: str, type: str, syntax: str
) -> None:
    response = client.get(path, headers={"Accept": type})
    assert response.mimetype == type
    found = Graph().parse(data=response.data, format=syntax)
    name = SHAPES if path == "/shapes" else SHACL_REPORT
    assert isomorphic(found, Graph().parse(release.path / name))


def test_the_shapes_of_the_release_are_those_of_the_files(release: Release) -> None:
    assert isomorphic(
        Graph().parse(release.path / SHAPES), read_shapes() + profile("essglobal")
    )


def test_the_iri_of_the_shapes_leads_to_them(client: Client) -> None:
    response = client.get("/id/shapes", headers={"Accept": "text/turtle"})
    assert response.status_code == 303
    assert response.headers["Location"] == "http://localhost/shapes"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_tells_what_was_found(
    client: Client, release: Release, language: str
) -> None:
    text = client.get(f"/validation?lang={language}").text
    report = json.loads((release.path / REPORT).read_text(encoding="utf-8"))
    assert report["counts"] == release.manifest["validation"]
    assert report["rules"]
    for rule in report["rules"]:
        assert rule["messages"][language] in text
        name = rule["rule"].removeprefix("ssesh:")
        assert f'href="/shapes?lang={language}#{name}"' in text
        assert len(rule["results"]) == rule["count"]
        for one in rule["results"]:
            assert one["node"] in text
            assert f'href="/page/{one["iri"].partition("tsunagari/")[2]}?lang=' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_tells_what_explains_a_result(
    client: Client, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = {
        "rule": "ssesh:Inner",
        "messages": {"en": "It has no name.", "ja": "名がない。"},
        "node": "jporg:part",
        "path": "rdfs:label",
        "value": "",
    }
    outer = {**inner, "messages": {"en": "It is no body.", "ja": "団体でない。"}}
    result = {
        **{"node": "jporg:whole", "iri": "", "path": "", "value": "", "files": []},
        "details": [{**outer, "details": [inner]}],
    }
    rule = {
        "rule": "ssesh:Outer",
        "severity": "warning",
        "messages": inner["messages"],
        "count": 1,
        "results": [result],
    }
    told = {"conforms": True, "counts": {"violation": 0, "warning": 1, "info": 0}}
    report = {**told, "rules": [rule], "queries": [], "labels": {}}
    monkeypatch.setattr(validation, "report_of", lambda path: report)
    text = client.get(f"/validation?lang={language}").text
    because = "理由：" if language == "ja" else "because: "
    first, second = outer["messages"][language], inner["messages"][language]
    assert f"<li>{because}{first}" in text
    assert text.index(f"{because}{first}") < text.index(f"{because}{second}")


def test_the_report_names_the_queries_that_ran(client: Client) -> None:
    text = client.get("/validation").text
    queries = list(read_queries("hygiene"))
    assert len(queries) > 40
    for query in queries:
        assert f'href="/queries/{query.name}?' in text


def test_the_report_as_json_is_that_of_the_build(
    client: Client, release: Release
) -> None:
    told = client.get("/validation", headers={"Accept": "application/json"}).json
    assert told == json.loads((release.path / REPORT).read_text(encoding="utf-8"))


def test_what_many_things_break_comes_page_by_page(
    views: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "FEW", 3)
    monkeypatch.setattr(validation, "ON_A_PAGE", 5)
    rule = "rule=ssesh:ListedOrganization"
    assert "See all 8" in views.get("/validation?lang=en").text
    listed = [
        re.findall(
            r"<li><a .*?<code>(\S+)</code>", views.get(f"/validation?{rule}{at}").text
        )
        for at in ("", "&page=2")
    ]
    assert [len(names) for names in listed] == [5, 3]
    assert len({*listed[0], *listed[1]}) == 8
    for wrong in (f"{rule}&page=3", f"{rule}&page=x", "rule=ssesh:Nothing"):
        assert views.get(f"/validation?{wrong}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_status_is_told_in_words(
    client: Client, release: Release, language: str
) -> None:
    told = client.get(f"/status?lang={language}&format=json").json
    assert told is not None
    assert told["release"] == release.id
    assert told["takesQueries"] is True
    assert told["limits"]["deadline"] == 20
    text = client.get(f"/status?lang={language}").text
    for number in (*told["limits"].values(), *told["holds"].values()):
        assert f"{number:,}" in text
    assert told["servedSince"].partition("T")[0] in text


def test_the_status_needs_no_worker_and_tells_no_secret(settings: Settings) -> None:
    """The engine's address and the folders are nobody's business."""
    serving = Serving(settings)
    try:
        serving.now.pool.close(0)
        state = State.of(settings, serving)
        told = create_app(state).test_client().get("/status")
        assert told.status_code == 200
        assert str(settings.releases) not in told.text
        named = replace(
            settings, engine="http://engine.internal/", engine_kind="stardog"
        )
        views = create_app(replace(state, settings=named)).test_client()
        for asked in ("/status", "/status?format=json"):
            text = views.get(asked).text
            assert "stardog" in text
            assert "internal" not in text
    finally:
        serving.close(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_and_citation_are_told(
    client: Client, release: Release, language: str
) -> None:
    text = client.get(f"/about?lang={language}").text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    iri = f"https://w3id.org/tsunagari/release/{release.id}"
    assert text.count(iri) >= 4
    for view in ("datasets", "releases", "shapes", "validation", "peers", "status"):
        assert f'href="/{view}?lang={language}"' in text
    for name in release.manifest["datasets"]:
        assert f"/datasets/{name}?" in text


def test_the_sizes_are_those_of_the_files(client: Client, release: Release) -> None:
    text = client.get("/about?lang=en").text
    files = release.manifest["files"]
    assert f"{files['tsunagari.nq']['bytes']:,}" in text
    tables = [
        about["bytes"]
        for name, about in files.items()
        if name.endswith(".csv") and about["dataset"] == "tsunagari"
    ]
    assert f"{sum(tables):,}<br>{len(tables)} files" in text


def test_the_citation_is_that_of_the_project(views: Client, release: Release) -> None:
    """The page has what CITATION.cff says, for the data of this release."""
    file = (TOP / "CITATION.cff").read_text(encoding="utf-8")
    text = views.get("/about?lang=en").text
    for line in ('- name: "Tsunagari contributors"', "type: dataset", "version: "):
        assert line in file
    assert f"version: &#34;{release.id}&#34;" in text
    assert "- name: &#34;Tsunagari contributors&#34;" in text


@pytest.mark.parametrize(
    ("kept", "queries", "words"),
    [
        (False, False, "keeps no log"),
        (True, False, "without the texts of queries"),
        (True, True, "and the texts of queries"),
    ],
)
def test_what_is_said_of_the_log_is_true(
    settings: Settings, serving: Serving, kept: bool, queries: bool, words: str
) -> None:
    changed = replace(settings, access_log=kept, log_queries=queries)
    views = create_app(State.of(changed, serving)).test_client()
    assert words in views.get("/about?lang=en").text
