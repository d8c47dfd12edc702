"""The start page in both languages, its headers, and the health check."""

import html
import re
from dataclasses import replace

import pytest
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.release.releases import Release
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "ja", "ja"),
        ("", "fr, ja;q=0.5", "ja"),
        ("?lang=ja", "en", "ja"),
        ("?lang=en", "ja", "en"),
        ("?lang=xx", "ja", "ja"),
    ],
)
def test_the_language_is_chosen(
    client: Client, query: str, accepted: str, language: str
) -> None:
    response = client.get("/" + query, headers={"Accept-Language": accepted})
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in response.text
    assert ("ナレッジグラフ" in response.text) == (language == "ja")


def test_the_page_shows_five_questions_that_run(client: Client) -> None:
    text = client.get("/?lang=en").text
    assert text.count("<details>") == 5
    assert "#+" not in text
    links = re.findall(r'href="(/queries/[^"?]+\.[a-z]+)"', text)
    assert len(links) == 20
    for link in links:
        response = client.get(html.unescape(link))
        assert response.status_code == 200
        assert len(response.data) > 20


def test_nothing_comes_from_elsewhere(client: Client) -> None:
    response = client.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", response.text, re.S)
    ours = re.findall(r'<script type="module" src="/static/', response.text)
    assert scripts == [""] * len(ours)
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    with client.get("/static/page.css") as style:
        assert style.status_code == 200
        assert b"@import" not in style.data
        assert b"url(" not in style.data


def test_a_browser_that_asks_the_endpoint_nothing_sees_the_page(
    client: Client,
) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/editor"


def test_health_names_the_release(client: Client, release: Release) -> None:
    assert client.get("/health").text == f"ok {release.id}\n"


def test_what_is_not_there_is_a_problem(client: Client) -> None:
    response = client.get("/nowhere", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"


def test_the_public_url_comes_from_the_settings_alone(
    settings: Settings, serving: Serving
) -> None:
    public = replace(settings, public_url="https://sse.example/graph/")
    client = create_app(State.of(public, serving)).test_client()
    headers = {"X-Forwarded-Host": "evil.example"}
    text = client.get("/", headers=headers).text
    assert "<code>https://sse.example/graph/sparql</code>" in text
    assert "evil.example" not in text
