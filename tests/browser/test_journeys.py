"""What people come for, walked in a browser from where they begin.

The elements are found as people find them: by role, name and text. What the editor
calls its parts is told in ``tests/web/test_editor.py``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

# No index of any engine makes this quick: 29,000 statements three times over.
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SMALL = "SELECT ?form WHERE { ?form a sse:FullSSEForm } ORDER BY ?form"
PREFIX = "PREFIX sse: <https://w3id.org/tsunagari/ontology#>\n"
# How what has the focus is seen: an outline of it, or of what it is the inside of.
OUTLINE = """() => ["*", ".CodeMirror"]
  .map(around => document.activeElement.closest(around))
  .filter(Boolean).map(one => getComputedStyle(one).outlineStyle)
  .find(style => style !== 'none') ?? 'none'"""
# A mark of the figure holds its tip, far away: its circle shows the focus instead.
RING = """() => {
  const widths = ['a.mark:focus', 'a.mark:not(:focus)']
    .map(mark => document.querySelector(`svg ${mark} > circle`))
    .map(circle => circle && getComputedStyle(circle).strokeWidth);
  return widths[0] && widths[0] !== widths[1] ? widths[0] : 'none';
}"""
# So many times somebody presses Tab before giving up.
PATIENCE = 120


@pytest.fixture
def plain(browser: Browser, base: str) -> Iterator[Page]:
    """A tab of a browser that runs no scripts."""
    context = browser.new_context(base_url=base, locale="en", java_script_enabled=False)
    yield context.new_page()
    context.close()


def search_for(page: Page, text: str) -> None:
    field = page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first
    field.fill(text)
    field.press("Enter")
    page.wait_for_url("**/search?*")


def co_op_mirai(page: Page) -> None:
    page.goto("/page/jp/org/co-op-mirai?lang=en")


def test_co_op_mirai_is_found_by_kana(page: Page) -> None:
    page.goto("/?lang=en")
    search_for(page, "こーぷみらい")
    page.locator(".hits").get_by_role("link", name="Co-op Mirai").first.click()
    expect(page).to_have_url(re.compile(r"/page/jp/org/co-op-mirai\?lang=en$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Co-op Mirai")


@pytest.mark.parametrize(
    "typed", ["コープみらい", "Co-op Mirai", "ｃｏ－ｏｐ　ｍｉｒａｉ"]
)
def test_it_is_found_by_other_spellings(plain: Page, typed: str) -> None:
    """Without scripts, too."""
    plain.goto("/?lang=ja")
    search_for(plain, typed)
    link = plain.locator(".hits a[href*='/page/jp/org/co-op-mirai']").first
    link.click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("みらい")


def test_suggestions_come_while_one_types(page: Page) -> None:
    page.goto("/?lang=en")
    field = page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first
    field.press_sequentially("mirai", delay=30)
    option = page.get_by_role("option").filter(has_text="Mirai").first
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/page/jp/org/co-op-mirai"))


def test_why_it_is_an_sse_organization_down_to_the_passage(page: Page) -> None:
    co_op_mirai(page)
    why = page.get_by_role("link", name=re.compile(r"why.*SSE organi[sz]ation", re.I))
    why.first.click()
    expect(page).to_have_url(re.compile("/explain"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Co-op Mirai")
    quotations = page.locator(".passages blockquote")
    expect(quotations.first).to_be_visible()
    quoted = quotations.first.inner_text().strip()
    # The passage itself: the named graph that it supports.
    page.locator(".passages .source a[href*='/page/evidence/']").first.click()
    expect(page).to_have_url(re.compile("/page/evidence/"))
    expect(page.locator("blockquote").first).to_be_visible()
    told = page.locator("main").inner_text()
    assert quoted in told


def test_evidence_opens_where_the_statement_stands(page: Page) -> None:
    co_op_mirai(page)
    details = page.locator("details.evidence").first
    expect(details.locator("blockquote, .source").first).not_to_be_visible()
    details.locator("summary").click()
    expect(details.locator(".source").first).to_be_visible()


def test_a_ready_question_is_run(plain: Page) -> None:
    plain.goto("/queries?lang=en")
    plain.get_by_role("link", name=re.compile("full SSE forms", re.I)).first.click()
    table = plain.get_by_role("table")
    expect(table).to_contain_text("consumer cooperative", ignore_case=True)
    assert table.get_by_role("row").count() >= 5


def editor(page: Page, query: str = "") -> Locator:
    page.goto("/editor?lang=en")
    text = page.locator(".tabPanel.active .CodeMirror").first
    expect(text).to_be_visible()
    if query:
        write(text, query)
    return text


def write(text: Locator, query: str) -> None:
    text.evaluate("(one, query) => one.CodeMirror.setValue(query)", query)


def run(page: Page) -> None:
    page.locator("#editor-run").click()


def test_a_query_is_run_changed_and_downloaded(page: Page, tmp_path: Path) -> None:
    text = editor(page, PREFIX + SMALL)
    run(page)
    rows = page.locator(".yasr_results table tbody tr")
    expect(rows.first).to_be_visible()
    before = rows.count()
    assert before >= 4
    write(text, PREFIX + SMALL + " LIMIT 2")
    run(page)
    expect(rows).to_have_count(2)
    link = page.locator("#editor-downloads").get_by_role("link", name="csv")
    expect(link).to_have_attribute("href", re.compile("LIMIT"))
    with page.expect_download() as waiting:
        link.click()
    waiting.value.save_as(tmp_path / "answer.csv")
    read = list(csv.reader(io.StringIO((tmp_path / "answer.csv").read_text("utf-8"))))
    assert read[0] == ["form"]
    assert len(read) == 3


def test_an_example_is_put_into_the_editor(page: Page) -> None:
    editor(page)
    page.locator("#editor-examples summary").click()
    page.locator("#editor-examples a[data-example='cq01-full-forms']").click()
    text = page.locator(".tabPanel.active .CodeMirror").first
    page.wait_for_function(
        "text => document.querySelector('.tabPanel.active .CodeMirror')"
        "?.CodeMirror.getValue().includes(text)",
        arg="FullSSEForm",
    )
    expect(text).to_be_visible()
    run(page)
    expect(page.locator(".yasr_results table tbody tr").first).to_be_visible()


def test_a_query_that_takes_too_long_is_told_so(page: Page) -> None:
    editor(page, RUNAWAY)
    run(page)
    trouble = page.locator(".yasr_results [role=alert]")
    expect(trouble).to_be_visible(timeout=30_000)
    assert trouble.get_attribute("data-status") in ("408", "503", "504")
    expect(page.locator("#editor-run")).to_have_text(re.compile("Run", re.I))
    # And the next one is answered.
    write(page.locator(".tabPanel.active .CodeMirror").first, PREFIX + SMALL)
    run(page)
    expect(page.locator(".yasr_results table tbody tr").first).to_be_visible()


def test_a_query_with_a_mistake_is_told_so(page: Page) -> None:
    editor(page, "SELECT ?x WHERE { ?x a nothing:here }")
    run(page)
    trouble = page.locator(".yasr_results [role=alert]")
    expect(trouble).to_be_visible()
    assert trouble.get_attribute("data-status") == "400"


def test_the_editor_is_a_form_without_scripts(plain: Page) -> None:
    plain.goto("/editor?lang=en")
    plain.locator("#editor-query").fill(PREFIX + SMALL)
    plain.locator("#editor-format").select_option("csv")
    with plain.expect_download() as waiting:
        plain.locator("#editor-form button").click()
    assert "form/consumer-cooperative" in Path(waiting.value.path()).read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    ["/", "/page/jp/org/co-op-mirai", "/about", "/queries/cq01-full-forms", "/map"],
)
def test_the_language_is_switched_on_the_spot(plain: Page, path: str) -> None:
    plain.goto(f"{path}?lang=en")
    languages = plain.get_by_role("navigation", name="Language")
    languages.get_by_role("link", name="日本語").click()
    expect(plain.locator("html")).to_have_attribute("lang", "ja")
    assert plain.url.partition("?")[0].endswith(path)
    plain.get_by_role("navigation", name="言語").get_by_role(
        "link", name="English"
    ).click()
    expect(plain.locator("html")).to_have_attribute("lang", "en")


def test_a_search_is_kept_when_the_language_is_switched(plain: Page) -> None:
    plain.goto("/search?q=mirai&lang=en")
    plain.get_by_role("link", name="日本語").click()
    expect(plain).to_have_url(re.compile("q=mirai"))
    expect(plain.locator(".hits")).to_contain_text("みらい")


def test_the_map_shows_nonprofit_corporations(plain: Page) -> None:
    plain.goto("/?lang=en")
    plain.locator("a[href^='/map']").first.click()
    choice = plain.get_by_label(re.compile("form", re.I)).first
    option = plain.get_by_role("option").filter(has_text="nonprofit corporation").first
    choice.select_option(option.get_attribute("value"))
    plain.locator("main form button").first.click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text(
        re.compile("nonprofit", re.I)
    )
    assert plain.locator("svg a.tile").count() >= 47
    expect(plain.get_by_role("table").first).to_contain_text("Tokyo")
    numbers = plain.locator("table td.count").all_inner_texts()
    assert sum(int(number.replace(",", "")) for number in numbers) > 0
    plain.locator("svg a.tile").first.click()
    expect(plain).to_have_url(re.compile("/search"))


def test_full_forms_and_why_in_two_clicks(plain: Page) -> None:
    """Who has never seen SPARQL finds which forms are full SSE forms, and why."""
    plain.goto("/?lang=en")
    group = plain.locator("section").filter(
        has=plain.get_by_role("heading", name=re.compile("^full SSE forms?$", re.I))
    )
    names = group.first.get_by_role("listitem").all_inner_texts()
    assert len(names) >= 4
    assert any("consumer cooperative" in name for name in names)
    # The first click tells why, down to the passages; the second opens one of them.
    group.first.get_by_role(
        "link", name=re.compile("why.*consumer cooperative", re.I)
    ).click()
    main = plain.locator("main")
    expect(plain.get_by_role("heading", level=1)).to_contain_text(
        "consumer cooperative", ignore_case=True
    )
    for criterion in ("economic", "social", "democratic"):
        expect(main).to_contain_text(re.compile(criterion, re.I))
    expect(main.locator("blockquote").first).to_be_visible()
    main.locator("li:has(> blockquote) > .source a").first.click()
    expect(plain.get_by_role("heading", level=1)).to_be_visible()


def test_the_figure_tells_why_on_hover_and_focus(page: Page) -> None:
    page.goto("/?lang=en")
    mark = page.locator("svg a.mark").first
    tip = mark.locator(".tip")
    expect(tip).not_to_be_visible()
    mark.focus()
    expect(tip).to_be_visible()
    page.locator("h1").focus()
    page.evaluate("document.activeElement.blur()")
    mark.hover()
    expect(tip).to_be_visible()


def focused(page: Page) -> str:
    """What has the focus, by its text or name."""
    found: str = page.evaluate(
        "(document.activeElement.getAttribute('aria-label') ?? "
        "document.activeElement.textContent ?? '').trim()"
    )
    return found


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that fits has the focus, which is seen."""
    seen = []
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        seen.append(focused(page)[:30])
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = page.evaluate(OUTLINE)
            if outline == "none":
                outline = page.evaluate(RING)
            assert outline != "none", f"the focus on {seen[-1]!r} is not seen"
            return
    raise AssertionError(f"Tab does not lead to {selector}: {seen}")


def test_everything_is_done_by_keyboard_alone(page: Page) -> None:
    page.goto("/?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('main')")
    page.goto("/?lang=en")
    tab_to(page, "input[type=search]")
    page.keyboard.type("co-op mirai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    tab_to(page, ".hits a[href*='co-op-mirai']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page/jp/org/co-op-mirai*")
    tab_to(page, "details.evidence > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.evidence[open]").first).to_be_visible()
    tab_to(page, ".inferred a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explain*")
    tab_to(page, ".passages .source a")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/explain"))
    tab_to(page, "nav.languages a[lang=ja]")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_the_editor_is_used_and_left_by_keyboard(page: Page) -> None:
    editor(page)
    tab_to(page, ".CodeMirror textarea")
    page.keyboard.press("Control+a")
    page.keyboard.type("ASK { ?s ?p ?o }")
    # Nobody is caught in it.
    tab_to(page, "#editor-run")
    page.keyboard.press("Enter")
    expect(page.locator(".yasr_results .verdict")).to_be_visible()


def test_the_marks_of_the_figure_are_reached_by_keyboard(page: Page) -> None:
    page.goto("/?lang=en")
    tab_to(page, "svg a.mark")
    expect(page.locator("svg a.mark:focus .tip")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/explain"))


def test_a_keyboard_goes_past_the_marks_to_the_list(page: Page) -> None:
    page.goto("/?lang=en")
    tab_to(page, "a[href='#forms-by-criteria']")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.groups a')")


def test_the_figures_are_read_on_a_phone(page: Page) -> None:
    """Their letters are no smaller there than 10 pixels."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/?lang=en")
    heights = page.evaluate(
        """() => [...document.querySelectorAll('figure.criteria text:not(.tip)')]
        .map(one => parseFloat(getComputedStyle(one).fontSize) * one.getCTM().a)"""
    )
    assert len(heights) > 30
    assert min(heights) >= 10
    assert page.locator(".bars li").count() == 3
    assert page.locator(".bars svg text").count() == 0


@pytest.mark.parametrize("width", [320, 360, 1100])
def test_pages_are_read_without_scrolling_sideways(page: Page, width: int) -> None:
    """320 pixels are enough (`1.4.10 <https://www.w3.org/TR/WCAG22/#reflow>`_)."""
    page.set_viewport_size({"width": width, "height": 800})
    organization = "/page/jp/org/co-op-mirai"
    for path in ("/", organization, "/search?q=mirai", "/shapes", "/map"):
        page.goto(path)
        beyond = page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        assert beyond <= 0, path
