"""Whatever is sent to the reconciliation service, it answers or says what is wrong."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from tsunagari.reconciliation.queries import BATCH, IDS, PROPERTIES, TEXT

from .reconciling import QUERIES, ask, extend

HOSTILE = {
    "no JSON": "{",
    "a list": "[]",
    "a text": '"a"',
    "null": "null",
    "a number": "1e999",
    "no number of JSON": '{"q": {"query": "a", "limit": NaN}}',
    "deep": "[" * 100_000,
    "deep objects": '{"q":' * 50_000,
    "a query that is none": '{"q": 1}',
    "nothing asked": '{"q": {}}',
    "no conditions": '{"q": {"properties": []}}',
    "an unknown key": '{"q": {"query": "a", "evil": 1}}',
    "a query of another kind": '{"q": {"query": ["a"]}}',
    "limit 0": '{"q": {"query": "a", "limit": 0}}',
    "limit -1": '{"q": {"query": "a", "limit": -1}}',
    "limit true": '{"q": {"query": "a", "limit": true}}',
    "limit text": '{"q": {"query": "a", "limit": "5"}}',
    "limit half": '{"q": {"query": "a", "limit": 1.5}}',
    "type number": '{"q": {"query": "a", "type": 5}}',
    "type in type": '{"q": {"query": "a", "type": [["x"]]}}',
    "strict": '{"q": {"query": "a", "type_strict": "maybe"}}',
    "strict list": '{"q": {"query": "a", "type_strict": []}}',
    "property text": '{"q": {"query": "a", "properties": ["x"]}}',
    "property without value": '{"q": {"query": "a", "properties": [{"pid": "x"}]}}',
    "property without id": '{"q": {"query": "a", "properties": [{"v": "x"}]}}',
    "value null": '{"q": {"query": "a", "properties": [{"pid": "x", "v": null}]}}',
    "value object": '{"q": {"query": "a", "properties": [{"pid": "x", "v": {}}]}}',
    "half a character": '{"q": {"query": "\\ud800"}}',
    "half a character in a key": '{"\\ud800": {"query": "a"}}',
    "half a character in a pid": '{"q": {"properties": [{"pid": "\\ud800", "v": 1}]}}',
    "long": json.dumps({"q": {"query": "生" * (TEXT + 1)}}),
    "many": json.dumps({str(n): {"query": "a"} for n in range(BATCH + 1)}),
    "many types": json.dumps({"q": {"query": "a", "type": ["x"] * 1000}}),
    "many values": json.dumps(
        {"q": {"query": "a", "properties": [{"pid": "x", "v": ["a"] * 999}]}}
    ),
}
TOO_MUCH = {"many", "many types", "many values"}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_batch_is_told(client: Client, name: str) -> None:
    response = client.post(
        "/en/reconcile",
        data={"queries": HOSTILE[name]},
        headers={"Accept": "application/json"},
    )
    assert response.status_code == (413 if name in TOO_MUCH else 400), response.text
    assert response.content_type == "application/problem+json"
    assert len(response.get_json()["detail"]) > 10
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"ids": "a", "properties": []}, 400),
        ({"ids": [1], "properties": []}, 400),
        ({"ids": ["\ud800"], "properties": []}, 400),
        ({"ids": [], "properties": ["rdfs:label"]}, 400),
        ({"ids": [], "properties": [{"id": "sse:noSuchProperty"}]}, 400),
        ({"ids": [], "properties": [{"id": "rdfs:label", "settings": 1}]}, 400),
        ({"ids": [], "properties": [{"id": "a", "settings": {"limit": -1}}]}, 400),
        ({"ids": [], "properties": [{"id": "a", "settings": {"limit": []}}]}, 400),
        ({"ids": ["a"] * (IDS + 1), "properties": []}, 413),
        ({"ids": [], "properties": [{"id": "rdfs:label"}] * (PROPERTIES + 1)}, 413),
        ({"ids": ["a"] * 900, "properties": [{"id": "rdfs:label"}] * 50}, 413),
    ],
)  # fmt: skip
def test_what_is_no_extension_is_told(client: Client, asked: Any, status: int) -> None:
    response = extend(client, asked)
    assert response.status_code == status, response.text


STRANGE = [
    '"', "*", "a* OR b", "NEAR(a, b)", "name:x", "\x00", "a\x00b", "%00", "';--",
    "{{id}}", "💴", "\U0010ffff", "$", "../../etc/passwd", "http://[", "urn:x y", "://",
    "<script>", "file:///etc/passwd", "a" * TEXT, "生" * TEXT,
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: repr(text[:12]))
def test_no_text_breaks_anything(client: Client, text: str) -> None:
    query = {"query": text, "type": text, "type_strict": "should",
             "properties": [{"pid": text, "v": [text, {"id": text}]}]}  # fmt: skip
    for response in (
        ask(client, {"q": query, text: {"query": text}}),
        extend(client, {"ids": [text], "properties": [{"id": "sse:basedIn"}]}),
        *(
            client.get(f"/ja/reconcile/suggest/{name}?prefix={quote(text)}")
            for name in ("entity", "type", "property")
        ),
        client.get(f"/en/reconcile/properties?type={quote(text)}"),
    ):
        assert response.status_code == 200, response.text
    preview = client.get(f"/en/reconcile/preview?id={quote(text)}")
    assert preview.status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/reconcile/suggest/entity?prefix=a&cursor=x", 400),
        ("/en/reconcile/suggest/entity?prefix=a&cursor=-1", 400),
        ("/en/reconcile/suggest/entity?prefix=a&cursor=99999999999999", 400),
        ("/en/reconcile/suggest/entity?prefix=a&cursor=99999999", 200),
        ("/en/reconcile/suggest/entity?prefix=%ff%fe", 200),
        ("/en/reconcile/suggest/entity?prefix=" + "a" * 501, 400),
        ("/en/reconcile/suggest/entity", 200),
        ("/en/reconcile/properties?type=a&limit=many", 400),
        ("/en/reconcile/preview", 400),
        ("/en/reconcile?queries={}&extend={}", 400),
        ("/en/reconcile?queries={}&queries={}", 400),
        ("/en/reconcile?queries=%ff", 400),
        ("/en/reconcile?queries=", 400),
        ("/en/reconcile?queries={}", 200),
        ("/fr/reconcile", 404),
        ("/en/reconcile/suggest/nothing", 404),
    ],
)
def test_parameters_are_what_they_must_be(
    client: Client, path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status, response.text


def test_other_ways_to_send_are_refused(client: Client) -> None:
    as_json = client.post("/en/reconcile", json=QUERIES)
    assert as_json.status_code == 415
    nothing = client.post("/en/reconcile", data={"x": "y"})
    assert nothing.status_code == 400
    assert client.put("/en/reconcile").status_code == 405
    assert client.post("/en/reconcile/preview").status_code == 405


def test_a_limit_may_be_larger_than_any_float(client: Client) -> None:
    batch = '{"q": {"query": "JCCU", "limit": 1' + "0" * 400 + "}}"
    response = client.post("/en/reconcile", data={"queries": batch})
    assert response.status_code == 200
    assert response.json is not None
    assert response.json["q"]["result"]
