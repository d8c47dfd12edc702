"""axe-core finds nothing on a page of each kind: in both languages, light and dark,
wide and narrow. What is asked is level AA of `WCAG 2.2
<https://www.w3.org/TR/WCAG22/>`_, as far as a program can tell.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser
from tests.browser.kinds import KINDS, TROUBLED, address

from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1100, 360)
SCHEMES = ("light", "dark")
RUN = """tags => axe.run({
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
}).then(found => ({
  passes: found.passes.length,
  violations: found.violations.map(one => one.id + ": " + one.nodes.slice(0, 3)
    .map(node => node.html.slice(0, 160) + " " + node.failureSummary).join(" | ")),
}))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_in_the_way(
    browser: Browser, base: str, hostile: Release, kind: str
) -> None:
    # What checks a page is put into it from outside, which its policy forbids.
    context = browser.new_context(base_url=base, bypass_csp=True)
    page = context.new_page()
    found = set()
    try:
        for language in LANGUAGES:
            page.set_viewport_size({"width": WIDTHS[0], "height": 800})
            response = page.goto(address(kind, language, hostile.id))
            assert response is not None
            assert response.status == (400 if kind == TROUBLED else 200), response.url
            page.evaluate(AXE_SCRIPT)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    told = page.evaluate(RUN, TAGS)
                    assert told["passes"] > 5, "axe-core looked at nothing"
                    found |= {
                        f"{language}, {scheme}, {width}: {one}"
                        for one in told["violations"]
                    }
                if page.evaluate(OVERFLOW) > 0:
                    found.add(f"{language}, {width}: the page is wider than its window")
    finally:
        context.close()
    assert not found, "\n".join(sorted(found))
