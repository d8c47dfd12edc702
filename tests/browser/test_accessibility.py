"""axe-core finds nothing on a page of each kind: in both languages, light and dark,
wide and narrow. What is asked is level AA of `WCAG 2.2
<https://www.w3.org/TR/WCAG22/>`_, as far as a program can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect
from tests.browser.kinds import KINDS, TROUBLED, address

from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1100, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = """tags => axe.run({
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
}).then(found => ({
  passes: found.passes.length,
  violations: found.violations.map(one => one.id + ": " + one.nodes.slice(0, 3)
    .map(node => node.html.slice(0, 160) + " " + node.failureSummary).join(" | ")),
}))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


# Answers of each shape that the editor draws, and what comes where there is none.
ANSWERS = {
    "table": "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 20",
    "chart": "SELECT ?kind (COUNT(*) AS ?n) { ?s a ?kind } GROUP BY ?kind LIMIT 9",
    "graph": "CONSTRUCT { ?s a ?kind } WHERE { ?s a ?kind } LIMIT 9",
    "verdict": "ASK { ?s ?p ?o }",
    "nothing": "SELECT ?s WHERE { ?s a <urn:example:none> }",
    "mistake": "SELECT ?s WHERE { ?s a no:prefix }",
}


@pytest.fixture
def tab(browser: Browser, base: str) -> Iterator[Page]:
    # What checks a page is put into it from outside, which its policy forbids.
    context = browser.new_context(base_url=base, bypass_csp=True)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_in_the_way(tab: Page, hostile: Release, kind: str) -> None:
    found = set()
    for language in LANGUAGES:
        response = tab.goto(address(kind, language, hostile.id))
        assert response is not None
        assert response.status == TROUBLED.get(kind, 200), response.url
        found |= {f"{language}, {one}" for one in problems(tab)}
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_in_the_editor_is_for_everybody(tab: Page, answer: str) -> None:
    tab.goto(f"/editor?lang=en&query={quote(ANSWERS[answer])}")
    view = tab.locator(".yasr_results")
    told = view.locator("table, svg, .verdict, [role=alert], p").first
    expect(told).to_be_visible()
    if answer in ("chart", "graph"):
        tab.locator(f".select_{answer}").first.click()
        expect(view.locator("svg").first).to_be_visible()
    found = problems(tab)
    assert not found, "\n".join(sorted(found))


def test_suggestions_are_for_everybody(tab: Page) -> None:
    tab.goto("/search?lang=en")
    field = tab.locator("main input[type=search]")
    field.press_sequentially("coop", delay=20)
    expect(tab.get_by_role("option").first).to_be_visible()
    found = problems(tab)
    assert not found, "\n".join(sorted(found))


def problems(page: Page) -> set[str]:
    """Return what axe-core finds on *page*, wide and narrow, light and dark."""
    found = set()
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            told = page.evaluate(RUN, TAGS)
            assert told["passes"] > 5, "axe-core looked at nothing"
            found |= {f"{scheme}, {width}: {one}" for one in told["violations"]}
        if page.evaluate(OVERFLOW) > 0:
            found.add(f"{width}: the page is wider than its window")
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    return found
