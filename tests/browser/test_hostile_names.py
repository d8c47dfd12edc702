"""Names that are markup, scripts and worse stay names, and nobody else is asked.

The data beside the project's own (``tests/data/hostile``) sets ``window.hacked`` if a
script of it runs, and has ``hacked`` in every element and attribute that it would make.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.kinds import KINDS, address
from tests.browser.site import Document, Site
from tests.browser.validity import problems

from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import format_named

OURS = "https://w3id.org/tsunagari/"
# What no page of ours has: an element of these came out of a name.
FOREIGN = {
    *("base", "embed", "frame", "iframe", "marquee", "math", "object", "b", "font"),
    *("img", "video", "audio", "portal", "template", "plaintext", "xmp"),
}
# What no browser runs.
BLOCKS = {"application/ld+json", "application/json"}
# Where text of the data stands in an attribute, as text.
TEXTS = {
    *("alt", "aria-label", "content", "href", "id", "label", "placeholder", "title"),
    *("value", "action", "aria-describedby", "aria-labelledby", "for"),
}
WITH_IRI = (
    "/explain?subject={iri}&predicate=a&object=sse:SSEOrganization",
    "/queries/lk-4-statements-about-thing?thing={iri}&run=1",
    "/queries/lk-1-organizations-of-form?form={iri}&run=1",
    "/reconcile/preview?id={path}",
    "/page/{path}",
)


def things(release: Release) -> list[str]:
    """The IRIs of the hostile things, without the part that all have."""
    query = f"""SELECT DISTINCT ?thing {{ ?thing ?p ?o
        FILTER (STRSTARTS(STR(?thing), "{OURS}xx/") || STR(?thing) = "{OURS}place/xx"
          || STRSTARTS(STR(?thing), "{OURS}source/hostile")
          || STRSTARTS(STR(?thing), "{OURS}evidence/hostile")) FILTER (ISIRI(?thing)) }}
        ORDER BY ?thing"""
    answer = release.engine().query(query).serialize(format_named("json"))
    found = [
        row["thing"]["value"].removeprefix(OURS)
        for row in json.loads(answer)["results"]["bindings"]
    ]
    return [path for path in found if "#" not in path]


def paths(release: Release, languages: tuple[str, ...]) -> Iterator[str]:
    """Pages on which hostile names stand."""
    for language in languages:
        for kind in KINDS:
            yield address(kind, language, release.id)
        yield f"/datasets/xx?lang={language}"
        for word in ("hacked", "<script>", "'\"><b id=hacked>"):
            yield f"/search?q={quote(word)}&lang={language}"
            yield f"/queries/lk-6-things-by-name?text={quote(word)}&lang={language}"
            yield f"/explain?subject={quote(word)}&predicate=a&object=x&lang={language}"
        for path in things(release):
            for pattern in WITH_IRI:
                filled = pattern.format(iri=quote(OURS + path), path=quote(path))
                joint = "&" if "?" in filled else "?"
                yield f"{filled}{joint}lang={language}"


def foreign(document: Document) -> Iterator[str]:
    """What came out of the data as markup."""
    for one in document.elements():
        tag = one.tag.rpartition("}")[2]
        if tag in FOREIGN or "hacked" in tag:
            yield f"<{tag}>"
        if tag == "script" and one.get("type") not in BLOCKS and one.text:
            yield f"<script>{one.text[:40]}"
        for key, value in one.attrib.items():
            name = key.rpartition("}")[2]
            if "hacked" in name or name.startswith("on"):
                yield f"<{tag} {name}=…>"
            if "hacked" in value and not (name in TEXTS or name.startswith("data-")):
                yield f"<{tag} {name}={value[:60]}>"
            if name == "id" and value == "hacked":
                yield f"<{tag} id=hacked>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_element_comes_from_the_data(
    site: Site, hostile: Release, language: str
) -> None:
    wrong, with_names, kinds = {}, 0, set()
    for path in paths(hostile, (language,)):
        got = site.follow(path)
        # A question may be refused; that it fails must not be.
        assert got.status in (200, 400, 404), (path, got.status)
        if got.media_type != "text/html":
            assert got.media_type in ("text/plain", "application/problem+json"), path
            continue
        with_names += b"hacked" in got.body
        if b"hacked" in got.body:
            kinds.add(path.split("/")[1].partition("?")[0])
        if found := [*foreign(got.document), *problems(got.document, language)]:
            wrong[path] = sorted(set(found))[:4]
    assert with_names > 80
    assert {"", "datasets", "explain", "page", "queries", "search"} <= kinds
    assert not wrong, "\n".join(f"{path}: {found}" for path, found in wrong.items())


def test_blocks_for_machines_hold_the_names(site: Site, hostile: Release) -> None:
    """Embedded JSON-LD is JSON, and has the names as they are."""
    number = 0
    for path in paths(hostile, LANGUAGES):
        got = site.follow(path)
        if got.media_type != "text/html":
            continue
        for one in got.document.elements():
            if one.tag == "script" and one.get("type") in BLOCKS:
                assert json.loads(one.text or ""), path
                number += "hacked" in (one.text or "")
    assert number


def watch(page: Page, base: str) -> list[str]:
    """Note what *page* asks for elsewhere, and what its policy or a script refuses."""
    noted: list[str] = []

    def asked(url: str) -> None:
        if not url.startswith((base + "/", "data:", "blob:")):
            noted.append(f"asks for {url[:120]}")

    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: noted.append(f"opens {socket.url}"))
    page.on("dialog", lambda dialog: (noted.append("a dialog"), dialog.dismiss()))
    page.on("pageerror", lambda error: noted.append(f"fails: {error}"))
    page.on(
        "console",
        lambda told: (
            noted.append(told.text[:200])
            if re.search("Content Security Policy|Refused", told.text)
            else None
        ),
    )
    return noted


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_and_nobody_else_is_asked(
    browser: Browser, base: str, hostile: Release, language: str
) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.set_default_timeout(30_000)
    noted = watch(page, base)
    wrong, number = {}, 0
    try:
        for path in paths(hostile, (language,)):
            # Of the pages that differ in the thing alone, the two worst are enough.
            if "/xx/" in path.replace("%2F", "/") and not re.search(
                "attribute|end-of-block|hostile", path
            ):
                continue
            page.goto(path, wait_until="load")
            number += 1
            hacked = page.evaluate("typeof window.hacked")
            if hacked != "undefined" or noted:
                wrong[path] = [hacked, *noted]
                noted.clear()
    finally:
        context.close()
    assert number > 50
    assert not wrong, "\n".join(f"{path}: {found}" for path, found in wrong.items())


def test_the_watch_sees_what_is_wrong(browser: Browser, base: str) -> None:
    """A page that does all of it is caught: the tests above can fail."""
    context = browser.new_context(base_url=base)
    page = context.new_page()
    noted = watch(page, base)
    try:
        page.goto("/")
        page.set_content(
            "<p onclick=1>x<img src=//example.org/hacked>"
            "<script>window.hacked = 1</script>"
        )
        page.wait_for_timeout(300)
        told = " ".join(noted)
        assert "example.org" in told or "Content Security Policy" in told
        found = list(foreign(Document(page.content())))
        assert any("onclick" in one for one in found)
        assert any("<img" in one for one in found)
    finally:
        context.close()


NAMES = """PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
VIEWS = {
    "table": "SELECT ?thing ?name ?home { ?thing rdfs:label ?name ; foaf:homepage ?home"
    ' FILTER (CONTAINS(STR(?thing), "/xx/")) }',
    "response": "SELECT ?name { ?thing rdfs:label ?name"
    ' FILTER (CONTAINS(STR(?thing), "/xx/")) }',
    "chart": "SELECT ?name (STRLEN(?name) AS ?n) { ?thing rdfs:label ?name"
    ' FILTER (CONTAINS(STR(?thing), "/xx/")) }',
    "graph": "CONSTRUCT { ?thing rdfs:label ?name ; foaf:homepage ?home }"
    " { ?thing rdfs:label ?name ; foaf:homepage ?home"
    ' FILTER (CONTAINS(STR(?thing), "/xx/")) }',
}
# What scripts of ours made of the data: elements, and addresses that run something.
MADE = """() => [...document.querySelectorAll(
    "#hacked, [onerror], [onload], [onclick], [onfocus], main iframe, main object, "
    + "main embed, main base, main marquee, main img[src='x'], main img[src*=hacked]")]
  .map(one => one.outerHTML.slice(0, 80))
  .concat([...document.querySelectorAll("a[href]")]
    .map(one => one.href).filter(to => /^(javascript|vbscript|data):/i.test(to)))"""


@pytest.mark.parametrize("view", VIEWS)
def test_answers_in_the_editor_stay_text(page: Page, base: str, view: str) -> None:
    noted = watch(page, base)
    page.goto(f"/editor?lang=en&query={quote(NAMES + VIEWS[view])}")
    results = page.locator(".yasr_results")
    expect(results.locator("table, svg, .CodeMirror, pre").first).to_be_visible()
    page.locator(f".select_{view}").first.click()
    expect(results).to_contain_text("hacked")
    # What waits for the focus or the pointer gets both.
    for link in results.locator("a, [tabindex]").all()[:20]:
        link.focus()
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.evaluate(MADE) == []
    assert not noted


def test_suggestions_stay_text(page: Page, base: str) -> None:
    noted = watch(page, base)
    page.goto("/search?lang=en")
    page.locator("main input[type=search]").press_sequentially("window.hack", delay=20)
    expect(page.get_by_role("option").filter(has_text="hacked").first).to_be_visible()
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.evaluate(MADE) == []
    assert not noted
