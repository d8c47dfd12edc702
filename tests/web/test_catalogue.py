"""The catalogue and the pages of data sets, through the service."""

from __future__ import annotations

import doctest
import hashlib
import json
import re
from dataclasses import replace

import pytest
from rdflib import DCAT, RDF, Graph
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.export import citation
from tsunagari.release.releases import Release
from tsunagari.web.app import create_app
from tsunagari.web.cache import Cache
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

SYNTAXES = {
    "jsonld": ("application/ld+json", "json-ld"),
    "ttl": ("text/turtle; charset=utf-8", "turtle"),
    "rdf": ("application/rdf+xml", "xml"),
}


@pytest.fixture
def client(settings: Settings, serving: Serving) -> Client:
    return create_app(State.of(settings, serving)).test_client()


@pytest.mark.parametrize("ending", SYNTAXES)
def test_each_syntax_has_an_address(client: Client, ending: str) -> None:
    content_type, name = SYNTAXES[ending]
    reply = client.get(f"/catalog.{ending}")
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == content_type
    head = client.head(f"/catalog.{ending}")
    assert head.status_code == 200
    assert head.headers["Content-Type"] == content_type
    tagged = {"If-None-Match": reply.headers["ETag"]}
    assert client.get(f"/catalog.{ending}", headers=tagged).status_code == 304
    assert client.get(f"/catalog?format={ending}").data == reply.data
    negotiated = client.get("/catalog", headers={"Accept": content_type})
    assert negotiated.data == reply.data
    graph = Graph().parse(data=reply.data, format=name)
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) >= 7


def test_json_ld_is_what_portals_get(client: Client) -> None:
    assert client.get("/catalog").headers["Content-Type"] == "application/ld+json"
    one = client.get("/catalog.jsonld?lang=ja").json
    assert one is not None
    assert [text["@language"] for text in one["dct:title"]] == ["ja"]


@pytest.mark.parametrize("path", ["/catalog.csv", "/catalog.", "/datasets/none"])
def test_what_there_is_not(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["lang=fr", "lang=en;ja"])
def test_there_are_two_languages(client: Client, query: str) -> None:
    assert client.get(f"/catalog.jsonld?{query}").status_code == 400


def test_every_file_is_there_and_is_what_the_catalogue_says(client: Client) -> None:
    document = client.get("/catalog.jsonld").json
    assert document is not None
    files = [one for dataset in document["dcat:dataset"] for one in _files(dataset)]
    assert len(files) > 10
    for one in files:
        path = one["dcat:downloadURL"]["@id"].removeprefix("http://localhost")
        with client.get(path) as reply:
            data = reply.data
        assert reply.status_code == 200
        assert len(data) == int(one["dcat:byteSize"]["@value"])
        digest = hashlib.sha256(data).hexdigest()
        assert digest == one["spdx:checksum"]["spdx:checksumValue"]["@value"]
        media_type = one["dcat:mediaType"]["rdfs:label"]
        assert reply.headers["Content-Type"].startswith(media_type)
        assert "immutable" in reply.headers["Cache-Control"]


def _files(dataset: dict) -> list[dict]:  # type: ignore[type-arg]
    return [one for one in dataset["dcat:distribution"] if "dcat:downloadURL" in one]


@pytest.mark.parametrize(
    "path",
    [
        "/releases/0123456789abcdef/tsunagari.nq",
        "/releases/current/tsunagari.nq",
        "/releases/../tsunagari.nq",
        "/releases/{id}/store/CURRENT",
        "/releases/{id}/datasets/../tsunagari.nq",
        "/releases/{id}/datasets/none.nq",
        "/download/datasets",
        "/download/datasets/..%2F..%2Ftsunagari.nq",
    ],
)
def test_nothing_else_can_be_fetched(
    client: Client, release: Release, path: str
) -> None:
    assert client.get(path.format(id=release.id)).status_code in (308, 404)


@pytest.mark.parametrize("path", ["/catalog.jsonld", "/datasets", "/datasets/brief"])
def test_there_is_no_empty_catalogue(
    client: Client, serving: Serving, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    told = serving.now.release
    older = Release(told.path, {**told.manifest, "datasets": {}})
    monkeypatch.setattr(serving.now, "release", older)
    monkeypatch.setattr(serving.now, "cache", Cache(1 << 20))
    reply = client.get(path)
    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) > 0
    assert "build it again" in reply.text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_tells_people_and_search_engines(
    client: Client, release: Release, language: str
) -> None:
    listed = client.get(f"/datasets?lang={language}")
    names = re.findall(r'href="/datasets/([a-z-]+)\?', listed.text)
    assert set(release.manifest["datasets"]) <= set(names)
    for name in release.manifest["datasets"]:
        page = client.get(f"/datasets/{name}?lang={language}")
        assert page.headers["Content-Language"] == language
        start = '<script type="application/ld+json">'
        block = json.loads(page.text.split(start)[1].split("</script>")[0])
        assert block["@type"] == "Dataset"
        assert block["url"] == f"http://localhost/datasets/{name}"
        title = release.manifest["datasets"][name]["titles"][language]
        assert block["name"] == title
        assert release.id in page.text
        for one in block["distribution"]:
            assert f'href="{one["contentUrl"]}"' in page.text


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Spotlight on Japan"), ("ja", "日本に焦点を当てて")],
)
def test_a_page_names_its_sources_and_says_how_to_cite(
    client: Client, release: Release, language: str, title: str
) -> None:
    text = client.get(f"/datasets/brief?lang={language}").text
    path = f"/page/source/ilo-brief-2021?lang={language}"
    assert re.search(f'<a href="{re.escape(path)}"><span>[^<]*{title}</span></a>', text)
    year = release.manifest["datasets"]["brief"]["modified"][:4]
    assert re.search(
        rf"contributors \({year}\)\. |コントリビューター（{year}）「", text
    )


def test_the_examples_of_citations_hold() -> None:
    failed, tried = doctest.testmod(citation)
    assert tried
    assert not failed


def test_no_text_ends_the_block(
    client: Client, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = serving.now.release
    content = json.loads(json.dumps(told.manifest))
    content["datasets"]["brief"]["titles"]["en"] = "</script><b>x</b>"
    monkeypatch.setattr(serving.now, "release", replace(told, manifest=content))
    page = client.get("/datasets/brief?lang=en").text
    assert "<b>x" not in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert main.count("</script>") == 1
