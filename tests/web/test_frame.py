"""The frame of the pages: it leads everywhere, in both languages."""

import doctest
import re

import pytest
from werkzeug.test import Client

from tsunagari.languages import LANGUAGES
from tsunagari.web import addresses
from tsunagari.web.navigation import FOOT, TOP


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_leads_to_pages(views: Client, language: str) -> None:
    text = views.get(f"/?lang={language}").text
    navigation = "".join(re.findall(r"<nav.*?</nav>", text, re.S))
    found = re.findall(r'href="([^"#]+)"', navigation)
    assert len(found) == len(TOP) + len(FOOT) + len(LANGUAGES)
    for address in found:
        assert views.get(address).status_code == 200, address
        assert re.search("lang=(en|ja)", address)


def test_a_page_says_where_one_is(views: Client) -> None:
    text = views.get("/releases?lang=en").text
    assert text.count('aria-current="page"') == 1


def test_where_one_reads_about_an_iri() -> None:
    failed, tried = doctest.testmod(addresses)
    assert tried >= 3
    assert not failed
