"""Every page in every language and format: it comes, is valid, and leads somewhere.

The pages are those that the map tells of, one of each kind, everything about hostile
names, and what these lead to: of each kind so many that all are looked at within
minutes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from tests.browser.kinds import KINDS, TROUBLED, address
from tests.browser.site import Got, Site, anchor, route
from tests.browser.validity import problems

from tsunagari.config import Settings
from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release
from tsunagari.web.app import create_app
from tsunagari.web.openapi.routes import LEFT_OUT, ROUTES
from tsunagari.web.state import State

LARGEST = 100_000
# The editor has a program of its own, which is not a page for readers.
NOT_BOUND = ("/sparql", "/editor")
# What the pages in trouble have in their addresses.
MISTAKE = "no-such"
# What has no document in ``/openapi.json`` and is no page either.
NO_PAGES = {
    *("editor.bundled", "editor.example", "editor.known_terms", "resources.resource"),
    *("sitemap.robots", "sitemap.sitemap", "static", "terms.part"),
}
# So many pages of a kind are read; of where they lead, so many are asked for.
PAGES_OF_A_KIND = 12
TARGETS_OF_A_KIND = 40
# Whoever has it names the checker that browsers' makers keep: a jar, run by java.
CHECKER = "TSUNAGARI_NU_CHECKER"


def paths(site: Site, release: Release) -> Iterator[str]:
    """Where the walk begins: the map, and a page of each kind."""
    found = ElementTree.fromstring(site.get("/sitemap.xml", "*/*").body)
    for location in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        for language in LANGUAGES:
            yield f"{urlsplit(location.text or '').path}?lang={language}"
    for kind in KINDS:
        for language in LANGUAGES:
            yield address(kind, language, release.id)


@pytest.fixture(scope="module")
def pages(site: Site, hostile: Release) -> list[Got]:
    """The pages that are read."""
    ahead = list(dict.fromkeys(paths(site, hostile)))
    seen = set(ahead)
    taken: dict[tuple[str, str], int] = defaultdict(int)
    found: list[Got] = []
    first = len(ahead)
    for number, path in enumerate(ahead):
        language = "ja" if "lang=ja" in path else "en"
        kind = (route(path), language)
        if number >= first and "/xx/" not in path:
            if taken[kind] >= PAGES_OF_A_KIND:
                continue
            taken[kind] += 1
        got = site.follow(path)
        found.append(got)
        if got.media_type != "text/html":
            continue
        for link in got.document.links():
            inside = site.inside(link, path)
            if inside and "lang=" in inside and inside not in seen:
                seen.add(inside)
                ahead.append(inside)
    return found


def test_there_is_one_of_each_kind(hostile: Release) -> None:
    """A new page is a new kind, so that it is looked at as the others are."""
    state = cast(State, SimpleNamespace(settings=Settings()))
    app = create_app(state)
    match = app.url_map.bind("localhost").match
    seen = {
        match(urlsplit(path).path.format(release=hostile.id))[0]
        for path in KINDS.values()
    }
    pages = {name for name, route in ROUTES.items() if "text/html" in route.types}
    pages |= LEFT_OUT - NO_PAGES
    assert not pages - seen, "add one to tests/browser/kinds.py"


def html(pages: Iterable[Got]) -> Iterator[Got]:
    return (one for one in pages if one.media_type == "text/html")


def language_of(page: Got) -> str:
    return re.findall(r"[?&]lang=(\w+)", page.path)[-1]


def test_every_page_comes_in_its_language(pages: list[Got]) -> None:
    assert len(pages) > 150
    wrong = []
    troubled = {
        address(kind, language, ""): status
        for kind, status in TROUBLED.items()
        for language in LANGUAGES
    }
    for one in pages:
        expected = troubled.get(one.path, 200)
        fine = one.status == expected and one.headers.get("content-length")
        if one.media_type == "text/html":
            fine = fine and one.headers["content-type"] == "text/html; charset=utf-8"
            fine = fine and one.headers.get("content-language") == language_of(one)
        if not fine:
            wrong.append((one.path, one.status, one.headers.get("content-language")))
    assert not wrong
    assert len(list(html(pages))) > 0.8 * len(pages)


def test_every_page_is_valid(pages: list[Got]) -> None:
    wrong = {
        one.path: found
        for one in html(pages)
        if (found := problems(one.document, language_of(one)))
    }
    assert not wrong, "\n".join(
        f"{path}: {', '.join(sorted({*found})[:5])}" for path, found in wrong.items()
    )


def test_every_page_is_small(pages: list[Got]) -> None:
    large = {
        one.path: len(one.body)
        for one in html(pages)
        if len(one.body) > LARGEST and not one.path.startswith(NOT_BOUND)
    }
    assert not large


def test_no_link_breaks(site: Site, pages: list[Got]) -> None:
    """Links inside lead to something, and their anchors are there."""
    targets: dict[str, set[str]] = defaultdict(set)
    anchors: dict[tuple[str, str], str] = {}
    for one in html(pages):
        for link in one.document.links():
            inside = site.inside(link, one.path)
            if inside:
                targets[route(inside)].add(inside)
                if name := anchor(link):
                    anchors[inside, name] = one.path
    asked = {path for kind in targets.values() for path in _some(kind)}
    asked |= {path for path, _ in anchors}
    broken = {}
    for path in sorted(asked):
        got = site.follow(path, "text/html, */*;q=0.5")
        # A form without its values is told what it lacks; so is a mistake.
        is_told = got.status == 400 and "lang=" not in path
        is_told = is_told or (MISTAKE in path and got.status in TROUBLED.values())
        if got.status != 200 and not is_told:
            broken[path] = got.status
    assert len(asked) > 150
    assert not broken
    lost = [
        f"{path}#{name} on {on}"
        for (path, name), on in anchors.items()
        if name not in site.follow(path, "text/html, */*;q=0.5").document.ids()
    ]
    assert not lost


def _some(targets: set[str]) -> list[str]:
    return sorted(targets)[:: max(1, len(targets) // TARGETS_OF_A_KIND)]


def test_nothing_is_fetched_from_elsewhere(site: Site, pages: list[Got]) -> None:
    elsewhere = {
        (one.path, link)
        for one in html(pages)
        for link in one.document.fetched()
        if not site.inside(link, one.path)
    }
    assert not elsewhere
    fetched = {
        site.inside(link, one.path)
        for one in html(pages)
        for link in one.document.fetched()
    }
    assert fetched
    for path in fetched:
        got = site.get(path, "*/*")
        assert got.status == 200, path
        if got.media_type == "text/css":
            assert not re.search(rb"url\(\s*['\"]?(https?:|//)|@import", got.body)


def test_every_page_forbids_scripts_in_it(pages: list[Got]) -> None:
    for one in html(pages):
        policy = one.headers["content-security-policy"]
        assert "unsafe" not in policy, one.path
        scripts = policy.partition("script-src")[2].partition(";")[0]
        assert scripts.strip() in ("'self'", "'none'", ""), one.path
        assert "default-src 'none'" in policy, one.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_had_in_every_language(
    site: Site, hostile: Release, language: str
) -> None:
    """What is a page for people is a document for programs at the same address."""
    number = 0
    for kind in KINDS:
        path = address(kind, language, hostile.id)
        for types in _offered(path):
            got = site.follow(path, types)
            number += 1
            assert got.status == 200, (path, types)
            assert got.media_type == types, path
    assert number > 15


def _offered(path: str) -> tuple[str, ...]:
    """Return the media types of the route of a page that stands without arguments."""
    top = urlsplit(path).path.strip("/")
    found = ROUTES.get(f"{top}.{top}")
    return found.types if found and "?" not in path.replace("?lang=", "") else ()


def test_the_language_of_the_reader_is_spoken(site: Site, hostile: Release) -> None:
    """Without a parameter, what the browser says decides; else it is English."""
    number = 0
    for kind in KINDS:
        path = KINDS[kind].format(release=hostile.id)
        for languages, expected in (("ja,en;q=0.5", "ja"), ("fr,de;q=0.5", "en")):
            got = site.get(path, "text/html", languages)
            if got.status == 200 and got.media_type == "text/html":
                assert got.headers["content-language"] == expected, path
                number += 1
    assert number > len(KINDS)


def test_the_checker_of_browsers_makers_finds_nothing(
    pages: list[Got], tmp_path: Path
) -> None:
    """Run with the Nu Html Checker, where it is named."""
    jar = os.environ.get(CHECKER)
    if not jar or not shutil.which("java"):
        pytest.skip(f"{CHECKER} names no vnu.jar, or there is no java")
    names = {}
    for number, one in enumerate(html(pages)):
        name = f"{number}.html"
        (tmp_path / name).write_bytes(one.body)
        names[name] = one.path
    command = ["java", "-jar", jar, "--errors-only", "--format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    told = json.loads(done.stderr or done.stdout)["messages"]
    wrong = sorted(
        {
            f"{names[one['url'].rpartition('/')[2]]}: {one['message']} "
            f"{one.get('extract', '')[:80]}"
            for one in told
        }
    )
    assert names
    assert not wrong, "\n".join(wrong[:40])
