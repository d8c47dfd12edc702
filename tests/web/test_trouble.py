"""What goes wrong is a page for people, and a problem for programs."""

import re

import pytest
from werkzeug.test import Client

from tsunagari.languages import LANGUAGES
from tsunagari.web.trouble import STATUS_WORDS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/page/jp/org/nobody", 404),
        ("/datasets/none", 404),
        ("/queries/nosuch", 404),
        ("/explain?subject=sse:x&predicate=a&object=sse:y&format=pdf", 406),
    ],
)
def test_a_browser_gets_a_page(
    client: Client, path: str, status: int, language: str
) -> None:
    mark = "&" if "?" in path else "?"
    headers = {"Accept": BROWSER}
    response = client.get(f"{path}{mark}lang={language}", headers=headers)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert response.headers["Content-Language"] == language
    title, way_on = STATUS_WORDS[language][status]
    assert re.search(f"<h1>{title}</h1>", response.text)
    assert way_on in response.text
    assert '<nav class="site"' in response.text
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle", "application/json"])
def test_a_program_gets_a_problem(client: Client, accept: str) -> None:
    response = client.get("/nowhere", headers={"Accept": accept} if accept else {})
    assert response.status_code == 404
    assert response.mimetype in ("text/plain", "application/problem+json")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_comes_back_with_what_was_written(client: Client, language: str) -> None:
    path = f"/explain?subject=sse:x&predicate=noprefix:a&object=&lang={language}"
    response = client.get(path, headers={"Accept": BROWSER})
    assert response.status_code == 400
    assert f'<html lang="{language}">' in response.text
    assert '<p class="trouble" role="alert">' in response.text
    assert 'value="noprefix:a"' in response.text
    assert client.get(path).mimetype == "text/plain"


def test_what_was_asked_is_not_markup(client: Client) -> None:
    path = "/page/jp/org/nobody?x=<script>alert(1)</script>"
    text = client.get(path, headers={"Accept": BROWSER}).text
    assert "alert(1)" not in text.replace("%3Cscript%3Ealert(1)", "")
    bad = "/explain?subject=<script>alert(1)</script>&predicate=a&object=sse:y"
    assert "<script>alert" not in client.get(bad, headers={"Accept": BROWSER}).text


def test_each_status_is_told_in_both_languages() -> None:
    assert set(STATUS_WORDS["en"]) == set(STATUS_WORDS["ja"])
    for words in STATUS_WORDS.values():
        assert all(title and way_on for title, way_on in words.values())
