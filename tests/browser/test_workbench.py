"""The pages of a workbench: valid, for everybody, asking nobody else, harmless.

A curator walks from a file to the page that says what is wrong with it, without a
script and by keyboard alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from tests.browser.site import Document
from tests.browser.test_accessibility import problems as barriers
from tests.browser.validity import problems
from tests.workbench.bench import Bench, running

from tsunagari.languages import LANGUAGES

GRAPHS = Path(__file__).parents[1] / "workbench" / "graphs"
HACK = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
HOSTILE = (
    f'<urn:x:s> <http://www.w3.org/2000/01/rdf-schema#label> "{HACK}" ; '
    "a <http://www.w3.org/ns/org#Organization> ."
)
NAMES = {"violations": 422, "contradiction": 409, "valid": 200}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A workbench with a few changes, one of them of hostile names."""
    folder = tmp_path_factory.mktemp("pages") / "bench"
    with running(folder, "--fast-workers", "2") as found:
        for number in range(3):
            graph = "/graph-store?graph=" + quote(
                f"https://example.org/{number}?a=b&c='"
            )
            assert found.write("PUT", graph, HOSTILE).status == 201
        assert found.update("CREATE GRAPH <urn:empty>").status == 200
        yield found


@pytest.fixture
def tab(browser: Browser, bench: Bench) -> Iterator[Page]:
    # What checks a page is put into it from outside, which its policy forbids.
    context = browser.new_context(base_url=bench.url, bypass_csp=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


ASKED = "/ask?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 5")
PAGES = (
    "/",
    "/ask",
    ASKED,
    "/changes",
    "/changes/1",
    "/changes/4",
    "/check",
    "/changes/99",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_valid_and_for_everybody(
    tab: Page, bench: Bench, path: str, language: str
) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    more = "&" if "?" in path else "?"
    response = tab.goto(f"{path}{more}lang={language}")
    assert response is not None
    assert response.status == (404 if path.endswith("99") else 200)
    assert all(url.startswith(bench.url) for url in asked)
    assert "unsafe-inline" not in response.headers["content-security-policy"]
    document = Document(response.text())
    assert problems(document, language) == []
    assert barriers(tab) == set()
    assert tab.evaluate("window.hacked") is None
    expect(tab.locator("img, main script")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_checked_by_keyboard_alone(
    browser: Browser, bench: Bench, name: str, language: str
) -> None:
    """Without JavaScript too: it is a form."""
    context = browser.new_context(base_url=bench.url, java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"/?lang={language}")
    page.locator("nav.site a").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{bench.url}/check?lang={language}")
    page.set_input_files("#file", GRAPHS / f"{name}.ttl")
    page.locator("#graph").focus()
    with page.expect_navigation() as navigation:
        page.keyboard.press("Enter")
    response = navigation.value
    assert response.status == NAMES[name]
    document = Document(response.text())
    assert problems(document, language) == []
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator(".verdict").first).to_be_visible()
    context.close()
    assert bench.ask("GET", "/changes/99").status == 404


def test_what_a_check_says_is_for_everybody(tab: Page) -> None:
    for name in NAMES:
        tab.goto("/check?lang=ja")
        tab.set_input_files("#file", GRAPHS / f"{name}.ttl")
        with tab.expect_navigation():
            tab.locator("form.check button").click()
        assert barriers(tab) == set(), name


def test_hostile_names_in_a_file_stay_names(tab: Page, tmp_path: Path) -> None:
    file = tmp_path / "<img src=x onerror=alert(1)>.ttl"
    file.write_text(HOSTILE)
    asked: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    tab.goto("/check?lang=en")
    tab.set_input_files("#file", file)
    with tab.expect_navigation():
        tab.locator("form.check button").click()
    expect(tab.locator("#result")).to_be_visible()
    assert tab.evaluate("window.hacked") is None
    expect(tab.locator("img")).to_have_count(0)
    assert all(request.url.startswith(tab.url[:20]) for request in asked)


def test_every_link_leads_somewhere(bench: Bench) -> None:
    seen: set[str] = set()
    waiting = ["/?lang=en", "/?lang=ja"]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in seen or not path.startswith("/"):
            continue
        seen.add(path)
        answer = bench.ask("GET", path, None, {"Accept": "text/html"})
        # The endpoint leads those who ask it nothing to the start page.
        assert answer.status == (303 if path == "/sparql" else 200), path
        if "text/html" in answer.headers["Content-Type"]:
            waiting += Document(answer.body.decode()).links()
    assert len(seen) > 15
