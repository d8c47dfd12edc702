"""Suggestions in a real browser: by keyboard, and beside an input method.

What the combobox does is the pattern of the `ARIA Authoring Practices
<https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>`_.
"""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, Request, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run({runOnly: {type: "tag", values: tags}, preload: false})
  .then(found => found.violations.map(one => one.id))"""
# A page may have lists to choose from of its own.
OPTION = "[role=listbox] [role=option]"
# Longer than the script waits before it asks.
MOMENT = 500


def asked(page: Page) -> list[str]:
    """Return what is asked for suggestions from now on, as it comes."""
    found: list[str] = []

    def note(request: Request) -> None:
        if "/search/suggestions" in request.url:
            found.append(request.url)

    page.on("request", note)
    return found


def field_of(page: Page, address: str) -> Locator:
    page.goto(address)
    field = page.get_by_role("combobox", name=re.compile("Name|名称"))
    expect(field).to_have_attribute("aria-expanded", "false")
    return field


@pytest.mark.parametrize("path", ["/?lang=en", "/search?lang=en", "/releases?lang=en"])
def test_the_keyboard_chooses_a_suggestion(page: Page, path: str) -> None:
    field = field_of(page, path)
    seen = asked(page)
    field.press_sequentially("co-op mir", delay=20)
    options = page.locator(OPTION)
    expect(options.first).to_contain_text("Co-op Mirai")
    assert len(seen) <= 2, "each key was asked for"
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d suggestions?$"))
    field.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    assert chosen
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("co-op mir")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/page/jp/org/co-op-mirai\?lang=en$"))


def test_enter_without_a_choice_searches(page: Page) -> None:
    field = field_of(page, "/?lang=ja")
    field.fill("生協")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=.*lang=ja$"))


def test_an_input_method_is_left_alone(page: Page) -> None:
    """While it composes nothing is asked, and its Enter sends nothing."""
    field = field_of(page, "/search?lang=ja")
    seen = asked(page)
    field.focus()
    keys = page.context.new_cdp_session(page)
    keys.send(
        "Input.imeSetComposition",
        {"text": "せいきょう", "selectionStart": 5, "selectionEnd": 5},
    )
    page.wait_for_timeout(MOMENT)
    assert seen == []
    keys.send(
        "Input.dispatchKeyEvent",
        {"type": "keyDown", "key": "Enter", "windowsVirtualKeyCode": 229, "text": "\r"},
    )
    page.wait_for_timeout(MOMENT)
    assert page.url.endswith("/search?lang=ja")
    keys.send("Input.insertText", {"text": "生協"})
    expect(page.locator(OPTION).first).to_be_visible()
    assert len(seen) == 1


def test_what_was_asked_is_not_asked_again(page: Page) -> None:
    field = field_of(page, "/search?lang=en")
    seen = asked(page)
    for text in ("civil", "bank", "civil", "bank"):
        field.fill(text)
        page.wait_for_timeout(MOMENT)
        expect(page.locator(OPTION).first).to_be_visible()
    assert len(seen) == 2


def test_a_late_answer_is_dropped(page: Page) -> None:
    """What was typed before must not be suggested for what stands there now."""
    field = field_of(page, "/search?lang=en")
    page.route(
        re.compile(r"suggestions\?q=civil"),
        lambda route: (page.wait_for_timeout(MOMENT), route.continue_()),
    )
    field.fill("civil")
    page.wait_for_timeout(MOMENT // 2)
    field.fill("machizukuri")
    page.wait_for_timeout(3 * MOMENT)
    expect(page.locator(OPTION).first).to_contain_text("machizukuri")


def test_nothing_stands_in_the_way_of_the_list(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, bypass_csp=True)
    page = context.new_page()
    field = field_of(page, "/?lang=en")
    field.fill("co")
    expect(page.locator(OPTION).first).to_be_visible()
    field.press("ArrowDown")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, TAGS)
    context.close()
    assert found == []
