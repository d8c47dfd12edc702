"""The reconciliation service as clients see it, through the views and a socket."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import jsonschema
import pytest
from flask import render_template
from referencing import Registry, Resource
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.reconciliation.preview import Line, Preview
from tsunagari.reconciliation.queries import BATCH
from tsunagari.release.releases import Release
from tsunagari.search.layout import FILE
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

from .reconciling import EXTENSION, QUERIES, ask, extend

ANSWERS = json.loads(
    (Path(__file__).parents[1] / "reconciliation" / "answers.json").read_text("utf-8")
)
# A folder with the schemas of the standard, and a Python with its clients.
SCHEMAS: Final = "TSUNAGARI_RECONCILIATION_SCHEMAS"
CLIENTS: Final = "TSUNAGARI_RECONCILIATION_PYTHON"
# What we call an answer, and what the standard calls the schema of it.
STANDARD = {
    "manifest": "manifest",
    "result-batch": "reconciliation-result-batch",
    "suggest-entities": "suggest-entities-response",
    "suggest-types": "suggest-types-response",
    "suggest-properties": "suggest-properties-response",
    "property-proposal": "data-extension-property-proposal",
    "extension": "data-extension-response",
}


def answers(client: Client, language: str) -> Iterator[tuple[str, Any]]:
    """Yield an answer of each kind with its name."""
    top = f"/{language}/reconcile"
    for name, response in (
        ("manifest", client.get(top)),
        ("result-batch", ask(client, QUERIES, top)),
        (
            "suggest-entities",
            client.get(f"{top}/suggest/entity?prefix={quote('日本')}"),
        ),
        ("suggest-types", client.get(f"{top}/suggest/type?prefix=o")),
        ("suggest-properties", client.get(f"{top}/suggest/property?prefix=")),
        ("property-proposal", client.get(f"{top}/properties?type=org:Organization")),
        ("extension", extend(client, EXTENSION, top)),
    ):
        assert response.status_code == 200, response.text
        assert response.content_type == "application/json"
        yield name, response.get_json()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_answer_is_as_the_standard_says(client: Client, language: str) -> None:
    found = dict(answers(client, language))
    assert set(found) == set(STANDARD)
    for name, answer in found.items():
        schema = {"$ref": f"#/$defs/{name}", "$defs": ANSWERS["$defs"]}
        jsonschema.Draft202012Validator(schema).validate(answer)


@pytest.mark.skipif(SCHEMAS not in os.environ, reason=f"{SCHEMAS} is not set")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_and_as_its_own_schemas_say(views: Client, language: str) -> None:
    folder = Path(os.environ[SCHEMAS])
    schemas = {
        path.stem: json.loads(path.read_bytes()) for path in folder.glob("*.json")
    }
    resources = [
        (schema["$id"], Resource.from_contents({**schema, "$schema": DRAFT}))
        for schema in schemas.values()
        if "$id" in schema
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    checked = 0
    for name, answer in answers(views, language):
        if schema := schemas.get(STANDARD[name]):
            jsonschema.Draft7Validator(
                {**schema, "$schema": DRAFT}, registry=registry
            ).validate(answer)
            checked += 1
    assert checked >= 6


DRAFT = "http://json-schema.org/draft-07/schema#"


def test_a_wrong_answer_would_be_noticed() -> None:
    schema = {"$ref": "#/$defs/result-batch", "$defs": ANSWERS["$defs"]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({"q": {"result": [{}]}})


def test_the_manifest_leads_to_what_there_is(client: Client) -> None:
    manifest = client.get("/ja/reconcile").get_json()
    public = "http://localhost"
    for service in manifest["suggest"].values():
        address = service["service_url"] + service["service_path"]
        assert client.get(address.removeprefix(public) + "?prefix=a").status_code == 200
    proposing = manifest["extend"]["propose_properties"]
    address = proposing["service_url"] + proposing["service_path"]
    assert client.get(address.removeprefix(public) + "?type=sse:Law").status_code == 200
    for page in (manifest["preview"], manifest["view"]):
        id = quote("jp/org/jccu", safe="")
        address = page["url"].replace("{{id}}", id).removeprefix(public)
        assert client.get(address).status_code == 200
    for type in manifest["defaultTypes"]:
        found = client.get(f"/ja/reconcile/suggest/type?prefix={quote(type['id'])}")
        assert found.get_json()["result"][0]["id"] == type["id"]
    assert manifest["identifierSpace"] + "jp/org/jccu" == (
        "https://w3id.org/tsunagari/jp/org/jccu"
    )


def test_each_language_has_its_address(client: Client) -> None:
    names = {
        "en": "Japanese Consumers' Cooperative Union",
        "ja": "日本生活協同組合連合会",
    }
    query = {"q": {"query": "JCCU", "type": "org:Organization"}}
    for language, name in names.items():
        (first, *_) = ask(client, query, f"/{language}/reconcile").get_json()["q"][
            "result"
        ]
        assert first["name"] == name
        asked = client.post(
            "/reconcile",
            data={"queries": json.dumps(query)},
            headers={"Accept-Language": language},
        )
        assert asked.get_json()["q"]["result"][0]["name"] == name
        assert "Accept-Language" in asked.headers["Vary"]
    manifest = client.get("/reconcile", headers={"Accept-Language": "ja"}).get_json()
    assert "日本語" in manifest["name"]
    assert manifest["preview"]["url"].startswith("http://localhost/ja/reconcile/")


def test_get_and_post_give_the_same(client: Client) -> None:
    posted = ask(client, QUERIES)
    text = quote(json.dumps(QUERIES))
    got = client.get(f"/en/reconcile?queries={text}")
    assert got.data == posted.data
    again = client.get(
        f"/en/reconcile?queries={text}", headers={"If-None-Match": got.headers["ETag"]}
    )
    assert again.status_code == 304
    extended = extend(client, EXTENSION)
    text = quote(json.dumps(EXTENSION))
    assert client.get(f"/en/reconcile?extend={text}").data == extended.data


def test_pages_of_other_sites_may_ask(client: Client) -> None:
    for path in (
        "/reconcile",
        "/en/reconcile",
        "/ja/reconcile/suggest/entity?prefix=a",
        "/reconcile/suggest/type?prefix=",
        "/reconcile/properties?type=sse:Law",
        "/ja/reconcile/preview?id=jp/org/jccu",
    ):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*", path
        allowed = client.options(path)
        assert allowed.status_code == 204
        assert "GET" in allowed.headers["Access-Control-Allow-Methods"]
    assert "POST" in client.options("/ja/reconcile").headers["Allow"]


def test_no_script_is_fed(client: Client) -> None:
    """JSONP is optional in the standard, and runs in pages of others."""
    response = client.get("/en/reconcile?callback=evil")
    assert response.content_type == "application/json"
    assert response.text.startswith("{")


def test_values_come_as_things_dates_and_texts(client: Client) -> None:
    rows = extend(client, EXTENSION).get_json()["rows"]
    jccu = rows["jp/org/jccu"]
    assert jccu["sse:basedIn"] == [
        {"id": "jp/place/shibuya-city", "name": "Shibuya City"}
    ]
    assert {"date": "1951-03-20T00:00:00Z"} in jccu["sse:foundedIn"]
    assert jccu["jp/concept/corporate-number"] == [{"str": "6011005000854"}]
    assert jccu["foaf:homepage"] == [{"str": "http://jccu.coop/eng/"}]
    assert jccu["rdfs:label"] == [{"str": "Japanese Consumers' Cooperative Union"}]
    assert len(jccu["skos:altLabel"]) == 1
    assert set(map(str, rows["jp/org/there-is-none"].values())) == {"[]"}
    assert rows["jp/law/civil-code"]["rdfs:label"] == [{"str": "Civil Code"}]
    japanese = extend(client, EXTENSION, "/ja/reconcile").get_json()
    assert japanese["rows"]["jp/law/civil-code"]["rdfs:label"] == [{"str": "民法"}]
    (place,) = (one for one in japanese["meta"] if one["id"] == "sse:basedIn")
    assert place == {
        "id": "sse:basedIn",
        "name": "所在地",
        "type": {"id": "sse:Place", "name": "場所"},
    }


def test_texts_come_in_the_language_that_is_asked_for(client: Client) -> None:
    def label(language: str) -> list[Any]:
        wanted = {"id": "rdfs:label", "settings": {"language": language}}
        asked = {"ids": ["jp/law/civil-code"], "properties": [wanted]}
        rows = extend(client, asked).get_json()["rows"]
        return [cell["str"] for cell in rows["jp/law/civil-code"]["rdfs:label"]]

    assert label("ja") == ["民法"]
    assert label("en") == ["Civil Code"]
    assert label("") == ["Civil Code"]


def test_the_preview_is_a_page_without_scripts(client: Client) -> None:
    response = client.get("/ja/reconcile/preview?id=jp/org/jccu")
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Content-Language"] == "ja"
    assert "日本生活協同組合連合会" in response.text
    assert "6011005000854" in response.text
    assert "<script" not in response.text
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    whole = client.get(
        "/en/reconcile/preview?id=https://w3id.org/tsunagari/jp/org/jccu"
    )
    assert "Japanese Consumers&#39; Cooperative Union" in whole.text
    missing = client.get(f"/en/reconcile/preview?id={quote('<b>x</b>')}")
    assert missing.status_code == 404
    # Other pages stay out of frames.
    other = client.get("/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in other


def test_the_preview_escapes_what_it_shows(views: Client) -> None:
    evil = "<script>alert(1)</script>"
    thing = Preview(
        evil, evil, (evil,), ((evil, '"><b>'),), (Line(evil, (evil,)),), True
    )
    words = {"comma": ", ", "names": "n", "more": "m"}
    with views.application.test_request_context():
        page = render_template("preview.html", thing=thing, words=words, language="en")
    assert "<script" not in page
    assert "<b>" not in page


def test_suggestions_come_in_pages(client: Client) -> None:
    first = client.get("/ja/reconcile/suggest/entity?prefix=nihon").get_json()["result"]
    more = client.get("/ja/reconcile/suggest/entity?prefix=nihon&cursor=3").get_json()
    assert len(first) > 4
    assert more["result"][:2] == first[3:5]
    jccu = client.get("/ja/reconcile/suggest/entity?prefix=jp/org/jccu").get_json()
    assert jccu["result"][0]["description"].startswith("組織 · 渋谷区")
    law = client.get(f"/en/reconcile/suggest/entity?type=sse:Law&prefix={quote('民')}")
    found = law.get_json()["result"]
    assert found[0]["id"] == "jp/law/civil-code"
    assert all("sse:Law" in {t["id"] for t in one["notable"]} for one in found)
    for path, prefix, id in (
        ("entity", "jp/org/jccu", "jp/org/jccu"),
        ("entity", "6011005000854", "jp/org/jccu"),
        ("type", "組織", "org:Organization"),
        ("type", "sse:Law", "sse:Law"),
        ("property", "corporate number", "jp/concept/corporate-number"),
        ("property", "法人番号", "jp/concept/corporate-number"),
        ("property", "sse:basedIn", "sse:basedIn"),
    ):
        address = f"/ja/reconcile/suggest/{path}?prefix={quote(prefix)}"
        ids = [one["id"] for one in client.get(address).get_json()["result"]]
        assert id in ids[:2], (path, prefix, ids)


def test_usual_properties_are_proposed_first(client: Client) -> None:
    asked = client.get(
        "/en/reconcile/properties?type=org:Organization&limit=5"
    ).get_json()
    assert asked["limit"] == 5
    assert asked["type"] == "org:Organization"
    ids = [one["id"] for one in asked["properties"]]
    assert ids[0] == "rdfs:label"
    assert "jp/concept/corporate-number" in ids
    nobody = client.get("/en/reconcile/properties?type=sse:NoSuchClass").get_json()
    assert [one["id"] for one in nobody["properties"]] == [
        "rdfs:label",
        "skos:altLabel",
    ]


@pytest.fixture
def without_index(release: Release, tmp_path: Path) -> Iterator[Client]:
    """A service of a release that was built before there was an index."""
    place = tmp_path / release.id
    shutil.copytree(release.path, place, ignore=shutil.ignore_patterns(FILE))
    (tmp_path / "current").symlink_to(release.id)
    settings = Settings(
        releases=tmp_path, fast_workers=1, slow_workers=1, access_log=False
    )
    serving = Serving(settings)
    yield create_app(State.of(settings, serving)).test_client()
    serving.close(0)


def test_without_an_index_nothing_is_announced(without_index: Client) -> None:
    for path in (
        "/reconcile",
        "/ja/reconcile",
        "/reconcile/suggest/entity?prefix=a",
        "/reconcile/preview?id=jp/org/jccu",
        "/en/reconcile?queries={}",
    ):
        response = without_index.get(path)
        assert response.status_code == 503, path
        assert "build the release again" in response.text
        assert "Retry-After" in response.headers
    assert without_index.get("/").status_code == 200
    assert "/ja/reconcile" not in without_index.get("/?lang=ja").text


def test_the_start_page_tells_of_it(client: Client) -> None:
    for language in ("en", "ja"):
        page = client.get(f"/?lang={language}").text
        assert f"<code>http://localhost/{language}/reconcile</code>" in page


def test_a_client_pays_for_its_questions(settings: Settings, serving: Serving) -> None:
    state = State.of(settings, serving)
    client = create_app(state).test_client()
    state.budgets.spend("127.0.0.1", 1000.0)
    query = {"q": {"query": "a name that nobody asked for before"}}
    assert ask(client, query).status_code == 429


def test_questions_take_no_longer_than_allowed(
    settings: Settings, serving: Serving
) -> None:
    state = State.of(replace(settings, deadline=1e-9), serving)
    client = create_app(state).test_client()
    assert ask(client, {"q": {"query": "日本の何か"}}).status_code == 504


@pytest.mark.skipif(CLIENTS not in os.environ, reason=f"{CLIENTS} is not set")
def test_clients_of_others_understand_it(address: tuple[str, int]) -> None:
    """With reconciler and py-reconciliation-service-api, which are no dependency."""
    script = Path(__file__).with_name("reconciliation_clients.py")
    host, port = address
    command = [os.environ[CLIENTS], str(script), f"http://{host}:{port}/ja/reconcile"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "reconciler": ["jp/org/jccu", True],
        "by number": ["jp/org/jccu", True],
        "service api": ["jp/org/jccu", True],
        "batch size": BATCH,
    }
    assert "繋がり" in done.stdout
